"""Which cases were open lately, and how is one chosen again?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scimviewer.ui.events_columns import counted
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import printable, tip_text
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.settings import RecentCase
from scimviewer.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 50
MOST_ROWS = 6
CASE_ROLE = int(Qt.ItemDataRole.UserRole)


class RecentModel(QAbstractListModel):
    """Cases, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cases: list[RecentCase] = []

    def set_cases(self, cases: Sequence[RecentCase]) -> None:
        """Show others."""
        self.beginResetModel()
        self.cases = list(cases)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cases)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        case = self.cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(case.name, 200)
        if role == CASE_ROLE:
            return case
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(case.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{printable(case.name, 200)}, {counted(case.events, 'event')}, {when_words(case.opened_at)}"
        return None


class RecentDelegate(QStyledItemDelegate):
    """Name, count of events, and when it was open last."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return theme().size(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rect = option.widget, option.rect
        assert isinstance(view, RecentCases)
        px, colours = theme().px, theme().colours
        case: RecentCase = index.data(CASE_ROLE)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        here = bool(option.state & QStyle.StateFlag.State_Selected) and view.hasFocus()
        if hovered or here:
            painter.fillRect(rect, colours.sel if here else colours.hover)
        elif index.row():
            painter.fillRect(rect.left() + px(40), rect.top(), rect.width() - px(40), 1, colours.hair)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        picture = pixmap("file-shield-2-line", colours.t2, px(16), ratio)
        painter.drawPixmap(rect.left() + px(12), rect.top() + (rect.height() - px(16)) // 2, picture)
        when = when_words(case.opened_at)
        small = theme().font(12)
        width = QFontMetrics(small).horizontalAdvance(when)
        inner = rect.adjusted(px(40), px(6), -px(12), -px(6))
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width() - width - px(12), half)
        lower = QRect(inner.left(), inner.top() + half, upper.width(), half)
        _draw(painter, upper, str(index.data()), theme().font(13, 500), "t1")
        _draw(painter, lower, counted(case.events, "event"), small, "t2")
        painter.setPen(colours.t2)
        painter.setFont(small)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), when)
        if here and view.by_keyboard:
            paint_ring(painter, rect)


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(theme().colours.named(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class RecentCases(QListView):
    """The list; a click, Enter or Space opens a case."""

    case_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cases = RecentModel(self)
        self.by_keyboard = False
        self.setModel(self.cases)
        self.setItemDelegate(RecentDelegate(self))
        self.setAccessibleName("Recent cases")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def set_cases(self, cases: Sequence[RecentCase]) -> None:
        """Show others; the first one is where the keyboard starts."""
        self.cases.set_cases(cases)
        if cases:
            self.setCurrentIndex(self.cases.index(0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = min(MOST_ROWS, max(1, self.cases.rowCount()))
        return QSize(300, rows * theme().px(ROW_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(2, max(1, self.cases.rowCount())) * theme().px(ROW_HEIGHT) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        super().mousePressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.case_chosen.emit(Path(self.cases.cases[index.row()].path))


def when_words(opened_at: str, now: datetime | None = None) -> str:
    """When something was, seen from today and from here: "today 16:02", "yesterday", "28 Aug", "3 Dec 2024"."""
    try:
        then = datetime.fromisoformat(opened_at).astimezone()
    except ValueError:
        return ""
    now = (now or datetime.now().astimezone()).astimezone()
    days = (now.date() - then.date()).days
    if days == 0:
        return f"today {then:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"{then.day} {then:%b}" + (f" {then.year}" if then.year != now.year else "")
