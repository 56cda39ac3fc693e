from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.outcomes import Change
from scimviewer.scim.readings import UNKNOWN
from scimviewer.scim.schemas import BUILT_IN
from scimviewer.scim.tracing import changes
from tests.scim.patches import json_values

EMAILS = BUILT_IN.described("emails", "User")
A, B, C = ({"value": letter} for letter in "abc")


def traced(old: Any, new: Any) -> list[Change]:
    return list(changes("emails", "/emails", "/emails", old, new, EMAILS))


def test_removed_elements_are_told_where_they_stood() -> None:
    assert traced([A, B, C], [A, C]) == [Change("removed", "emails", "/emails/1", None, B, None)]


def test_elements_of_a_replaced_list_are_paired() -> None:
    found = traced([A, B], [{"value": "b", "display": "B"}, dict(A)])

    assert found == [Change("added", "emails.display", None, "/emails/0/display", None, "B")]


def test_values_that_come_and_go() -> None:
    assert traced(None, [A]) == [Change("added", "emails", None, "/emails/0", None, A)]
    assert traced([A], None) == [Change("removed", "emails", "/emails/0", None, A, None)]
    assert traced("x", "y") == [Change("replaced", "emails", "/emails", "/emails", "x", "y")]
    assert traced(True, 1) == [Change("replaced", "emails", "/emails", "/emails", True, 1)]
    assert traced({"a": 1, "b": 2}, {"A": 1, "c": 3}) == [
        Change("removed", "emails.b", "/emails/b", None, 2, None),
        Change("added", "emails.c", None, "/emails/c", None, 3),
    ]


def test_what_is_unknown_is_no_change() -> None:
    assert traced(UNKNOWN, [A]) == traced([A], UNKNOWN) == traced([A], [dict(A)]) == []


@given(st.lists(json_values, max_size=5), st.lists(json_values, max_size=5))
def test_nothing_breaks_the_trace(old: Any, new: Any) -> None:
    assert all(one.before is not None or one.after is not None for one in traced(old, new))
    assert traced(old, old) == []
