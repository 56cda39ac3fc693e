"""How is a body read as text: coloured, numbered, foldable, and never more of it than Qt can lay out?"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from scimviewer.event import Json
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.json_gutter import Gutter
from scimviewer.ui.json_highlighter import JsonHighlighter
from scimviewer.ui.json_lines import PAGE, Lines, text_lines
from scimviewer.ui.json_values import Steps, entry
from scimviewer.ui.theme import theme

# What is laid out in one go, so that the window stays awake; the rest of a page follows in such slices.
SLICE = 12 * 1024
MOST_MARKED = 100
MOST_FOUND = 10_000


class JsonText(QPlainTextEdit):
    """A body as text, read-only. JSON is set apart line by line, anything else is shown as it stands."""

    grew = Signal()  # another portion is shown
    copy_wanted = Signal(int, int, str)  # first and last line of the selection, the selected text

    def __init__(self, parent: QWidget | None = None, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        # Broken anywhere, and only for records as they stand: then lines have no numbers and no folds.
        self.wraps = wrap
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode[("NoWrap", "WidgetWidth")[wrap]])
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setProperty("kind", "bare")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        # A bar that comes and goes changes the width, and a new width lays out the whole text again.
        self.setCornerWidget(QWidget())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.lines = Lines({})
        self.is_json = False
        self._rest: Iterator[tuple[str, bool]] = iter(())
        self._continued: set[int] = set()  # lines whose break is not in the body
        self._goal = self._shown = 0
        self._text_done = True
        self._looks = False
        self.slice = SLICE
        self._folded: set[int] = set()
        self.dots: dict[int, str] = {}  # line → what stands in a dot beside it
        self.gutter = Gutter(self)
        self.highlighter = JsonHighlighter(self.document())
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._show_slice)
        self.updateRequest.connect(self._look)
        self.dress()
        theme().changed.connect(self.dress)

    # what is shown

    def set_body(self, body: Json) -> None:
        """Show a body from its beginning: text as text, anything else as JSON."""
        self.is_json = not isinstance(body, str)
        self.lines = Lines(body if self.is_json else {})
        self._rest = text_lines(body) if isinstance(body, str) else iter(())
        self._folded.clear()
        self._continued.clear()
        self.highlighter.is_json = self.is_json
        self.highlighter.forget()
        self.clear()
        self._shown, self._goal = 0, PAGE
        self._show_slice()

    @property
    def finished(self) -> bool:
        """Whether the whole body is shown."""
        return self.lines.finished if self.is_json else self._text_done

    def show_more(self) -> None:
        """Lay out another page."""
        self._goal = self._shown + PAGE
        self._next.start()

    def _show_slice(self) -> None:
        texts = self.lines.more(self.slice) if self.is_json else self._more_text()
        if texts:
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            first = self.blockCount() if self._shown else 0
            cursor.insertText(("\n" if self._shown else "") + "\n".join(texts))
            if not self._shown:
                self.moveCursor(QTextCursor.MoveOperation.Start)  # it went along with the text
            self._shown += sum(map(len, texts)) + len(texts)
            self._lay_out(first)
            self._hide_new(first)
        if self.finished or self._shown >= self._goal:
            self._next.stop()
        elif not self._next.isActive():
            self._next.start()
        self.gutter.fit()
        self.grew.emit()

    def _lay_out(self, first: int) -> None:
        # Else the first fold would lay out everything it hides, in one go.
        block = self.document().findBlockByNumber(first)
        while block.isValid():
            self.blockBoundingRect(block)
            block = block.next()

    def _more_text(self) -> list[str]:
        texts: list[str] = []
        size = 0
        first = self.blockCount() if self._shown else 0
        for line, continued in self._rest:
            if continued:
                self._continued.add(first + len(texts))
            texts.append(line)
            size += len(line) + 1
            if size >= self.slice:
                self._text_done = False
                return texts
        self._text_done = True
        return texts

    # folding

    def can_fold(self, line: int) -> bool:
        """Whether an object or array begins on a line and goes on below it."""
        if not self.is_json:
            return False
        end = self.lines.ends.get(line)
        if end is not None:
            return end > line
        # Not told to its end yet: then it is one of those that are still open.
        return line + 1 < len(self.lines.parents) and self.lines.parents[line + 1] == line

    def is_folded(self, line: int) -> bool:
        """Whether what begins on a line is folded away."""
        return line in self._folded

    def fold(self, line: int, folded: bool) -> None:
        """Fold or unfold what begins on a line."""
        if not self.can_fold(line) or folded == (line in self._folded):
            return
        self._folded.symmetric_difference_update({line})
        self._show_blocks(line + 1, self._end(line))
        if folded and line < self.textCursor().blockNumber() <= self._end(line):
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line)))

    def fold_all(self, folded: bool, depth: int = 1) -> None:
        """Fold everything that lies `depth` or more deep, or unfold all."""
        self._folded = (
            {line for line in range(self.blockCount()) if self.can_fold(line) and self._depth(line) >= depth}
            if folded
            else set()
        )
        self._show_blocks(0, self.blockCount() - 1)

    def fold_start(self, line: int) -> int:
        """The line where the innermost container around a line begins; the line itself if it begins one."""
        while line >= 0 and not self.can_fold(line):
            line = self.lines.parents[line]
        return line

    def _depth(self, line: int) -> int:
        depth = 0
        while self.lines.parents[line] >= 0:
            line = self.lines.parents[line]
            depth += 1
        return depth

    def _end(self, line: int) -> int:
        return self.lines.ends.get(line, self.blockCount() - 1)

    def _show_blocks(self, first: int, last: int) -> None:
        """Set which lines are visible; Qt Creator folds the same way, without laying the text out again."""
        block = self.document().findBlockByNumber(first)
        # Whatever encloses the first line may hide it.
        hidden_to = -1
        above = self.lines.parents[first] if first < len(self.lines.parents) else -1
        while above >= 0:
            if above in self._folded:
                hidden_to = max(hidden_to, self._end(above))
            above = self.lines.parents[above]
        for number in range(first, last + 1):
            visible = number > hidden_to
            block.setVisible(visible)
            block.setLineCount(1 if visible else 0)
            if visible and number in self._folded:
                hidden_to = self._end(number)
            block = block.next()
        layout = self.document().documentLayout()
        layout.documentSizeChanged.emit(layout.documentSize())
        self.viewport().update()
        self.gutter.update()

    def _hide_new(self, first: int) -> None:
        if self._folded and first < self.blockCount():
            self._show_blocks(first, self.blockCount() - 1)

    # where things are

    def path(self, line: int) -> Steps:
        """The way to the value on a line."""
        return self.lines.path(line) if self.is_json and line < len(self.lines.parents) else ()

    def line_of(self, steps: Steps) -> int:
        """The line of a value, as far as it is shown already; that of what holds it where they share one."""
        line = 0
        for step in steps:
            below = range(line + 1, len(self.lines.parents))
            found = (n for n in below if (self.lines.parents[n], self.lines.steps[n]) == (line, step))
            deeper = next(found, -1)
            if deeper < 0:
                break  # the container stands on one line, or the value is not shown yet
            line = deeper
        return line

    def go_to(self, steps: Steps) -> None:
        """Stand on the line of a value, if it is shown already; unfolds what hides it."""
        line = self.line_of(steps)
        self._unfold_to(line)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line)))
        self.centerCursor()

    def _unfold_to(self, line: int) -> None:
        above = self.lines.parents[line] if self.is_json else -1
        while above >= 0:
            self.fold(above, False)
            above = self.lines.parents[above]

    def line_at(self, y: int) -> int:
        """The line at a height of the viewport."""
        return self.cursorForPosition(QRect(0, y, 1, 1).topLeft()).blockNumber()

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QRect]]:
        """The lines on the screen and where they are in the viewport."""
        block = self.firstVisibleBlock()
        # blockBoundingGeometry counts from the first visible line at every call, so it is asked once only.
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        left, bottom = round(self.contentOffset().x()), self.viewport().height()
        while block.isValid() and top <= bottom:
            size = self.blockBoundingRect(block)
            if block.isVisible():
                yield block, QRect(left, round(top), round(size.width()), round(size.height()))
                top += size.height()
            number = block.blockNumber()
            folded = number in self._folded
            block = self.document().findBlockByNumber(self._end(number) + 1) if folded else block.next()

    def matches(self, needle: str) -> list[int]:
        """Where in the shown part a text stands, without regard to case; at most MOST_FOUND places."""
        found: list[int] = []
        cursor = self.document().find(needle, 0) if needle else QTextCursor()
        while not cursor.isNull() and len(found) < MOST_FOUND:
            found.append(cursor.selectionStart())
            cursor = self.document().find(needle, cursor)
        return found

    def mark(self, places: list[int], length: int, current: int) -> None:
        """Mark the places found and go to the current one; unfolds what hides it."""
        near = places[max(0, current - MOST_MARKED // 2) :][:MOST_MARKED]
        self.setExtraSelections([self._marked(at, length, "span") for at in near])
        if current < 0:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(places[current])
        self._unfold_to(cursor.blockNumber())
        cursor.setPosition(places[current] + length, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _marked(self, at: int, length: int, colour: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.format.setBackground(theme().colours.named(colour))
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        return made

    # keys, mouse, paint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.textCursor().blockNumber()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.is_json:
            start = self.fold_start(line)
            self.fold(start, start not in self._folded)
        elif control and event.key() == Qt.Key.Key_C:
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Ask for the selection to be copied, or the value of the line where nothing is selected."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        parts = cursor.selectedText().split("\u2029")
        ends = ["" if first + i in self._continued else "\n" for i in range(len(parts) - 1)] + [""]
        self.copy_wanted.emit(first, last, "".join(map(str.__add__, parts, ends)))

    def createMimeDataFromSelection(self) -> QMimeData:
        # Dragging and the X11 selection would take text past what hides names; copy() is the only way out.
        return QMimeData()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.gutter.fit()
        self._look()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.line_at(round(event.position().y()))
        if line in self._folded and event.position().x() >= self._fold_area(line).left():
            self.fold(line, False)
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._folded:
            return
        painter = QPainter(self.viewport())
        painter.setFont(theme().font(11))
        for block, _area in self.visible_blocks():
            if block.blockNumber() in self._folded:
                place = self._fold_area(block.blockNumber())
                painter.fillRect(place, theme().colours.sunken)
                painter.setPen(theme().colours.t2)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._fold_words(block.blockNumber()))
        painter.end()

    def _fold_words(self, line: int) -> str:
        value = entry(self.lines.body, self.lines.path(line))
        words = "1 entry" if len(value) == 1 else f"{grouped(len(value))} entries"
        return f"… {words} {'}' if isinstance(value, dict) else ']'}"

    def _fold_area(self, line: int) -> QRect:
        block = self.document().findBlockByNumber(line)
        area = self.blockBoundingGeometry(block).translated(self.contentOffset()).toRect()
        start = self.fontMetrics().horizontalAdvance(block.text()) + area.left() + theme().px(10)
        width = QFontMetrics(theme().font(11)).horizontalAdvance(self._fold_words(line)) + theme().px(10)
        return QRect(start, area.top() + 1, width, area.height() - 2)

    def dress(self) -> None:
        """Take font and colours from the theme again."""
        self.setFont(theme().font(12, mono=True))
        self.highlighter.dress()
        self.gutter.fit()
        self._look()

    def _look(self, *_changed: object) -> None:
        if self._looks:
            return  # colouring a line asks for it to be painted, and that to be looked at
        self._looks = True
        for number in [block.blockNumber() for block, _ in self.visible_blocks()]:
            self.highlighter.look_at(number, number)
        self._looks = False
        self.gutter.update()
