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


MANY = {"actor": FacetCounts([(f"actor {n:03}", 200 - n) for n in range(120)], {"actor 003": 7}, distinct=4000)}


def test_shift_click_and_the_cross_exclude(pane: FacetsPane, qtbot) -> None:
    told: list[str] = []
    pane.filter_changed.connect(told.append)
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(pane.viewport(), left, shift, pos=middle(pane, "failure"))
    row = pane.visualRect(pane.facets.index(pane.facets.row_of("value", "outcome", "success")))
    cross = pane._painter.cross(row, pane._painter.count_width(pane))
    qtbot.mouseClick(pane.viewport(), left, pos=cross.center())

    assert told == ["-outcome:failure", "-outcome:success"]


def test_several_values_of_a_field_are_an_or(pane: FacetsPane, qtbot) -> None:
    told: list[str] = []
    pane.filter_changed.connect(told.append)
    pane.filter_changed.connect(pane.set_text)
    for text in ("failure", "success"):
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, text))

    assert told[-1] == "outcome:(failure OR success)"


def test_many_values_are_found_by_typing(pane: FacetsPane, qtbot) -> None:
    pane.set_counts(MANY)
    assert not pane.search.isVisible()
    assert pane.facets.entries[-1].text == "3\u202f992 more…"
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, "3\u202f992 more…"))
    assert pane.search.isVisible()
    assert pane.search.hasFocus()

    qtbot.keyClicks(pane.search, "R 10")
    assert [entry.text for entry in pane.facets.entries if entry.kind == "value"] == [
        f"actor {n}" for n in range(100, 110)
    ]
    with qtbot.waitSignal(pane.filter_changed) as signal:
        qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    assert signal.args == ['actor:"actor 100"']
    assert pane.hasFocus()


def test_escape_in_the_search_lists_the_top_values_again(pane: FacetsPane, qtbot) -> None:
    pane.set_counts(MANY)
    pane.toggle(pane.facets.entries[-1])
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)

    assert not pane.search.isVisible()
    assert len(pane.facets.entries) == 1 + 8 + 1


def test_folding_is_told_to_be_remembered(pane: FacetsPane, qtbot) -> None:
    with qtbot.waitSignal(pane.folds_changed):
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane, "Outcome"))
    pane.set_folded(set())
    assert "success" in [entry.text for entry in pane.facets.entries]


def test_a_sparkline_is_painted_beside_its_value(pane: FacetsPane) -> None:
    before = pane.grab().toImage()
    sparks = {"success": [0, 3, 9] * 8, "failure": [1] * 24}
    pane.set_counts({**COUNTS, "outcome": FacetCounts(COUNTS["outcome"].totals, {}, sparks, {"failure": 24})})

    assert pane.grab().toImage() != before
    tones = {entry.value: entry.tone for entry in pane.facets.entries if entry.spark}
    assert tones == {"success": "p_ok", "failure": "p_err"}
