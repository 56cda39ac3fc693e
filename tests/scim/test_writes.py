from __future__ import annotations

from typing import Any

import pytest

from scimviewer.scim.filters import Filter, parsed_filter
from scimviewer.scim.readings import MISSING, UNKNOWN, Reading
from scimviewer.scim.schemas import BUILT_IN, Attribute, unknown_attribute
from scimviewer.scim.writes import Write, written

MEMBERS, EMAILS = BUILT_IN.described("members", "Group"), BUILT_IN.described("emails", "User")
NAME, TITLE = BUILT_IN.described("name", "User"), BUILT_IN.described("title", "User")
TAGS = Attribute("tags", multi_valued=True)
ODD = unknown_attribute("odd")


def chosen(text: str) -> Filter:
    found = parsed_filter(text).filter
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("current", "write", "expected"),
    [
        # An attribute that no schema names has the form of its values.
        (MISSING, Write("add", ODD, value=[1]), [1]),
        ([1], Write("add", ODD, value=2), [1, 2]),
        ([1], Write("replace", ODD, value=2), [2]),
        ({"a": 1}, Write("add", ODD, value={"b": 2}), {"a": 1, "b": 2}),
        ("x", Write("add", ODD, value={"b": 2}), {"b": 2}),
        ({"a": 1}, Write("replace", ODD, sub="a", value=2), {"a": 2}),
        (MISSING, Write("add", ODD, chosen('type eq "x"'), "value", 1), [{"type": "x", "value": 1}]),
        # Simple values in a list.
        (["a", "b"], Write("remove", TAGS, chosen('value eq "a"'), has_value=False), ["b"]),
        (["a"], Write("add", TAGS, value=["a", "b"]), ["a", "b"]),
        (["a", "b"], Write("replace", TAGS, chosen('value eq "a"'), "value", "c"), ["c", "b"]),
        # Elements that lost their last sub-attribute are gone.
        ([{"display": "A"}], Write("remove", EMAILS, sub="display", has_value=False), MISSING),
        ({"givenName": "A"}, Write("remove", NAME, sub="givenName", has_value=False), MISSING),
        ([{"value": "A", "type": "work"}], Write("add", EMAILS, value=[{"value": "a", "type": "work"}]),
         [{"value": "A", "type": "work"}, {"value": "a", "type": "work"}]),
        ([{"value": "A", "type": "User"}], Write("add", MEMBERS, value=[{"value": "A", "type": "Group"}]),
         [{"value": "A", "type": "User"}, {"value": "A", "type": "Group"}]),
        ([{"value": "A"}, {"value": "B", "type": "User"}], Write("remove", MEMBERS, value=[{"value": "B"}]),
         [{"value": "A"}]),
        ([{"value": "A", "type": "work"}], Write("remove", EMAILS, value=[{"type": "work"}]), MISSING),
        ([{"value": "A", "type": "work"}], Write("add", EMAILS, value=[{"type": "work"}]),
         [{"value": "A", "type": "work"}]),
    ],
)  # fmt: skip
def test_writes(current: Any, write: Write, expected: Any) -> None:
    assert written(current, write, Reading(strict=False)) == expected


@pytest.mark.parametrize(
    "write",
    [
        Write("add", EMAILS, value=[{"value": "a"}]), Write("add", NAME, value={"givenName": "A"}),
        Write("replace", NAME, sub="givenName", value="A"), Write("remove", EMAILS, chosen('value eq "a"')),
        Write("remove", MEMBERS, value=[{"value": "a"}]), Write("replace", EMAILS, chosen("primary pr"), "value", "x"),
    ],
)  # fmt: skip
def test_what_builds_on_an_unknown_value_is_unknown(write: Write) -> None:
    assert written(UNKNOWN, write, Reading(strict=False)) is UNKNOWN


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (Write("replace", EMAILS, value=[{"value": "a"}]), [{"value": "a"}]), (Write("add", TITLE, value="x"), "x"),
        (Write("remove", EMAILS, has_value=False), MISSING), (Write("replace", NAME, value=None), MISSING),
    ],
)  # fmt: skip
def test_what_overwrites_an_unknown_value_is_known(write: Write, expected: Any) -> None:
    assert written(UNKNOWN, write, Reading(strict=False)) == expected


def test_an_element_left_out_by_a_replacing_object_is_a_doubt() -> None:
    reading = Reading(strict=True)
    current = [{"value": "a", "type": "work", "display": "A"}]
    write = Write("replace", EMAILS, chosen('type eq "work"'), None, {"value": "b", "type": "work"})

    assert written(current, write, reading) == [{"value": "b", "type": "work", "display": "A"}]
    assert [note.id for note in reading.notes] == ["merged"]


def test_thousands_of_equal_elements_are_no_burden() -> None:
    current = [{"value": "a", "type": str(number)} for number in range(20_000)]
    write = Write("add", EMAILS, value=[{"value": "a", "type": f"x{number}"} for number in range(500)])

    assert len(written(current, write, Reading(strict=False))) == 20_500
