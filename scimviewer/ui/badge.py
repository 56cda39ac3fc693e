"""How do the small framed words look: status pill, method, key cap, and what stands for a removed secret?"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.ui.events_columns import Pill
from scimviewer.ui.events_delegate import pill_pixmap
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import printable
from scimviewer.ui.theme import theme

HEIGHT = 20
# Only these methods are louder than the rest.
METHOD_COLOURS = {"PATCH": "patch", "DELETE": "err"}


class Badge(QWidget):
    """A word in a frame, as wide as it needs to be."""

    def __init__(self, word: str = "", colour: str = "t2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word, self.colour = word, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        theme().changed.connect(self.updateGeometry)

    def show_word(self, word: str, colour: str = "t2") -> None:
        """Show another word; an empty one hides the badge."""
        self.word, self.colour = printable(word, 24), colour
        self.setAccessibleName(self.word)
        self.setVisible(bool(word))
        self.updateGeometry()
        self.update()

    def font(self) -> QFont:
        return theme().font(11, 600)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.word) + theme().px(12)
        return QSize(max(width, theme().px(18)), theme().px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.named(self.frame()), 1))
        painter.setBrush(colours.surface)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        painter.setPen(colours.named(self.colour))
        painter.setFont(self.font())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.word)
        painter.end()

    def frame(self) -> str:
        """The colour of the line around it."""
        return "line" if self.colour == "t2" else self.colour


class MethodBadge(Badge):
    """The HTTP method of an event's head."""

    def show_method(self, method: str | None) -> None:
        """Show a method; PATCH and DELETE are tinted."""
        self.show_word(method or "", METHOD_COLOURS.get(method or "", "t2"))


class KeyCap(Badge):
    """A key to press."""

    def font(self) -> QFont:
        return theme().font(11, 500)

    def frame(self) -> str:
        return "line"


class PillLabel(QWidget):
    """What came of an event: the table's pill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pill: Pill | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_pill(self, pill: Pill | None) -> None:
        """Show a pill, or nothing."""
        self._pill = pill
        self.setVisible(pill is not None)
        self.setAccessibleName(pill.spoken if pill else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._pill is None:
            return QSize(0, theme().px(HEIGHT))
        return pill_pixmap(self._pill, 1.0).size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pill is not None:
            painter = QPainter(self)
            painter.drawPixmap(0, 0, pill_pixmap(self._pill, self.devicePixelRatioF()))
            painter.end()


def paint_removed(painter: QPainter, rect: QRect, words: str) -> None:
    """Paint what stands in place of a credential, left in a rectangle: a lock and "bearer removed"."""
    px, colours = theme().px, theme().colours
    font = theme().font(11, 600)
    metrics = QFontMetrics(font)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - px(28))
    width = px(22) + metrics.horizontalAdvance(words) + px(6)
    top = rect.top() + (rect.height() - px(18)) // 2
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.same_bg)
    painter.drawRoundedRect(rect.left(), top, width, px(18), px(4), px(4))
    painter.drawPixmap(rect.left() + px(6), top + px(3), pixmap("lock-2-fill", colours.same, px(12), ratio))
    painter.setPen(colours.same)
    painter.setFont(font)
    place = QRect(rect.left() + px(22), top, width, px(18))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)
    painter.restore()
