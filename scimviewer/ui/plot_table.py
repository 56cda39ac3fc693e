"""How does the table twin of a plot look: aligned under its header, each column as wide as its words?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from scimviewer.ui.events_delegate import GUTTER, SIDE
from scimviewer.ui.events_header import EventsHeader
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.plot_table_model import PlotTableModel
from scimviewer.ui.theme import theme

ROW_HEIGHT = 24
MEASURED = 50  # rows by which a column gets its width


class _Cells(QStyledItemDelegate):
    """Texts with the same room at their sides as the header's."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        px, colours = theme().px, theme().colours
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.sel if state & QStyle.StateFlag.State_Active else colours.sel_off)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.p_grid)
        painter.setFont(theme().font(12))
        painter.setPen(colours.t2 if index.column() == 0 else colours.t1)
        inner = rect.adjusted(px(GUTTER if index.column() == 0 else SIDE), 0, -px(SIDE), 0)
        painter.drawText(inner, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), index.data())


class PlotTable(QTableView):
    """The numbers of a plot for keys and screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = PlotTableModel()
        self.setModel(self.numbers)
        self.setItemDelegate(_Cells(self))
        header = EventsHeader(self)
        header.setSectionsMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take lengths from the theme again."""
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self._fit()

    def show_plot(self, plot: Plot | None) -> None:
        """Show the numbers of a plot; None for nothing."""
        self.numbers.show_plot(plot)
        self._fit()

    def _fit(self) -> None:
        px, head, cell = theme().px, QFontMetrics(theme().font(11, 600)), QFontMetrics(theme().font(12))
        for column in range(self.numbers.columnCount()):
            texts = [
                str(self.numbers.index(row, column).data()) for row in range(min(MEASURED, self.numbers.rowCount()))
            ]
            title = str(self.numbers.headerData(column, Qt.Orientation.Horizontal))
            widest = max([head.horizontalAdvance(title), *(cell.horizontalAdvance(text) for text in texts)])
            self.setColumnWidth(column, widest + px(GUTTER if column == 0 else SIDE) + px(SIDE) + px(4))
