"""How does a sentence stand on a page that shows where it comes from?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scimviewer.ui.evidence_text import Links
from scimviewer.ui.json_gutter import paint_dot
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.plain import PlainLabel, printable, tip
from scimviewer.ui.theme import theme

INSET = 8  # between the edge of the light and the text


def number_label(number: str) -> PlainLabel:
    """A number before a paragraph, on its first line."""
    label = PlainLabel(number, weight=600, colour="t2")
    label.setFixedSize(theme().size(20))
    return label


class Statement(QWidget):
    """A row that lights the JSON it speaks of while the mouse or the keyboard is on it, and is lit by it."""

    chosen = Signal(str)  # a pointer: by click, Enter or Space

    def __init__(self, links: Links, pointers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links, self.pointers = links, tuple(one for one in pointers if one)
        self.is_lit = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(INSET, 6, INSET, 6)
        self.column.setSpacing(4)
        if self.pointers:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setProperty("ring", True)
        links.lit.connect(self._light)

    def add_sentence(self, number: str, paragraph: Paragraph) -> None:
        """The sentence, behind its number."""
        row = QHBoxLayout()
        row.setSpacing(8)
        if number:
            row.addWidget(number_label(number), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(paragraph, 1)
        self.column.addLayout(row)
        if not self.accessibleName():
            self.setAccessibleName(f"{number} {paragraph.text}".strip())

    def _light(self, looked_at: tuple[str, ...]) -> None:
        lit = any(at == own or at.startswith(own + "/") for own in self.pointers for at in looked_at)
        if lit != self.is_lit:
            self.is_lit = lit
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.links.lit.emit(self.pointers)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.links.lit.emit(self.pointers if self.hasFocus() else ())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.links.lit.emit(self.pointers)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.links.lit.emit(())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self.pointers:
            self.links.shown.emit(self.pointers[0])

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.is_lit:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colours.soft)
            painter.drawRoundedRect(self.rect(), theme().px(6), theme().px(6))
            painter.end()


class EvidenceDot(QAbstractButton):
    """The number of a piece of evidence, and where it is unless the body beside shows it."""

    def __init__(self, number: int, words: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.words = str(number), printable(words, 60)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Evidence {number}: {printable(spoken, 300)}")
        tip(self, spoken)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        px = theme().px
        wide = max(px(16), QFontMetrics(theme().font(11, 600)).horizontalAdvance(self.number) + px(8))
        if self.words:
            wide += px(5) + QFontMetrics(theme().font(12)).horizontalAdvance(self.words)
        return QSize(wide + px(2), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        dot = max(px(16), QFontMetrics(theme().font(11, 600)).horizontalAdvance(self.number) + px(8))
        place = QRect(0, 0, dot + 1, self.height())
        paint_dot(painter, place, self.number, "accent" if self.underMouse() else "t2")
        if self.words:
            painter.setFont(theme().font(12))
            painter.setPen(colours.accent if self.underMouse() else colours.t2)
            beside = self.rect().adjusted(dot + px(5), 0, 0, 0)
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), self.words)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
