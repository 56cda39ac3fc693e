"""How does one choose between two to four ways of looking, side by side on a track?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.ui.theme import theme

HEIGHT = 26
SIDE = 10


class Segmented(QWidget):
    """Words on a sunken track, the chosen one raised. Left and Right choose."""

    chosen = Signal(str)  # the word

    def __init__(self, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = list(words)
        self.current = self.words[0]
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._speak()
        theme().changed.connect(self.updateGeometry)

    def choose(self, word: str) -> None:
        """Raise a word for the user; says so if it was another."""
        if word != self.current and word in self.words:
            self.show_word(word)
            self.chosen.emit(word)

    def show_word(self, word: str) -> None:
        """Raise a word without saying so."""
        self.current = word
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + theme().px(4), theme().px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        at = self.words.index(self.current) + move
        self.choose(self.words[max(0, min(len(self.words) - 1, at))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for word, place in self._places():
            if place.contains(event.position().toPoint()):
                self.choose(word)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def changeEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.sunken)
        painter.drawRoundedRect(self.rect(), px(6), px(6))
        for word, place in self._places():
            here = word == self.current
            if here:
                painter.setPen(QPen(colours.line, 1))
                painter.setBrush(colours.surface)
                painter.drawRoundedRect(place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
            painter.setPen((colours.t1 if here else colours.t2) if self.isEnabled() else colours.tdis)
            painter.setFont(self._font(word))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), word)
        painter.end()

    def _places(self) -> list[tuple[str, QRect]]:
        places, left = [], theme().px(2)
        for word, width in zip(self.words, self._widths(), strict=True):
            places.append((word, QRect(left, theme().px(2), width, self.height() - theme().px(4))))
            left += width
        return places

    def _widths(self) -> list[int]:
        # As wide as with the heavier face, so that nothing moves when another word is chosen.
        metrics = QFontMetrics(theme().font(12, 600))
        return [metrics.horizontalAdvance(word) + 2 * theme().px(SIDE) for word in self.words]

    def _font(self, word: str) -> QFont:
        return theme().font(12, 600 if word == self.current else 500)

    def _speak(self) -> None:
        self.setAccessibleName(f"{self._name}: {self.current}")
