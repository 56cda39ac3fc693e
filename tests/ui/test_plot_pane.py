"""A plot with its title, table and buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.plot_pane import FORMS, PlotPane
from tests.ui.made_plots import bars, curves


@pytest.fixture
def pane(qtbot) -> PlotPane:
    made = PlotPane()
    qtbot.addWidget(made)
    made.resize(800, 220)
    made.show()
    return made


def test_title_note_and_numbers_are_said(pane: PlotPane) -> None:
    pane.show_plot(curves(spoken="p50: from 10 ms to 100 ms"))
    assert (pane.title.text(), pane.note.text()) == ("Latency", "log scale")
    assert pane.chart.accessibleName() == "Latency"
    assert pane.chart.accessibleDescription() == "p50: from 10 ms to 100 ms"


def test_the_table_has_the_same_numbers_and_the_keyboard(pane: PlotPane, qtbot) -> None:
    pane.show_plot(bars())
    pane.activateWindow()
    pane.table_button.setFocus()
    qtbot.keyClick(pane.table_button, Qt.Key.Key_Space)
    assert pane.stack.currentWidget() is pane.table
    assert pane.table.model().index(9, 1).data() == "10"
    assert pane.focusWidget() is pane.table

    pane.table_button.click()
    assert pane.stack.currentWidget() is pane.chart


def test_a_table_stays_one_when_numbers_change(pane: PlotPane) -> None:
    pane.show_plot(bars())
    pane.table_button.click()
    pane.show_plot(curves())
    assert pane.table.numbers.rowCount() == 10
    assert pane.stack.currentWidget() is pane.table


def test_words_stand_where_there_is_nothing_to_draw(pane: PlotPane) -> None:
    pane.show_plot(curves(trouble=("3 requests: too few for a curve", "A line would invent a trend.")))
    assert pane.stack.currentIndex() == 2
    assert pane.trouble.text() == "3 requests: too few for a curve"
    pane.table_button.click()
    assert pane.stack.currentWidget() is pane.table


def test_buttons_say_what_is_wanted(pane: PlotPane, qtbot) -> None:
    pane.show_plot(bars())
    with qtbot.waitSignal(pane.copy_wanted):
        pane.copy_button.click()
    actions = pane.save_button.menu().actions()
    assert [action.text() for action in actions] == [f"{form}…" for form in FORMS]
    with qtbot.waitSignal(pane.save_wanted) as said:
        actions[1].trigger()
    assert said.args == ["SVG"]
    pane.hide_buttons()
    assert pane.save_button.isHidden()
