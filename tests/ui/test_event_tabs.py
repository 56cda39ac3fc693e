"""The pages of an event's detail."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.event_tabs import TABS
from tests.ui.made import Desk, make_row


def test_keys_and_titles_are_distinct():
    assert len({tab.key for tab in TABS}) == len({tab.title for tab in TABS}) == len(TABS)


def test_every_page_shows_an_exchange_a_step_and_nothing_known(qtbot):
    for tab in TABS:
        page = tab.make(Desk())
        qtbot.addWidget(page.widget)
        page.show(ShownEvent(make_row(), Exchange(method="PATCH", url="/Users/1", status=400), [b"{}"]))
        page.show(ShownEvent(make_row(kind="step"), None, [b"{}"]))
        page.show(ShownEvent(make_row(), Exchange()))


def test_a_record_is_copied_through_the_pane(qtbot):
    desk = Desk()
    page = next(tab for tab in TABS if tab.key == "raw").make(desk)
    qtbot.addWidget(page.widget)
    page.show(ShownEvent(make_row(), None, [b"ann"]))
    page.widget.cards[0].copy_all.click()
    assert desk.copied == [("record", "ann")]
