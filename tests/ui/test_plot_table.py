"""The look of a plot's table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from scimviewer.ui.plot_table import PlotTable
from scimviewer.ui.theme import theme
from tests.ui.made_plots import bars, curves


def test_no_title_is_cut(qtbot) -> None:
    table = PlotTable()
    qtbot.addWidget(table)
    table.show_plot(curves())
    metrics = QFontMetrics(theme().font(11, 600))
    for column in range(3):
        title = table.numbers.headerData(column, Qt.Orientation.Horizontal)
        assert table.columnWidth(column) > metrics.horizontalAdvance(title)


def test_keys_walk_over_rows_and_the_row_is_tinted(qtbot) -> None:
    table = PlotTable()
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.show_plot(bars())
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    place = table.visualRect(table.numbers.index(1, 0)).center()
    colour = table.viewport().grab().toImage().pixelColor(2, place.y())
    assert colour in (theme().colours.sel, theme().colours.sel_off)


def test_nothing_is_an_empty_table(qtbot) -> None:
    table = PlotTable()
    qtbot.addWidget(table)
    table.show_plot(bars())
    table.show_plot(None)
    assert table.numbers.rowCount() == 0
