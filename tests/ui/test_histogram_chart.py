"""A range of time by mouse and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from scimviewer.query.buckets import MINUTE
from scimviewer.ui.histogram_chart import HistogramChart
from scimviewer.ui.theme import theme
from tests.ui.made_plots import START, bars

BUCKET = 5 * MINUTE


@pytest.fixture
def chart(qtbot) -> HistogramChart:
    made = HistogramChart()
    qtbot.addWidget(made)
    made.resize(660, 120)
    made.show()
    made.show_numbers(bars(), None)
    made.said = []
    made.range_chosen.connect(lambda *ends: made.said.append(ends))
    return made


def place(chart: HistogramChart, bucket: float) -> QPoint:
    return QPoint(round(chart.x_of(bucket)), 50)


def drag(chart: HistogramChart, qtbot, start: float, stop: float) -> None:
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, start))
    qtbot.mouseMove(chart.viewport(), place(chart, stop))
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, stop))


def buckets(first: int, stop: int) -> tuple[int, int]:
    return START + first * BUCKET, START + stop * BUCKET


def test_a_drag_means_the_whole_buckets_it_touches(chart: HistogramChart, qtbot) -> None:
    drag(chart, qtbot, 2.5, 5.2)
    drag(chart, qtbot, 5.2, 2.5)
    assert chart.said == [buckets(2, 6), buckets(2, 6)]


def test_a_click_means_its_bucket_and_a_second_one_another(chart: HistogramChart, qtbot) -> None:
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, 3.5))
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, 7.5))
    assert chart.said == [buckets(3, 4), buckets(7, 8)]


def test_a_drag_beyond_the_end_stops_there(chart: HistogramChart, qtbot) -> None:
    drag(chart, qtbot, 8.5, 12)
    assert chart.said == [buckets(8, 10)]


def test_grips_move_one_end(chart: HistogramChart, qtbot) -> None:
    chart.show_range(*buckets(2, 6))
    drag(chart, qtbot, 6.0, 8.1)
    drag(chart, qtbot, 2.0, 4.9)
    assert chart.said == [buckets(2, 8), buckets(5, 6)]


def test_a_grip_that_is_only_clicked_changes_nothing(chart: HistogramChart, qtbot) -> None:
    chart.show_range(*buckets(2, 6))
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, 6.0))
    assert chart.said == []


def test_beside_the_bars_nothing_is_chosen(chart: HistogramChart, qtbot) -> None:
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 50))
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 50))
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.RightButton, pos=place(chart, 3.5))
    assert len(chart.said) <= 1  # the edge itself may count as the first bucket, a right click never


def test_arrows_move_shift_extends_and_enter_sets(chart: HistogramChart, qtbot) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    assert chart.marked == (2, 3)
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert chart.marked == (2, 5)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart.marked == (2, 4)
    assert chart.said == []
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chart.said == [buckets(2, 4)]


def test_keys_extend_to_the_left_and_jump_to_the_ends(chart: HistogramChart, qtbot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.marked == (9, 10)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart.marked == (7, 10)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.marked == (0, 1)


def test_escape_takes_back_what_is_marked_and_then_says_back(chart: HistogramChart, qtbot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(chart.back_wanted):
        qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.marked is None
    with qtbot.waitSignal(chart.back_wanted):
        qtbot.keyClick(chart, Qt.Key.Key_Escape)


def test_a_double_click_is_said(chart: HistogramChart, qtbot) -> None:
    with qtbot.waitSignal(chart.double_clicked):
        qtbot.mouseDClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, 3.5))


def test_the_range_is_tinted_and_has_edges(chart: HistogramChart) -> None:
    before = chart.grab().toImage()
    chart.show_range(*buckets(2, 6))
    after = chart.grab().toImage()
    x, y = round(chart.x_of(4)), round(chart.field().top()) + 8
    assert before.pixelColor(x, y) == theme().colours.surface
    assert after.pixelColor(x, y) != theme().colours.surface
    edge = [after.pixelColor(round(chart.x_of(2)) + shift, y) for shift in (-1, 0)]
    assert min(colour.lightness() for colour in edge) < 200


def test_the_pale_shape_of_everything_lies_behind(chart: HistogramChart) -> None:
    whole = np.full(10, 50)
    chart.show_numbers(bars(), whole)
    image = chart.grab().toImage()
    assert image.pixelColor(round(chart.x_of(0.5)), round(chart.field().top()) + 8) == theme().colours.sunken
