"""The event table, by keys and clicks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from scimviewer.ui.events_columns import USUAL
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.theme import theme
from tests.ui.made import make_row


def fetch(ids: list[int]) -> list[dict]:
    return [make_row(n, **({"status": 409, "outcome": "failure"} if n % 10 == 0 else {})) for n in ids]


@pytest.fixture
def table(qtbot) -> EventsTable:
    made = EventsTable(EventsModel(fetch))
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    made.set_ids(np.arange(1, 1001))
    made.setFocus()
    return made


def test_keys_walk(table: EventsTable, qtbot) -> None:
    table.go_to(0)
    seen = []
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_End,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Home,
    ):
        qtbot.keyClick(table, key)
        seen.append(table.current_id())

    assert seen == [2, 12, 1000, 999, 989, 1]


def test_rows_of_a_kind_are_found_both_ways(table: EventsTable) -> None:
    rows = np.array([9, 19])
    table.go_to(0)
    found = [(table.step_to(rows, direction), table.current_id()) for direction in (1, 1, 1, -1, -1)]

    assert found == [(True, 10), (True, 20), (False, 20), (True, 10), (False, 10)]


def test_the_scroll_bar_shows_where_the_chosen_event_is(table: EventsTable) -> None:
    table.go_to(500)
    assert table.scroll_bar.current == 500
    assert table.verticalScrollBar() is table.scroll_bar


def test_chosen_event_is_told(table: EventsTable, qtbot) -> None:
    with qtbot.waitSignal(table.event_chosen) as signal:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, table.rowViewportPosition(3) + 9))

    assert signal.args == [4]


def test_enter_asks_for_the_detail(table: EventsTable, qtbot) -> None:
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_growth_keeps_choice_and_place(table: EventsTable) -> None:
    table.go_to(500)
    place = table.verticalScrollBar().value()
    table.set_ids(np.arange(1, 2001))

    assert (table.current_id(), table.verticalScrollBar().value()) == (501, place)


def test_another_order_keeps_the_chosen_event_on_the_screen(table: EventsTable) -> None:
    table.go_to(500)
    offset = 500 - table.rowAt(0)
    table.set_ids(np.arange(1, 1001)[::-1])

    assert table.current_id() == 501
    assert table.currentIndex().row() - table.rowAt(0) == offset


def test_vanished_event_is_told(table: EventsTable, qtbot) -> None:
    table.go_to(500)
    with qtbot.waitSignal(table.event_chosen, check_params_cb=lambda event: event is None):
        table.set_ids(np.arange(1, 11))


def test_a_million_rows_scroll_exactly(table: EventsTable) -> None:
    table.set_ids(np.arange(1, 1_000_001))
    table.go_to(999_999)

    bar = table.verticalScrollBar()
    assert bar.value() == bar.maximum() == 1_000_000 - table.viewport().height() // table.rowHeight(0)
    assert table.current_id() == 1_000_000


def test_header_click_asks_for_an_order_and_then_for_its_reverse(table: EventsTable, qtbot) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    asked: list[tuple[str, bool]] = []
    table.events.order_requested.connect(lambda key, down: asked.append((key, down)))
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert asked == [("status", False), ("status", True)]
    assert header.sortIndicatorSection() == 2


def test_row_is_copied_as_shown(table: EventsTable) -> None:
    table.events.redact = lambda row: {**row, "resource_name": "Mara Holm"}
    table.events.forget_rows()
    table.go_to(0)

    assert table.copy() == 1
    assert QGuiApplication.clipboard().text() == (
        "2026-09-01T14:00:01.037Z\tPATCH\t200\tMara Holm\ttitle, department set\t143"
    )


def test_columns_can_be_chosen_by_the_header_menu(table: EventsTable, qtbot) -> None:
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = table.findChild(QMenu)
    actor = next(action for action in menu.actions() if action.text() == "Actor")
    actor.trigger()
    menu.close()

    assert table.columns() == [*USUAL, "actor"]
    table.reset_columns()
    assert table.columns() == list(USUAL)


def test_widths_are_kept_once_dragged(table: EventsTable) -> None:
    assert table.widths() == {}
    table.horizontalHeader().resizeSection(3, 222)

    assert table.widths()["resource"] == 222
    table.set_columns(["time", "resource"], {"resource": 300})
    assert table.columnWidth(1) == 300


@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_columns_fill_the_width_and_no_time_is_cut(table: EventsTable, zoom: float) -> None:
    theme().use(zoom=zoom)
    table.resize(1200, 400)
    header = table.horizontalHeader()

    assert abs(header.length() - table.viewport().width()) <= 2
    needed = table.fontMetrics().horizontalAdvance("14:00:00.000") * 12 // 13
    assert table.columnWidth(0) > needed


def test_narrow_table_gives_up_ms_first(table: EventsTable) -> None:
    table.resize(560, 400)
    assert table.isColumnHidden(list(USUAL).index("duration_ms"))
    assert not table.isColumnHidden(list(USUAL).index("what"))


def test_tab_into_the_table_chooses_the_first_row_and_shows_the_ring(table: EventsTable) -> None:
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    tabbed = table.grab().toImage()
    table._painter.by_keyboard = False
    clicked = table.grab().toImage()

    assert table.current_id() == 1
    assert tabbed != clicked


def test_focus_alone_chooses_nothing(table: EventsTable, qtbot) -> None:
    table.clearFocus()
    with qtbot.assertNotEmitted(table.event_chosen):
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    assert table.current_id() is None
