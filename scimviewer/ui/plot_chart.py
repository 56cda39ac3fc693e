"""How does one walk over a plot: a cross-hair that arrows move, and cells of a heat map that lead to their events?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from scimviewer.ui.chart import Chart
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.theme import theme

STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlotChart(Chart):
    """← → move the cross-hair of all plots; in a heat map ↑ ↓ choose the row, and Enter or a click its events."""

    cell_chosen = Signal(int, int)  # row, bucket
    cell_hovered = Signal(object)  # (row, bucket), None where there is none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)

    def show_plot(self, plot: Plot | None) -> None:
        self.row = None
        super().show_plot(plot)

    def event(self, event: QEvent) -> bool:
        # Letters and Esc stay the window's; arrows and Enter are ours before any action has them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = event.key() in STEPS or event.key() in ENTER
            event.setAccepted(ours)
            return ours
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plot = Qt.Key(event.key()), self.drawable
        if plot is None or (key not in STEPS and key not in ENTER):
            event.ignore()
        elif key in ENTER:
            self._choose()
        else:
            up, right = STEPS[key]
            at = -1 if self.cursor_at is None else self.cursor_at
            at = max(0, min(plot.buckets.count - 1, at + right))
            if plot.heat is not None:
                rows = len(plot.heat.counts)
                self.row = max(0, min(rows - 1, (rows // 2 if self.row is None else self.row) + up))
                self.cell_hovered.emit((self.row, at))
            self.hovered.emit(at)
            self.viewport().update()

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and bucket of the heat map's cell at a place."""
        bucket, field = self.bucket_at(x), self.field()
        if self.drawable is None or self.drawable.heat is None or bucket is None:
            return None
        if not field.top() <= y <= field.bottom():
            return None
        rows = len(self.drawable.heat.counts)
        return min(rows - 1, int((field.bottom() - y) / field.height() * rows)), bucket

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        cell = self.cell_at(event.position().x(), event.position().y())
        self.row = None if cell is None else cell[0]
        if self.drawable is not None and self.drawable.heat is not None:
            self.cell_hovered.emit(cell)

    def leaveEvent(self, event: QEvent) -> None:
        self.row = None
        self.cell_hovered.emit(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._emit_cell(*cell)

    def _choose(self) -> None:
        if self.row is not None and self.cursor_at is not None:
            self._emit_cell(self.row, self.cursor_at)

    def _emit_cell(self, row: int, bucket: int) -> None:
        if self.drawable is not None and self.drawable.heat is not None and self.drawable.heat.counts[row, bucket]:
            self.cell_chosen.emit(row, bucket)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        plot = self.drawable
        if plot is None or plot.heat is None or self.row is None or self.cursor_at is None:
            return
        cell = self.transform_of_box().mapRect(QRectF(self.cursor_at, self.row, 1, 1))
        painter.setPen(QPen(theme().colours.t1, 1.5))
        painter.drawRect(cell.adjusted(-1, -1, 1, 1))
