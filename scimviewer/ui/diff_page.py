"""What differs: between request and answer, before and after, this and the last good one, this and any other?"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.diff_attributes import attribute_lines
from scimviewer.ui.diff_lines import ALIKE, Line, aligned, counts, folded, inline, markdown_of, text_of
from scimviewer.ui.diff_model import ATTRIBUTES, INLINE, SIDES
from scimviewer.ui.diff_sides import ASKED, COMBINATIONS, OTHER, Comparison, Side, comparison, first_choice
from scimviewer.ui.diff_view import COPIES, DiffView
from scimviewer.ui.event_page import Host, ShownEvent
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.segmented import Segmented
from scimviewer.ui.tag import BasisTag
from scimviewer.ui.theme import shown_colours, theme

LANE = "diff"
# From this width on all switches stand in one row, and sides beside each other.
WIDE, BESIDE = 1000, 640
MOST_ROWS = 120  # in a picture
WORDS = (("removed", "−", "removed"), ("added", "+", "added"), ("changed", "~", "changed"), (ALIKE, "≈", "other form"))
TOKENS = {"removed": "rem", "added": "add", "changed": "chg", ALIKE: "t2"}


@dataclass(frozen=True)
class Compared:
    """A comparison with its lines, worked out beside the window."""

    told: Comparison
    lines: list[Line] = field(default_factory=list)  # of the JSON, folded
    attributes: list[Line] = field(default_factory=list)
    line_count: dict[str, int] = field(default_factory=dict)  # of the JSON, by kind
    attribute_count: dict[str, int] = field(default_factory=dict)


def compared(told: Comparison) -> Compared:
    """Work out the lines of a comparison: 0.3 s for a group of 5,000."""
    if told.missing:
        return Compared(told)
    lines = aligned(told.left.value, told.right.value)
    attributes = attribute_lines(told)
    every = [one for line in attributes for one in line.hidden or (line,)]
    return Compared(told, folded(lines), attributes, counts(lines), counts(every))


class SideHead(QWidget):
    """What stands on one side: its title, how it is known, where it is from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.basis = PlainLabel("", weight=600), BasisTag()
        self.note = ElidedLabel("", px=12, colour="t2")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.basis)
        row.addWidget(self.note, 1)

    def show_side(self, side: Side) -> None:
        """Show the head of a side."""
        self.title.setText(side.title)
        self.basis.setVisible(bool(side.basis))
        if side.basis:
            self.basis.show_basis(side.basis)
        self.note.setText(side.note)


