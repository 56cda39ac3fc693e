"""How are the files of a bundle listed, each with its state?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import printable, tip_text
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.source_words import Source, source_facts, state
from scimviewer.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 46
SOURCE_ROLE = int(Qt.ItemDataRole.UserRole)


class SourcesModel(QAbstractListModel):
    """Sources in the order in which they were heard of; one heard of again is changed in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources: list[Source] = []
        self._rows: dict[Any, int] = {}

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Show others."""
        self.beginResetModel()
        self.sources = list(sources)
        self._rows = {source.get("id"): row for row, source in enumerate(self.sources)}
        self.endResetModel()

    def show_source(self, source: Source) -> None:
        """A source began, grew or ended."""
        row = self._rows.get(source.get("id"))
        if row is None:
            row = len(self.sources)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows[source.get("id")] = row
            self.sources.append(source)
            self.endInsertRows()
        else:
            self.sources[row] = source
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.sources)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        source = self.sources[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(str(source.get("path") or ""), 300)
        if role == SOURCE_ROLE:
            return source
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(f"{source.get('path') or ''}\n{source_facts(source)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            facts = source_facts(source)
            return f"{printable(str(source.get('path') or ''), 300)}, {state(source)[2]}, {facts}"
        return None


class SourcesDelegate(QStyledItemDelegate):
    """Picture of the state, path, facts."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return theme().size(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rect = option.widget, option.rect
        assert isinstance(view, SourcesList)
        px, colours = theme().px, theme().colours
        source: Source = index.data(SOURCE_ROLE)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        if here and view.hasFocus():
            painter.fillRect(rect, colours.sel)
        left = rect.left() + px(30)
        painter.fillRect(left, rect.bottom(), rect.right() - left, 1, colours.hair)
        self._paint_state(painter, QRect(rect.left() + px(4), rect.top() + px(7), px(16), px(16)), source)
        inner = QRect(left, rect.top() + px(4), rect.width() - px(30), rect.height() - px(8))
        half = inner.height() // 2
        waiting = source.get("status") in ("waiting", "not read", "repeated")
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        font = theme().font(13, 500)
        _draw(painter, upper, str(index.data()), font, "t2" if waiting else "t1", Qt.TextElideMode.ElideMiddle)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), half)
        facts = printable(source_facts(source), 300)
        _draw(painter, lower, facts, theme().font(12), "t2", Qt.TextElideMode.ElideRight)
        if here and view.hasFocus() and view.by_keyboard:
            paint_ring(painter, rect)

    def _paint_state(self, painter: QPainter, place: QRect, source: Source) -> None:
        colours = theme().colours
        name, colour, _ = state(source)
        if name:
            device = painter.device()
            ratio = device.devicePixelRatioF() if device is not None else 1.0
            picture = pixmap(name, colours.named(colour), place.width(), ratio)
            painter.drawPixmap(place.topLeft(), picture)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = place.toRectF().adjusted(2, 2, -2, -2)
        painter.setPen(QPen(colours.hair, 2))
        painter.drawEllipse(ring)
        painter.setPen(QPen(colours.accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, -120 * 16)
        painter.restore()


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, mode: Qt.TextElideMode) -> None:
    painter.setFont(font)
    painter.setPen(theme().colours.named(colour))
    shown = QFontMetrics(font).elidedText(text, mode, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class SourcesList(QListView):
    """The list, read with the arrows."""

    def __init__(self, name: str = "Files of the bundle", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources = SourcesModel(self)
        self.by_keyboard = False
        self.setModel(self.sources)
        self.setItemDelegate(SourcesDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        super().mousePressEvent(event)
