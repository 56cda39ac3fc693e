"""Both halves of an exchange."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.event import Exchange
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.exchange_page import ExchangePage
from tests.ui.made import Desk, make_row


def test_a_narrow_page_stacks_the_halves_and_copies_from_the_one_looked_at(qtbot):
    desk = Desk()
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    page.resize(460, 500)
    page.show()
    page.show_event(ShownEvent(make_row(), Exchange(method="PUT", request_body={"a": 1}, response_body={"b": 2})))
    assert page.splitter.orientation() == Qt.Orientation.Vertical
    page.looked_at = page.response
    page.response.body.tree.go_to(("b",))
    page.copy("path")
    assert desk.copied == [("path", "b")]


def test_a_step_says_that_it_is_one(qtbot):
    page = ExchangePage(Desk())
    qtbot.addWidget(page)
    page.show_event(ShownEvent(make_row(kind="step"), None))
    assert "step as the provider tells it" in page.response.missing.title.text()
