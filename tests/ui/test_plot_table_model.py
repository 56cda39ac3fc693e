"""The table twin of a plot."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.plot_table_model import PlotTableModel
from tests.ui.made_plots import bars, curves


def texts(model: PlotTableModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_numbers_of_the_plot_are_its_cells() -> None:
    model = PlotTableModel()
    model.show_plot(bars())
    assert (model.rowCount(), model.columnCount()) == (10, 3)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "changed"
    assert texts(model, 9) == ["2026-09-01T08:45:00Z", "10", "2"]


def test_what_is_unknown_is_a_dash() -> None:
    model = PlotTableModel()
    model.show_plot(curves())
    assert texts(model, 2)[1:] == ["–", "–"]
    assert texts(model, 0)[1:] == ["10 ms", "9 ms"]
    model.show_plot(curves("share"))
    assert texts(model, 0)[1] == "10 %"


def test_nothing_shown_is_an_empty_table() -> None:
    model = PlotTableModel()
    model.show_plot(bars())
    model.show_plot(None)
    assert (model.rowCount(), model.columnCount()) == (0, 0)
