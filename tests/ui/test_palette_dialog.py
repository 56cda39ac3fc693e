"""Actions by a part of their name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scimviewer.ui.actions import ACTIONS, Actions
from scimviewer.ui.palette_dialog import PaletteDialog


def test_type_choose_and_do(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    actions = Actions(window, {a.name: (lambda name=a.name: done.append(name)) for a in ACTIONS})
    dialog = PaletteDialog(actions, window)
    qtbot.keyClicks(dialog.field, "fail go")
    assert dialog.shown() == ["Next failure    e", "Previous failure    E"]

    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert done == ["previous_failure"]


def test_what_cannot_be_done_now_is_not_offered(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window, {a.name: (lambda: None) for a in ACTIONS})
    actions.allow_case(False)
    dialog = PaletteDialog(actions, window)
    qtbot.keyClicks(dialog.field, "copy")

    assert dialog.shown() == []
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
