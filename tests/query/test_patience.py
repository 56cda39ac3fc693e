"""A pattern that would never end is ended with a sentence."""

from __future__ import annotations

import pytest

from scimviewer.query.filters import FilterError
from scimviewer.query.patience import Patience


def test_a_pattern_is_found_in_any_case() -> None:
    assert Patience("quota|limit").found_in("Over the LIMIT")
    assert not Patience("^quota").found_in("over quota")


def test_a_pattern_that_explodes_ends_with_a_sentence() -> None:
    with pytest.raises(FilterError, match=r"\(a\|aa\)\+b\$/ takes too long") as raised:
        Patience("(a|aa)+b$", position=7).found_in("a" * 500 + "c")
    assert raised.value.position == 7


def test_many_texts_that_are_slow_together_end_too() -> None:
    impatient = Patience("x", all_texts_s=0)
    with pytest.raises(FilterError, match="takes too long"):
        impatient.found_in("y")
