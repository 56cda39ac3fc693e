"""What happened to a resource, row by row: when, what, known by, where?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from scimviewer.ui.diff_view import DiffHeader
from scimviewer.ui.display_zone import display_zone, told
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.plain import printable, tip_text
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.story_chart import paint_dot
from scimviewer.ui.story_lanes import LOOKS, Step
from scimviewer.ui.tag import BASIS_HEIGHT, basis_width, paint_basis
from scimviewer.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
TIME, WHAT, BASIS, WHERE, EVENT = range(5)
TITLES = ("Time", "What happened", "Known by", "Where", "Event")
ROW, GUTTER = 30, 32
SAMPLES = {TIME: "2026-09-01 14:03:22.481", WHERE: "request only"}
# Below this width the sentence needs the room of the others.
NARROW = 620
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class StoryModel(QAbstractTableModel):
    """Steps as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: Sequence[Step] = ()
        self.narrow = False  # then times have neither year nor fractions; else milliseconds

    def show(self, steps: Sequence[Step]) -> None:
        """Show others."""
        self.beginResetModel()
        self.steps = steps
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return f"{TITLES[TIME]} ({display_zone().title})" if section == TIME else TITLES[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        step, column = self.steps[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            time = display_zone().of_row(step.time).replace("T", " ") or "time unknown"
            if step.time:
                time = time[5:19] if self.narrow else time[:23]
            return printable((time, step.words, step.basis, step.where, grouped(step.event))[column], 400)
        if role == Qt.ItemDataRole.ToolTipRole and column == TIME:
            return tip_text(f"{LOOKS[step.look]}\n{told(step.time)}" if step.time else LOOKS[step.look])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(step.words) if column == WHAT else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[column]}: {self.data(index)}"
        return None


class StoryDelegate(QStyledItemDelegate):
    """The shape of the lane before the time, the basis as a badge, the event as a link."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return theme().size(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model, rect = option.widget, index.model(), option.rect
        assert isinstance(view, QTableView)
        assert isinstance(model, StoryModel)
        px, colours, step, column = theme().px, theme().colours, model.steps[index.row()], index.column()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, (colours.sel if view.hasFocus() else colours.sel_off) if chosen else colours.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.p_grid)
        place = rect.adjusted(px(GUTTER if column == TIME else 8), 0, -px(8), 0)
        if column == TIME:
            paint_dot(painter, QPointF(rect.left() + px(18), rect.center().y() + 0.5), step.look)
        if column == BASIS:
            if step.basis:
                top = rect.top() + (rect.height() - px(BASIS_HEIGHT)) // 2
                box = QRect(place.left(), top, basis_width(step.basis), px(BASIS_HEIGHT))
                paint_basis(painter, box, step.basis)
        else:
            font = theme().font(12, 500 if column == EVENT else 400)
            name = {EVENT: "accent", WHERE: "t2"}.get(column, "t1")
            painter.setFont(font)
            painter.setPen(colours.named(name))
            shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, MIDDLE, shown)
        if chosen and view.hasFocus() and index.row() == view.currentIndex().row():
            left = sum(view.columnWidth(one) for one in range(column))
            painter.setClipRect(rect)
            paint_ring(painter, QRect(rect.left() - left, rect.top(), view.viewport().width(), rect.height()))
        painter.restore()


class StoryTable(QTableView):
    """Enter and a double click open an event, a click on its number too."""

    event_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StoryModel(self)
        self.setHorizontalHeader(DiffHeader(self))
        self.setModel(self.steps)
        self.setItemDelegate(StoryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("own_ring", True)
        self.setAccessibleName("Events of the resource")
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._say)
        display_zone().changed.connect(self._redraw)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take sizes from the theme again."""
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self._fit()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other rows."""
        self.steps.show(steps)
        self._fit()

    def choose(self, event: int) -> None:
        """Stand on an event's row."""
        row = next((number for number, step in enumerate(self.steps.steps) if step.event == event), -1)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.steps.index(row, WHAT))

    def _say(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.event_chosen.emit(self.steps.steps[current.row()].event)

    def _redraw(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.steps.steps[self.currentIndex().row()].event)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == EVENT:
            self.opened.emit(self.steps.steps[index.row()].event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() != EVENT:
            self.opened.emit(self.steps.steps[index.row()].event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, metrics = theme().px, QFontMetrics(theme().font(12))
        room = self.viewport().width()
        self.steps.narrow = room < px(NARROW)
        samples = {**SAMPLES, TIME: SAMPLES[TIME][5:19]} if self.steps.narrow else SAMPLES
        samples = {**samples, EVENT: max((grouped(one.event) for one in self.steps.steps), key=len, default="") + "  "}
        widths = {column: metrics.horizontalAdvance(text) + px(18) for column, text in samples.items()}
        widths[TIME] += px(GUTTER - 8)
        widths[BASIS] = basis_width("computed") + px(16)
        self.setColumnHidden(WHERE, self.steps.narrow)
        used = sum(width for column, width in widths.items() if not self.isColumnHidden(column))
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(WHAT, max(px(100), room - used))
