"""The facets, by clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from scimviewer.ui.facets_model import FacetCounts
from scimviewer.ui.facets_pane import FacetsPane

COUNTS = {
    "outcome": FacetCounts([("success", 90), ("failure", 10)], {"success": 90, "failure": 10}),
    "actor": FacetCounts([("Entra ID", 60), (None, 40)], {"Entra ID": 60, None: 40}),
}


@pytest.fixture
def pane(qtbot) -> FacetsPane:
    made = FacetsPane()
    qtbot.addWidget(made)
    made.resize(232, 400)
    made.set_counts(COUNTS)
    made.show()
    return made


def middle(pane: FacetsPane, text: str) -> QPoint:
    row = [entry.text for entry in pane.facets.entries].index(text)
    return pane.visualRect(pane.facets.index(row)).center()


def test_click_includes_and_second_click_takes_back(pane: FacetsPane, qtbot) -> None:
    told: list[str] = []
    pane.filter_changed.connect(told.append)
    pane.filter_changed.connect(pane.set_text)
    for _ in range(2):
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, "failure"))

    assert told == ["outcome:failure", ""]


def test_x_excludes(pane: FacetsPane, qtbot) -> None:
    pane.setFocus()
    for _ in range(4):
        qtbot.keyClick(pane, Qt.Key.Key_Down)
    assert pane.currentIndex().data() == "Entra ID"

    with qtbot.waitSignal(pane.filter_changed) as signal:
        qtbot.keyClick(pane, Qt.Key.Key_X)
    assert signal.args == ['-actor:"Entra ID"']


def test_right_click_offers_both_ways(pane: FacetsPane, qtbot) -> None:
    pane.customContextMenuRequested.emit(middle(pane, "success"))
    menu = pane.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Only these", "All but these"]

    with qtbot.waitSignal(pane.filter_changed) as signal:
        menu.actions()[1].trigger()
    assert signal.args == ["-outcome:success"]
    menu.close()


def test_head_folds_by_click_and_by_left(pane: FacetsPane, qtbot) -> None:
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, "Outcome"))
    assert [entry.text for entry in pane.facets.entries] == ["Outcome", "Actor", "Entra ID", "not said"]

    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, "Entra ID"))
    qtbot.keyClick(pane, Qt.Key.Key_Left)
    assert [entry.text for entry in pane.facets.entries] == ["Outcome", "Actor"]
    qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert [entry.text for entry in pane.facets.entries] == ["Outcome", "Actor", "Entra ID", "not said"]


def test_place_stays_when_counts_change(pane: FacetsPane, qtbot) -> None:
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, "failure"))
    pane.set_counts({**COUNTS, "outcome": FacetCounts([("skipped", 5), *COUNTS["outcome"].totals], {})})

    assert pane.currentIndex().data() == "failure"
