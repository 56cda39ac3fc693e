"""What is known of one event: the detail pane with its exchange, headers and records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from scimviewer.event import Exchange
from scimviewer.query.sentences import sentence
from scimviewer.ui.event_copies import pair_copy, record_copy, spoken, whole_copy
from scimviewer.ui.event_head import EventHead
from scimviewer.ui.event_states import Loading, Nothing
from scimviewer.ui.events_columns import pill
from scimviewer.ui.headers_page import HeadersPage
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.json_values import repeated_key
from scimviewer.ui.message_view import MessageView
from scimviewer.ui.message_words import ASK_FOR_BODIES, Missing, duration_words, missing_request, missing_response
from scimviewer.ui.plain import PlainLabel, tip_text
from scimviewer.ui.raw_view import RawView, record_text
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

Row = dict[str, Any]
T = TypeVar("T")
TABS = ("Exchange", "Headers", "Raw")
# From this width on request and answer stand side by side.
SIDE_BY_SIDE = 700
# Records up to this size are searched for repeated keys on the spot.
QUICK = 64 * 1024
LANE = "detail"


class EventPane(QWidget):
    """One event. Nothing of it is worked out before it is looked at."""

    said = Signal(str)  # for the status bar: what was copied
    copy_requested = Signal(str)  # a kind of copy was asked for; it has been done
    step_wanted = Signal(int)  # +1 the next event, -1 the one before

    def __init__(self, jobs: Jobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.redactor: Redactor | None = None  # applied to everything shown
        self.copy_redactor: Redactor | None = None  # applied to what is copied, while that is wished
        self.row: Row | None = None
        self.exchange: Exchange | None = None
        self.shown_row: Row = {}
        self.shown_exchange: Exchange | None = None
        self._records: Sequence[bytes] = ()
        self._shown_tabs: set[int] = set()
        self.head = EventHead()
        self.tabs = QTabBar()
        self.request, self.response = MessageView("Request", True), MessageView("Response", False)
        self.splitter = QSplitter()
        self.headers, self.raw = HeadersPage(), RawView()
        self.note = PlainLabel("", px=12, colour="medium", wrap=True)
        self.line = QWidget()
        self.pages, self.states = QStackedWidget(), QStackedWidget()
        self._looked_at = self.request  # the half that last had the keyboard
        self._lay_out()
        self._wire()
        self.show_nothing()
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        for title in TABS:
            self.tabs.addTab(title)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Parts of the event")
        for number in range(len(TABS)):
            self.tabs.setTabToolTip(number, tip_text(TABS[number], f"Ctrl+{number + 1}"))
        self.splitter.addWidget(self.request)
        self.splitter.addWidget(self.response)
        self.splitter.setChildrenCollapsible(False)
        self.note.setContentsMargins(16, 6, 16, 6)
        exchange_page = QWidget()
        column = QVBoxLayout(exchange_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)
        for page in (exchange_page, self.headers, self.raw):
            self.pages.addWidget(page)
        strip = QHBoxLayout()
        strip.setContentsMargins(16, 0, 8, 0)
        strip.addWidget(self.tabs)
        strip.addStretch(1)
        strip.addWidget(self.head.copy)
        event = QWidget()
        column = QVBoxLayout(event)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(strip)
        column.addWidget(self.line)
        column.addWidget(self.pages, 1)
        for state in (Nothing(), Loading(), event):
            self.states.addWidget(state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.states)

    def _wire(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.head.copy_wanted.connect(self.copy)
        self.head.step_wanted.connect(self.step_wanted)
        for message in (self.request, self.response):
            message.copy_requested.connect(lambda kind, message=message: self._copy_of(message, kind))
            message.pair_copy_wanted.connect(self._copy_pair)
            message.ask_wanted.connect(lambda: self._put("what to ask for", ASK_FOR_BODIES, False))
            message.mode_chosen.connect(self._set_mode)
        self.headers.pair_copy_wanted.connect(self._copy_pair)
        self.raw.copy_wanted.connect(self._copy_raw)
        for number in range(len(TABS)):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            key.activated.connect(lambda number=number: self.tabs.setCurrentIndex(number))
        QShortcut(QKeySequence("Ctrl+U"), self).activated.connect(lambda: self.copy("url"))

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            halves = (self.request, self.response)
            self._looked_at = next((half for half in halves if half.isAncestorOf(now)), self._looked_at)

    # what is shown

    def show_nothing(self) -> None:
        """No event is chosen."""
        self.row = self.exchange = None
        self.states.setCurrentIndex(0)

    def show_loading(self) -> None:
        """An event is being fetched."""
        self.states.setCurrentIndex(1)

    def show_event(self, row: Row, exchange: Exchange | None, records: Sequence[bytes]) -> None:
        """Show an event: its row, its exchange if it is one, and the bytes of its records."""
        self.row, self.exchange, self._records = row, exchange, records
        redactor = self.redactor
        if redactor is None:
            self._show((row, exchange))
        else:
            self._beside(
                LANE,
                lambda: (redactor.row(row), redactor.exchange(exchange) if exchange else None),
                self._show,
            )

    def _beside(self, lane: str, make: Callable[[], T], done: Callable[[T], None]) -> None:
        """Replace names beside the window: that walks through all of a text or body."""
        if self.jobs is None:
            done(make())
        else:
            self.jobs.start(lane, lambda _progress: make(), done=done)

    def _show(self, shown: tuple[Row, Exchange | None]) -> None:
        row, exchange = self.shown_row, self.shown_exchange = shown
        self.head.show_event(row, exchange, sentence(row, exchange))
        self._shown_tabs.clear()
        self._show_tab(self.tabs.currentIndex())
        self.states.setCurrentIndex(2)

    def _show_tab(self, number: int) -> None:
        """Fill a tab when it is first looked at."""
        self.pages.setCurrentIndex(number)
        if number in self._shown_tabs or self.row is None:
            return
        self._shown_tabs.add(number)
        (self._show_exchange, self._show_headers, self._show_raw)[number]()

    def _show_exchange(self) -> None:
        exchange, row = self.shown_exchange, self.shown_row
        key = next(filter(None, map(repeated_key, [one for one in self._records if len(one) <= QUICK])), None)
        self.note.setText(
            f"The record has “{key}” twice in one object. What stands here is the last one; Raw has both."
            if key
            else ""
        )
        self.note.setVisible(key is not None)
        told = exchange or Exchange()
        step = Missing("This is a step as the provider tells it", "No HTTP exchange belongs to it. Raw has the record.")
        self.request.show_message(
            told.request_headers, told.request_body, missing_request(told) if exchange else step, told.url
        )
        self.response.show_pill(pill(row) if told.status is not None else None)
        self.response.show_message(
            told.response_headers,
            told.response_body,
            missing_response(told) if exchange else step,
            notes=duration_words(row.get("duration_ms")),
        )

    def _show_headers(self) -> None:
        self.headers.show_exchange(self.shown_exchange)

    def _show_raw(self) -> None:
        row = self.shown_row
        place = str(row.get("source") or "")
        if place and row.get("line") is not None:
            place += f":{row['line']}"
        records, redactor = self._records, self.redactor
        if redactor is None:
            self.raw.show_records(records, place)
        else:
            self._beside(
                "raw",
                lambda: [redactor.text(record_text(record)) for record in records],
                lambda texts: self.raw.show_records(records, place, texts),
            )

    def _set_mode(self, mode: str) -> None:
        for message in (self.request, self.response):
            message.set_mode(mode)

    def take_focus(self) -> None:
        """Put the keyboard where the event can be read."""
        views = (self.request.body, self.response.body)
        place = next((view for view in views if view.isVisible()), None)
        (place if self.tabs.currentIndex() == 0 and place else self.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # copying

    def copy(self, kind: str) -> None:
        """Copy a value, path or pointer of the body last looked at, or the event as cURL, Markdown or URL."""
        if kind in ("value", "path", "pointer"):
            self._copy_of(self._looked_at, kind)
        elif self.row is not None:
            row, exchange, redactor = self.row, self.exchange, self._replacing(whole=True)
            self._copy(kind, lambda: whole_copy(kind, row, exchange, redactor), redactor)

    def _replacing(self, whole: bool = False) -> Redactor | None:
        """What replaces names in a copy; what is shown with names replaced is not replaced twice."""
        if self.redactor is not None:
            return self.redactor if whole else None
        return self.copy_redactor if self.head.redact.isChecked() else None

    def _copy_of(self, message: MessageView, kind: str) -> None:
        redactor = self._replacing()
        self._copy(kind, message.body.copying(kind, redactor), redactor)

    def _copy_pair(self, name: str, value: str) -> None:
        redactor, exchange = self._replacing(), self.shown_exchange or Exchange()
        self._copy("value", lambda: pair_copy(name, value, exchange, redactor), redactor)

    def _copy_raw(self, what: str, text: str, whole: str) -> None:
        redactor = None if what == "SHA-256" else self._replacing()
        self._copy(what, lambda: record_copy(text, whole, redactor), redactor)

    def _copy(self, kind: str, make: Callable[[], str | None], redactor: Redactor | None) -> None:
        replaced = (redactor or self.redactor) is not None
        if redactor is None:
            self._put(kind, make(), replaced)
        else:
            self._beside("copy", make, lambda text: self._put(kind, text, replaced))

    def _put(self, kind: str, text: str | None, replaced: bool) -> None:
        if text is None:
            self.said.emit("Nothing to copy: this event holds no request.")
            return
        QGuiApplication.clipboard().setText(text)
        self.copy_requested.emit(kind)
        self.said.emit(spoken(kind, replaced))

    # look

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme().px(SIDE_BY_SIDE)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted != self.splitter.orientation():
            self.splitter.setOrientation(wanted)
            half = self.splitter.width() if beside else self.splitter.height()
            self.splitter.setSizes([half // 2, half // 2])

    def dress(self) -> None:
        """Take font and colours from the theme again."""
        self.tabs.setFont(theme().font(13, 500))
        shown_colours(self, "surface")
        shown_colours(self.note, "medium_bg", "medium")
        shown_colours(self.line, "hair")
        self.line.setFixedHeight(1)
