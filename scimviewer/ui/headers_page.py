"""What do the URL and all headers of an event say, unfolded?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from scimviewer.event import Exchange, Headers
from scimviewer.ui.events_columns import counted
from scimviewer.ui.pairs_view import Pairs, PairsView
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import shown_colours, theme
from scimviewer.ui.url_parts import url_pairs

# More headers than any server sends; the page scrolls as a whole, not each table.
MOST_ROWS = 500


class HeadersPage(QScrollArea):
    """URL, request headers and response headers below each other."""

    pair_copy_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.sheet = QWidget()
        self._column = QVBoxLayout(self.sheet)
        self._column.setContentsMargins(8, 8, 8, 16)
        self._column.setSpacing(4)
        self.url_title, self.url = self._section("URL")
        self.request_title, self.request = self._section("Request headers")
        self.response_title, self.response = self._section("Response headers")
        self._column.addStretch(1)
        self.setWidget(self.sheet)
        self.dress()
        theme().changed.connect(self.dress)

    def _section(self, name: str) -> tuple[PlainLabel, PairsView]:
        title = PlainLabel(name, px=12, weight=600, colour="t2")
        title.setContentsMargins(8, 8, 8, 0)
        pairs = PairsView(name, MOST_ROWS)
        pairs.copy_wanted.connect(self.pair_copy_wanted)
        self._column.addWidget(title)
        self._column.addWidget(pairs)
        return title, pairs

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Show those of an exchange."""
        url = exchange.url if exchange else None
        requested: Headers = exchange.request_headers if exchange else []
        answered: Headers = exchange.response_headers if exchange else []
        _fill(self.url_title, self.url, "URL" if url else "URL: this log does not say", url_pairs(url))
        _fill(self.request_title, self.request, _title(requested, "Request"), requested)
        _fill(self.response_title, self.response, _title(answered, "Response"), answered)

    def dress(self) -> None:
        """Take colours from the theme again."""
        for widget in (self, self.viewport()):
            shown_colours(widget, "surface")
        # The sheet lets the viewport through: its own palette is lost when it moves to another parent.
        self.sheet.setAutoFillBackground(False)


def _title(headers: Headers, whose: str) -> str:
    if not headers:
        return f"{whose} headers: this log holds none"
    return f"{whose}, {counted(len(headers), 'header')}"


def _fill(title: PlainLabel, view: PairsView, words: str, pairs: Pairs) -> None:
    title.setText(words)
    view.set_pairs(pairs)
    view.setVisible(bool(pairs))
