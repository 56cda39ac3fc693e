"""Ticks over the groove of the scroll bar."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.ui.marked_scroll_bar import MarkedScrollBar, Marks, tick_shares
from scimviewer.ui.theme import theme


@pytest.fixture
def bar(qtbot) -> MarkedScrollBar:
    made = MarkedScrollBar()
    qtbot.addWidget(made)
    made.resize(12, 400)
    made.show()
    return made


@given(st.integers(1, 3_000_000), st.integers(1, 900), st.data())
def test_every_marked_row_is_a_tick_at_its_share_of_the_height(total: int, pixels: int, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, total - 1))
    (line,) = np.flatnonzero(tick_shares(np.array([row]), total, pixels))

    assert abs(line / pixels - row / total) <= 1 / pixels


def test_a_million_rows_become_no_more_ticks_than_there_are_pixels(bar: MarkedScrollBar) -> None:
    bar.show_marks([Marks(np.arange(0, 1_000_000, 3), "p_bad")], 1_000_000)

    assert bar.ticks(0) == list(range(400))


def test_failures_stand_left_hits_right_the_chosen_row_across(bar: MarkedScrollBar) -> None:
    bar.show_marks([Marks(np.array([0]), "p_err"), Marks(np.array([500]), "accent", right=True)], 1000)
    bar.show_current(250)
    image = bar.grab().toImage()
    ratio = image.devicePixelRatio()

    def reddish(x: int, y: int) -> bool:
        colour = image.pixelColor(round(x * ratio), round(y * ratio))
        return colour.red() > colour.blue() + 60

    def bluish(x: int, y: int) -> bool:
        colour = image.pixelColor(round(x * ratio), round(y * ratio))
        return colour.blue() > colour.red() + 60

    assert (reddish(1, 0), reddish(10, 0)) == (True, False)
    assert (bluish(1, 200), bluish(10, 200)) == (False, True)
    assert image.pixelColor(round(1 * ratio), round(100 * ratio)) == theme().colours.accent
    assert image.pixelColor(round(10 * ratio), round(100 * ratio)) == theme().colours.accent


def test_ticks_follow_the_height(bar: MarkedScrollBar) -> None:
    bar.show_marks([Marks(np.array([50]), "p_err")], 100)
    assert bar.ticks(0) == [200]
    bar.resize(12, 100)
    assert bar.ticks(0) == [50]


def test_an_empty_list_has_no_ticks(bar: MarkedScrollBar) -> None:
    bar.show_marks([Marks(np.empty(0, np.int64), "p_err")], 0)
    assert bar.ticks(0) == []
