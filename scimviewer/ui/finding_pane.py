"""What does one finding say: its sentence, the events that prove it, who was hit, what to do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scimviewer.findings.finding import Finding
from scimviewer.query.id_ranges import ids_filter
from scimviewer.query.sentences import what_happened
from scimviewer.store.judgements import FALSE_POSITIVE, KNOWN
from scimviewer.ui.button import Button
from scimviewer.ui.card import Card
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.explain_cards import VerdictCard
from scimviewer.ui.finding_watch import Shown
from scimviewer.ui.findings_list import size_words
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.tag import FINDING_SEVERITIES, SeverityTag
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

MOST_PROOF, MOST_NAMES, NAME_COLUMNS = 8, 12, 3


class FindingPane(QScrollArea):
    """Cards about one finding."""

    events_wanted = Signal(str)  # a filter
    event_wanted = Signal(str, int)  # a filter, and the event among them
    judged = Signal(str, str, str)  # finding, verdict ("" takes back), note
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self.redactor: Redactor | None = None
        self.proof: EventsTable | None = None
        self.show_button = Button()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "window")
        page: QWidget | None = self.widget()
        if page is not None:
            shown_colours(page, "window")

    def show_nothing(self) -> None:
        """No finding is chosen."""
        self.shown = self.proof = None
        self.setWidget(QWidget())
        self.dress()

    def show_finding(self, opened: OpenedCase, shown: Shown, redactor: Redactor | None) -> None:
        """Show one finding."""
        self.shown, self.redactor = shown, redactor
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        finding = shown.finding
        column.addWidget(self._verdict(shown))
        column.addWidget(self._proof(opened, finding, redactor))
        if finding.resources:
            column.addWidget(self._who(shown))
        for title, text in (("What to do", finding.advice), ("Not so if", finding.disproved_by)):
            card = Card(title)
            card.column.addWidget(Paragraph(shown.told(text, redactor)))
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(page)
        self.dress()

    def _verdict(self, shown: Shown) -> Card:
        finding, severity = shown.finding, FINDING_SEVERITIES[shown.finding.severity]
        card = VerdictCard(severity.ribbon)
        head = QHBoxLayout()
        head.addWidget(SeverityTag(severity))
        head.addStretch(1)
        head.addWidget(PlainLabel(finding.rule, px=12, mono=True, colour="t3"))
        card.column.addLayout(head)
        card.column.addWidget(Paragraph(shown.told(finding.title, self.redactor), px=20, weight=600))
        card.column.addWidget(PlainLabel(size_words(shown), px=12, colour="t2"))
        card.column.addWidget(Paragraph(shown.told(finding.explanation, self.redactor), colour="t2"))
        card.column.addLayout(self._judging(shown))
        return card

    def _judging(self, shown: Shown) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if shown.judgement is not None:
            note = f": {shown.judgement.note}" if shown.judgement.note else ""
            row.addWidget(ElidedLabel(f"{shown.judgement.verdict}{note}".capitalize(), px=12, colour="t2"), 1)
            undo = Button("Take back", icon_name="arrow-go-back-line")
            undo.clicked.connect(lambda: self.judged.emit(shown.key, "", ""))
            row.addWidget(undo)
            return row
        for verdict, words, icon in (
            (KNOWN, "Acknowledge…", "check-line"),
            (FALSE_POSITIVE, "False positive…", "forbid-line"),
        ):
            button = Button(words, icon_name=icon)
            button.clicked.connect(lambda _on=False, verdict=verdict: self.ask_note(verdict))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def ask_note(self, verdict: str) -> None:
        """Ask for a note, and say what is thought of the finding."""
        shown = self.shown
        if shown is None:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(verdict.capitalize())
        dialog.setLabelText("Why? The note is kept in the case.")
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(lambda note: self.judged.emit(shown.key, verdict, note))
        dialog.open()

    def _proof(self, opened: OpenedCase, finding: Finding, redactor: Redactor | None) -> Card:
        card = Card("Proof")
        text, meant = ids_filter(finding.events)
        more = len(finding.events) - meant
        words = "Show these events" if not more else f"Show the first {grouped(meant)} events"
        self.show_button = Button(words, icon_name="arrow-right-line", kind="plain")
        self.show_button.clicked.connect(lambda: self.events_wanted.emit(text))
        card.heading.addWidget(self.show_button)
        model = EventsModel(opened.rows, what_happened)
        if redactor is not None:
            model.redact = redactor.row
        self.proof = table = EventsTable(model, card)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = min(len(finding.events), MOST_PROOF)
        table.set_ids(opened.table.now["id"][opened.table.now.positions(list(finding.events[:rows]))])
        table.setFixedHeight(
            rows * table.verticalHeader().defaultSectionSize() + table.horizontalHeader().sizeHint().height() + 4
        )
        table.opened.connect(lambda: self.event_wanted.emit(text, table.current_id() or 0))
        card.column.addWidget(table)
        if len(finding.events) > rows:
            card.column.addWidget(PlainLabel(f"and {grouped(len(finding.events) - rows)} more", px=12, colour="t2"))
        return card

    def _who(self, shown: Shown) -> Card:
        finding = shown.finding
        card = Card(f"Who was hit: {counted(len(finding.resources), 'resource')}")
        copy = Button("Copy list", icon_name="file-copy-line", kind="plain")
        names = [shown.told(name, self.redactor) for name in finding.resources]
        copy.clicked.connect(lambda: self._copy(names))
        card.heading.addWidget(copy)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for number, name in enumerate(names[:MOST_NAMES]):
            grid.addWidget(ElidedLabel(name, px=12), number // NAME_COLUMNS, number % NAME_COLUMNS)
        card.column.addLayout(grid)
        if len(names) > MOST_NAMES:
            card.column.addWidget(PlainLabel(f"and {grouped(len(names) - MOST_NAMES)} more", px=12, colour="t2"))
        return card

    def _copy(self, names: list[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(names))
        self.said.emit(f"{counted(len(names), 'name')} copied")
