"""How does one see that work takes longer than a moment?"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scimviewer.ui.theme import theme

# Shorter waits need no sign; longer ones must not look like "nothing found".
BUSY_AFTER_MS = 150
TURN_MS = 1000


class BusyRing(QWidget):
    """A ring that turns once a second, and stands still where motion is not wanted."""

    moving = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS // 25)
        self._timer.timeout.connect(self._turn)
        self.setAccessibleName("Working")
        self.setVisible(False)

    def sizeHint(self) -> QSize:
        return theme().size(16)

    def show_busy(self, busy: bool) -> None:
        """Turn, or be gone."""
        self.setVisible(busy)
        if busy and self.moving:
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + 14) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(px(2), (self.height() - px(12)) / 2, px(12), px(12))
        painter.setPen(QPen(colours.hair, px(2)))
        painter.drawEllipse(ring)
        painter.setPen(QPen(colours.accent, px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, -self._angle * 16, 100 * 16)
        painter.end()
