"""Suggestions from the data, by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from scimviewer.query.completion import Completion
from scimviewer.store.case import Case
from scimviewer.ui.filter_bar import FilterBar
from scimviewer.ui.filter_completing import FilterCompleting, suggestions
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from tests.conftest import call

LOG = [
    call(method, "https://scim.example/Users/1", status)
    for method, status in (("PUT", 200), ("PUT", 409), ("GET", 404), ("GET", 200), ("GET", 200))
]


@pytest.fixture
def bar(qtbot, case_of: Callable[..., Case]) -> Iterator[FilterBar]:
    jobs, made = Jobs(), FilterBar()
    qtbot.addWidget(made)
    made.resize(900, 44)
    made.show()
    opened = OpenedCase(case_of(*LOG))
    opened.table.refresh()
    FilterCompleting(made, jobs).show_case(opened.table)
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    jobs.close()


def offered(bar: FilterBar) -> list[tuple[str, int | None]]:
    return [(one.shown, one.count) for one in bar.suggestions.suggestions]


def test_fields_then_values_with_their_counts(bar: FilterBar, qtbot) -> None:
    qtbot.keyClicks(bar.field, "outc")
    qtbot.waitUntil(bar.suggestions.isVisible)
    assert offered(bar) == [("outcome:", None)]

    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.field.text() == "outcome:"
    qtbot.waitUntil(lambda: offered(bar)[:2] == [("success", 3), ("failure", 2)])
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.field.text() == "outcome:failure"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert (bar.field.text(), bar.text()) == ("", "outcome:failure")


def test_counts_follow_the_chips(bar: FilterBar, qtbot) -> None:
    bar.set_text("method:GET")
    qtbot.keyClicks(bar.field, "status:")
    qtbot.waitUntil(lambda: offered(bar)[:2] == [("200", 2), ("404", 1)])


def test_enter_means_what_was_typed_whatever_is_offered(bar: FilterBar, qtbot) -> None:
    qtbot.keyClicks(bar.field, "outcome:f")
    qtbot.waitUntil(bar.suggestions.isVisible)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.text() == "outcome:f"


def test_an_answer_to_what_stands_there_no_more_is_not_shown(bar: FilterBar, qtbot) -> None:
    qtbot.keyClicks(bar.field, "stat")
    found = [Completion("status:", 0, 4, "field")]
    bar.suggestions.hide()
    bar.show_suggestions("sta", suggestions("sta", found, 0))
    assert not bar.suggestions.isVisible()


def test_what_is_there_already_is_not_offered() -> None:
    found = [Completion("failure", 19, 26, "value", count=2)]
    assert suggestions("outcome:failure", found, 11) == []
    assert suggestions("outcome:fail", [Completion("failure", 19, 23, "value", count=2)], 11)[0].start == 8
