"""How is one half of an exchange shown: what was asked, or what was answered?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.event import Headers, Json
from scimviewer.ui.badge import PillLabel
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import Pill
from scimviewer.ui.fold import FoldedPairs
from scimviewer.ui.json_view import TEXT, TREE, JsonView
from scimviewer.ui.message_words import Missing, headers_words, size_words
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.segmented import Segmented
from scimviewer.ui.theme import shown_colours, theme
from scimviewer.ui.url_parts import url_pairs, url_words


class MissingBody(QWidget):
    """Says why there is no body and what that means."""

    ask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel("", px=13, weight=600, wrap=True)
        self.meaning = PlainLabel("", px=13, colour="t2", wrap=True)
        self.ask = Button("Copy what to ask for", icon_name="file-copy-line")
        self.ask.clicked.connect(self.ask_wanted)
        for label in (self.title, self.meaning):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.meaning)
        column.addSpacing(6)
        column.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_missing(self, missing: Missing) -> None:
        """Say another."""
        self.title.setText(missing.title)
        self.meaning.setText(missing.meaning)
        self.ask.setVisible(missing.ask)


class MessageView(QWidget):
    """Request or response: a headline, what is folded, and the body."""

    copy_requested = Signal(str)
    pair_copy_wanted = Signal(str, str)
    ask_wanted = Signal()
    mode_chosen = Signal(str)

    def __init__(self, what: str, with_url: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self.title = PlainLabel(what, weight=600)
        self.pill = PillLabel()
        self.pill.hide()
        self.notes = ElidedLabel("", px=12, colour="t2")
        self.switch = Segmented((TREE, TEXT), f"{what} body as")
        self.copy = Button(icon_name="file-copy-line", kind="icon", name=f"Copy the body of the {what.lower()}")
        self.url = FoldedPairs("Parts of the URL") if with_url else None
        self.headers = FoldedPairs(f"{what} headers")
        self.body = JsonView(f"{what} body")
        self.missing = MissingBody()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.body)
        self.pages.addWidget(self.missing)
        self._lay_out()
        self.switch.chosen.connect(self.mode_chosen)
        self.body.mode_changed.connect(self.mode_chosen)
        self.body.copy_requested.connect(self.copy_requested)
        self.copy.clicked.connect(lambda: self.copy_requested.emit("body"))
        self.missing.ask_wanted.connect(self.ask_wanted)
        for folded in filter(None, (self.url, self.headers)):
            folded.pairs.copy_wanted.connect(self.pair_copy_wanted)
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 8, 6)
        head.setSpacing(8)
        head.addStrut(theme().px(28))
        for widget in (self.title, self.pill):
            head.addWidget(widget)
        head.addWidget(self.notes, 1)
        head.addWidget(self.switch)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        if self.url is not None:
            column.addWidget(self.url)
        column.addWidget(self.headers)
        column.addWidget(self.pages, 1)

    def show_message(
        self, headers: Headers, body: Json, missing: Missing, url: str | None = None, notes: str = ""
    ) -> None:
        """Show a message; `missing` is said where it has no body, `notes` stand beside the headline."""
        size = size_words(headers)
        self.notes.setText(", ".join(filter(None, (notes, size))))
        if self.url is not None:
            self.url.set_content(url_words(url), url_pairs(url))
        self.headers.set_content(headers_words(headers, self.what.lower()), headers)
        there = body is not None
        self.pages.setCurrentWidget(self.body if there else self.missing)
        self.missing.show_missing(missing)
        self.body.set_body(body if there else {})
        self.copy.setVisible(there)
        self.switch.setVisible(there and self.body.is_json)
        if there and not self.body.is_json:
            self.notes.setText(", ".join(filter(None, (notes, size, "not JSON, shown as text"))))

    def show_pill(self, pill: Pill | None) -> None:
        """Show what came of it beside the headline."""
        self.pill.show_pill(pill)

    def set_mode(self, mode: str) -> None:
        """Show bodies as a tree or as text."""
        self.body.set_mode(mode)
        self.switch.show_word(mode)

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")
