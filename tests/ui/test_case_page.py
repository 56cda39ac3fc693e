"""An open case: filter, values, list and detail work together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from scimviewer.store.case import Case
from scimviewer.ui.case_page import CasePage
from scimviewer.ui.find_bar import FindBar
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from tests.conftest import call

LOG = [
    call(
        method,
        f"https://scim.example/Users/{number}",
        status,
        timestamp=f"2026-09-01T08:00:{number:02}Z",
        request={"body": {"userName": f"user{number}@halden.example"}},
    )
    for number, (method, status) in enumerate([("PUT", 200), ("PUT", 409), ("GET", 200), ("PUT", 500), ("GET", 404)])
]


@pytest.fixture
def page(qtbot, case_of: Callable[..., Case]) -> Iterator[CasePage]:
    jobs = Jobs()
    made = CasePage(jobs)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    opened = OpenedCase(case_of(*LOG))
    opened.table.refresh()
    made.show_case(opened)
    qtbot.waitUntil(lambda: made.events.rowCount() == 5 and made.facets.facets.rowCount() > 0)
    yield made
    jobs.close()


def listed(page: CasePage) -> list[str]:
    return [page.events.index(row, 2).data() for row in range(page.events.rowCount())]


def test_list_and_values_are_shown(page: CasePage) -> None:
    assert listed(page) == ["200", "409", "200", "500", "404"]
    assert page.filter_bar.count.text() == "5 events"
    values = {(entry.name, entry.value): entry.count for entry in page.facets.facets.entries}
    assert (values["outcome", "failure"], values["method", "PUT"]) == (3, 3)


def test_typing_a_filter_narrows_list_and_counts(page: CasePage, qtbot) -> None:
    qtbot.keyClicks(page.filter_bar.field, "outcome:failure")
    qtbot.waitUntil(lambda: listed(page) == ["409", "500", "404"])
    assert page.filter_bar.count.text() == "3 of 5"

    facets = page.facets.facets
    qtbot.waitUntil(lambda: facets.entries[facets.row_of("value", "method", "GET")].count == 1)
    assert facets.entries[facets.row_of("value", "outcome", "failure")].state == "in"


def test_clicking_a_value_writes_the_filter(page: CasePage, qtbot) -> None:
    row = page.facets.facets.row_of("value", "status", "409")
    place = page.facets.visualRect(page.facets.facets.index(row)).center()
    qtbot.mouseClick(page.facets.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert page.filter_bar.text() == "status:409"
    qtbot.waitUntil(lambda: listed(page) == ["409"])


def test_chosen_event_is_shown_in_the_detail(page: CasePage, qtbot) -> None:
    page.table.go_to(1)
    qtbot.waitUntil(lambda: page.detail.row is not None)

    assert page.detail.row["status"] == 409
    assert page.import_pane.isHidden()
    assert page.detail.exchange.request_body == {"userName": "user1@halden.example"}


def test_header_orders_by_the_case(page: CasePage, qtbot) -> None:
    page.events.sort(2, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: listed(page) == ["500", "409", "404", "200", "200"])


def test_wrong_filter_is_explained_and_the_list_stays(page: CasePage, qtbot) -> None:
    qtbot.keyClicks(page.filter_bar.field, "colour:red")
    qtbot.waitUntil(page.filter_bar.message.isVisible)

    assert page.filter_bar.message.text().startswith("There is no field “colour”.")
    assert "at character 1" in page.filter_bar.message.text()
    assert len(listed(page)) == 5


def test_no_match_offers_the_way_back(page: CasePage, qtbot) -> None:
    page.filter_bar.set_text("status:409 method:GET")
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.title.text() == "No event matches both filters"

    page.empty.off_wanted.emit("method:GET")
    qtbot.waitUntil(page.table.isVisible)
    assert listed(page) == ["409"]
    assert page.filter_bar.text() == "status:409 ~(method:GET)"


def test_escape_leaves_the_filter_and_then_clears_it(page: CasePage, qtbot) -> None:
    page.filter_bar.set_text("status:409")
    page.filter_bar.focus()
    page.leave()
    assert page.table.hasFocus()
    assert page.filter_bar.text() == "status:409"
    page.leave()
    assert page.filter_bar.text() == ""


def test_value_of_a_cell_becomes_a_filter(page: CasePage, qtbot) -> None:
    page.table.go_to(0)
    page.table.setCurrentIndex(page.events.index(0, 1))
    assert page.table.filter_by_value(exclude=False)
    qtbot.waitUntil(lambda: len(listed(page)) == 3)
    assert page.filter_bar.text() == "method:PUT"

    page.table.setCurrentIndex(page.events.index(0, 0))
    assert not page.table.filter_by_value(exclude=False)


def test_narrow_window_has_the_detail_below(page: CasePage, qtbot) -> None:
    assert page.inner.orientation() == Qt.Orientation.Horizontal
    page.resize(880, 700)
    assert page.inner.orientation() == Qt.Orientation.Vertical


def test_names_are_replaced_everywhere(page: CasePage, qtbot) -> None:
    page.set_redactor(page.opened.redactor())
    page.table.go_to(1)
    qtbot.waitUntil(lambda: page.detail.row is not None)
    qtbot.waitUntil(lambda: not page.jobs.busy("detail"))

    shown = [page.events.index(row, column).data() for row in range(5) for column in range(6)]
    assert not any("halden.example" in text for text in shown)
    page.filter_bar.set_text("name:user1@halden.example -status:404")
    faces = [chip.face.spoken() for chip in page.filter_bar.area.chips]
    assert "halden" not in faces[0]
    assert faces[1] == "not status 404"
    assert "user1@" not in str(page.detail.shown.exchange)


def test_closing_forgets_everything(page: CasePage, qtbot) -> None:
    page.table.go_to(1)
    page.filter_bar.set_text("status:409")
    page.close_case()

    assert page.events.rowCount() == 0
    assert page.facets.facets.rowCount() == 0
    assert page.filter_bar.text() == ""


def test_escape_closes_a_search_in_the_detail_before_it_clears_the_filter(page: CasePage, qtbot) -> None:
    page.filter_bar.set_text("status:409")
    qtbot.waitUntil(lambda: listed(page) == ["409"])
    page.detail.open_tab("exchange")
    page.table.go_to(0)
    qtbot.waitUntil(lambda: page.detail.row is not None)
    search = next(bar for bar in page.detail.findChildren(FindBar) if bar.parentWidget().isVisible())
    search.open_bar()
    assert search.isVisible()

    page.leave()

    assert not search.isVisible()
    assert page.filter_bar.text() == "status:409"


def test_a_search_that_is_switched_off_marks_its_hits_and_hides_nothing(page: CasePage, qtbot) -> None:
    page.filter_bar.set_text("~(user3)")
    qtbot.waitUntil(lambda: page.steps.hits is not None)

    assert len(listed(page)) == 5
    assert page.steps.step("hit", 1)
    assert page.table.currentIndex().row() == 3
    assert page.table.scroll_bar.marks[-1].rows.tolist() == [3]
