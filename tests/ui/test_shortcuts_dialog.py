"""The list of keys."""

from __future__ import annotations

from scimviewer.ui.actions import ACTIONS
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.shortcuts_dialog import ShortcutsDialog


def test_every_action_with_a_key_is_listed(qtbot) -> None:
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(PlainLabel)]

    assert [action.title for action in ACTIONS if action.keys and action.title not in texts] == []
    assert "From the list into the detail" in texts
