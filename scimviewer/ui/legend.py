"""Which colour and hatch is which layer of a stack, on one line?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.ui.chart_items import diagonals
from scimviewer.ui.plot_data import Layer
from scimviewer.ui.theme import theme

BLOCK, GAP, BETWEEN = 10, 6, 14


class Legend(QWidget):
    """The layers that are there, as many as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers: list[Layer] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_layers(self, layers: Sequence[Layer]) -> None:
        """Name those layers that have anything."""
        self.layers = [one for one in layers if one.counts.any()]
        self.setAccessibleName("Legend: " + ", ".join(one.name for one in self.layers))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), theme().px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(18))

    def _widths(self) -> list[int]:
        px, metrics = theme().px, QFontMetrics(theme().font(11))
        return [px(BLOCK + GAP + BETWEEN) + metrics.horizontalAdvance(one.name) for one in self.layers]

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font(11))
        left = 0
        for layer, width in zip(self.layers, self._widths(), strict=True):
            if left + width > self.width() + px(BETWEEN):
                break
            block = QRectF(left, (self.height() - px(BLOCK)) / 2, px(BLOCK), px(BLOCK))
            painter.fillRect(block, colours.named(layer.colour))
            if layer.hatched:
                painter.setPen(QPen(colours.surface, 1.6))
                painter.drawLines(diagonals(block))
            painter.setPen(colours.t2)
            place = QRectF(left + px(BLOCK + GAP), 0, width, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), layer.name)
            left += width
        painter.end()
