"""How does a card look: a white sheet with a hair line around it?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import theme

RADIUS = 8


class Card(QWidget):
    """A sheet with a heading; `column` takes what stands on it, `heading` what stands beside the heading."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, px=12, weight=600, colour="t2")
        self.heading = QHBoxLayout()
        self.heading.setSpacing(8)
        self.heading.addWidget(self.title, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 16)
        self.column.setSpacing(8)
        if title:
            self.column.addLayout(self.heading)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.hair, 1))
        painter.setBrush(colours.surface)
        radius = theme().px(RADIUS)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()


def paint_dashed(painter: QPainter, widget: QWidget, over: bool) -> None:
    """Fill a widget as a place to drop things on; `over` while something is held over it."""
    colours, px = theme().colours, theme().px
    pen = QPen(colours.accent if over else colours.ctrl, px(2))
    pen.setStyle(Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([5.0, 4.0])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(colours.soft if over else colours.surface)
    painter.drawRoundedRect(widget.rect().toRectF().adjusted(1, 1, -1, -1), px(12), px(12))
