"""Which fields and values fit what is being typed, and how does one take one of them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.plain import printable
from scimviewer.ui.theme import theme

ROW, SIDE, WIDTH, EDGE = 26, 12, 340, 4
MOST = 10


@dataclass(frozen=True)
class Suggestion:
    """What would stand in the text instead of the characters from `start` to `end`."""

    text: str
    shown: str
    start: int
    end: int
    count: int | None = None
    note: str = ""

    def spoken(self) -> str:
        """For a screen reader: "outcome:failure, 12 events"."""
        told = self.note if self.count is None else counted(self.count, "event")
        return f"{self.shown}, {told}" if told else self.shown


class CompletionList(QWidget):
    """Stands below the field and never takes the keyboard: the field hands it its keys."""

    chosen = Signal(object)  # Suggestion
    told = Signal(str)  # the row the keyboard is on, for a screen reader

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.field = field
        self.suggestions: list[Suggestion] = []
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Suggestions")
        self.hide()

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these below the field, none of them chosen; nothing hides the list."""
        self.suggestions, self.current = list(suggestions)[:MOST], -1
        if not self.suggestions:
            self.hide()
            return
        window = self.field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        px = theme().px
        place = self.field.mapTo(window, QPoint(0, self.field.height() + px(4)))
        height = len(self.suggestions) * px(ROW) + px(2 * EDGE)
        width = min(px(WIDTH), window.width() - 2 * px(SIDE))
        place.setX(max(px(SIDE), min(place.x(), window.width() - width - px(SIDE))))
        self.setGeometry(QRect(place, QSize(width, height)))
        self.raise_()
        self.show()
        self.update()

    def take_key(self, key: int) -> bool:
        """Do what a key of the field means here; False where it is not for the list."""
        if not self.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_Tab:
            self._take(max(0, self.current))
        elif self.current >= 0:
            self._take(self.current)
        else:
            self.hide()  # Enter means what was typed
            return False
        return True

    def _move(self, step: int) -> None:
        count = len(self.suggestions)
        self.current = (self.current + step) % count if self.current >= 0 else (0 if step > 0 else count - 1)
        self.told.emit(self.suggestions[self.current].spoken())
        self.update()

    def _take(self, number: int) -> None:
        self.hide()
        self.chosen.emit(self.suggestions[number])

    def _row_at(self, y: int) -> int:
        row = (y - theme().px(EDGE)) // theme().px(ROW)
        return row if 0 <= row < len(self.suggestions) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.current = self._row_at(round(event.position().y()))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(round(event.position().y()))
        if row >= 0:
            self._take(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line))
        painter.setBrush(colours.surface)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        for number, suggestion in enumerate(self.suggestions):
            row = QRect(px(EDGE), px(EDGE) + number * px(ROW), self.width() - px(2 * EDGE), px(ROW))
            if number == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.sel)
                painter.drawRoundedRect(row, px(4), px(4))
            self._paint_row(painter, row.adjusted(px(8), 0, -px(8), 0), suggestion, number == self.current)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRect, suggestion: Suggestion, here: bool) -> None:
        colours = theme().colours
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        right = suggestion.note if suggestion.count is None else grouped(suggestion.count)
        small, font = theme().font(12), theme().font(12, 500)
        used = QFontMetrics(small).horizontalAdvance(right)
        painter.setFont(small)
        painter.setPen(colours.t2 if here or suggestion.count else colours.t3)
        painter.drawText(row, int(middle | Qt.AlignmentFlag.AlignRight), printable(right, 60))
        room = row.adjusted(0, 0, -used - theme().px(12), 0)
        shown = printable(suggestion.shown, 120)
        painter.setFont(font)
        painter.setPen(colours.t1)
        fitted = QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), fitted)
