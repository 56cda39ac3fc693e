"""The page with the life of a resource."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED
from scimviewer.store.case import Case
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.story_page import StoryPage, story_told
from tests.query.made_life import ANN, BOSS, LIFE, RENAMED


@pytest.fixture
def opened(case_of: Callable[..., Case]) -> OpenedCase:
    made = OpenedCase(case_of(*LIFE))
    made.table.refresh()
    return made


def at_once(_lane, make, done, failed) -> None:
    try:
        told = make(UNWATCHED)
    except UserError as error:
        failed(str(error))
    else:
        done(told)


@pytest.fixture
def page(qtbot) -> StoryPage:
    made = StoryPage(at_once)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def test_it_stands_at_the_event_that_was_looked_at(page: StoryPage, opened: OpenedCase) -> None:
    page.show_of(opened, BOSS)
    assert page.name.text() == "ann@new.example"
    assert page.chart.current == BOSS
    assert "was ann@old.example" in page.names.text()


def test_lanes_and_rows_walk_together(page: StoryPage, opened: OpenedCase, qtbot) -> None:
    page.show_of(opened, BOSS)
    page.table.choose(RENAMED)
    assert page.chart.current == RENAMED
    with qtbot.waitSignal(page.event_wanted) as heard:
        qtbot.keyClick(page.chart, Qt.Key.Key_Return)
    assert heard.args == [RENAMED]


def test_one_can_ask_by_name(page: StoryPage, opened: OpenedCase) -> None:
    page.show_of(opened, "ann@old.example")
    assert page.told is not None
    assert ("id", ANN) in page.told.names


def test_whom_nobody_knows_is_said(page: StoryPage, opened: OpenedCase) -> None:
    page.show_of(opened, "nobody")
    assert page.stack.currentIndex() == 1
    assert "nobody" in page.state_more.text()


def test_an_event_about_nobody_is_said(case_of: Callable[..., Case]) -> None:
    from tests.query.made_life import did

    made = OpenedCase(case_of(did(1, "GET", "/ServiceProviderConfig", 200)))
    made.table.refresh()
    with pytest.raises(UserError, match="which user or group"):
        story_told(made, 1, None)


def test_a_picture_is_as_high_as_its_rows(page: StoryPage, opened: OpenedCase) -> None:
    page.show_of(opened, BOSS)
    assert page.full_height(1000) > page.chart.height() + 8 * 30
