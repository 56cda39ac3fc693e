"""How are names and their values shown, one pair a row: headers, the parts of a URL?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from scimviewer.ui.badge import paint_removed
from scimviewer.ui.json_values import secret_words
from scimviewer.ui.plain import printable, tip_text
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
Pairs = Sequence[tuple[str, str]]
NAME, VALUE = 0, 1
ROW_HEIGHT = 24
NAME_SHARE = 0.45
CELL_LIMIT = 300


class PairsModel(QAbstractTableModel):
    """Names and values, in order, repeats kept."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[tuple[str, str]] = []

    def set_pairs(self, pairs: Pairs) -> None:
        """Show others."""
        self.beginResetModel()
        self.pairs = list(pairs)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        text = self.pairs[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(text, CELL_LIMIT)
        if role == Qt.ItemDataRole.ToolTipRole:
            removed = secret_words(text)
            return tip_text(f"{removed} at import: the value is not in the case." if removed else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.pairs[index.row()][NAME]}: {printable(self.pairs[index.row()][VALUE], CELL_LIMIT)}"
        return None


class PairsDelegate(QStyledItemDelegate):
    """Names muted, values in the fixed face, removed secrets as badges."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rect = option.widget, option.rect
        model = index.model()
        assert isinstance(view, PairsView)
        assert isinstance(model, PairsModel)
        colours = theme().colours
        if option.state & QStyle.StateFlag.State_Selected and view.hasFocus():
            painter.fillRect(rect, colours.sel)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.p_grid)
        inner = rect.adjusted(theme().px(8), 0, -theme().px(8), -1)
        text = model.pairs[index.row()][index.column()]
        removed = secret_words(text) if index.column() == VALUE else None
        if removed:
            paint_removed(painter, inner, removed)
        else:
            font = theme().font(12) if index.column() == NAME else theme().font(12, mono=True)
            painter.setFont(font)
            painter.setPen(colours.t2 if index.column() == NAME else colours.t1)
            shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        if view.by_keyboard and view.hasFocus() and index.row() == view.currentIndex().row():
            left = rect.left() if index.column() == NAME else rect.left() - view.columnWidth(NAME)
            painter.setClipRect(rect)
            paint_ring(painter, rect.adjusted(left - rect.left(), 0, view.width() - rect.width(), 0))
            painter.setClipping(False)


class PairsView(QTableView):
    """As high as its rows need, up to `most_rows`; then it scrolls."""

    copy_wanted = Signal(str, str)  # name and value of the current row

    def __init__(self, name: str, most_rows: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most_rows = most_rows
        self.by_keyboard = False
        self.pairs_model = PairsModel(self)
        self.setModel(self.pairs_model)
        self.setItemDelegate(PairsDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.dress()
        theme().changed.connect(self.dress)

    def set_pairs(self, pairs: Pairs) -> None:
        """Show others."""
        self.pairs_model.set_pairs(pairs)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = min(self.most_rows, self.pairs_model.rowCount())
        return QSize(200, rows * theme().px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # The window copies rows of its own with this key while the focus is elsewhere.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _copies(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        row = self.currentIndex().row()
        if _copies(event) and row >= 0:
            self.copy_wanted.emit(*self.pairs_model.pairs[row])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dress(self) -> None:
        """Take sizes from the theme again."""
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(theme().px(ROW_HEIGHT))
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        metrics = QFontMetrics(theme().font(12))
        names = [metrics.horizontalAdvance(name[:80]) for name, _ in self.pairs_model.pairs]
        wanted = max(names, default=0) + theme().px(20)
        self.setColumnWidth(NAME, max(1, min(wanted, round(self.viewport().width() * NAME_SHARE))))


def _copies(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
