"""How does a body show what is said about it: numbered dots beside its lines, marked values, and lit lines?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QShowEvent,
    QTextCursor,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from scimviewer.event import Json
from scimviewer.ui.json_text import JsonText
from scimviewer.ui.json_values import Steps, entry, json_pointer, json_text
from scimviewer.ui.theme import theme

# So many lines are seen at once; the rest is scrolled to.
MOST_LINES = 22
MOST_LIT = 200
# Laid out before anything is seen; the rest of a body follows.
FIRST_SLICE = 3 * 1024
MOST_PICTURED = 400


class Links(QObject):
    """Ties sentences and JSON together: what one side looks at the other lights."""

    lit = Signal(tuple)  # JSON pointers into the exchange; none where nothing is looked at
    shown = Signal(str)  # a pointer whose place is to be brought into view


class EvidenceText(JsonText):
    """A body under `base` ("/request/body"), read-only, as high as its lines."""

    def __init__(self, base: str, links: Links, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.base, self.links, self.most_lines = base, links, MOST_LINES
        self._body: Json = None
        self._numbers: dict[Steps, list[int]] = {}
        self._lit: tuple[str, ...] = ()
        self._told = ""
        self.slice = FIRST_SLICE
        self._placed = True  # all evidence stands on lines that are shown
        self.viewport().setMouseTracking(True)
        self.grew.connect(self._grow)
        self.cursorPositionChanged.connect(self._follow_cursor)
        # Not at once: a new height lays out the bars again, and these ask for a new height.
        self._refit = QTimer(self, singleShot=True, interval=0)
        self._refit.timeout.connect(self._fit)
        self.horizontalScrollBar().rangeChanged.connect(lambda *_range: self._refit.start())
        links.lit.connect(self._light)
        links.shown.connect(self._show_place)

    def show_body(self, body: Json, evidence: Mapping[str, int]) -> None:
        """Show a body, with the numbers of what is said about it."""
        self._body = body
        self._numbers = {}
        for pointer, number in evidence.items():
            steps = self.steps_of(pointer)
            if steps is not None:
                self._numbers.setdefault(steps, []).append(number)
        self._placed = False
        self.set_body(body)

    def steps_of(self, pointer: str) -> Steps | None:
        """The way to what a pointer into the exchange names; None where it is not in this body."""
        if pointer != self.base and not pointer.startswith(self.base + "/"):
            return None
        value, steps = self._body, list[str | int]()
        for part in pointer[len(self.base) :].split("/")[1:]:
            name = part.replace("~1", "/").replace("~0", "~")
            step: str | int = int(name) if isinstance(value, list) and name.isdecimal() else name
            try:
                value = entry(value, (step,))
            except (KeyError, IndexError, TypeError):
                break
            steps.append(step)
        return tuple(steps)

    # marks

    def _grow(self) -> None:
        if self._placed:
            self._fit()
        else:
            self._mark()

    def _mark(self) -> None:
        if not self.is_json:
            self._fit()
            return
        dots: dict[int, list[int]] = {}
        marks = []
        self._placed = True
        for steps, numbers in self._numbers.items():
            line = self.line_of(steps)
            self._placed = self._placed and self._is_found(line, steps)
            dots.setdefault(line, []).extend(numbers)
            marks.append(self._span(line, steps))
        self.dots = {line: _joined(sorted(set(numbers))) for line, numbers in dots.items()}
        self.setExtraSelections([*self._lit_lines(), *marks])
        self.gutter.update()
        self._fit()

    def _span(self, line: int, steps: Steps) -> QTextEdit.ExtraSelection:
        """The value itself where it stands among others on one line, else the line without its comma."""
        block = self.document().findBlockByNumber(line)
        text = block.text()
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip().rstrip(","))
        if self.path(line) != steps and steps and isinstance(steps[-1], str):
            inner = f"{json_text(steps[-1])}: {json_text(entry(self._body, steps))}"
            found = text.find(inner)
            if found >= 0:
                start, end = found, found + len(inner)
        return self._marked(block.position() + start, end - start, "span")

    def _lit_lines(self) -> list[QTextEdit.ExtraSelection]:
        lines: list[int] = []
        for pointer in self._lit:
            steps = self.steps_of(pointer)
            if steps is not None and pointer != self.base:
                first = self.line_of(steps)
                lines += range(first, self.lines.ends.get(first, first) + 1)
        found = []
        for line in dict.fromkeys(lines[:MOST_LIT]):
            made = QTextEdit.ExtraSelection()
            made.format.setBackground(theme().colours.soft)
            made.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            made.cursor = QTextCursor(self.document().findBlockByNumber(line))
            found.append(made)
        return found

    def _light(self, pointers: tuple[str, ...]) -> None:
        if pointers != self._lit:
            self._lit = pointers
            self._mark()

    def _show_place(self, pointer: str) -> None:
        steps = self.steps_of(pointer) if self.is_json else None
        if steps is not None:
            while not self._is_found(self.line_of(steps), steps) and self._shown < self._goal:
                self._show_slice()
            self.go_to(steps)

    def _is_found(self, line: int, steps: Steps) -> bool:
        """Whether a value stands on this line, rather than on one that is not shown yet."""
        return self.finished or self.path(line) == steps or not self.can_fold(line)

    # looking at lines

    def _tell(self, line: int) -> None:
        pointer = self.base + json_pointer(self.path(line)) if self.is_json and line >= 0 else ""
        if pointer != self._told:
            self._told = pointer
            self.links.lit.emit((pointer,) if pointer else ())

    def _follow_cursor(self) -> None:
        if self.hasFocus():
            self._tell(self.textCursor().blockNumber())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._tell(self.line_at(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._tell(-1)

    def _look(self, *changed: object) -> None:
        if self.isVisible():
            super()._look(*changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()  # the page around it scrolls
        else:
            super().wheelEvent(event)

    # size

    def show_all(self) -> None:
        """Be as high as all lines, up to what a picture has room for."""
        while not self.finished and self.blockCount() < MOST_PICTURED:
            self._show_slice()
        self.most_lines = MOST_PICTURED
        self._fit()

    def _fit(self) -> None:
        lines = min(self.blockCount(), self.most_lines)
        whole = self.finished and lines == self.blockCount()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(policy)
        bar = self.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > 0 else 0
        frame = 2 * round(self.document().documentMargin()) + theme().px(2)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame + room)

    def dress(self) -> None:
        """Take font and colours from the theme again."""
        super().dress()
        if hasattr(self, "links"):  # not yet while it is being made
            self._mark()


def _joined(numbers: list[int]) -> str:
    return ",".join(map(str, numbers)) if len(numbers) < 3 else f"{numbers[0]}–{numbers[-1]}"
