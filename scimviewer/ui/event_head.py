"""What stands at the head of an event: what happened in a sentence, and when, how and where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from scimviewer.event import Exchange
from scimviewer.scim.request import request_target
from scimviewer.ui.badge import MethodBadge, PillLabel
from scimviewer.ui.button import Button
from scimviewer.ui.display_zone import UTC_NAME, display_zone
from scimviewer.ui.events_columns import grouped, pill
from scimviewer.ui.message_words import duration_words
from scimviewer.ui.plain import ElidedLabel, PlainLabel, tip

Row = dict[str, Any]
# What the copy button offers: kind, words, key. A line stands where the words are empty.
COPIES: Sequence[tuple[str, str, str]] = (
    ("value", "Copy value", "Ctrl+C"),
    ("path", "Copy path", "Ctrl+Shift+C"),
    ("pointer", "Copy JSON pointer", "Ctrl+Alt+C"),
    ("", "", ""),
    ("markdown", "Copy as Markdown for a ticket", ""),
    ("curl", "Copy as cURL", ""),
    ("url", "Copy URL", "Ctrl+U"),
)
LONGEST = 180  # characters of the sentence


class EventHead(QWidget):
    """Three lines: the sentence; pill, method and path; time, duration, number, source.

    The copy button is made here and stands beside the tabs, where it leaves the sentence its room.
    """

    copy_wanted = Signal(str)  # a kind of COPIES
    step_wanted = Signal(int)  # +1 the next event, -1 the one before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel("", px=15, weight=600, wrap=True)
        # A long word must not widen the pane.
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pill = PillLabel()
        self.method = MethodBadge()
        self.path = ElidedLabel("", px=12, colour="t2", mono=True, mode=Qt.TextElideMode.ElideMiddle)
        self.facts = ElidedLabel("", px=12, colour="t2")
        self.before = Button(icon_name="arrow-up-s-line", kind="icon", name="The event before", key="k")
        self.next = Button(icon_name="arrow-down-s-line", kind="icon", name="Next event", key="j")
        self.copy = Button("Copy", icon_name="file-copy-line", kind="plain")
        self.redact = QAction("Replace names and addresses in what is copied", self, checkable=True, checked=True)
        self.copy.set_menu(self._menu())
        self.before.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self._row: Row = {}
        self._lay_out()
        display_zone().changed.connect(self._show_facts)

    def _lay_out(self) -> None:
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self.sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.before, self.next):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        second.setSpacing(8)
        second.addWidget(self.pill)
        second.addWidget(self.method)
        second.addWidget(self.path, 1)
        third.addWidget(self.facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 4)
        column.setSpacing(6)
        for row in (first, second, third):
            column.addLayout(row)

    def show_event(self, row: Row, exchange: Exchange | None, sentence: str) -> None:
        """Show the head of an event."""
        # More than a few lines would push the exchange off a small screen; an error's text stands in the body too.
        cut = len(sentence) > LONGEST
        self.sentence.setText(f"{sentence[: LONGEST - 1].rstrip()}…" if cut else sentence)
        tip(self.sentence, sentence if cut else "")
        self.sentence.setAccessibleName(sentence[:1000])
        self.pill.show_pill(pill(row))
        self.method.show_method(row.get("method"))
        url = exchange.url if exchange is not None and exchange.url else row.get("path") or ""
        shown = request_target(url)
        self.path.setText((shown.path or url) + ("?…" if shown.query else ""))
        tip(self.path, url)
        self._row = row
        self._show_facts()

    def _show_facts(self) -> None:
        self.facts.setText("  ·  ".join(facts(self._row)) if self._row else "")

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, words, key in COPIES:
            if not kind:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{words}\t{key}" if key else words)
            action.triggered.connect(lambda _checked=False, kind=kind: self.copy_wanted.emit(kind))
        menu.addSeparator()
        menu.addAction(self.redact)
        return menu


def facts(row: Row) -> list[str]:
    """Time, duration, number and place of an event, as far as they are known."""
    time = display_zone().of_row(row.get("time")).replace("T", " ")
    zone = "Z" if display_zone().name == UTC_NAME else f" {display_zone().title}"
    assumed = " (zone assumed)" if time and row.get("zone_assumed") else ""
    place = str(row.get("source") or "")
    if place and row.get("line") is not None:
        # The name is enough here; the whole path is in the tool tip and on the page with the records.
        place = f"{place.rpartition('/')[2]}:{row['line']}"
    return [
        f"{time}{zone}{assumed}" if time else "time unknown",
        *filter(None, [duration_words(row.get("duration_ms"))]),
        f"event {grouped(row['id'])}",
        *filter(None, [place]),
    ]
