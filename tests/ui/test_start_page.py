"""The start page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from scimviewer.ui.settings import RecentCase
from scimviewer.ui.start_page import StartPage


@pytest.fixture
def page(qtbot):
    made = StartPage()
    qtbot.addWidget(made)
    made.resize(1280, 740)
    made.show()
    return made


def test_without_recent_cases_there_is_no_card_for_them(page):
    assert not page.recent_card.isVisible()
    page.show_recent([RecentCase("/a.scimcase", "A")])
    assert page.recent_card.isVisible()


def test_everything_is_told_onwards(page, qtbot):
    page.show_recent([RecentCase("/a.scimcase", "A")])
    with qtbot.waitSignals([page.open_files_wanted, page.open_folder_wanted, page.demo_wanted]):
        page.zone.files.click()
        page.zone.folder.click()
        page.zone.demo.click()
    with qtbot.waitSignal(page.case_wanted) as wanted:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert wanted.args == [Path("/a.scimcase")]


def test_a_narrow_window_has_one_column(page):
    assert page._columns.direction() == QBoxLayout.Direction.LeftToRight
    page.resize(800, 700)
    assert page._columns.direction() == QBoxLayout.Direction.TopToBottom


def test_files_held_over_the_window_are_said(page):
    page.show_drag(3)
    assert page.zone.title.text() == "Drop to open 3 files"


def test_tab_reaches_the_primary_button_first(page, qtbot):
    page.activateWindow()
    page.take_focus()
    assert page.zone.files.hasFocus()
    qtbot.keyClick(page.zone.files, Qt.Key.Key_Tab)
    assert page.zone.folder.hasFocus()
