"""How is an attribute painted in the table of two states: name, badge of its basis, value, and what came or went?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scimviewer.quirks.states import OBSERVED, UNKNOWN
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import printable
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.state_rows import ADDED, CHANGED, EQUAL, REMOVED, RETYPED, Side, StateRow
from scimviewer.ui.states_model import ROW, StatesModel
from scimviewer.ui.tag import basis_width, hatch, paint_basis
from scimviewer.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
HEIGHT, LINE = 36, 18
MOST_LINES = 6  # elements that came or went
BARS = {CHANGED: "chg", ADDED: "add", REMOVED: "rem", RETYPED: "bad"}


class StatesHeader(QHeaderView):
    """Names of the columns, where their values begin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(28))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme().colours
        painter.fillRect(rect, colours.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.hair)
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        place = rect.adjusted(theme().px(16) if section == 0 else 0, 0, 0, 0)
        _text(painter, place, words, theme().font(11, 600), "t2")


class StatesDelegate(QStyledItemDelegate):
    """Paints whole cells."""

    def __init__(self, model: StatesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row: StateRow | None = index.data(ROW)
        lines = max(len(_lines(row, 1)), len(_lines(row, 2))) if row is not None else 0
        return QSize(theme().px(100), theme().px(HEIGHT) + theme().px(LINE) * lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        px, colours = theme().px, theme().colours
        row: StateRow | None = index.data(ROW)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, colours.sel if chosen else colours.fold if row is None else colours.surface)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colours.p_grid)
        if row is None:
            self._paint_fold(painter, area, index)
        elif index.column() == 0:
            self._paint_name(painter, area, row)
        else:
            side = row.before if index.column() == 1 else row.after
            self._paint_side(painter, area.adjusted(0, 0, -px(8), 0), row, side, index.column())
        if state & QStyle.StateFlag.State_HasFocus and index.column() == 0:
            paint_ring(painter, area)
        painter.restore()

    def _paint_fold(self, painter: QPainter, area: QRect, index: Index) -> None:
        if index.column() != 0:
            return
        px, colours = theme().px, theme().colours
        name = "arrow-down-s-line" if self.rows_model.unfolded else "arrow-right-s-line"
        mark = pixmap(name, colours.t2, px(14), painter.device().devicePixelRatioF())
        painter.drawPixmap(area.left() + px(12), area.center().y() - px(7), mark)
        painter.setFont(theme().font(12))
        painter.setPen(colours.t2)
        place = area.adjusted(px(32), 0, 0, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.rows_model.fold_words())

    def _paint_name(self, painter: QPainter, area: QRect, row: StateRow) -> None:
        px, colours = theme().px, theme().colours
        if row.kind in BARS:
            painter.fillRect(area.left(), area.top(), px(3), area.height(), colours.named(BARS[row.kind]))
        font = theme().font(12, mono=True)
        place = QRect(area.left() + px(16), area.top(), area.width() - px(24), px(HEIGHT))
        _text(painter, place, row.name, font, "t2" if row.kind == EQUAL else "t1", Qt.TextElideMode.ElideMiddle)

    def _paint_side(self, painter: QPainter, area: QRect, row: StateRow, side: Side, column: int) -> None:
        px = theme().px
        if side.basis == UNKNOWN:
            hatch(painter, QRectF(area.adjusted(0, px(3), 0, -px(4))))
        wide = basis_width(OBSERVED) + px(6)  # the same for all, so that values stand in a column
        badge = QRect(area.left(), area.top() + (px(HEIGHT) - px(18)) // 2, basis_width(side.basis), px(18))
        paint_basis(painter, badge, side.basis)
        place = QRect(area.left() + wide + px(10), area.top(), area.width() - wide - px(10), px(HEIGHT))
        if row.counts is not None and side.is_there and (row.differs or sum(row.counts) > 6):
            count = row.counts[column - 1]
            _text(
                painter, place, f"{grouped(count)} {'entry' if count == 1 else 'entries'}", theme().font(13, 600), "t1"
            )
        else:
            strong = row.differs and column == 2
            look = "t1" if side.is_there and row.kind != EQUAL else "t2"
            _text(painter, place, side.text, theme().font(13, 600 if strong else 400), look)
        for number, (sign, words, colour) in enumerate(_lines(row, column)):
            line = QRect(place.left(), area.top() + px(HEIGHT) - px(4) + number * px(LINE), place.width(), px(LINE))
            _text(painter, line, f"{sign} {words}", theme().font(12), colour)


def _lines(row: StateRow | None, column: int) -> list[tuple[str, str, str]]:
    """What stands below a list: on the left what goes, on the right what comes."""
    if row is None:
        return []
    labels, sign, colour = (row.went, "−", "rem") if column == 1 else (row.came, "+", "add")
    shown = [(sign, one, colour) for one in labels[:MOST_LINES]]
    if len(labels) > MOST_LINES:
        shown[-1] = ("", f"and {grouped(len(labels) - MOST_LINES + 1)} more", "t2")
    return shown


def _text(
    painter: QPainter,
    place: QRect,
    words: str,
    font: QFont,
    colour: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    shown = QFontMetrics(font).elidedText(printable(words, 400), mode, place.width())
    painter.setFont(font)
    painter.setPen(theme().colours.named(colour))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
