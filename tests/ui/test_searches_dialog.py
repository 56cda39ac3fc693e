"""Saved filters, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from scimviewer.ui.searches_dialog import SearchesDialog

SAVED = {"all": "", "Throttled": "status:429"}


@pytest.fixture
def dialog(qtbot) -> SearchesDialog:
    made = SearchesDialog("op:patch", "operation is patch", SAVED)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_name_and_enter_save_the_filter_in_use(dialog: SearchesDialog, qtbot) -> None:
    assert not dialog.save.isEnabled()
    qtbot.keyClicks(dialog.name, "  Patches ")
    with qtbot.waitSignal(dialog.save_wanted) as signal:
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert signal.args == ["Patches", "op:patch"]
    assert not dialog.isVisible()


def test_a_saved_filter_is_used(dialog: SearchesDialog, qtbot) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.meaning.text() == "status:429"
    with qtbot.waitSignal(dialog.use_wanted) as signal:
        qtbot.mouseClick(dialog._use, Qt.MouseButton.LeftButton)
    assert signal.args == ["status:429"]


def test_f2_renames(dialog: SearchesDialog, qtbot) -> None:
    dialog.list.setFocus()
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog._rename, Qt.MouseButton.LeftButton)
    editor = dialog.list.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Okta throttled")
    with qtbot.waitSignal(dialog.rename_wanted) as signal:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert signal.args == ["Throttled", "Okta throttled"]


def test_del_deletes_and_the_list_follows(dialog: SearchesDialog, qtbot) -> None:
    dialog.list.setFocus()
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.delete_wanted) as signal:
        qtbot.mouseClick(dialog._delete, Qt.MouseButton.LeftButton)
    assert signal.args == ["Throttled"]

    dialog.show_saved({})
    assert dialog.meaning.text() == "Nothing is saved yet."
    assert not dialog._use.isEnabled()


def test_without_a_filter_there_is_nothing_to_save(qtbot) -> None:
    dialog = SearchesDialog("", "all events", SAVED)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.name.isVisible()
