"""Neighbours are found in both directions and at every depth, with a bounded number of steps."""

from __future__ import annotations

import json

import pytest

from scimviewer.privacy.quoting import Mark, mark_at, opening
from scimviewer.privacy.siblings import Walker

OBJECT = {"a": 'x"}{', "b": {"c": [1, "]"]}, "name": "here", "d": None, "e": [{}], "f": -1.5e3, "g": "end"}


def at(data: bytes, text: bytes) -> tuple[Walker, Mark, Mark]:
    """A walker, and the marks around the string that is `text`."""
    last = data.index(text) + len(text)
    end = mark_at(data, last, len(data))
    assert end is not None
    begin = opening(data, 0, last, end.quote)
    assert begin is not None
    return Walker(data, 0, len(data)), begin, end


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_members_on_both_sides(depth: int, indent: int | None) -> None:
    text = json.dumps(OBJECT, indent=indent)
    for _ in range(depth):
        text = json.dumps({"body": text})
    walker, begin, end = at(text.encode(), b"here")
    key = walker.key_before(begin.start, end.quote)
    assert key is not None

    before = [member.key for member in walker.members_before(key[0].start, end.quote)]
    after = [member.key for member in walker.members_after(end.end, end.quote)]

    assert before == [b"b", b"a"]
    assert after == [b"d", b"e", b"f", b"g"]


def test_values_are_where_they_are_said_to_be() -> None:
    data = b'{"v": "x", "name":"here" , "w" :[1]}'
    walker, begin, end = at(data, b"here")
    key = walker.key_before(begin.start, end.quote)
    assert key is not None

    (before,) = walker.members_before(key[0].start, end.quote)
    (after,) = walker.members_after(end.end, end.quote)

    assert data[before.value :].startswith(b'"x"')
    assert data[after.value :].startswith(b"[1]")


def test_what_is_no_object_has_no_members() -> None:
    walker, begin, end = at(b'say "here" and there', b"here")

    assert walker.key_before(begin.start, end.quote) is None
    assert list(walker.members_after(end.end, end.quote)) == []


def test_index_in_a_list_of_strings() -> None:
    data = b'["a", "b","here","c"]'
    walker, begin, end = at(data, b"here")

    assert walker.list_index(begin) == 2
    assert walker.list_index(begin) == 2  # from memory
    element = walker.element_after(end.end)
    assert element is not None
    assert data[element:].startswith(b'"c"')


def test_index_in_anything_else_is_unknown() -> None:
    for data in (b'[1,"here"]', b'x,"here"', b'"here"'):
        walker, begin, _ = at(data, b"here")
        assert walker.list_index(begin) is None


def test_steps_run_out() -> None:
    data = b'{"name":"here","x":' + b"[" * 100_000
    walker, _, end = at(data, b"here")

    assert [member.key for member in walker.members_after(end.end, end.quote)] == [b"x"]
    assert walker.steps <= 0
