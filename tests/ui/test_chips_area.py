"""Chips and field beside each other, in rows."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from scimviewer.ui.chip import ChipFace
from scimviewer.ui.chips_area import ChipsArea, flowed
from scimviewer.ui.filter_field import FilterField


def test_what_does_not_fit_goes_to_the_next_row_and_the_field_takes_the_rest() -> None:
    assert flowed([100, 100, 100, 80], 3, 320, 10) == [(0, 0, 100), (0, 110, 100), (0, 220, 100), (1, 0, 320)]


def test_a_field_in_the_middle_moves_what_follows() -> None:
    assert flowed([50, 100, 60], 1, 300, 10) == [(0, 0, 50), (0, 60, 170), (0, 240, 60)]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(200, 600), st.data())
def test_nothing_overlaps_or_leaves_the_row(widths: list[int], room: int, data: st.DataObject) -> None:
    places = flowed(widths, data.draw(st.integers(0, len(widths) - 1)), room, 6)

    assert all(left >= 0 and left + width <= room for _row, left, width in places)
    for (row, left, width), (next_row, next_left, _) in pairwise(places):
        assert next_row == row + 1 or (next_row == row and next_left >= left + width)


def test_chips_are_kept_while_they_change(qtbot) -> None:
    area = ChipsArea(FilterField())
    qtbot.addWidget(area)
    area.resize(600, 40)
    area.show()
    area.show_chips([ChipFace("a", "actor"), ChipFace("b", "actor")], 2)
    qtbot.waitUntil(area.isActiveWindow)
    first = area.chips[0]
    area.choose(0)
    assert first.hasFocus()
    area.show_chips([ChipFace("a", "actor", off=True)], 1)

    assert area.chips == [first]
    assert first.hasFocus()
    assert first.face.off


def test_tab_goes_from_chip_to_chip_to_the_field(qtbot) -> None:
    area = ChipsArea(FilterField())
    qtbot.addWidget(area)
    area.resize(600, 40)
    area.show()
    area.show_chips([ChipFace("a", "actor"), ChipFace("b", "actor")], 2)

    qtbot.waitUntil(area.isActiveWindow)
    area.choose(0)
    qtbot.keyClick(area.chips[0], Qt.Key.Key_Tab)
    assert area.chosen() == 1
    qtbot.keyClick(area.chips[1], Qt.Key.Key_Tab)
    assert area.field.hasFocus()
