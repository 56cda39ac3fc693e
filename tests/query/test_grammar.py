"""The tree of a text knows where each piece stands; values go into a text and come out the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.grammar import MOST_TEXT, FilterError, branches, is_regex, quoted, tree, unquoted


def test_pieces_know_their_place() -> None:
    text = 'status:(401 OR 403) ~(a "b c") -/x y/'
    top = tree(text)
    assert top is not None
    places = [text[one.meta.start_pos : one.meta.end_pos] for one in branches(top)]
    assert places == ["status:(401 OR 403)", '~(a "b c")', "-/x y/"]
    assert [one.data for one in branches(top)] == ["values", "disabled", "without"]


@pytest.mark.parametrize("text", ["((", "status:(", "status:()", "a)", '"open', "x OR", "NOT", "~(x"])
def test_what_is_no_expression_has_no_tree(text: str) -> None:
    assert tree(text) is None


def test_a_very_long_text_is_refused() -> None:
    with pytest.raises(FilterError, match="longer than"):
        tree("x" * (MOST_TEXT + 1))


@pytest.mark.parametrize(
    ("text", "wanted"), [("/a/", True), ("/a b/", True), ("/a\\/b/", True), ("/a/b/", False), ("//", False)]
)
def test_slashes_around_a_pattern(text: str, wanted: bool) -> None:
    assert is_regex(text) is wanted


@given(st.text())
def test_any_value_comes_out_of_its_quotes_as_it_went_in(value: str) -> None:
    assert unquoted(quoted(value)) == value
    assert unquoted(quoted(value, always=True)) == value
