"""How does it look where nothing stands or nothing is known?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPen


def hatch(painter: QPainter, rect: QRect, colour: QColor, step: int = 6) -> None:
    """A few slanted lines. Counted from the origin, so that those of neighbours meet; Qt's own pattern shimmers."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    bottom = rect.bottom() + 1
    # On each line x + y is the same multiple of the step.
    first = (rect.left() + rect.top()) // step
    for number in range(first, (rect.right() + bottom) // step + 1):
        sum_ = number * step
        painter.drawLine(QPointF(sum_ - bottom, bottom), QPointF(sum_ - rect.top(), rect.top()))
    painter.restore()
