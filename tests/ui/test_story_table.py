"""The rows below the lanes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.story_lanes import Step
from scimviewer.ui.story_table import EVENT, TIME, WHERE, StoryTable

STEPS = (
    Step(7, "2026-09-01T08:00:00Z", "changed", "title is now <b>Boss</b>", "observed", "answer"),
    Step(1234, None, "error", "refused with 503", "", "PATCH 503"),
)


@pytest.fixture
def table(qtbot, qtmodeltester) -> StoryTable:
    made = StoryTable()
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show()
    made.show_steps(STEPS)
    qtmodeltester.check(made.steps)
    return made


def test_rows_say_when_what_and_where(table: StoryTable) -> None:
    rows = [[table.steps.index(row, column).data() for column in range(5)] for row in range(2)]
    assert rows[0] == ["2026-09-01 08:00:00", "title is now <b>Boss</b>", "observed", "answer", "7"]
    assert rows[1] == ["time unknown", "refused with 503", "", "PATCH 503", "1\u202f234"]


def test_enter_opens_the_chosen_event(table: StoryTable, qtbot) -> None:
    table.choose(1234)
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [1234]


def test_a_click_on_the_number_opens_it(table: StoryTable, qtbot) -> None:
    place = table.visualRect(table.steps.index(0, EVENT)).center()
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [7]


def test_where_it_is_narrow_the_sentence_keeps_its_room(table: StoryTable) -> None:
    assert not table.isColumnHidden(WHERE)
    table.resize(460, 200)
    assert table.isColumnHidden(WHERE)


def test_times_are_as_short_as_the_room_and_whole_in_the_tip(table: StoryTable) -> None:
    table.show_steps([Step(7, "2026-09-01T08:00:00.123456Z", "changed", "title is now Boss", "observed", "answer")])
    time = table.steps.index(0, TIME)
    assert time.data() == "2026-09-01 08:00:00.123"
    table.resize(440, 200)
    assert time.data() == "09-01 08:00:00"
    assert "08:00:00.123456" in time.data(Qt.ItemDataRole.ToolTipRole)
    assert sum(table.columnWidth(column) for column in range(5)) <= table.viewport().width()
