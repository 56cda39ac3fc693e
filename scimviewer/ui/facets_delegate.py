"""How is a row of the facets painted?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scimviewer.ui.events_columns import grouped
from scimviewer.ui.facets_model import ENTRY_ROLE, Entry
from scimviewer.ui.icons import pixmap
from scimviewer.ui.theme import theme

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT, HEAD_HEIGHT = 24, 30
TEXT_LEFT = 26  # the sign stands left of it
OUTER = 6  # the rounded ground ends so far from the pane's edge


class FacetsDelegate(QStyledItemDelegate):
    """Chosen is a soft ground and a check, excluded is struck with a forbid sign."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_keyboard = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        return theme().size(100, HEAD_HEIGHT if entry.kind == "head" else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        view = option.widget
        assert isinstance(view, QListView)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, entry, hovered)
        if entry.kind == "head":
            self._paint_head(painter, rect, entry)
        elif entry.kind == "more":
            left = rect.adjusted(theme().px(TEXT_LEFT), 0, 0, 0)
            self._text(painter, left, entry.text, 400, "accent")
        else:
            self._paint_value(painter, rect, entry, hovered)
        if view.hasFocus() and self.by_keyboard and index.row() == view.currentIndex().row():
            self._paint_ring(painter, rect)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, entry: Entry, hovered: bool) -> None:
        colours, px = theme().colours, theme().px
        painter.fillRect(rect, colours.surface)
        if entry.kind == "value" and (entry.state == "in" or hovered):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.soft if entry.state == "in" else colours.hover)
            painter.drawRoundedRect(rect.adjusted(px(OUTER), 0, -px(OUTER), -1), px(6), px(6))

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        px = theme().px
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colours.accent, 2))
        painter.drawRoundedRect(rect.adjusted(px(OUTER) + 1, 1, -px(OUTER) - 1, -2), px(6), px(6))

    def _paint_head(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        px = theme().px
        low = rect.adjusted(0, px(4), 0, 0)
        self._icon(painter, low, "arrow-right-s-line" if entry.folded else "arrow-down-s-line", "t3")
        self._text(painter, low.adjusted(px(TEXT_LEFT), 0, 0, 0), entry.text, 600, "t2")
        self._count(painter, low, grouped(entry.count), "t3")

    def _paint_value(self, painter: QPainter, rect: QRect, entry: Entry, hovered: bool) -> None:
        px = theme().px
        colour = {"in": "accent", "out": "t2"}.get(entry.state, "t1" if entry.count else "t3")
        if entry.state == "in":
            self._icon(painter, rect, "check-line", "accent")
        elif entry.state == "out":
            self._icon(painter, rect, "forbid-line", "err")
        elif hovered:
            self._icon(painter, rect, "check-line", "t3")
        count = grouped(entry.count)
        room = QFontMetrics(theme().font(12)).horizontalAdvance(count) + px(20)
        inner = rect.adjusted(px(TEXT_LEFT), 0, -room, 0)
        self._text(painter, inner, entry.text, 500 if entry.state == "in" else 400, colour, entry.state == "out")
        self._count(painter, rect, count, "accent" if entry.state == "in" else "t2" if entry.count else "t3")

    def _text(self, painter: QPainter, rect: QRect, text: str, weight: int, colour: str, struck: bool = False) -> None:
        font = theme().font(12, weight)
        metrics = QFontMetrics(font)
        fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(theme().colours.named(colour))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), fitted)
        if struck:
            middle = rect.center().y() + 1
            painter.fillRect(rect.left(), middle, metrics.horizontalAdvance(fitted), 1, theme().colours.named(colour))

    def _count(self, painter: QPainter, rect: QRect, text: str, colour: str) -> None:
        painter.setFont(theme().font(12))
        painter.setPen(theme().colours.named(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -theme().px(14), 0), int(flags), text)

    def _icon(self, painter: QPainter, rect: QRect, name: str, colour: str) -> None:
        size = theme().px(14)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        picture = pixmap(name, theme().colours.named(colour), size, ratio)
        painter.drawPixmap(rect.left() + theme().px(9), rect.top() + (rect.height() - size) // 2, picture)
