"""One half of an exchange."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.json_view import TEXT
from scimviewer.ui.message_view import MessageView
from scimviewer.ui.message_words import Missing

NONE = Missing("No body", "So nothing is known.", ask=True)


@pytest.fixture
def view(qtbot):
    made = MessageView("Request", True)
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    return made


def test_a_body_can_be_switched_to_text(view, qtbot):
    view.show_message([("Content-Length", "9")], {"a": 1}, NONE, "/scim/Users")
    assert view.notes.text() == "9 bytes"
    view.mode_chosen.connect(view.set_mode)
    qtbot.keyClick(view.switch, Qt.Key.Key_Right)
    assert view.body.mode == TEXT
    assert view.url.row.words == "Users"


def test_an_error_page_is_text_and_says_so(view):
    view.show_message([], "<html></html>", NONE)
    assert not view.switch.isVisible()
    assert "not JSON, shown as text" in view.notes.text()


def test_a_missing_body_is_told_in_words(view, qtbot):
    view.show_message([], None, NONE)
    assert view.missing.title.text() == "No body"
    with qtbot.waitSignal(view.ask_wanted):
        view.missing.ask.click()
    assert not view.copy.isVisible()
