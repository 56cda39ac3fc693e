"""What stands on each card of the page that explains an event?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from scimviewer.scim.sentences import shortened
from scimviewer.ui.button import Button
from scimviewer.ui.card import RADIUS, Card
from scimviewer.ui.event_page import Host
from scimviewer.ui.event_told import Asked, Cause, Told
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.evidence_text import Links
from scimviewer.ui.explain_words import (
    causes_title,
    missing_words,
    next_steps,
    nothing_fits,
    place_words,
    remarks,
    severity,
    what_changed,
)
from scimviewer.ui.fold import FoldRow
from scimviewer.ui.message_words import ASK_FOR_BODIES
from scimviewer.ui.paragraph import Paragraph, Run, runs_of
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.state_rows import StateRow
from scimviewer.ui.statement import INSET, EvidenceDot, Statement, number_label
from scimviewer.ui.tag import SEVERITIES, BasisTag, SeverityTag
from scimviewer.ui.theme import theme

MOST_ASKED, MOST_CHANGES, MOST_DIFFERENCES, MOST_DOTS = 12, 6, 4, 8
# From so many entries more or less on a list's change is told in large figures.
LARGE = 5


class VerdictCard(Card):
    """What came of it, with a bar in the colour of its severity."""

    def __init__(self, ribbon: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.ribbon = ribbon

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), px(RADIUS), px(RADIUS))
        painter.setClipPath(shape)
        painter.fillRect(0, 0, px(3), self.height(), theme().colours.named(self.ribbon))
        painter.end()


class Cards:
    """Makes the cards of one event."""

    def __init__(self, host: Host, links: Links, shown: Told) -> None:
        self.host, self.links, self.shown = host, links, shown

    def _paragraph(self, text: Sequence[Run] | str, colour: str = "t1", px: int = 13, weight: int = 400) -> Paragraph:
        made = Paragraph(text, px=px, weight=weight, colour=colour)
        # A bound method of what is no QObject would be forgotten with it.
        made.copy_wanted.connect(lambda text: self._copy(text))
        return made

    def _copy(self, text: str) -> None:
        self.host.copy_of("selection", lambda redactor: lambda: redactor.text(text) if redactor else text)

    # the cards, in their order

    def verdict(self) -> Card:
        """How severe, which pattern, and the verdict."""
        look = severity(self.shown)
        card = VerdictCard(look.ribbon)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SeverityTag(look))
        known = self.shown.open_causes
        if known:
            more = f" and {len(known) - 1} more" if len(known) > 1 else ""
            label = ElidedLabel(known[0].quirk.id + more, px=12, colour="t2", mono=True)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            head.addWidget(label, 1)
        else:
            head.addStretch(1)
        card.column.addLayout(head)
        card.column.addWidget(self._paragraph(self.shown.verdict, px=15, weight=600))
        lacking = missing_words(self.shown)
        if lacking:
            card.column.addWidget(self._paragraph(lacking, "t2"))
            ask = Button("Copy what to ask for", icon_name="file-copy-line")
            ask.clicked.connect(lambda: self.host.copy_of("what to ask for", lambda _: lambda: ASK_FOR_BODIES))
            card.column.addWidget(ask, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def asked(self) -> Card | None:
        """One sentence an operation."""
        asked = self.shown.asked
        if not asked:
            return None
        card = self._rows_card("What it asks")
        card.heading.addWidget(PlainLabel(counted(len(asked), "operation"), px=12, colour="t2"))
        numbered = len(asked) > 1
        for number, one in enumerate(asked[:MOST_ASKED], 1):
            card.column.addWidget(self._operation(number if numbered else 0, one))
        if len(asked) > MOST_ASKED:
            rest = asked[MOST_ASKED:]
            self._fold(
                card,
                f"{counted(len(rest), 'operation')} more",
                lambda: [self._operation(number, one) for number, one in enumerate(rest, MOST_ASKED + 1)],
            )
        return card

    def _rows_card(self, title: str) -> Card:
        """A card of sentences, whose light reaches into its margin, so that all text begins at one line."""
        card = Card(title)
        card.heading.setContentsMargins(INSET, 0, INSET, 0)
        card.column.setContentsMargins(20 - INSET, 14, 20 - INSET, 10)
        card.column.setSpacing(2)
        return card

    def _operation(self, number: int, asked: Asked) -> Statement:
        row = Statement(self.links, [asked.pointer])
        row.add_sentence(str(number) if number else "", self._paragraph(runs_of(asked.text, strong_first=True)))
        return row

    def _fold(self, card: Card, words: str, make: Callable[[], Sequence[QWidget]]) -> None:
        """A line that makes what it stands for when it is unfolded."""
        line, inner = FoldRow(), QWidget()
        line.set_words(words)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        inner.hide()

        def unfold(unfolded: bool) -> None:
            if unfolded and not column.count():
                for widget in make():
                    column.addWidget(widget)
            inner.setVisible(unfolded)

        line.toggled.connect(unfold)
        card.column.addWidget(line)
        card.column.addWidget(inner)

    def happened(self) -> Card:
        """What changed, how that is known, and where the answer contradicts."""
        card = Card("What changed")
        open_states = Button("Before / After", kind="link", icon_name="arrow-left-right-line")
        open_states.clicked.connect(lambda: self.host.open_tab("before-after"))
        card.heading.addWidget(open_states)
        said = what_changed(self.shown)
        if said:
            card.column.addWidget(self._paragraph(said))
        changes = self.shown.changes if not said else []
        large = next((row for row in changes if row.counts and abs(row.counts[0] - row.counts[1]) >= LARGE), None)
        if large is not None:
            card.column.addLayout(self._figures(large))
        if changes:
            card.column.addLayout(self._changes(changes[:MOST_CHANGES]))
        if len(changes) > MOST_CHANGES:
            more = f"{counted(len(changes) - MOST_CHANGES, 'attribute')} more"
            card.column.addWidget(PlainLabel(more, px=12, colour="t2"))
        for text in [*self._contradictions(), *remarks(self.shown)]:
            card.column.addWidget(self._paragraph(text, "t2"))
        return card

    def _contradictions(self) -> list[str]:
        document = self.shown.explanation.explained.document()
        found = [one["text"] for one in document["differences"] if one["kind"] != "remark"]
        more = len(found) - MOST_DIFFERENCES
        return [*found[:MOST_DIFFERENCES], *([f"And {counted(more, 'difference')} more."] if more > 0 else [])]

    def _figures(self, row: StateRow) -> QHBoxLayout:
        """A list that grew or shrank much: both numbers, large."""
        line = QHBoxLayout()
        line.setSpacing(20)
        for count, words, side in zip(row.counts or (0, 0), ("before", "after"), (row.before, row.after), strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            colour = "err" if words == "after" and row.counts and count < row.counts[0] else "t1"
            column.addWidget(PlainLabel(grouped(count), px=26, weight=600, colour=colour))
            column.addWidget(PlainLabel(f"{row.name} {words}", px=12, colour="t2"))
            column.addWidget(BasisTag(side.basis))
            line.addLayout(column)
            if words == "before":
                line.addWidget(PlainLabel("→", px=20, colour="t2"))
        line.addStretch(1)
        return line

    def _changes(self, rows: Sequence[StateRow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(rows):
            top = Qt.AlignmentFlag.AlignTop
            name = self._paragraph([Run(row.name, "code")])
            grid.addWidget(name, number, 0, top)
            grid.addWidget(self._paragraph(change_runs(row)), number, 1, top)
            grid.addWidget(BasisTag(row.after.basis), number, 2, top)
        grid.setColumnMinimumWidth(0, theme().px(88))
        return grid

    def causes(self) -> Card:
        """Every pattern that holds, with evidence, fixes and source; general ones folded."""
        card = self._rows_card(causes_title(self.shown))
        known = self.shown.open_causes
        if not known:
            row = Statement(self.links, ())
            row.add_sentence("", self._paragraph(nothing_fits(self.shown)))
            card.column.addWidget(row)
        for number, cause in enumerate(known, 1):
            card.column.addWidget(self._cause(number if len(known) > 1 else 0, cause))
        behind = [one for one in self.shown.causes if one.found.behind is not None]
        if behind:
            words = f"{counted(len(behind), 'more general pattern')} say{'s' if len(behind) == 1 else ''} the same"
            self._fold(card, words, lambda: [self._cause(0, one) for one in behind])
        return card

    def _cause(self, number: int, cause: Cause) -> Statement:
        pointers = [self.shown.evidence[place - 1] for place in cause.evidence]
        row = Statement(self.links, pointers)
        head = QHBoxLayout()
        head.setSpacing(8)
        if number:
            head.addWidget(number_label(str(number)), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._paragraph(cause.title, weight=600), 1)
        head.addWidget(SeverityTag(SEVERITIES[cause.severity]), 0, Qt.AlignmentFlag.AlignTop)
        row.column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(28 if number else 0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(self._paragraph(cause.explanation, "t2"))
        for who, text in (("Sender: ", cause.quirk.fix_sender), ("Receiver: ", cause.quirk.fix_receiver)):
            if text:
                inner.addWidget(self._paragraph([Run(who, "strong"), *runs_of(text)], "t2"))
        if cause.evidence:
            inner.addLayout(self._dots(cause))
        inner.addWidget(self._paragraph([Run(f"{cause.quirk.id}  ·  {cause.quirk.source}", "quiet")], "t3", 12))
        row.column.addLayout(inner)
        row.setAccessibleName(f"{cause.severity}: {cause.title}. {cause.explanation}")
        return row

    def _dots(self, cause: Cause) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(PlainLabel("Evidence", px=12, colour="t3"))
        for number in cause.evidence[:MOST_DOTS]:
            pointer = self.shown.evidence[number - 1]
            words, full = place_words(self.shown, pointer)
            dot = EvidenceDot(number, words, full)
            dot.clicked.connect(lambda _checked=False, pointer=pointer: self._show_evidence(pointer))
            line.addWidget(dot)
        if len(cause.evidence) > MOST_DOTS:
            line.addWidget(PlainLabel(f"and {len(cause.evidence) - MOST_DOTS} more", px=12, colour="t2"))
        line.addStretch(1)
        return line

    def _show_evidence(self, pointer: str) -> None:
        event = self.shown.event_at(pointer)
        if event is not None:
            self.host.open_event(event)
        elif "/headers" in pointer or pointer.endswith("/url"):
            self.host.open_tab("headers")
        else:
            self.links.shown.emit(pointer)

    def next_action(self) -> Card:
        """What to do now."""
        card = Card("Next action")
        steps = next_steps(self.shown)
        for number, step in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(8)
            if len(steps) > 1:
                row.addWidget(number_label(str(number)), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._paragraph([Run(step.what, "strong"), Run(" "), *runs_of(step.how)]), 1)
            if step.tab:
                link = Button("Open plan", kind="link")
                link.clicked.connect(lambda _checked=False, tab=step.tab: self.host.open_tab(tab))
                row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
            card.column.addLayout(row)
        return card

    def customer(self, text: str, copy: Callable[[], None]) -> Card:
        """What to send, ready to be copied."""
        card = Card("Ask the customer")
        button = Button("Copy", icon_name="file-copy-line", name="Copy the text for the customer")
        button.clicked.connect(copy)
        card.heading.addWidget(button)
        # What is sent is shown as it is sent, with its quotes.
        card.column.addWidget(self._paragraph([Run(text)], "t2"))
        return card


def change_runs(row: StateRow) -> list[Run]:
    """The change of one attribute in words."""
    if row.counts is not None and (row.came or row.went):
        told = [Run(f"{grouped(row.counts[0])} → {grouped(row.counts[1])}", "strong")]
        for words, labels in ((" added: ", row.came), (" gone: ", row.went)):
            if labels:
                more = f" and {grouped(len(labels) - 3)} more" if len(labels) > 3 else ""
                told += [Run(words, "quiet"), Run(", ".join(map(shortened, labels[:3])) + more)]
        return told
    if not row.before.is_there:
        return [Run(f"{row.before.text} → ", "quiet"), Run(row.after.text, "strong")]
    return [Run(f"{row.before.text} → "), Run(row.after.text, "strong" if row.after.is_there else "quiet")]
