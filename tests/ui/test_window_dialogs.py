"""The dialogs the window opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from scimviewer.store.case import Case
from scimviewer.ui.bundle_dialog import BundleDialog
from scimviewer.ui.main_window import MainWindow
from tests.conftest import call


@pytest.fixture
def window(qtbot, case_of: Callable[..., Case]) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.open_case(case_of(call("GET", "https://x/Users/1"), call("GET", "https://x/Users/2")).path)
    qtbot.waitUntil(lambda: made.page.events.rowCount() == 2 and not made.busy())
    yield made
    made.close()


@pytest.mark.parametrize(
    "name", ["show_shortcuts", "show_actions", "choose_columns", "show_problems", "show_manual", "make_traffic"]
)
def test_dialog_opens_and_escape_closes_it(window: MainWindow, qtbot, name: str) -> None:
    window.actions_.by_name[name].trigger()
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    qtbot.keyClick(dialogs[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()])


def test_about_names_the_version(window: MainWindow) -> None:
    window.dialogs.show_about()
    box = window.findChild(QMessageBox)

    assert box.text().startswith("scimviewer ")
    box.close()


def test_bundle_is_removed_after_a_question(window: MainWindow, qtbot) -> None:
    window.dialogs.choose_bundle_to_remove()
    dialog = window.findChild(BundleDialog)
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    box = window.findChild(QMessageBox)
    assert box.text() == "Remove “log.ndjson” with 2 events from the case?"
    qtbot.mouseClick(next(one for one in box.buttons() if one.text() == "Remove"), Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: window.page.events.rowCount() == 0 and not window.busy())
    qtbot.waitUntil(lambda: window.page.empty.isVisible())


def test_files_are_asked_for_without_waiting(window: MainWindow, qtbot) -> None:
    for ask in (window.dialogs.open_files, window.dialogs.open_folder, window.dialogs.add_bundle):
        ask()
        dialog = window.findChild(QFileDialog)
        assert dialog.isVisible()
        dialog.done(0)
        qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
