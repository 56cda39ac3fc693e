"""The list of recent cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.recent_cases import RecentCases, when_words
from scimviewer.ui.settings import RecentCase

NOW = datetime(2026, 9, 2, 12, 0).astimezone()
CASES = [RecentCase("/a/x.scimcase", "Halden", 12044, NOW.isoformat()), RecentCase("/b/y.scimcase", "<b>", 1, "")]


@pytest.fixture
def recent(qtbot):
    made = RecentCases()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.set_cases(CASES)
    return made


def test_enter_opens_the_current_case(recent, qtbot):
    qtbot.keyClick(recent, Qt.Key.Key_Down)
    with qtbot.waitSignal(recent.case_chosen) as chosen:
        qtbot.keyClick(recent, Qt.Key.Key_Return)
    assert chosen.args == [Path("/b/y.scimcase")]


def test_rows_speak_and_paint(recent):
    spoken = recent.cases.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Halden, 12\u202f044 events")
    assert not recent.grab().isNull()


def test_times_are_seen_from_today():
    assert when_words(NOW.isoformat(), NOW) == "today 12:00"
    assert when_words((NOW - timedelta(days=1)).isoformat(), NOW) == "yesterday"
    assert when_words((NOW - timedelta(days=5)).isoformat(), NOW) == "28 Aug"
    assert when_words((NOW - timedelta(days=400)).isoformat(), NOW).endswith("2025")
    assert when_words("never", NOW) == ""