class DiffPage(QWidget):
    """Switches above, the comparison below. Everything is worked out beside the window."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.shown = ShownEvent()
        self.other: int | None = None  # the event this one is compared with
        self.compared: Compared | None = None
        self._chosen = ""  # the combination somebody chose last
        self._form = ""  # JSON or attributes, where somebody chose
        self._sides: bool | None = None  # what somebody chose; None follows the width
        self.combination = Segmented(COMBINATIONS, "Compared")
        self.layout_ = Segmented(("Side by side", "Inline"), "Layout")
        self.form = Segmented(("JSON", "Attributes"), "Shown as")
        self.counts = [PlainLabel("", px=12, weight=600, colour=TOKENS[kind]) for kind, _, _ in WORDS]
        self.before = Button(icon_name="arrow-up-line", kind="icon", name="Difference before", key="Shift+F7")
        self.next = Button(icon_name="arrow-down-line", kind="icon", name="Next difference", key="F7")
        self.place = PlainLabel("", px=12, colour="t2")
        self.copy = Button(icon_name="file-copy-line", kind="icon", name="Copy the comparison", key="Ctrl+C for rows")
        self.heads = (SideHead(), SideHead())
        self.view = DiffView()
        self.empty, self.way_out = PlainLabel("", px=15, weight=600, wrap=True), PlainLabel("", colour="t2", wrap=True)
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()
        theme().changed.connect(self.dress)
        self.dress()

    def _lay_out(self) -> None:
        switches = QWidget()
        switches.setMinimumWidth(1)  # else one row of switches would keep the pane from getting narrower
        self.bar = QBoxLayout(QBoxLayout.Direction.TopToBottom, switches)
        self.bar.setContentsMargins(16, 8, 8, 8)
        self.bar.setSpacing(6)
        groups = ((self.combination, None), (*self.counts, None, self.before, self.place, self.next, self.copy))
        for group in (*groups, (self.layout_, self.form, None)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in group:
                if widget is None:
                    row.addStretch(1)
                else:
                    row.addWidget(widget)
            self.bar.addLayout(row)
        heads = QHBoxLayout()
        heads.setSpacing(0)
        for head in self.heads:
            heads.addWidget(head, 1)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heads)
        column.addWidget(self.view, 1)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(32, 32, 32, 32)
        column.addWidget(self.empty)
        column.addWidget(self.way_out)
        column.addStretch(1)
        for page in (told, nothing):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(switches)
        whole.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.combination.chosen.connect(self._choose)
        self.layout_.chosen.connect(self._choose_layout)
        self.form.chosen.connect(self._choose_form)
        self.before.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.view.moved.connect(self._show_place)
        self.view.copy_wanted.connect(self._copy)
        menu = QMenu(self)
        for kind, words in COPIES:
            menu.addAction(words).triggered.connect(lambda _on=False, kind=kind: self._copy(kind))
        self.copy.setMenu(menu)

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")

    # What is compared.

    def show_event(self, event: ShownEvent) -> None:
        """Show another event, in the combination that was chosen, else in the one that says most of it."""
        self.shown = event
        self._set_words()
        choice = self._chosen if self._chosen in self.combination.words else ""
        if not choice:
            choice = first_choice(event.exchange) if event.exchange is not None else COMBINATIONS[0]
        self.combination.show_word(choice)
        self._work()

    def compare_with(self, other: int) -> None:
        """Compare the event with another one."""
        self.other = other
        self._chosen = OTHER
        self._set_words()
        if OTHER in self.combination.words:
            self.combination.show_word(OTHER)
        # The event itself may still be on its way.
        if self.shown.row and self.shown.row["id"] != other:
            self._work()

    def _set_words(self) -> None:
        # An event is not compared with itself; the next one is again.
        known = self.other is not None and self.other != self.shown.row.get("id")
        words = [*COMBINATIONS, OTHER] if known else list(COMBINATIONS)
        if words != self.combination.words:
            self.combination.words = words
            if self._chosen == OTHER and self.other is None:
                self._chosen = ""
            self.combination.updateGeometry()

    def _choose(self, name: str) -> None:
        self._chosen = name
        self._work()

    def _work(self) -> None:
        event, name, other = self.shown, self.combination.current, self.other
        opened, number = event.opened, event.row.get("id")
        self.compared = None
        if opened is None or number is None:
            self._say("Nothing is known but the event itself.", "Open it in its case to compare it.")
            return
        redactor = event.redactor
        self._say("", "")
        self.host.beside(
            LANE,
            lambda _progress: compared(comparison(opened, number, name, other).hidden(redactor)),
            self._show,
            self._fail,
        )

    def _fail(self, message: str) -> None:
        self._say("The comparison could not be made.", message)

    def _say(self, title: str, way_out: str) -> None:
        self.empty.setText(title)
        self.way_out.setText(way_out)
        self.stack.setCurrentIndex(1)
        self.view.show_lines(SIDES, [])
        self._show_counts({})

    def _show(self, found: Compared) -> None:
        self.compared = found
        if found.told.missing:
            self._say(found.told.missing, found.told.help)
            return
        for head, side in zip(self.heads, (found.told.left, found.told.right), strict=True):
            head.show_side(side)
        # What was asked is a list of attributes; the rest is read as it stands.
        self.form.show_word(self._form or ("Attributes" if found.told.name == ASKED else "JSON"))
        self.stack.setCurrentIndex(0)
        self._show_lines()

    # How it is shown.

    @property
    def shape(self) -> str:
        """Which of the model's shapes is wanted."""
        if self.form.current == "Attributes":
            return ATTRIBUTES
        return SIDES if self.layout_.current == "Side by side" else INLINE

    def _show_lines(self) -> None:
        found = self.compared
        if found is None or found.told.missing:
            return
        by_attribute = self.shape == ATTRIBUTES
        left, right = (
            f"{side.title} ({side.basis})" if side.basis else side.title for side in (found.told.left, found.told.right)
        )
        lines = found.attributes if by_attribute else found.lines
        self._show_counts(found.attribute_count if by_attribute else found.line_count)
        for head in self.heads:
            head.setVisible(not by_attribute)
        self.view.show_lines(self.shape, inline(lines) if self.shape == INLINE else lines, (left, right))
        self.layout_.setEnabled(not by_attribute)
        self._show_place()

    def _choose_form(self, word: str) -> None:
        self._form = word
        self._show_lines()

    def _choose_layout(self, word: str) -> None:
        self._sides = word == "Side by side"
        self._show_lines()

    def _show_counts(self, count: dict[str, int]) -> None:
        for label, (kind, sign, word) in zip(self.counts, WORDS, strict=True):
            number = count.get(kind, 0)
            label.setText(f"{sign}{grouped(number)} {word}")
            label.setVisible(bool(number))
        same = bool(count) and not any(count.get(kind) for kind, _, _ in WORDS)
        if same:
            self.counts[-1].setText("No difference")
            self.counts[-1].setVisible(True)

    def _show_place(self) -> None:
        at, of = self.view.place()
        self.place.setText(f"{at} of {of}" if of else "")
        for button in (self.before, self.next):
            button.setEnabled(of > 0)

    def step(self, direction: int) -> None:
        """Go to the next difference, or the one before."""
        self.view.step(direction)

    def focus_place(self) -> QWidget | None:
        """Where the keyboard goes."""
        return self.view if self.stack.currentIndex() == 0 else self.combination

    def full_height(self, _width: int) -> int:
        """How high all lines are, folds folded; for a picture, so not without end."""
        rows, heads = self.view.verticalHeader(), self.height() - self.view.viewport().height()
        return heads + min(self.view.lines.rowCount(), MOST_ROWS) * rows.defaultSectionSize() + theme().px(12)

    def _copy(self, kind: str) -> None:
        found = self.compared
        if found is None or found.told.missing:
            return
        told = found.told
        if kind == "row":
            rows = text_of(self.view.chosen())
            self.host.copy_of("rows", lambda redactor: lambda: rows if redactor is None else redactor.text(rows))
            return
        make, by_attribute = markdown_of if kind == "markdown" else text_of, self.shape == ATTRIBUTES

        def text(again: Compared) -> str:
            lines = again.attributes if by_attribute else again.lines
            return make(lines, *(side.title for side in (again.told.left, again.told.right)))

        self.host.copy_of(
            "comparison",
            lambda redactor: lambda: text(found if redactor is None else compared(told.hidden(redactor))),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(WIDE)
        ways = QBoxLayout.Direction
        self.bar.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self.bar.setSpacing(theme().px(16 if wide else 6))
        for place in range(self.bar.count()):
            self.bar.setStretch(place, int(wide and place == 1))
        word = "Side by side" if self.width() >= theme().px(BESIDE) else "Inline"
        if self._sides is None and word != self.layout_.current:
            self.layout_.show_word(word)
            self._show_lines()
