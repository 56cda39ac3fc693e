"""How does the keyboard's place look inside a row or a widget?"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from scimviewer.ui.theme import theme

WIDTH = 2


def paint_ring(painter: QPainter, rect: QRect) -> None:
    """Frame a rectangle from inside, in the accent; filled edges stay sharp at every scale."""
    accent = theme().colours.accent
    painter.fillRect(rect.left(), rect.top(), rect.width(), WIDTH, accent)
    painter.fillRect(rect.left(), rect.bottom() + 1 - WIDTH, rect.width(), WIDTH, accent)
    painter.fillRect(QRect(rect.left(), rect.top(), WIDTH, rect.height()), accent)
    painter.fillRect(QRect(rect.right() + 1 - WIDTH, rect.top(), WIDTH, rect.height()), accent)
