"""Walking over a plot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from scimviewer.ui.plot_chart import PlotChart
from tests.ui.made_plots import curves, heat


@pytest.fixture
def chart(qtbot) -> PlotChart:
    made = PlotChart()
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show()
    made.hovered.connect(made.show_cursor)
    return made


def cell(chart: PlotChart, row: int, bucket: int) -> QPoint:
    return QPoint(round(chart.x_of(bucket + 0.5)), round(chart.y_of(row + 0.5)))


def test_arrows_move_the_cross_hair(chart: PlotChart, qtbot) -> None:
    chart.show_plot(curves())
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    assert chart.cursor_at == 1


def test_a_click_on_a_cell_says_which(chart: PlotChart, qtbot) -> None:
    chart.show_plot(heat())
    with qtbot.waitSignal(chart.cell_chosen) as said:
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=cell(chart, 1, 3))
    assert said.args == [1, 3]


def test_an_empty_cell_leads_nowhere(chart: PlotChart, qtbot) -> None:
    chart.show_plot(heat())
    with qtbot.assertNotEmitted(chart.cell_chosen):
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=cell(chart, 0, 3))
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def test_keys_reach_a_cell_too(chart: PlotChart, qtbot) -> None:
    chart.show_plot(heat())
    for _ in range(4):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    with qtbot.waitSignal(chart.cell_chosen) as said:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert said.args == [1, 3]


def test_the_cell_under_the_mouse_is_said_and_framed(chart: PlotChart, qtbot) -> None:
    chart.show_plot(heat())
    before = chart.grab().toImage()
    with qtbot.waitSignal(chart.cell_hovered) as said:
        qtbot.mouseMove(chart.viewport(), cell(chart, 0, 5))
    assert said.args == [(0, 5)]
    assert chart.grab().toImage() != before
