"""One key from an event to its story, its differences, another event."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel

from scimviewer.store.case import Case
from scimviewer.ui.case_page import CasePage
from scimviewer.ui.diff_page import DiffPage
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from tests.query.made_life import BOSS, JOINED, LIFE, RENAMED


@pytest.fixture
def page(qtbot, case_of: Callable[..., Case]) -> Iterator[CasePage]:
    jobs = Jobs()
    made = CasePage(jobs)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    opened = OpenedCase(case_of(*LIFE))
    opened.table.refresh()
    made.show_case(opened)
    qtbot.waitUntil(lambda: made.events.rowCount() == len(LIFE))
    yield made
    jobs.close()


def choose(page: CasePage, qtbot, event: int) -> None:
    page.table.choose(event)
    qtbot.waitUntil(lambda: page.detail.row is not None and page.detail.row["id"] == event)


def diff(page: CasePage) -> DiffPage:
    return page.detail.pages["diff"].widget


def said(page: CasePage) -> list[str]:
    heard: list[str] = []
    page.detail.said.connect(heard.append)
    return heard


def test_the_story_of_the_chosen_event_is_shown(page: CasePage, qtbot) -> None:
    choose(page, qtbot, BOSS)
    page.event_views.show_story()
    story = page.detail.pages["story"].widget
    qtbot.waitUntil(lambda: story.told is not None)
    assert story.name.text() == "ann@new.example"


def test_a_row_of_the_story_leads_to_its_event(page: CasePage, qtbot) -> None:
    choose(page, qtbot, BOSS)
    page.detail.open_event(JOINED)
    assert page.table.current_id() == JOINED


def test_an_event_that_the_filter_leaves_out_is_shown_beside_the_list(page: CasePage, qtbot) -> None:
    page.filter_bar.set_text("status:400")
    qtbot.waitUntil(lambda: page.events.rowCount() == 1)
    page.detail.open_event(JOINED)
    qtbot.waitUntil(lambda: page.detail.row is not None and page.detail.row["id"] == JOINED)


def test_a_marked_event_is_compared_with_the_next_one(page: CasePage, qtbot) -> None:
    heard = said(page)
    choose(page, qtbot, BOSS)
    page.event_views.compare()
    assert "marked" in heard[-1]
    choose(page, qtbot, RENAMED)
    page.event_views.compare()
    qtbot.waitUntil(lambda: diff(page).compared is not None)
    assert diff(page).heads[0].title.text() == f"Event {BOSS}"
    assert page.event_views.marked is None


def test_marking_twice_takes_the_mark_back(page: CasePage, qtbot) -> None:
    choose(page, qtbot, BOSS)
    page.event_views.compare()
    page.event_views.compare()
    assert page.event_views.marked is None


def test_two_selected_events_are_compared_at_once(page: CasePage, qtbot) -> None:
    choose(page, qtbot, BOSS)
    row = page.events.row_of(RENAMED)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().setCurrentIndex(page.events.index(row, 0), flags)
    page.event_views.compare()
    qtbot.waitUntil(lambda: diff(page).compared is not None and diff(page).shown.row.get("id") == RENAMED)
    assert diff(page).other == BOSS


def test_the_detail_takes_the_whole_width_and_gives_it_back(page: CasePage, qtbot) -> None:
    choose(page, qtbot, BOSS)
    page.event_views.widen()
    assert (page.facets.isVisible(), page.list_stack.isVisible()) == (False, False)
    page.event_views.widen()
    assert (page.facets.isVisible(), page.list_stack.isVisible()) == (True, True)


def test_without_an_event_it_says_so(page: CasePage) -> None:
    page.table.clearSelection()
    page.table.setCurrentIndex(page.events.index(-1, 0))
    heard = said(page)
    page.event_views.step(1)
    assert heard == ["Choose an event first."]
