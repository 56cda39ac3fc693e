"""Asking whose life is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from scimviewer.store.case import Case
from scimviewer.ui.event_pane import EventPane
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.story_dialog import StoryDialog
from tests.query.made_life import ANN, LIFE


def test_typing_a_name_and_enter_show_the_life(qtbot, case_of: Callable[..., Case]) -> None:
    opened, pane = OpenedCase(case_of(*LIFE)), EventPane()
    opened.table.refresh()
    qtbot.addWidget(pane)
    dialog = StoryDialog(pane, opened, None)
    dialog.open()
    qtbot.keyClicks(dialog.field, ANN)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.page.name.text() == "ann@new.example"
