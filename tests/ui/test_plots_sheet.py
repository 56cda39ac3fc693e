"""Plots under each other."""

from __future__ import annotations

from scimviewer.ui.plots_sheet import PlotsSheet
from tests.ui.made_plots import bars, curves, heat


def test_panes_stay_and_leave_with_their_plots(qtbot) -> None:
    sheet = PlotsSheet()
    qtbot.addWidget(sheet)
    sheet.show_plots([bars(), curves()])
    kept = sheet.panes["requests"]
    sheet.show_plots([bars(), heat()])
    assert list(sheet.panes) == ["requests", "heat_http"]
    assert sheet.panes["requests"] is kept


def test_one_cross_hair_goes_through_all(qtbot) -> None:
    sheet = PlotsSheet()
    qtbot.addWidget(sheet)
    sheet.show_plots([bars(), curves(), heat()])
    sheet.panes["latency_http"].chart.hovered.emit(4)
    assert [pane.chart.cursor_at for pane in sheet.panes.values()] == [4, 4, 4]


def test_all_plots_share_their_edges(qtbot) -> None:
    sheet = PlotsSheet()
    qtbot.addWidget(sheet)
    sheet.resize(900, 700)
    sheet.show()
    sheet.show_plots([bars(), curves(), heat()])
    fields = [pane.chart.field() for pane in sheet.panes.values()]
    assert len({(field.left(), field.right()) for field in fields}) == 1
