"""Lines of a comparison, their folds and their changed characters."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scimviewer.ui.diff_lines import (
    ALIKE,
    Line,
    aligned,
    brief,
    changed_span,
    counts,
    folded,
    inline,
    markdown_of,
    text_of,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


def group(*members: str) -> dict[str, Any]:
    return {"id": "g", "externalId": "x", "members": [{"value": one, "display": one.upper()} for one in members]}


def kinds(lines: list[Line]) -> list[str]:
    return [line.kind for line in lines]


def told(lines: list[Line]) -> list[str]:
    return [(line.left or line.right or "").strip() for line in lines]


def test_a_member_is_one_line() -> None:
    lines = aligned(group("ann", "bob"), group("bob"))
    assert '{ "value": "ann", "display": "ANN" }' in told(lines)
    assert [line.left for line in lines if line.kind == "removed"] == ['    { "value": "ann", "display": "ANN" }']


def test_order_is_no_difference() -> None:
    assert not [line for line in aligned(group("a", "b", "c"), group("c", "a", "b")) if line.differs]


def test_what_is_unchanged_is_folded_and_counted() -> None:
    lines = folded(aligned({"a": 1, "b": 2, "c": 3, "d": 4}, {"a": 1, "b": 2, "c": 3, "d": 5}))
    assert kinds(lines) == ["around", "fold", "changed", "around"]
    assert lines[1].left == "3 unchanged: a, b, c"
    assert [line.kind for line in lines[1].hidden] == ["equal"] * 3


def test_a_single_unchanged_line_is_not_hidden_behind_another_line() -> None:
    assert kinds(folded(aligned({"a": 1, "d": 4}, {"a": 1, "d": 5}))) == ["around", "equal", "changed", "around"]


def test_the_rest_of_many_removed_members_is_folded() -> None:
    lines = folded(aligned(group(*(f"m{n}" for n in range(212))), group()))
    assert kinds(lines).count("removed") == 7  # five members, and the brackets of the list
    assert "207 more removed entries" in told(lines)


def test_a_list_that_went_counts_by_its_entries() -> None:
    for pad in ("", "x" * 90):  # members on one line, and on several
        members = [{"value": str(at), "display": pad} for at in range(12)]
        count = counts(aligned({"id": "1", "members": members, "title": "a"}, {"id": "1", "title": "b"}))
        assert (count["removed"], count["changed"]) == (12, 1)


def test_twenty_thousand_unchanged_members_are_one_line() -> None:
    names = [f"m{n}" for n in range(20_000)]
    lines = folded(aligned(group(*names), group(*names[:-1])))
    assert "19\u202f999 unchanged entries" in told(lines)
    assert len(lines) < 10


@given(JSON, JSON)
def test_folds_hide_lines_and_lose_none(left: Any, right: Any) -> None:
    lines = aligned(left, right)
    opened = [one for line in folded(lines) for one in line.hidden or (line,)]
    assert told(opened) == told(lines)


@given(JSON)
def test_the_same_differs_nowhere(value: Any) -> None:
    assert not any(line.differs for line in aligned(value, value))


def test_operations_of_a_patch_stand_beside_those_that_do_the_same() -> None:
    left = {"Operations": [{"op": "Replace", "path": "title", "value": "a"}, {"op": "add", "path": "x", "value": 1}]}
    right = {"Operations": [{"op": "add", "path": "x", "value": 2}, {"op": "replace", "path": "Title", "value": "b"}]}
    changed = [(line.left, line.right) for line in aligned(left, right) if line.kind == "changed"]
    assert ('      "value": "a"', '      "value": "b"') in changed
    assert ('      "value": 1', '      "value": 2') in changed


def test_the_only_operations_stand_beside_each_other_whatever_they_do() -> None:
    left, right = {"Operations": [{"op": "add", "path": "a"}]}, {"Operations": [{"op": "remove", "path": "b"}]}
    assert kinds(aligned(left, right)).count("changed") == 2


def test_one_value_in_two_types_is_harmless() -> None:
    assert [line.kind for line in aligned({"active": "False"}, {"active": False}) if line.differs] == [ALIKE]


def test_changed_characters_go_to_the_ends_of_words() -> None:
    text, other = '"W/a90"', '"W/a91"'
    assert text[slice(*changed_span(text, other))] == "a90"


@given(st.text("ab ", max_size=8), st.text("ab ", max_size=8))
def test_what_lies_around_the_changed_characters_is_the_same(text: str, other: str) -> None:
    (start, stop), (begin, end) = changed_span(text, other), changed_span(other, text)
    assert text[:start] == other[:start]
    assert text[stop:] == other[len(other) - (len(text) - stop) :]
    assert (start == stop) <= (text == other or begin < end)


def test_below_each_other_a_change_is_two_lines() -> None:
    lines = inline(aligned({"a": 1}, {"a": 2}))
    assert [(line.kind, line.name) for line in lines if line.differs] == [("changed", "left"), ("changed", "right")]


def test_parts_are_counted_once() -> None:
    count = counts(aligned(group("a"), {**group("a"), "name": {"givenName": "x" * 60, "familyName": "y" * 60}}))
    assert count["added"] == 1


def test_text_reads_as_a_patch() -> None:
    assert text_of(aligned({"a": 1}, {"a": 2}), "was", "is").splitlines() == [
        *("--- was", "+++ is", "  {"),
        *('-   "a": 1', '+   "a": 2', "  }"),
    ]


def test_nothing_in_a_value_ends_the_block_of_code() -> None:
    text = markdown_of(aligned({"a": "```"}, {"a": "````"}), "was", "is")
    assert text.startswith("`````diff\n")
    assert text.endswith("\n`````")


def test_attributes_are_a_table_in_which_nothing_is_markup() -> None:
    line = Line("changed", '"a|b"', '"`c`"', name="title", verdict="changed")
    assert markdown_of([line], "was", "is").splitlines()[-1] == (r'| ~ | `title` | `"a\|b"` | `` "`c`" `` | changed |')


def test_long_values_are_cut() -> None:
    assert len(brief("x" * 1000)) == 300
