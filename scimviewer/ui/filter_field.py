"""What is typed into the filter, and which keys leave the text for chips, suggestions or the table?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from scimviewer.ui.theme import theme

MOST_TEXT = 20_000
# Keys that the list of suggestions may want while it is open; Tab always types nothing.
SUGGESTING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class FilterField(QLineEdit):
    """The text; Esc and ↓ leave it for the table, ← and Backspace at its start for the chips."""

    left = Signal()
    focus_changed = Signal()
    chips_wanted = Signal()  # the last chip before the field
    step_wanted = Signal(int)  # the filter before (-1) or after (+1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong_at: int | None = None
        # Asked first; answers whether the key was for the suggestions.
        self.suggesting: Callable[[int], bool] = lambda _key: False
        self.setProperty("kind", "bare")
        self.setProperty("own_ring", True)
        self.setPlaceholderText("Filter, or type text to search payloads")
        self.setAccessibleName("Filter")
        self.setMaxLength(MOST_TEXT)

    def event(self, event: QEvent) -> bool:
        # Tab moves the focus before a key press is told, so it is caught here.
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        return (key == Qt.Key.Key_Tab and self.suggesting(key)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if key in SUGGESTING and self.suggesting(key):
            return
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and at_start:
            self.chips_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.step_wanted.emit(-1)
        elif event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable():
            self.step_wanted.emit(1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def show_wrong(self, position: int | None) -> None:
        """Underline the word at this position of the text; None for nothing."""
        self.wrong_at = position
        self.update()

    def wrong_word(self) -> tuple[int, int]:
        """Where the underlined word begins and ends."""
        text, start = self.text(), self.wrong_at
        if start is None or not text:
            return 0, 0
        start = min(start, len(text) - 1)
        end = start + 1
        while end < len(text) and not text[end].isspace() and text[end] not in "()":
            end += 1
        return start, end

    def left_of(self, position: int) -> int:
        """Where a character stands, in pixels; the text may be scrolled."""
        metrics = self.fontMetrics()
        here = metrics.horizontalAdvance(self.text()[: self.cursorPosition()])
        origin = self.cursorRect().center().x() - here
        return origin + metrics.horizontalAdvance(self.text()[:position])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        start, end = self.wrong_word()
        if end > start:
            painter = QPainter(self)
            left, right = self.left_of(start), self.left_of(end)
            top = (self.height() + self.fontMetrics().height()) // 2 - 1
            painter.fillRect(left, top, max(right - left, theme().px(6)), theme().px(2), theme().colours.err)
            painter.end()
