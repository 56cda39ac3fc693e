"""How does it look that a state was observed, computed, or is unknown?"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.ui.hatching import hatch
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import tip
from scimviewer.ui.theme import theme

HEIGHT = 18
ICONS = {"observed": "eye-line", "computed": "functions", "unknown": "question-line"}
MEANINGS = {
    "observed": "An answer in the log says so.",
    "computed": "Worked out: the request was applied to the state before. No answer shows it.",
    "unknown": "Nothing in the log tells it.",
}


def basis_width(word: str) -> int:
    """How wide a badge is."""
    return QFontMetrics(theme().font(11, 600)).horizontalAdvance(word) + theme().px(30)


def paint_basis(painter: QPainter, rect: QRect, word: str) -> None:
    """Paint a badge at the left of a rectangle, in its middle."""
    px, colours = theme().px, theme().colours
    height = px(HEIGHT)
    place = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, basis_width(word), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = word == "computed"
    pen = QPen(colours.accent if accent else colours.line, 1)
    if accent:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(colours.soft if accent else colours.surface)
    frame = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, height / 2, height / 2)
    if word == "unknown":
        hatch(painter, place.adjusted(px(4), 1, -px(4), -1), colours.hair, px(5))
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    colour = colours.accent if accent else colours.t2
    painter.drawPixmap(place.left() + px(7), place.top() + px(3), pixmap(ICONS[word], colour, px(12), ratio))
    painter.setPen(colour)
    painter.setFont(theme().font(11, 600))
    painter.drawText(place.adjusted(px(22), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), word)
    painter.restore()


class BasisBadge(QWidget):
    """The badge as a widget; an empty word hides it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_basis(self, word: str) -> None:
        """Show another basis."""
        self.word = word if word in ICONS else ""
        self.setVisible(bool(self.word))
        self.setAccessibleName(self.word)
        tip(self, MEANINGS.get(self.word, ""))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(basis_width(self.word) if self.word else 0, theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.word:
            painter = QPainter(self)
            paint_basis(painter, self.rect(), self.word)
            painter.end()
