"""How is a body read as a tree: names and values in two columns, unfolded where somebody looks?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from scimviewer.event import Json
from scimviewer.ui.badge import paint_removed
from scimviewer.ui.icons import pixmap
from scimviewer.ui.json_model import COUNT_ROLE, KEY, KIND_ROLE, SECRET_ROLE, VALUE, JsonModel, Node
from scimviewer.ui.json_values import Steps
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.theme import theme

ROW_HEIGHT = 24
INDENT = 16
KEY_SHARE = 0.42  # of the width, at first; never more than names need
LEAST_KEY = 140
# So many rows are opened without being asked, but not those that say the same in every body.
OPEN_AT_FIRST = 30
SELDOM_READ = ("schemas", "meta")
COLOURS = {"string": "json_string", "number": "json_number", "literal": "json_literal"}


class JsonDelegate(QStyledItemDelegate):
    """Paints values in the colour of their type, counts before previews, removed secrets as badges."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return theme().size(80, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view, rect = option.widget, option.rect
        assert isinstance(view, JsonTree)
        colours = theme().colours
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, colours.sel if view.hasFocus() else colours.sel_off)
        elif index.row() == view.hit_row(index):
            painter.fillRect(rect, colours.span)
        inner = rect.adjusted(theme().px(4), 0, -theme().px(4), 0)
        kind = str(index.data(KIND_ROLE))
        if index.column() == KEY:
            colour = colours.t2 if kind == "range" else colours.json_key
            # The end tells names such as urn:…:enterprise:2.0:User apart.
            self._draw(painter, inner, str(index.data()), colour, Qt.TextElideMode.ElideMiddle)
        elif index.data(SECRET_ROLE):
            paint_removed(painter, inner, str(index.data(SECRET_ROLE)))
        elif index.data(COUNT_ROLE):
            head, _, rest = str(index.data()).partition(" ")
            used = self._draw(painter, inner, head, colours.t1)
            muted = colours.t2 if selected else colours.t3
            self._draw(painter, inner.adjusted(used + theme().px(8), 0, 0, 0), rest, muted)
        else:
            self._draw(painter, inner, str(index.data()), colours.named(COLOURS.get(kind, "t1")))

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        colour: QColor,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        font = theme().font(12, mono=True)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, mode, rect.width())
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        return metrics.horizontalAdvance(shown)


class JsonTree(QTreeView):
    """A body as a tree. Arrows move and fold, * unfolds what lies below, Ctrl+C copies the value."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body_model = JsonModel(self)
        self.setModel(self.body_model)
        self.setItemDelegate(JsonDelegate(self))
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(True)
        self.header().setMinimumSectionSize(theme().px(60))
        self.header().setSectionResizeMode(KEY, QHeaderView.ResizeMode.Interactive)
        self._hits: set[Steps] = set()
        # The current row wears the ring only while the keyboard steers.
        self.by_keyboard = False
        self.dress()
        theme().changed.connect(self.dress)

    def set_body(self, body: Json) -> None:
        """Show a body, unfolded where it is short."""
        self._hits = set()
        self.body_model.set_body(body)
        self._open_first()
        self._fit()

    def _open_first(self) -> None:
        """Unfold level by level while what appears stays short."""
        model = self.body_model
        room = OPEN_AT_FIRST - model.rowCount()
        waiting = [model.index(row, KEY) for row in range(min(model.rowCount(), OPEN_AT_FIRST))]
        while waiting:
            index = waiting.pop(0)
            node = model.node(index)
            first, past = node.span
            if not 0 < past - first <= room or node.step in SELDOM_READ:
                continue
            room -= past - first
            self.expand(index)
            waiting += [model.index(row, KEY, index) for row in range(past - first)]

    def current_node(self) -> Node | None:
        """The value the keyboard stands on."""
        index = self.currentIndex()
        return self.body_model.node(index) if index.isValid() else None

    def go_to(self, steps: Steps) -> None:
        """Unfold the way to a value and stand on it."""
        index = self.body_model.index_of(steps)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def set_hits(self, hits: set[Steps]) -> None:
        """Mark the values at the ends of these ways."""
        self._hits = hits
        self.viewport().update()

    def hit_row(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The index's own row if it was found, else -1."""
        if not self._hits:
            return -1
        node = self.body_model.node(index)
        return index.row() if not node.is_range and node.steps in self._hits else -1

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        if not self.currentIndex().isValid() and self.body_model.rowCount():
            self.setCurrentIndex(self.body_model.index(0, KEY))
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_C:
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
        elif event.key() == Qt.Key.Key_Asterisk:
            # Qt's own answer unfolds all levels of everything, however much that is.
            self.expandRecursively(self.currentIndex(), 1)
        else:
            super().keyPressEvent(event)

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        super().drawRow(painter, option, index)
        here = self.current_node() is self.body_model.node(index)
        if here and self.by_keyboard and self.hasFocus():
            paint_ring(painter, rect)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        colours, px = theme().colours, theme().px
        if self.selectionModel().isSelected(index):
            painter.fillRect(rect, colours.sel if self.hasFocus() else colours.sel_off)
        if self.body_model.hasChildren(index):
            name = "arrow-down-s-line" if self.isExpanded(index) else "arrow-right-s-line"
            mark = pixmap(name, colours.t2, px(14), self.devicePixelRatioF())
            left = rect.right() - px(INDENT) + 2
            painter.drawPixmap(left, rect.top() + (rect.height() - px(14)) // 2, mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dress(self) -> None:
        """Take sizes and font from the theme again."""
        self.setFont(theme().font(12, mono=True))
        self.setIndentation(theme().px(INDENT))
        self.doItemsLayout()

    def _fit(self) -> None:
        """Give names what they need, but not more than their share."""
        width = self.viewport().width()
        most = max(theme().px(LEAST_KEY), round(width * KEY_SHARE))
        metrics = QFontMetrics(theme().font(12, mono=True))
        rows = range(min(self.body_model.rowCount(), OPEN_AT_FIRST))
        names = [str(self.body_model.index(row, KEY).data()) for row in rows]
        wanted = max((metrics.horizontalAdvance(name) for name in names), default=0) + theme().px(3 * INDENT)
        self.setColumnWidth(KEY, max(theme().px(LEAST_KEY), min(wanted, most)))


assert VALUE == KEY + 1  # the value takes what the name leaves
