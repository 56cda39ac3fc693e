"""How does one choose a stretch of time on the histogram, with the mouse or with keys?"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from scimviewer.ui.chart import Chart
from scimviewer.ui.plot_data import Array, Plot, is_uneven
from scimviewer.ui.theme import theme

LEFT, RIGHT = 44, 14
GRIP_WIDTH, GRIP_HEIGHT = 9, 24
GRIP_REACH = 7  # pixels around an edge in which it can be taken
DRAG_PX = 4  # less is a click
KEYS = frozenset(
    {
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape),
    }
)


class HistogramChart(Chart):
    """Bars by outcome. Drag: a range; click: a bucket; grips: another end; arrows, Shift+arrows and Enter: the same.

    A range is two numbers of buckets, from (inclusive) and to (exclusive); a typed one may lie inside of buckets.
    """

    range_chosen = Signal(object, object)  # nanoseconds; a Signal(int) holds 32 bits
    back_wanted = Signal()
    double_clicked = Signal()  # its first click has chosen a bucket, which was not meant
    marked_changed = Signal()  # what the keyboard or a drag holds but has not set yet

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, left=LEFT, right=RIGHT)
        self.whole: Array | None = None
        self.span: tuple[float, float] | None = None
        self.marked: tuple[int, int] | None = None  # buckets, the last one exclusive
        self._anchor: int | None = None
        self._pressed_x: float | None = None
        self._fixed: float | None = None  # the other end while a grip is dragged
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)

    def show_numbers(self, plot: Plot | None, whole: Array | None) -> None:
        """Show other bars over the pale shape of everything."""
        self.whole, self.marked, self._pressed_x = whole, None, None
        self.show_plot(plot)

    def show_range(self, start_ns: int | None, stop_ns: int | None) -> None:
        """Mark the range that the filter has; open ends reach to the edge, nothing is marked where both are open."""
        self.marked = None
        if self.drawable is None or (start_ns is None and stop_ns is None):
            self.span = None
        else:
            buckets = self.drawable.buckets
            first = 0.0 if start_ns is None else (start_ns - buckets.first_ns) / buckets.length_ns
            last = float(buckets.count) if stop_ns is None else (stop_ns - buckets.first_ns) / buckets.length_ns
            self.span = (first, last)
        self.viewport().update()

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.button() != Qt.MouseButton.LeftButton or self.bucket_at(self._inside(x)) is None:
            return
        grip = self._grip_at(x)
        self._fixed = None if grip is None or self.span is None else self.span[1 - grip]
        self._dragging = grip is not None
        self._pressed_x = x

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        over = self._pressed_x is None and self._grip_at(x) is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if over or self._fixed is not None else Qt.CursorShape.ArrowCursor)
        if self._pressed_x is None:
            super().mouseMoveEvent(event)
            return
        self._dragging = self._dragging or abs(x - self._pressed_x) >= DRAG_PX
        if self._dragging:
            self._mark(*self._dragged(self._pressed_x, x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_x = self._pressed_x, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        if self._dragging:
            found = self._dragged(pressed, x) if abs(x - pressed) >= DRAG_PX else None
        else:
            at = self.bucket_at(self._inside(x))
            found = None if at is None else (at, at + 1)
        self._fixed, self._dragging = None, False
        if found is not None:
            self._mark(*found)
            self.set_marked()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed_x = None
        self.double_clicked.emit()

    def _dragged(self, start: float, x: float) -> tuple[int, int]:
        """The whole buckets between where the drag began (or the end that stays) and the mouse."""
        at = self.bucket_at(self._inside(x)) or 0
        if self._fixed is not None:
            edge = round((self._inside(x) - self.field().left()) / self.bar_width())
            low, high = sorted((round(self._fixed), edge))
            return max(0, low), max(low + 1, high)
        first = self.bucket_at(self._inside(start)) or 0
        return min(first, at), max(first, at) + 1

    def _inside(self, x: float) -> float:
        return min(max(x, self.field().left()), self.field().right())

    def _grip_at(self, x: float) -> int | None:
        """0 or 1 for the edge of the range near a place."""
        if self.span is None:
            return None
        distances = [abs(self.x_of(edge) - x) for edge in self.span]
        nearest = int(np.argmin(distances))
        return nearest if distances[nearest] <= theme().px(GRIP_REACH) else None

    # Keys.

    def event(self, event: QEvent) -> bool:
        # Esc leaves the filter elsewhere in the window; here it takes the last step back.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_marked()
        elif key == Qt.Key.Key_Escape:
            if self.marked is None:
                self.back_wanted.emit()
            else:
                self._mark(None, None)
        elif key in KEYS and self.drawable is not None:
            self._move(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            event.ignore()

    def _move(self, key: Qt.Key, extend: bool) -> None:
        assert self.drawable is not None
        last = self.drawable.buckets.count - 1
        first, stop = self.marked or self._whole_range() or (-1, 0)
        at = (stop - 1 if self._anchor is None or self._anchor <= first else first) if extend else first
        moved = {Qt.Key.Key_Left: at - 1, Qt.Key.Key_Right: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}[key]
        moved = max(0, min(last, moved))
        if extend and first >= 0:
            self._anchor = first if self._anchor is None else self._anchor
            self._mark(min(self._anchor, moved), max(self._anchor, moved) + 1)
        else:
            self._anchor = moved
            self._mark(moved, moved + 1)

    def _whole_range(self) -> tuple[int, int] | None:
        """The filter's range in whole buckets, where it lies inside."""
        if self.span is None or self.drawable is None:
            return None
        count = self.drawable.buckets.count
        first, stop = int(self.span[0]), int(np.ceil(self.span[1]))
        return (first, stop) if 0 <= first < stop <= count else None

    def _mark(self, first: int | None, stop: int | None) -> None:
        self.marked = None if first is None or stop is None else (first, stop)
        self.viewport().update()
        self.marked_changed.emit()

    def set_marked(self) -> None:
        """Make what is marked the range of the filter."""
        if self.marked is not None and self.drawable is not None:
            buckets = self.drawable.buckets
            first, stop = self.marked
            self.range_chosen.emit(buckets.span(first)[0], buckets.span(stop - 1)[1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._anchor = None
        if self.marked is not None:
            self._mark(None, None)

    # Painting.

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawBackground(painter, rect)
        if self.whole is not None and self.drawable is not None and self.whole.any():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colours.sunken)
            painter.drawPolygon(self._silhouette(self.whole))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _silhouette(self, whole: Array) -> QPolygonF:
        """The shape of everything, as high as the field whatever its numbers: it says when, not how much."""
        field = self.field()
        heights = np.sqrt(whole / whole.max()) if is_uneven(whole) else whole / whole.max()
        corners = [QPointF(field.left(), field.bottom())]
        for at, height in enumerate(heights.tolist()):
            y = field.bottom() - height * (field.height() - theme().px(4))
            corners += [QPointF(self.x_of(at), y), QPointF(self.x_of(at + 1), y)]
        return QPolygonF([*corners, QPointF(field.right(), field.bottom())])

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        shown = self.marked if self.marked is not None else self.span
        if shown is None or self.drawable is None:
            return
        field, colours = self.field(), theme().colours
        left, right = (min(max(self.x_of(edge), field.left()), field.right()) for edge in shown)
        veil, inside = QColor(colours.surface), QColor(colours.accent)
        veil.setAlphaF(0.28)
        inside.setAlphaF(0.10)
        painter.fillRect(QRectF(field.left(), field.top(), left - field.left(), field.height()), veil)
        painter.fillRect(QRectF(right, field.top(), field.right() - right, field.height()), veil)
        painter.fillRect(QRectF(left, field.top(), right - left, field.height()), inside)
        for edge, x in zip(shown, (left, right), strict=True):
            painter.fillRect(QRectF(x - 0.75, field.top(), 1.5, field.height()), colours.accent)
            if 0 <= edge <= self.drawable.buckets.count:
                self._paint_grip(painter, x)

    def _paint_grip(self, painter: QPainter, x: float) -> None:
        px, colours, middle = theme().px, theme().colours, self.field().center().y()
        width, height = px(GRIP_WIDTH), px(GRIP_HEIGHT)
        painter.setPen(QPen(colours.accent, 1.5))
        painter.setBrush(colours.surface)
        painter.drawRoundedRect(QRectF(x - width / 2, middle - height / 2, width, height), px(4), px(4))
        painter.fillRect(QRectF(x - 0.5, middle - height / 5, 1, height / 2.5), colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
