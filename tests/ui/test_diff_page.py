"""The page with differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from scimviewer.progress import UNWATCHED
from scimviewer.store.case import Case
from scimviewer.ui.diff_page import DiffPage
from scimviewer.ui.diff_sides import ASKED, CHANGED, GOOD, OTHER
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.opened_case import OpenedCase
from tests.query.made_life import BOSS, JOINED, LIFE, REFUSED, RENAMED


class Pane:
    """A pane that works at once and remembers what was copied."""

    copied: str | None = None

    def beside(self, _lane: str, make: Any, done: Any, _failed: Any = None) -> None:
        done(make(UNWATCHED))

    def copy_of(self, _kind: str, make: Any) -> None:
        self.copied = make(None)()

    def open_tab(self, key: str) -> None: ...

    def open_event(self, event_id: int) -> None: ...


@pytest.fixture
def opened(case_of: Callable[..., Case]) -> OpenedCase:
    made = OpenedCase(case_of(*LIFE))
    made.table.refresh()
    return made


@pytest.fixture
def page(qtbot) -> DiffPage:
    made = DiffPage(Pane())
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    return made


def show(page: DiffPage, opened: OpenedCase, event: int, **more: Any) -> None:
    page.show_event(ShownEvent({"id": event}, opened.case.exchange(event), (), opened=opened, **more))


def shown(page: DiffPage) -> str:
    model = page.view.lines
    return "\n".join(str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(2))


def test_the_combination_that_says_most_is_shown_first(page: DiffPage, opened: OpenedCase) -> None:
    choices = []
    for event in (BOSS, REFUSED, RENAMED):
        show(page, opened, event)
        choices.append(page.combination.current)
    assert choices == [ASKED, GOOD, CHANGED]


def test_before_and_after_stand_side_by_side_with_their_basis(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, RENAMED)
    assert '  "userName": "ann@old.example"\n  "userName": "ann@new.example"' in shown(page)
    assert (page.heads[0].basis.basis, page.heads[1].basis.basis) == ("observed", "computed")
    assert page.place.text() == "1 of 1"


def test_another_event_is_a_fourth_combination(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, RENAMED)
    page.compare_with(JOINED)
    assert page.combination.current == OTHER
    assert page.heads[0].title.text() == f"Event {JOINED}"


def test_the_event_itself_is_compared_with_nothing(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, RENAMED)
    page.compare_with(JOINED)
    show(page, opened, JOINED)
    assert OTHER not in page.combination.words
    assert page.combination.current != OTHER


def test_why_there_is_nothing_is_said(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, REFUSED)
    page.combination.choose(ASKED)
    assert "400" in page.empty.text()
    page._copy("text")
    assert page.host.copied is None


def test_narrow_pages_are_inline_until_somebody_chooses(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, RENAMED)
    page.resize(460, 600)
    assert page.view.lines.columnCount() == 1
    page.layout_.choose("Side by side")
    assert page.view.lines.columnCount() == 2
    page.resize(450, 600)
    assert page.view.lines.columnCount() == 2


def test_what_is_copied_is_what_is_shown(page: DiffPage, opened: OpenedCase, qtbot) -> None:
    show(page, opened, RENAMED)
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert page.host.copied == '-   "userName": "ann@old.example"\n+   "userName": "ann@new.example"'
    page._copy("markdown")
    assert page.host.copied.startswith("```diff\n--- Before\n+++ After\n")
    page.form.choose("Attributes")
    page._copy("markdown")
    assert "| ~ | `userName` |" in page.host.copied


def test_names_are_replaced(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, RENAMED, redactor=opened.redactor())
    assert "ann@" not in shown(page)


def test_an_event_without_its_case_is_said(page: DiffPage) -> None:
    page.show_event(ShownEvent({"id": 1}))
    assert page.empty.text().startswith("Nothing is known")


def test_a_picture_is_as_high_as_its_lines(page: DiffPage, opened: OpenedCase) -> None:
    show(page, opened, RENAMED)
    assert page.full_height(1100) < page.height()
