"""Filters are values: equal where they say the same, wherever that stands in the text."""

from __future__ import annotations

from scimviewer.query.nodes import EVERYTHING, All, Condition, Text


def test_the_place_in_the_text_makes_no_difference() -> None:
    assert Condition("status", "is", "409", position=3) == Condition("status", "is", "409")
    assert Text("a", position=1) == Text("a") != Text("a", regex=True)


def test_no_conditions_mean_everything() -> None:
    assert All(()) == EVERYTHING
