"""How is a row of the facets painted?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scimviewer.ui.events_columns import grouped
from scimviewer.ui.facets_model import ENTRY_ROLE, Entry, FacetsModel
from scimviewer.ui.icons import pixmap
from scimviewer.ui.theme import theme

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT, HEAD_HEIGHT = 24, 30
TEXT_LEFT = 26  # the sign stands left of it
OUTER = 6  # the rounded ground ends so far from the pane's edge
RIGHT = 14  # the counts end so far from it
GAP = 8
CROSS = 14
SPARK_WIDTH, SPARK_HEIGHT = 36, 14
# A narrower pane has no room for sparklines.
SPARKS_FROM = 190


class FacetsDelegate(QStyledItemDelegate):
    """Chosen is a soft ground and a check, excluded is struck with a forbid sign."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_keyboard = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        return theme().size(100, HEAD_HEIGHT if entry.kind in ("head", "search") else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        view = option.widget
        assert isinstance(view, QListView)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, entry, hovered)
        here = view.hasFocus() and self.by_keyboard and index.row() == view.currentIndex().row()
        if entry.kind == "search":
            painter.restore()
            return  # the field lies there
        if entry.kind == "head":
            self._paint_head(painter, rect, entry)
        elif entry.kind == "more":
            left = rect.adjusted(theme().px(TEXT_LEFT), 0, 0, 0)
            self._text(painter, left, entry.text, 400, "accent")
        else:
            self._paint_value(painter, rect, entry, hovered or here, self.count_width(view))
        if here:
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

    def count_width(self, view: QListView) -> int:
        """How wide the column of counts is."""
        model = view.model()
        assert isinstance(model, FacetsModel)
        return QFontMetrics(theme().font(12)).horizontalAdvance(model.widest)

    def cross(self, rect: QRect, count_width: int) -> QRect:
        """Where the ✗ that excludes a value stands while the mouse or the keyboard is on its row."""
        px = theme().px
        right = rect.right() - px(RIGHT) - count_width - px(GAP)
        if rect.width() >= px(SPARKS_FROM):
            right -= px(SPARK_WIDTH + GAP)
        return QRect(right - px(CROSS), rect.top(), px(CROSS), rect.height())

    def _paint_value(self, painter: QPainter, rect: QRect, entry: Entry, active: bool, count_width: int) -> None:
        px = theme().px
        colour = {"in": "accent", "out": "t2"}.get(entry.state, "t1" if entry.count else "t3")
        if entry.state == "in":
            self._icon(painter, rect, "check-line", "accent")
        elif entry.state == "out":
            self._icon(painter, rect, "forbid-line", "err")
        elif active:
            self._icon(painter, rect, "check-line", "t3")
        cross = self.cross(rect, count_width)
        if active and entry.state != "out":
            self._icon(painter, rect, "close-line", "t2", cross.left())
        end = cross.left() - px(4) if active else cross.right()
        inner = QRect(rect.left() + px(TEXT_LEFT), rect.top(), end - rect.left() - px(TEXT_LEFT), rect.height())
        self._text(painter, inner, entry.text, 500 if entry.state == "in" else 400, colour, entry.state == "out")
        if entry.spark and rect.width() >= px(SPARKS_FROM):
            self._paint_spark(painter, rect, cross.right() + px(GAP), entry)
        shade = "t2" if entry.count else "t3"
        self._count(painter, rect, grouped(entry.count), "accent" if entry.state == "in" else shade)

    def _paint_spark(self, painter: QPainter, rect: QRect, left: int, entry: Entry) -> None:
        """The value over the time of the whole case, whatever the filter: it tells where else to look."""
        px, top = theme().px, max(entry.spark)
        if not top:
            return
        width, height = px(SPARK_WIDTH) / len(entry.spark), px(SPARK_HEIGHT)
        base = rect.top() + (rect.height() + height) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = theme().colours.named(entry.tone)
        for number, count in enumerate(entry.spark):
            if count:
                tall = max(1.0, height * count / top)
                painter.fillRect(QRectF(left + number * width, base - tall, max(1.0, width - 0.4), tall), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

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
        painter.drawText(rect.adjusted(0, 0, -theme().px(RIGHT), 0), int(flags), text)

    def _icon(self, painter: QPainter, rect: QRect, name: str, colour: str, left: int | None = None) -> None:
        size = theme().px(14)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        picture = pixmap(name, theme().colours.named(colour), size, ratio)
        start = rect.left() + theme().px(9) if left is None else left
        painter.drawPixmap(start, rect.top() + (rect.height() - size) // 2, picture)
