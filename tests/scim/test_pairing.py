from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.pairing import frozen, is_plainly_same, is_same, paired
from scimviewer.scim.schemas import BUILT_IN
from tests.scim.patches import json_values

EMAILS = BUILT_IN.described("emails", "User")


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ([{"value": "a"}, {"value": "b"}], [{"value": "b"}, {"value": "a"}], [(0, 1), (1, 0)]),
        ([{"value": "a"}], [{"value": "b"}], [(0, None), (None, 0)]),
        # The same value twice, told apart by its type.
        ([{"value": "a", "type": "x"}, {"value": "a", "type": "y"}], [{"value": "a", "type": "Y"}],
         [(0, None), (1, 0)]),
        ([{"value": "a", "type": "work"}], [{"value": "b", "type": "WORK"}], [(0, 0)]),
        ([{"value": "a", "type": "w"}, {"value": "b", "type": "w"}], [{"value": "c", "type": "w"}],
         [(0, None), (1, None), (None, 0)]),
        ([{"type": "work", "city": "A"}], [{"type": "work", "city": "B"}], [(0, 0)]),
        ([{"city": "A"}], [{"city": "B"}], [(0, None), (None, 0)]),
        ([{"value": 7}], [{"value": "7"}], [(0, 0)]),
        ([{"value": "A"}], [{"VALUE": "a"}], [(0, 0)]),
        (["a", "b", "a"], ["a", "a"], [(0, 0), (1, None), (2, 1)]),
        ([True], ["True"], [(0, 0)]),
        ([], [None], [(None, 0)]),
    ],
)  # fmt: skip
def test_elements_are_paired(left: Any, right: Any, pairs: list[Any]) -> None:
    assert paired(left, right, EMAILS) == pairs


@given(st.lists(json_values, max_size=6), st.lists(json_values, max_size=6))
def test_every_element_is_told_once(left: list[Any], right: list[Any]) -> None:
    found = paired(left, right)

    assert sorted(at for at, _ in found if at is not None) == list(range(len(left)))
    assert sorted(to for _, to in found if to is not None) == list(range(len(right)))
    assert all(at is not None or to is not None for at, to in found)


@given(
    st.lists(st.dictionaries(st.sampled_from(["value", "type", "x"]), st.text(max_size=1)), max_size=6), st.randoms()
)
def test_order_never_matters(elements: list[Any], random: Any) -> None:
    shuffled = random.sample(elements, len(elements))

    assert all(
        at is not None and to is not None and elements[at] == shuffled[to] for at, to in paired(elements, shuffled)
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ([1, 2], [2, 1], True), ([1, 1, 2], [1, 2, 2], False), (True, 1, False), ([True], [1], False),
        ({"a": [1, {"b": 2}]}, {"a": [{"b": 2}, 1]}, True), ("a", "A", False), (1, 1.0, True), (None, None, True),
        ({"a": 1}, {"a": True}, False), ({"a": 1, "b": "x"}, {"b": "x", "a": 1}, True), ({}, [], False),
    ],
)  # fmt: skip
def test_sameness_is_that_of_json(left: Any, right: Any, same: bool) -> None:
    assert is_same(left, right) is same
    assert (frozen(left) == frozen(right)) is same


def test_plain_sameness_is_never_wrong() -> None:
    assert is_plainly_same({"a": 1, "b": "x"}, {"a": 1, "b": "x"})
    assert not is_plainly_same({"a": 1}, {"a": True})
    assert not is_plainly_same({"a": 1}, {"a": 1, "b": None})
