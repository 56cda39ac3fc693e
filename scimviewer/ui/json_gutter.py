"""What stands left of the lines of a body: their numbers, and marks that fold and unfold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from scimviewer.ui.icons import pixmap
from scimviewer.ui.theme import theme

MARK = 16  # width of the column of fold marks


class Foldable(Protocol):
    """What a gutter asks of the text beside it."""

    wraps: bool
    dots: dict[int, str]

    def can_fold(self, line: int) -> bool: ...
    def is_folded(self, line: int) -> bool: ...
    def fold(self, line: int, folded: bool) -> None: ...
    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QRect]]: ...
    def setViewportMargins(self, left: int, top: int, right: int, bottom: int) -> None: ...


def paint_dot(painter: QPainter, place: QRect, words: str, colour: str = "t2") -> None:
    """Paint a number that refers to something else, on a filled round ground at the right of a rectangle."""
    px, colours = theme().px, theme().colours
    font = theme().font(11, 600)
    high = min(px(16), place.height())
    wide = max(high, QFontMetrics(font).horizontalAdvance(words) + px(8))
    ground = QRect(place.right() + 1 - wide, place.top() + (place.height() - high) // 2, wide, high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.named(colour))
    painter.drawRoundedRect(ground, high / 2, high / 2)
    painter.setPen(colours.surface)
    painter.setFont(font)
    painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()


class Gutter(QWidget):
    """Line numbers and fold marks of a text. Keys fold in the text itself, so this takes no focus."""

    def __init__(self, text: Foldable) -> None:
        assert isinstance(text, QPlainTextEdit)
        super().__init__(text)
        self._text, self._editor = text, text
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        digits = max(2, len(str(self._editor.blockCount())))
        font = theme().font(11, mono=True)
        advance = self.fontMetrics().horizontalAdvance("0") if self.font() == font else theme().px(7)
        return QSize(theme().px(8) + digits * advance + theme().px(MARK), 0)

    def fit(self) -> None:
        """Take the room that the largest number needs."""
        self.setFont(theme().font(11, mono=True))
        width = 0 if self._text.wraps else self.sizeHint().width()
        self._text.setViewportMargins(width, 0, 0, 0)
        area = self._editor.contentsRect()
        self.setGeometry(QRect(area.left(), area.top(), width, area.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = theme().colours, theme().px
        painter = QPainter(self)
        painter.fillRect(event.rect(), colours.surface)
        painter.setFont(self.font())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for block, area in self._text.visible_blocks():
            number = block.blockNumber()
            # The last line is higher than its text by the margin below the document.
            high = min(area.height(), self._editor.fontMetrics().lineSpacing())
            place = QRect(0, area.top(), self.width() - px(MARK), high)
            if number in self._text.dots:
                paint_dot(painter, place, self._text.dots[number])
            else:
                painter.setPen(colours.t3)
                painter.drawText(place, int(right), str(number + 1))
            if self._text.can_fold(number):
                name = "arrow-right-s-line" if self._text.is_folded(number) else "arrow-down-s-line"
                mark = pixmap(name, colours.t2, px(14), self.devicePixelRatioF())
                at = QPoint(self.width() - px(15), area.top() + (area.height() - px(14)) // 2)
                painter.drawPixmap(at, mark)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = round(event.position().y())
        for block, area in self._text.visible_blocks():
            if area.top() <= y < area.bottom() + 1:
                line = block.blockNumber()
                self._text.fold(line, not self._text.is_folded(line))
                return
