"""How is a plot drawn: pyqtgraph's items on our own paper, with our own axes, labels and cross-hair?

One unit of x is one bucket. Nothing of pyqtgraph answers to the mouse; charts that do, say so themselves.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QSizePolicy, QWidget

from scimviewer.ui.chart_items import drawn, hatching
from scimviewer.ui.chart_labels import labels, paint_heat_scale, paint_labels
from scimviewer.ui.chart_marks import paint_curves
from scimviewer.ui.chart_ticks import Ticks, count_ticks, level_ticks, log_ticks, root_ticks, share_ticks, time_ticks
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.plot_data import Plot, on_axis
from scimviewer.ui.theme import theme

# The room for figures at the left, labels at the right, times below.
LEFT, TOP, RIGHT, BELOW = 56, 8, 140, 22
TICK_WIDTH = 96  # from one time to the next at least
HEAD_ROOM = 1.04


class Chart(pyqtgraph.GraphicsView):  # type: ignore[misc]
    """Shows a Plot. The cross-hair stands where `show_cursor` puts it, here and in every chart beside it."""

    hovered = Signal(object)  # the bucket under the mouse, None when it left

    def __init__(self, parent: QWidget | None = None, *, left: int = LEFT, right: int = RIGHT) -> None:
        super().__init__(parent, background=None)
        self.plot: Plot | None = None
        self.cursor_at: int | None = None
        self.value_ticks: Ticks = []
        self.top = 1.0
        self._sides = (left, right)
        self._items: list[Any] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)  # axes are painted into the background
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.box = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.box.setAcceptHoverEvents(False)
        self.scene().addItem(self.box)
        theme().changed.connect(self.dress)
        display_zone().changed.connect(self.viewport().update)

    # What is shown.

    def show_plot(self, plot: Plot | None) -> None:
        """Show other numbers; the cross-hair goes."""
        self.plot, self.cursor_at = plot, None
        self.dress()

    def show_cursor(self, bucket: int | None) -> None:
        """Put the cross-hair on a bucket, or take it away."""
        if self.drawable is None or (bucket is not None and not 0 <= bucket < self.drawable.buckets.count):
            bucket = None
        if bucket != self.cursor_at:
            self.cursor_at = bucket
            self.viewport().update()

    def dress(self) -> None:
        """Draw everything again in the colours and lengths of now."""
        self.box.setGeometry(self.field())
        if self.drawable is not None:
            low, high = self._scale(self.drawable)
            self.box.setRange(xRange=(0, self.drawable.buckets.count), yRange=(low, high), padding=0)
        self._draw()
        self.viewport().update()

    @property
    def drawable(self) -> Plot | None:
        """The plot, if there is anything to draw of it."""
        return None if self.plot is None or self.plot.trouble[0] else self.plot

    def _draw(self) -> None:
        for item in self._items:
            self.box.removeItem(item)
        self._items = [] if self.drawable is None else drawn(self.drawable, self.pixel())
        for item in self._items:
            self.box.addItem(item, ignoreBounds=True)

    def _scale(self, plot: Plot) -> tuple[float, float]:
        """The ends of the upright axis, whose ticks are found on the way."""
        if plot.unit == "count":
            most = self._most(plot)
            self.value_ticks = root_ticks(most) if plot.root else count_ticks(most)
            self.top = max(self.value_ticks[-1][0], float(on_axis(plot, np.array(most)))) * HEAD_ROOM
            return 0.0, self.top
        if plot.unit == "share":
            self.value_ticks, self.top = share_ticks(), HEAD_ROOM
            return 0.0, self.top
        if plot.heat is not None:
            self.value_ticks = level_ticks(plot.heat.edges_us)
            self.top = float(len(plot.heat.counts))
            return 0.0, self.top
        low, high = _durations(plot)
        self.value_ticks = log_ticks(low, high, most=max(2, int(self.field().height() // theme().px(24))))
        self.top = float(np.log10(high))
        return float(np.log10(low)), self.top

    def _most(self, plot: Plot) -> float:
        tops = [float(plot.stacked.max(initial=0))] if plot.layers else []
        tops += [float(np.nanmax(one.values, initial=0)) for one in plot.curves]
        return max([1.0, *tops])

    def close(self) -> bool:
        # pyqtgraph's own clears the scene under items that Python still holds, and the process is gone.
        return bool(QGraphicsView.close(self))

    # Places.

    def field(self) -> QRectF:
        """The rectangle of the bars and curves."""
        px = theme().px
        left, right = self._sides
        return QRectF(
            px(left), px(TOP), max(1, self.width() - px(left) - px(right)), max(1, self.height() - px(TOP) - px(BELOW))
        )

    def bar_width(self) -> float:
        """Pixels of one bucket."""
        return self.field().width() / max(1, self.plot.buckets.count if self.plot else 1)

    def x_of(self, bucket: float) -> float:
        """Where a bucket begins, in pixels."""
        return self.field().left() + bucket * self.bar_width()

    def y_of(self, value: float) -> float:
        """Where a value of the axis lies, in pixels."""
        (low, high), field = self.box.viewRange()[1], self.field()
        return float(field.bottom() - (value - low) / max(1e-12, high - low) * field.height())

    def pixel(self) -> float:
        """How much of the upright axis one pixel is."""
        low, high = self.box.viewRange()[1]
        return float(high - low) / self.field().height()

    def bucket_at(self, x: float) -> int | None:
        """The bucket at a place, None outside."""
        field = self.field()
        if self.drawable is None or not field.left() <= x <= field.right():
            return None
        return min(self.drawable.buckets.count - 1, int((x - field.left()) / self.bar_width()))

    def transform_of_box(self) -> QTransform:
        """From buckets and values to pixels."""
        (low, high), field = self.box.viewRange()[1], self.field()
        scale = field.height() / max(1e-12, high - low)
        return QTransform(self.bar_width(), 0, 0, -scale, field.left(), field.bottom() + low * scale)

    # Painting.

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        px, colours, field = theme().px, theme().colours, self.field()
        painter.fillRect(rect, colours.surface)
        if self.drawable is None:
            return
        painter.setFont(theme().font(11))
        for value, text in self.value_ticks:
            y = self.y_of(value)
            if field.top() - 1 <= y <= field.bottom() + 1:
                self._rule(painter, y)
                painter.setPen(colours.t3)
                place = QRectF(0, y - px(8), field.left() - px(8), px(16))
                painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.fillRect(QRectF(field.left(), field.bottom(), field.width(), 1), colours.hair)
        self._paint_times(painter, self.drawable)

    def _rule(self, painter: QPainter, y: float) -> None:
        field = self.field()
        painter.fillRect(QRectF(field.left(), round(y), field.width(), 1), theme().colours.p_grid)

    def _paint_times(self, painter: QPainter, plot: Plot) -> None:
        px, colours, field, buckets = theme().px, theme().colours, self.field(), plot.buckets
        metrics = QFontMetrics(painter.font())
        most = int(field.width() // px(TICK_WIDTH))
        for ns, text in time_ticks(buckets.first_ns, buckets.end_ns, most):
            x = self.x_of((ns - buckets.first_ns) / buckets.length_ns)
            width = metrics.horizontalAdvance(text)
            if field.left() - px(8) <= x - width / 2 and x + width / 2 <= self.width():
                painter.setPen(colours.t3)
                place = QRectF(x - width / 2 - 2, field.bottom() + px(4), width + 4, px(16))
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        plot = self.drawable
        if plot is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colours.surface, 1.6))
        painter.drawLines(hatching(plot, self.transform_of_box(), self.bar_width()))
        paint_curves(painter, plot, self.transform_of_box())
        self._paint_cursor(painter, plot)
        if plot.heat is not None:
            paint_heat_scale(painter, int(plot.heat.counts.max(initial=0)), self.field())
        elif self._sides[1] >= RIGHT:
            found = labels(plot, self.y_of, self.field())
            paint_labels(painter, found, self.field(), self.width())

    def _paint_cursor(self, painter: QPainter, plot: Plot) -> None:
        at = self.cursor_at
        if at is None:
            return
        colours, field = theme().colours, self.field()
        x = round(self.x_of(at + 0.5)) + 0.5
        painter.setPen(QPen(colours.t1, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(x, field.top(), x, field.bottom()))
        painter.setPen(QPen(colours.surface, 1.5))
        for curve in plot.curves:
            value = float(curve.values[at])
            if value == value:
                painter.setBrush(colours.named(curve.colour))
                painter.drawEllipse(QPointF(x, self.y_of(float(on_axis(plot, curve.values)[at]))), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # Mouse: the charts' own, nothing of pyqtgraph's.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.bucket_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "box"):  # GraphicsView resizes itself while it is made
            self.dress()


def _durations(plot: Plot) -> tuple[float, float]:
    """The shortest and longest duration to show, with a little room."""
    values = np.concatenate([one.values for one in plot.curves]) if plot.curves else np.empty(0)
    known = values[values > 0]
    if not len(known):
        return 1.0, 1000.0
    return max(1e-3, float(known.min()) / 1.3), float(known.max()) * 1.3
