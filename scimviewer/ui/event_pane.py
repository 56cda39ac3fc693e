"""What is known of one event: its head, and its pages behind tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.event import Exchange
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.sentences import sentence
from scimviewer.ui.event_copies import IMPERSONAL, spoken, whole_copy
from scimviewer.ui.event_head import EventHead
from scimviewer.ui.event_page import Copying, Page, ShownEvent
from scimviewer.ui.event_states import Loading, Nothing
from scimviewer.ui.event_tabs import TABS
from scimviewer.ui.exchange_page import ExchangePage
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.tab_strip import TabStrip
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.ui.opened_case import OpenedCase

Row = dict[str, Any]
T = TypeVar("T")
LANE = "detail"


class EventPane(QWidget):
    """One event. Nothing of it is worked out before it is looked at."""

    said = Signal(str)  # for the status bar: what was copied
    copy_requested = Signal(str)  # a kind of copy was asked for; it has been done
    step_wanted = Signal(int)  # +1 the next event, -1 the one before
    event_wanted = Signal(int)  # the id of another event

    def __init__(self, jobs: Jobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.opened: OpenedCase | None = None  # the case that the event is from
        self.redactor: Redactor | None = None  # applied to everything shown
        self.copy_redactor: Redactor | None = None  # applied to what is copied, while that is wished
        self.row: Row | None = None
        self.exchange: Exchange | None = None
        self.shown = ShownEvent()
        self._records: Sequence[bytes] = ()
        self._filled: set[int] = set()
        self._lanes: set[str] = set()
        self.head = EventHead()
        self.strip = TabStrip([tab.title for tab in TABS], "Parts of the event")
        self.tabs = self.strip.bar
        self.pages: dict[str, Page] = {tab.key: tab.make(self) for tab in TABS}
        self.line = QWidget()
        self.page_stack, self.states = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._wire()
        self.show_nothing()
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        for page in self.pages.values():
            self.page_stack.addWidget(page.widget)
        strip = QHBoxLayout()
        strip.setContentsMargins(16, 0, 8, 0)
        strip.addWidget(self.strip, 1)
        strip.addWidget(self.head.copy)
        event = QWidget()
        column = QVBoxLayout(event)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(strip)
        column.addWidget(self.line)
        column.addWidget(self.page_stack, 1)
        for state in (Nothing(), Loading(), event):
            self.states.addWidget(state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.states)

    def _wire(self) -> None:
        self.strip.chosen.connect(self._show_page)
        self.head.copy_wanted.connect(self.copy)
        self.head.step_wanted.connect(self.step_wanted)
        for number in range(len(TABS)):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            key.activated.connect(lambda number=number: self.tabs.setCurrentIndex(number))
        QShortcut(QKeySequence("Ctrl+U"), self).activated.connect(lambda: self.copy("url"))

    # what is shown

    def show_nothing(self) -> None:
        """No event is chosen; what is being worked out for the last one is of no use any more."""
        if self.jobs is not None:
            for lane in self._lanes:
                self.jobs.cancel(lane)
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
            self.beside(
                LANE,
                lambda _progress: (redactor.row(row), redactor.exchange(exchange) if exchange else None),
                self._show,
            )

    def beside(
        self,
        lane: str,
        make: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Work something out beside the window: replacing names walks through all of a text or body."""
        if self.jobs is None:
            done(make(UNWATCHED))
        else:
            self._lanes.add(lane)
            self.jobs.start(lane, make, done=done, failed=failed)

    def busy(self) -> bool:
        """Whether something of the event is still being worked out."""
        return self.jobs is not None and any(self.jobs.busy(lane) for lane in self._lanes)

    def _show(self, shown: tuple[Row, Exchange | None]) -> None:
        row, exchange = shown
        self.shown = ShownEvent(row, exchange, self._records, self.redactor, self.opened)
        self.head.show_event(row, exchange, sentence(row, exchange))
        self._filled.clear()
        self._show_page(self.tabs.currentIndex())
        self.states.setCurrentIndex(2)

    def _show_page(self, number: int) -> None:
        """Fill a page when it is first looked at."""
        self.page_stack.setCurrentIndex(number)
        if number in self._filled or self.row is None:
            return
        self._filled.add(number)
        self.pages[TABS[number].key].show(self.shown)

    def open_tab(self, key: str) -> None:
        """Look at another page of the same event."""
        self.tabs.setCurrentIndex([tab.key for tab in TABS].index(key))

    def open_event(self, event_id: int) -> None:
        """Look at another event."""
        self.event_wanted.emit(event_id)

    def show_in_full(self) -> None:
        """Be as high as the page needs, so that nothing of it is scrolled away."""
        stack = self.page_stack
        height = self.pages[TABS[self.tabs.currentIndex()].key].full_height(stack.width())
        if height:
            self.resize(self.width(), self.height() - stack.height() + height)

    def take_focus(self) -> None:
        """Put the keyboard where the event can be read."""
        place = self.pages[TABS[self.tabs.currentIndex()].key].focus()
        (place or self.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # copying

    def copy(self, kind: str) -> None:
        """Copy a value, path or pointer of the body last looked at, or the event as cURL, Markdown or URL."""
        exchange_page = self.pages["exchange"].widget
        if kind in ("value", "path", "pointer") and isinstance(exchange_page, ExchangePage):
            exchange_page.copy(kind)
        elif self.row is not None:
            row, exchange, redactor = self.row, self.exchange, self._replacing(whole=True)
            self._copy(kind, lambda: whole_copy(kind, row, exchange, redactor), redactor)

    def copy_of(self, kind: str, make: Copying) -> None:
        """Copy what a page makes, with names replaced if they are to be."""
        redactor = None if kind in IMPERSONAL else self._replacing()
        self._copy(kind, make(redactor), redactor)

    def _replacing(self, whole: bool = False) -> Redactor | None:
        """What replaces names in a copy; what is shown with names replaced is not replaced twice."""
        if self.redactor is not None:
            return self.redactor if whole else None
        return self.copy_redactor if self.head.redact.isChecked() else None

    def _copy(self, kind: str, make: Callable[[], str | None], redactor: Redactor | None) -> None:
        replaced = (redactor or self.redactor) is not None
        if redactor is None:
            self._put(kind, make(), replaced)
        else:
            self.beside("copy", lambda _progress: make(), lambda text: self._put(kind, text, replaced))

    def _put(self, kind: str, text: str | None, replaced: bool) -> None:
        if text is None:
            self.said.emit("Nothing to copy: this event holds no request.")
            return
        QGuiApplication.clipboard().setText(text)
        self.copy_requested.emit(kind)
        self.said.emit(spoken(kind, replaced))

    # look

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")
        shown_colours(self.line, "hair")
        self.line.setFixedHeight(1)
