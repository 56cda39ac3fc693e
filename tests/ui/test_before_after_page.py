"""A resource before and after an event."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.event import Exchange
from scimviewer.ui.before_after_page import MISSING, STATES, BeforeAfterPage
from scimviewer.ui.event_page import ShownEvent
from tests.ui.made import Desk, make_row
from tests.ui.made_life import READ, REFUSED, REMOVED, life, shown


def page_of(qtbot, event, desk=None):
    page = BeforeAfterPage(desk or Desk())
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show_event(event)
    page.show()
    return page


def names(page):
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def test_what_changed_stands_first_with_how_it_is_known(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REMOVED))
    assert names(page)[0] == "members"
    assert page.model.index(0, 2).data().startswith("computed: ")
    assert page.tally.text() == "4 states, 2 observed"
    assert "after event 1" in page.doubt.text


def test_keys_step_through_the_states_and_stop_at_the_ends(case_of, qtbot):
    desk = Desk()
    page = page_of(qtbot, shown(life(case_of), REMOVED), desk)
    page.activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.event_link.text() == f"event {READ}"
    assert not page.later.isEnabled()
    for _ in range(5):
        page.step(-1)
    assert (page.at, page.earlier.isEnabled()) == (0, False)
    page.event_link.click()
    assert desk.events == [1]


def test_what_stayed_is_unfolded_by_enter(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REMOVED))
    fold = page.model.shown.index(None)
    page.table.setCurrentIndex(page.model.index(fold, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert "displayName" in names(page)


def test_a_failed_event_shows_that_all_stayed(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REFUSED))
    assert page.model.unfolded
    assert all(row is None or not row.differs for row in page.model.shown)


def test_nothing_known_and_a_step_are_said(qtbot):
    page = page_of(qtbot, ShownEvent(make_row(), Exchange(method="PATCH", url="/Users/1", status=204)))
    assert (page.currentIndex(), page.table.isVisible()) == (STATES, False)
    assert "tells nothing" in page.empty.text()
    page.show_event(ShownEvent(make_row(kind="step"), None))
    assert page.currentIndex() == MISSING


def test_the_plan_is_one_click_away(case_of, qtbot):
    desk = Desk()
    page_of(qtbot, shown(life(case_of), REMOVED), desk).plan.click()
    assert desk.tabs == ["undo"]


def test_a_picture_has_all_rows(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REMOVED))
    low = page.full_height(800)
    page._toggle_fold()
    assert page.full_height(800) > low
