"""How is a cell of the event table painted?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from scimviewer.ui.events_columns import (
    BY_KEY,
    Pill,
    Row,
    ShownColumn,
    clock,
    is_failure,
    pill,
    resource_icon,
    shown,
)
from scimviewer.ui.events_model import ROW_ROLE, EventsModel
from scimviewer.ui.icons import pixmap
from scimviewer.ui.theme import theme

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 28
SIDE = 8  # left and right of a cell's text
RIBBON = 4
GUTTER = 28  # left of the first column: ribbon and marks
# Worked out once: joining Python enums for every cell costs as much as drawing it.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
LEFT, RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), int(_MIDDLE | Qt.AlignmentFlag.AlignRight)
REMEMBERED = 4000  # elided texts
RESOURCE = BY_KEY["resource"]


class EventsDelegate(QStyledItemDelegate):
    """Paints whole cells; keeps fonts, metrics, elisions and pills, for painting is what scrolling costs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        # The current row wears the ring only while the keyboard steers.
        self.by_keyboard = False
        self.with_date = False
        # A picture has no focus to show, so its chosen row looks as if it had it.
        self.as_focused = False
        self.ribbons: Mapping[int, str] = {}
        self._painters: dict[str, Callable[[QPainter, QRect, Row, bool], None]] = {
            "time": self._paint_time,
            "method": self._paint_method,
            "status": self._paint_status,
            "resource": self._paint_resource,
        }
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take fonts and colours from the theme again."""
        self.colours = theme().colours
        self.text_font = theme().font(12)
        self.strong_font = theme().font(12, 500)
        self.word_font = theme().font(11, 600)
        self.pill_font = theme().font(12, 600)
        self._metrics: dict[int, QFontMetrics] = {}
        self._elided: dict[tuple[str, int, int], str] = {}
        self._pills: dict[tuple[str, str, float], QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return theme().size(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        view = option.widget
        model = index.model()
        assert isinstance(view, QTableView)
        assert isinstance(model, EventsModel)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = view.hasFocus() or self.as_focused
        self._paint_ground(painter, rect, index, selected, focused)
        row: Row = index.data(ROW_ROLE)
        column = model.columns[index.column()]
        inner = rect.adjusted(
            theme().px(GUTTER if rect.left() + view.horizontalHeader().offset() <= 0 else SIDE),
            0,
            -theme().px(SIDE),
            0,
        )
        painter.setClipRect(rect)
        paint = self._painters.get(column.key)
        if paint is not None:
            paint(painter, inner, row, selected)
        else:
            self._paint_text(painter, inner, row, column, selected)
        painter.setClipping(False)
        if view.hasFocus() and self.by_keyboard and index.row() == view.currentIndex().row():
            self._paint_ring(painter, rect, view.horizontalHeader())

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex, selected: bool, focused: bool) -> None:
        colours = self.colours
        ground = colours.surface
        if selected:
            ground = colours.sel if focused else colours.sel_off
        elif index.row() == self.hovered_row:
            ground = colours.hover
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.p_grid)
        if index.column() == 0 and self.ribbons:
            ribbon = self.ribbons.get(index.data(ROW_ROLE)["id"])
            if ribbon:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), theme().px(RIBBON), rect.height()), colours.named(ribbon)
                )

    def _paint_ring(self, painter: QPainter, rect: QRect, header: QHeaderView) -> None:
        first = rect.left() + header.offset() <= 0
        last = rect.right() + 1 + header.offset() >= header.length()
        accent = self.colours.accent
        painter.fillRect(rect.left(), rect.top(), rect.width(), 2, accent)
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, accent)
        if first:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), accent)
        if last:
            painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), accent)

    def _paint_time(self, painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
        seconds, digits = clock(row, self.with_date)
        self._draw(painter, rect, seconds, self.text_font, self.colours.t1)
        moved = self._measure(self.text_font).horizontalAdvance(seconds)
        muted = self.colours.t2 if selected else self.colours.t3
        self._draw(painter, rect.adjusted(moved, 0, 0, 0), digits, self.text_font, muted)

    def _paint_method(self, painter: QPainter, rect: QRect, row: Row, _selected: bool) -> None:
        method = str(row.get("method") or "")
        colour = self.colours.err if method == "DELETE" else self.colours.t2
        self._draw(painter, rect, self._fit(method, rect, self.word_font), self.word_font, colour)

    def _paint_status(self, painter: QPainter, rect: QRect, row: Row, _selected: bool) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        picture = self._pill(pill(row), ratio)
        height = round(picture.height() / ratio)
        painter.drawPixmap(rect.left(), rect.top() + (rect.height() - height) // 2, picture)

    def _paint_resource(self, painter: QPainter, rect: QRect, row: Row, _selected: bool) -> None:
        name = resource_icon(row)
        size = theme().px(14)
        if name:
            device = painter.device()
            ratio = device.devicePixelRatioF() if device is not None else 1.0
            top = rect.top() + (rect.height() - size) // 2
            painter.drawPixmap(rect.left(), top, pixmap(name, self.colours.t2, size, ratio))
        inner = rect.adjusted(size + theme().px(6), 0, 0, 0)
        font = self.strong_font if row.get("resource_name") else self.text_font
        text = shown(RESOURCE, row)
        self._draw(painter, inner, self._fit(text, inner, font), font, self.colours.t1)

    def _paint_text(self, painter: QPainter, rect: QRect, row: Row, column: ShownColumn, selected: bool) -> None:
        colours = self.colours
        loud = column.key == "what" and is_failure(row)
        colour = colours.t1 if loud or column.key == "what" else (colours.t1 if selected else colours.t2)
        text = self._fit(shown(column, row), rect, self.text_font)
        self._draw(painter, rect, text, self.text_font, colour, right=column.right)

    def _draw(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor, right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, RIGHT if right else LEFT, text)

    def _measure(self, font: QFont) -> QFontMetrics:
        key = id(font)
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(font)
        return self._metrics[key]

    def _fit(self, text: str, rect: QRect, font: QFont) -> str:
        key = (text, rect.width(), id(font))
        fitted = self._elided.get(key)
        if fitted is None:
            if len(self._elided) > REMEMBERED:
                self._elided.clear()
            fitted = self._measure(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            self._elided[key] = fitted
        return fitted

    def _pill(self, what: Pill, ratio: float) -> QPixmap:
        key = (what.text, what.token, ratio)
        if key not in self._pills:
            self._pills[key] = pill_pixmap(what, ratio)
        return self._pills[key]


def pill_pixmap(what: Pill, ratio: float) -> QPixmap:
    """A pill 20 high with icon and word, at least as wide as one with three digits."""
    px, colours = theme().px, theme().colours
    font = theme().font(12, 600)
    metrics = QFontMetrics(font)
    size = px(12)
    text_width = max(metrics.horizontalAdvance(what.text), metrics.horizontalAdvance("000"))
    width, height = px(7) + size + px(4) + text_width + px(8), px(20)
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.named(f"{what.token}_bg"))
    painter.drawRoundedRect(0, 0, width, height, px(5), px(5))
    colour = colours.named(what.token)
    painter.drawPixmap(px(7), (height - size) // 2, pixmap(what.icon, colour, size, ratio))
    painter.setFont(font)
    painter.setPen(colour)
    start = px(7) + size + px(4)
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(QRect(start, 0, text_width + px(2), height), flags, what.text)
    painter.end()
    return made
