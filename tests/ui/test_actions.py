"""The table of actions."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from scimviewer.ui.actions import ACTIONS, MENUS, Actions, key_text, keys_of


def test_names_and_keys_are_unique() -> None:
    names = Counter(action.name for action in ACTIONS)
    keys = Counter(QKeySequence(key).toString() for action in ACTIONS for key in action.keys)

    assert [name for name, count in names.items() if count > 1] == []
    assert [key for key, count in keys.items() if count > 1 or not key] == []
    assert {action.menu for action in ACTIONS} == set(MENUS)


def test_menus_hold_every_action_and_trigger_its_handler(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    handlers = {action.name: (lambda name=action.name: done.append(name)) for action in ACTIONS}
    actions = Actions(window, handlers)
    menu = QMenu(window)
    actions.fill(menu)
    for entry in menu.actions():
        for action in entry.menu().actions():
            action.trigger()

    assert sorted(done) == sorted(action.name for action in ACTIONS)


def test_without_a_case_only_some_work(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window, {action.name: (lambda: None) for action in ACTIONS})
    actions.allow_case(False)

    assert not actions.by_name["copy_rows"].isEnabled()
    assert actions.by_name["open_files"].isEnabled()
    actions.check("theme", "theme_dark")
    assert actions.by_name["theme_dark"].isChecked()


def test_keys_are_written_as_they_are_typed() -> None:
    assert [key_text(key) for key in ("j", "Shift+E", "Ctrl+O")] == ["j", "E", "Ctrl+O"]
    assert keys_of("focus_filter") == "/ or Ctrl+F"
