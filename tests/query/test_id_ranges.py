"""Events written as a filter."""

from __future__ import annotations

import re

from scimviewer.query.filters import parse
from scimviewer.query.grammar import MOST_TEXT
from scimviewer.query.id_ranges import ids_filter


def test_neighbours_are_a_range() -> None:
    assert ids_filter([3]) == ("id:3", 1)
    assert ids_filter([9, 8, 3, 7]) == ("id:(3 OR 7..9)", 4)
    assert ids_filter([7, 8]) == ("id:7..8", 2)


def test_a_text_that_would_be_too_long_says_how_many_it_means() -> None:
    text, meant = ids_filter(range(1, 100_000, 2))
    assert len(text) <= MOST_TEXT
    assert meant == len(re.findall(r"\d+", text)) < 50_000
    parse(text)
