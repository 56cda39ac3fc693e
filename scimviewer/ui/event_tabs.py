"""Which pages does the detail of an event have, in which order?"""

from __future__ import annotations

from functools import partial

from scimviewer.event import Exchange
from scimviewer.ui.before_after_page import BeforeAfterPage
from scimviewer.ui.diff_page import DiffPage
from scimviewer.ui.event_copies import pair_copy, record_copy
from scimviewer.ui.event_page import Host, Page, ShownEvent, Tab
from scimviewer.ui.exchange_page import ExchangePage
from scimviewer.ui.explain_page import ExplainPage
from scimviewer.ui.headers_page import HeadersPage
from scimviewer.ui.raw_view import RawView, record_text
from scimviewer.ui.story_page import StoryPage
from scimviewer.ui.undo_page import UndoPage


def _explain(host: Host) -> Page:
    page = ExplainPage(host)
    return Page(page, page.show_event, page.focus_place, page.full_height)


def _exchange(host: Host) -> Page:
    page = ExchangePage(host)
    return Page(page, page.show_event, page.focus_place)


def _before_after(host: Host) -> Page:
    page = BeforeAfterPage(host)
    return Page(page, page.show_event, page.focus_place, page.full_height)


def _undo(host: Host) -> Page:
    page = UndoPage(host)
    return Page(page, page.show_event, page.focus_place, page.full_height)


def _headers(host: Host) -> Page:
    page = HeadersPage()
    shown: list[Exchange | None] = [None]

    def show(event: ShownEvent) -> None:
        shown[0] = event.exchange
        page.show_exchange(event.exchange)

    page.pair_copy_wanted.connect(
        lambda name, value: host.copy_of(
            "value", lambda redactor: partial(pair_copy, name, value, shown[0] or Exchange(), redactor)
        )
    )
    return Page(page, show)


def _raw(host: Host) -> Page:
    page = RawView()

    def show(event: ShownEvent) -> None:
        row, redactor = event.row, event.redactor
        place = str(row.get("source") or "")
        if place and row.get("line") is not None:
            place += f":{row['line']}"
        if redactor is None:
            page.show_records(event.records, place)
            return
        host.beside(
            "raw",
            lambda _progress: [redactor.text(record_text(record)) for record in event.records],
            lambda texts: page.show_records(event.records, place, texts),
        )

    page.copy_wanted.connect(
        lambda what, text, whole: host.copy_of(what, lambda redactor: partial(record_copy, text, whole, redactor))
    )
    return Page(page, show)


def _diff(host: Host) -> Page:
    page = DiffPage(host)
    return Page(page, page.show_event, page.focus_place, page.full_height)


def _story(host: Host) -> Page:
    page = StoryPage(host.beside, with_name=False)
    page.event_wanted.connect(host.open_event)

    def show(event: ShownEvent) -> None:
        page.show_of(event.opened, event.row["id"], event.redactor)

    return Page(page, show, page.focus_place, page.full_height)


TABS: tuple[Tab, ...] = (
    Tab("explain", "Explain", _explain),
    Tab("exchange", "Exchange", _exchange),
    Tab("diff", "Diff", _diff),
    Tab("before-after", "Before / After", _before_after),
    Tab("story", "Story", _story),
    Tab("undo", "Undo", _undo),
    Tab("headers", "Headers", _headers),
    Tab("raw", "Raw", _raw),
)
