"""One finding: its proof in the event table, who was hit, and what one thinks of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from scimviewer.store.judgements import KNOWN
from scimviewer.ui.button import Button
from scimviewer.ui.finding_pane import FindingPane
from scimviewer.ui.opened_case import OpenedCase
from tests.ui.made_findings import made_looked
from tests.ui.made_traffic import opened as opened


@pytest.fixture
def pane(qtbot, opened: OpenedCase) -> FindingPane:
    made = FindingPane()
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show()
    made.show_finding(opened, made_looked(opened).shown[1], None)
    return made


def button(pane: FindingPane, words: str) -> Button:
    return [one for one in pane.findChildren(Button) if one.text() == words][-1]


def test_the_proof_is_the_events_and_a_row_leads_to_its_event(pane: FindingPane, qtbot) -> None:
    assert pane.proof.events.ids.tolist() == [41, 51]
    pane.proof.go_to(1)
    with qtbot.waitSignal(pane.event_wanted) as wanted:
        qtbot.keyClick(pane.proof, Qt.Key.Key_Return)
    assert wanted.args == ["id:(41 OR 51)", 51]


def test_who_was_hit_can_be_copied(pane: FindingPane, qtbot) -> None:
    qtbot.mouseClick(button(pane, "Copy list"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "bob@halden.example"


def test_names_are_replaced_in_the_copy_too(pane: FindingPane, opened: OpenedCase, qtbot) -> None:
    QGuiApplication.clipboard().clear()
    pane.show_finding(opened, pane.shown, opened.redactor())
    qtbot.mouseClick(button(pane, "Copy list"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    assert "bob" not in QGuiApplication.clipboard().text()


def test_a_judgement_asks_for_a_note(pane: FindingPane, qtbot) -> None:
    qtbot.mouseClick(button(pane, "Acknowledge…"), Qt.MouseButton.LeftButton)
    dialog = pane.findChild(QInputDialog)
    dialog.setTextValue("ticket 7")
    with qtbot.waitSignal(pane.judged) as judged:
        dialog.accept()
    assert judged.args == [pane.shown.key, KNOWN, "ticket 7"]
