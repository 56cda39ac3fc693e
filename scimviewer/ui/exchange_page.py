"""How are request and answer of an event looked at, beside or below each other?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from scimviewer.event import Exchange
from scimviewer.ui.event_copies import pair_copy
from scimviewer.ui.event_page import Host, ShownEvent
from scimviewer.ui.events_columns import pill
from scimviewer.ui.json_values import repeated_key
from scimviewer.ui.message_view import MessageView
from scimviewer.ui.message_words import ASK_FOR_BODIES, STEP, duration_words, missing_request, missing_response
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import shown_colours, theme

# From this width on request and answer stand side by side.
SIDE_BY_SIDE = 700
# Records up to this size are searched for repeated keys on the spot.
QUICK = 64 * 1024


class ExchangePage(QWidget):
    """Both halves of an exchange, each as a tree or as text."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.exchange: Exchange | None = None
        self.request, self.response = MessageView("Request", True), MessageView("Response", False)
        self.note = PlainLabel("", px=12, colour="medium", wrap=True)
        self.note.setContentsMargins(16, 6, 16, 6)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.request)
        self.splitter.addWidget(self.response)
        self.splitter.setChildrenCollapsible(False)
        self.looked_at = self.request  # the half that last had the keyboard
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)
        self._wire()
        self.dress()
        theme().changed.connect(self.dress)

    def _wire(self) -> None:
        for message in (self.request, self.response):
            message.copy_requested.connect(partial(self._copy, message))
            message.pair_copy_wanted.connect(self._copy_pair)
            message.ask_wanted.connect(lambda: self.host.copy_of("what to ask for", lambda _: lambda: ASK_FOR_BODIES))
            message.mode_chosen.connect(self._set_mode)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            halves = (self.request, self.response)
            self.looked_at = next((half for half in halves if half.isAncestorOf(now)), self.looked_at)

    def show_event(self, event: ShownEvent) -> None:
        """Show both halves, or why there are none."""
        exchange, row = event.exchange, event.row
        self.exchange = exchange
        small = [one for one in event.records if len(one) <= QUICK]
        key = next(filter(None, map(repeated_key, small)), None)
        self.note.setText(
            f"The record has “{key}” twice in one object. What stands here is the last one; Raw has both."
            if key
            else ""
        )
        self.note.setVisible(key is not None)
        told = exchange or Exchange()
        self.request.show_message(
            told.request_headers, told.request_body, missing_request(told) if exchange else STEP, told.url
        )
        self.response.show_pill(pill(row) if told.status is not None else None)
        self.response.show_message(
            told.response_headers,
            told.response_body,
            missing_response(told) if exchange else STEP,
            notes=duration_words(row.get("duration_ms")),
        )

    def focus_place(self) -> QWidget | None:
        """Where the keyboard goes."""
        return next((view for view in (self.request.body, self.response.body) if view.isVisible()), None)

    def copy(self, kind: str) -> None:
        """Copy a value, path or pointer of the body last looked at."""
        self._copy(self.looked_at, kind)

    def _copy(self, message: MessageView, kind: str) -> None:
        self.host.copy_of(kind, lambda redactor: message.body.copying(kind, redactor))

    def _copy_pair(self, name: str, value: str) -> None:
        exchange = self.exchange or Exchange()
        self.host.copy_of("value", lambda redactor: partial(pair_copy, name, value, exchange, redactor))

    def _set_mode(self, mode: str) -> None:
        for message in (self.request, self.response):
            message.set_mode(mode)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme().px(SIDE_BY_SIDE)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted != self.splitter.orientation():
            self.splitter.setOrientation(wanted)
            half = self.splitter.width() if beside else self.splitter.height()
            self.splitter.setSizes([half // 2, half // 2])

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self.note, "medium_bg", "medium")
