"""Why did an event end as it did: verdict, what it asks, what changed, causes, and what to do, beside the JSON?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.ui.badge import PillLabel
from scimviewer.ui.busy_ring import BUSY_AFTER_MS
from scimviewer.ui.button import Button
from scimviewer.ui.card import Card
from scimviewer.ui.event_page import Host, ShownEvent
from scimviewer.ui.event_states import Loading
from scimviewer.ui.event_told import Told, customer_text, letter, told
from scimviewer.ui.events_columns import pill
from scimviewer.ui.evidence_text import EvidenceText, Links
from scimviewer.ui.explain_cards import Cards
from scimviewer.ui.json_copies import copied_value
from scimviewer.ui.message_view import MissingBody
from scimviewer.ui.message_words import STEP, Missing, missing_request, missing_response
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import shown_colours, theme

LANE = "explain"
# From this width on what is said and the JSON stand side by side.
TWO_COLUMNS = 1000
LOADING, MISSING, TOLD = range(3)


class ExplainPage(QStackedWidget):
    """The page of one event; another event makes another sheet."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.event_shown = ShownEvent()
        self.told: Told | None = None
        self.links = Links()
        self.missing = MissingBody()
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Explanation")
        self.bodies: dict[str, EvidenceText] = {}
        for page in (Loading(), self.missing, self.area):
            self.addWidget(page)
        self._later = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._later.timeout.connect(lambda: self.setCurrentIndex(LOADING))
        self.dress()
        theme().changed.connect(self.dress)

    def show_event(self, event: ShownEvent) -> None:
        """Explain an event, beside the window; what stood here stays for the moment that takes."""
        self.event_shown = event
        if event.exchange is None:
            self._show_missing(STEP)
            return
        self._later.start()
        self.host.beside(LANE, lambda _progress: told(event, event.redactor), partial(self._fill, event), self._fail)

    def _fail(self, message: str) -> None:
        self._show_missing(Missing("This event cannot be explained yet", message))

    def _show_missing(self, missing: Missing) -> None:
        self._later.stop()
        self.missing.show_missing(missing)
        self.setCurrentIndex(MISSING)

    def _fill(self, event: ShownEvent, shown: Told) -> None:
        self._later.stop()
        self.told = shown
        links = self.links = Links()
        links.shown.connect(self._bring_into_view)
        cards = Cards(self.host, links, shown)
        left = [cards.verdict(), cards.asked(), cards.happened(), cards.causes()]
        right = [
            cards.next_action(),
            cards.customer(letter(event.row, shown), self._copy_letter),
        ]
        messages = [self._message("Request", links, shown), self._message("Response", links, shown)]
        self._place([one for one in left if one is not None], messages, right)
        self.setCurrentIndex(TOLD)

    def _place(self, left: list[Card], messages: list[Card], right: list[Card]) -> None:
        """Two columns, or one in which the JSON stands last: there the sentences come first."""
        sheet = QWidget()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, sheet)
        self.columns.setContentsMargins(16, 16, 16, 16)
        self.columns.setSpacing(12)
        self._sides = QVBoxLayout(), QVBoxLayout()
        self._wide: bool | None = None
        self._cards = left, messages, right
        for side in self._sides:
            side.setSpacing(12)
            self.columns.addLayout(side, 1)
        self._arrange()
        self.area.setWidget(sheet)
        sheet.setAutoFillBackground(False)

    def _arrange(self) -> None:
        wide = self.width() >= theme().px(TWO_COLUMNS)
        if wide == self._wide:
            return
        self._wide = wide
        left, messages, right = self._cards
        self.columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom,
        )
        for side, cards in zip(self._sides, (left, [*messages, *right] if wide else [*right, *messages]), strict=True):
            while side.count():
                side.takeAt(0)
            for card in cards:
                side.addWidget(card)
            if wide:
                side.addStretch(1)

    def _message(self, what: str, links: Links, shown: Told) -> Card:
        case = shown.situation
        exchange = case.exchange
        asked = what == "Request"
        base, body = ("/request/body", case.asked) if asked else ("/response/body", case.answered)
        card = Card(what)
        if not asked and exchange.status is not None:
            label = PillLabel(card)  # what has no parent yet would be shown as a window of its own
            label.show_pill(pill(self.event_shown.row))
            card.heading.insertWidget(1, label)
            card.heading.insertStretch(2, 1)
            card.heading.setStretch(0, 0)
        if body is None:
            missing = missing_request(exchange) if asked else missing_response(exchange)
            card.column.addWidget(PlainLabel(missing.title, wrap=True))
            card.column.addWidget(PlainLabel(missing.meaning, px=12, colour="t2", wrap=True))
            return card
        copy = Button(icon_name="file-copy-line", kind="icon", name=f"Copy the body of the {what.lower()}")
        copy.clicked.connect(
            lambda: self.host.copy_of("body", lambda redactor: lambda: copied_value(body, (), redactor))
        )
        card.heading.addWidget(copy)
        text = EvidenceText(base, links)
        text.setAccessibleName(f"{what} body with evidence")
        text.show_body(body, _numbers(shown, base))
        text.copy_wanted.connect(
            lambda _first, _last, selected: self.host.copy_of(
                "selection",
                lambda redactor: lambda: redactor.text(selected) if redactor and selected else selected or None,
            )
        )
        self.bodies[base] = text
        card.column.addWidget(text)
        return card

    def _copy_letter(self) -> None:
        event, shown = self.event_shown, self.told
        if shown is not None:
            self.host.copy_of(
                "text for the customer",
                lambda redactor: lambda: customer_text(event, redactor) if redactor else letter(event.row, shown),
            )

    def _bring_into_view(self, pointer: str) -> None:
        text = self.bodies.get("/".join(pointer.split("/")[:3]))
        sheet = self.area.widget()
        if text is not None and sheet is not None:
            cursor = text.mapTo(sheet, text.cursorRect().center() if text.isVisible() else QPoint())
            self.area.ensureVisible(cursor.x(), cursor.y(), 0, theme().px(60))

    def focus_place(self) -> QWidget | None:
        """Where the keyboard goes: the page, which scrolls."""
        return self.area if self.currentIndex() == TOLD else None

    def full_height(self, width: int) -> int:
        """How high the page is where nothing is scrolled."""
        sheet = self.area.widget()
        if self.currentIndex() != TOLD or sheet is None:
            return theme().px(400)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for text in self.bodies.values():
            text.show_all()
        layout = sheet.layout()
        return layout.totalHeightForWidth(width) if layout is not None else theme().px(400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.told is not None and self.area.widget() is not None:
            self._arrange()

    def dress(self) -> None:
        """Take colours from the theme again."""
        for widget in (self.area, self.area.viewport()):
            shown_colours(widget, "window")
        shown_colours(self.missing, "surface")


def _numbers(shown: Told, base: str) -> Mapping[str, int]:
    """pointer → number of the evidence that stands in a body; what is folded has none."""
    used = {number for cause in shown.open_causes for number in cause.evidence}
    return {
        pointer: number
        for number, pointer in enumerate(shown.evidence, 1)
        if number in used and pointer.startswith(base)
    }
