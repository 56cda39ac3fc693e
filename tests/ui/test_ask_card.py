"""What to ask the customer for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from scimviewer.ui.ask_card import REQUESTS, AskCard


@pytest.fixture
def card(qtbot):
    made = AskCard()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_list_follows_the_sender(card, qtbot):
    qtbot.keyClick(card.senders, Qt.Key.Key_Right)
    assert [line.text() for line in card.lines] == list(REQUESTS["Okta"])


def test_the_list_is_copied_as_text(card, qtbot):
    with qtbot.waitSignal(card.said):
        card.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("To find the cause we need:\n1. ")
    assert REQUESTS["Entra ID"][1] in text


def test_every_list_asks_for_bodies():
    for lines in REQUESTS.values():
        assert any("bodies" in line for line in lines)
        assert len(lines) == 3
