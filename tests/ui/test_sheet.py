"""The style sheet: no font sizes, every place filled."""

from __future__ import annotations

from scimviewer.ui.sheet import SHEET, style_sheet
from scimviewer.ui.theme import Colours


def test_sheet_never_sets_a_font() -> None:
    assert "font" not in SHEET


def test_lengths_follow_the_zoom() -> None:
    normal = style_sheet(Colours("light"), round)
    twice = style_sheet(Colours("light"), lambda length: round(length * 2))

    assert "min-height: 26px" in normal
    assert "min-height: 52px" in twice
