"""How would this event be taken back: which requests, with which warnings, and what cannot be undone?"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.rollback import rollback
from scimviewer.ui.badge import Badge, MethodBadge
from scimviewer.ui.busy_ring import BUSY_AFTER_MS
from scimviewer.ui.button import Button
from scimviewer.ui.card import Card
from scimviewer.ui.event_page import Host, ShownEvent
from scimviewer.ui.event_states import Loading
from scimviewer.ui.events_columns import counted
from scimviewer.ui.evidence_text import EvidenceText, Links
from scimviewer.ui.icons import pixmap
from scimviewer.ui.message_view import MissingBody
from scimviewer.ui.message_words import STEP, Missing
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.tag import BasisTag
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

Document = dict[str, Any]
LANE = "undo"
LOADING, MISSING, PLAN = range(3)
NEVER_SENT = "This is a plan to read and to copy. scimviewer never sends it: it has no way to reach a network."


class UndoPage(QStackedWidget):
    """The rollback plan of one event."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.plan: Document | None = None
        self.missing = MissingBody()
        self.bodies: list[EvidenceText] = []
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Rollback plan")
        for page in (Loading(), self.missing, self.area):
            self.addWidget(page)
        self._later = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._later.timeout.connect(lambda: self.setCurrentIndex(LOADING))
        self.dress()
        theme().changed.connect(self.dress)

    def show_event(self, event: ShownEvent) -> None:
        """Plan how to take an event back, beside the window."""
        if event.exchange is None:
            self._show_missing(STEP)
        elif event.opened is None:
            self._show_missing(Missing("There is no plan", "It is made from the events around this one in a case."))
        else:
            self._later.start()
            self.host.beside(LANE, partial(plan_of, event), self._fill, self._fail)

    def _fail(self, message: str) -> None:
        self._show_missing(Missing("There is no plan yet", message))

    def _show_missing(self, missing: Missing) -> None:
        self._later.stop()
        self.missing.show_missing(missing)
        self.setCurrentIndex(MISSING)

    def _fill(self, plan: Document) -> None:
        self._later.stop()
        self.plan, self.bodies = plan, []
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._head(plan))
        for number, step in enumerate(plan["steps"], 1):
            column.addWidget(self._step(number, step))
        if plan["cannot"]:
            column.addWidget(self._cannot(plan["cannot"]))
        column.addStretch(1)
        self.area.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        self.setCurrentIndex(PLAN)

    def _head(self, plan: Document) -> Card:
        steps, cannot = plan["steps"], plan["cannot"]
        title = counted(len(steps), "request") if steps else "Nothing of this can be undone"
        if steps and cannot:
            title += f", and {counted(len(cannot), 'event')} that no request takes back"
        card = Card("Rollback plan")
        if steps or cannot:
            for words, kind in (("Copy as JSON", "json"), ("Copy as Markdown", "markdown")):
                button = Button(words, icon_name="file-copy-line")
                button.clicked.connect(lambda _checked=False, kind=kind: self.copy(kind))
                card.heading.addWidget(button)
        card.column.addWidget(Paragraph(title, px=15, weight=600))
        card.column.addWidget(Paragraph(NEVER_SENT, colour="t2"))
        return card

    def _step(self, number: int, step: Document) -> Card:
        card = Card(f"{number}. Takes event {step['event']} back")
        card.heading.addWidget(BasisTag(step["basis"]))
        line = QHBoxLayout()
        line.setSpacing(8)
        method = MethodBadge()
        method.show_method(step["method"])
        line.addWidget(method)
        path = ElidedLabel(step["path"], px=12, mono=True, mode=Qt.TextElideMode.ElideMiddle)
        line.addWidget(path, 1)
        card.column.addLayout(line)
        for name, value in step["headers"].items():
            header = QHBoxLayout()
            header.setSpacing(8)
            header.addWidget(Badge(name))
            header.addWidget(ElidedLabel(value, px=12, mono=True), 1)
            card.column.addLayout(header)
        for warning in step["warnings"]:
            card.column.addLayout(_warning(warning))
        if step["body"] is not None:
            card.column.addWidget(self._body(step["body"], f"Body of request {number}"))
        return card

    def _cannot(self, cannot: list[Document]) -> Card:
        card = Card("Cannot be undone")
        for one in cannot:
            card.column.addWidget(Paragraph(f"Event {one['event']}: {one['reason']}"))
            instead = one["instead"]
            if instead:
                card.column.addWidget(
                    Paragraph(f"What comes nearest: {instead['method']} “{instead['path']}”", colour="t2")
                )
                card.column.addWidget(self._body(instead["body"], "Body of what comes nearest"))
        return card

    def _body(self, body: Any, name: str) -> EvidenceText:
        text = EvidenceText("", Links())
        text.setAccessibleName(name)
        text.show_body(body, {})
        text.copy_wanted.connect(
            lambda _first, _last, selected: self.host.copy_of(
                "selection", lambda redactor: lambda: redactor.text(selected) if redactor else selected
            )
        )
        self.bodies.append(text)
        return text

    def copy(self, kind: str) -> None:
        """Copy the plan as JSON or Markdown."""
        plan = self.plan
        if plan is not None:
            self.host.copy_of("plan", lambda redactor: partial(plan_text, plan, kind, redactor))

    def focus_place(self) -> QWidget | None:
        """Where the keyboard goes."""
        return self.area if self.currentIndex() == PLAN else None

    def full_height(self, width: int) -> int:
        """How high the page is where nothing is scrolled."""
        sheet = self.area.widget()
        if self.currentIndex() != PLAN or sheet is None:
            return theme().px(400)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for text in self.bodies:
            text.show_all()
        layout = sheet.layout()
        return layout.totalHeightForWidth(width) if layout is not None else theme().px(400)

    def dress(self) -> None:
        """Take colours from the theme again."""
        for widget in (self.area, self.area.viewport()):
            shown_colours(widget, "window")
        shown_colours(self.missing, "surface")


def _warning(words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    mark = PlainLabel("")
    mark.setPixmap(pixmap("alert-fill", theme().colours.medium, theme().px(14), mark.devicePixelRatioF()))
    mark.setFixedHeight(theme().px(20))
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph(words), 1)
    return line


def plan_of(event: ShownEvent, progress: Progress = UNWATCHED) -> Document:
    """The plan as `undo --json` tells it, with names replaced where they are to be."""
    assert event.opened is not None
    document = rollback(event.opened.case, event.opened.table, [event.row["id"]], progress).document()
    plain = json.loads(json.dumps(document))  # tuples become lists, as everywhere in JSON
    replaced: Document = event.redactor.json(plain) if event.redactor is not None else plain
    return replaced


def plan_text(plan: Document, kind: str, redactor: Redactor | None) -> str:
    """The plan as it is copied."""
    told = plan if redactor is None else redactor.json(plan)
    if kind == "json":
        return json.dumps(told, ensure_ascii=False, indent=2)
    from scimviewer.output.rollback import rollback_markdown  # not needed before somebody copies

    return rollback_markdown(told)
