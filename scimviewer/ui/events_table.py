"""How does one walk through the events: the table, its keys, its columns?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QMenu, QTableView, QWidget

from scimviewer.ui.events_columns import BY_KEY, COLUMNS, USUAL, shown
from scimviewer.ui.events_delegate import ROW_HEIGHT, EventsDelegate
from scimviewer.ui.events_header import EventsHeader
from scimviewer.ui.events_model import EventsModel, Ids
from scimviewer.ui.events_widths import fitted_widths, wanted_width
from scimviewer.ui.marked_scroll_bar import MarkedScrollBar
from scimviewer.ui.plain import printable
from scimviewer.ui.row_walk import Rows, next_row
from scimviewer.ui.theme import theme

# Copying more rows than this is an export, not a copy.
COPY_LIMIT = 10_000
PAGE_STEP = 10
KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
# Columns whose values make a filter; the others are times, numbers and sentences.
FILTERED = frozenset(
    {
        *("method", "status", "outcome", "operation", "intent", "actor", "client", "target", "resource_type"),
        *("resource_name", "resource_id", "scim_type", "error", "source", "request_id", "cycle"),
    }
)


class EventsTable(QTableView):
    """One delegate paints all; there is no grid and no style sheet on items."""

    event_chosen = Signal(object)  # event id or None
    opened = Signal()  # Enter: the detail is wanted
    columns_wanted = Signal()  # the dialog
    layout_changed = Signal()  # columns or widths
    value_chosen = Signal(str, object, bool)  # field, value or None, exclude

    def __init__(self, model: EventsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = model
        self.fitted = True  # widths follow the window until somebody drags one
        self._fitting = False
        self._painter = EventsDelegate(self)
        self.scroll_bar = MarkedScrollBar(self)
        self.setVerticalScrollBar(self.scroll_bar)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(EventsHeader(self))
        self.setModel(model)
        self._set_up()
        self.selectionModel().currentRowChanged.connect(self._say_chosen)
        header = self.horizontalHeader()
        header.customContextMenuRequested.connect(self._show_header_menu)
        header.sectionResized.connect(self._note_width)
        header.sectionClicked.connect(self._sort_by)
        self.customContextMenuRequested.connect(self._show_row_menu)
        theme().changed.connect(self.dress)
        self.dress()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("own_ring", True)
        self.setAccessibleName("Events")
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.show_order("time", False)

    def dress(self) -> None:
        """Take heights and widths from the theme again."""
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.fit_columns()
        self.viewport().update()

    # What is shown.

    def set_ids(self, ids: Ids) -> None:
        """Show these events; the chosen one and the place on the screen stay where they can."""
        current, top, column = self.current_id(), self.rowAt(0), self.currentIndex().column()
        anchor = int(self.events.ids[top]) if 0 <= top < len(self.events.ids) else None
        offset = self.currentIndex().row() - top
        followed = current is not None and 0 <= offset <= self.height() // theme().px(ROW_HEIGHT)
        self.events.set_ids(ids)
        row = self.events.row_of(current) if current is not None else -1
        if row >= 0 and row != self.currentIndex().row():
            self._select(row, column)
        if row >= 0 and followed:
            self.verticalScrollBar().setValue(max(0, row - offset))
        elif anchor is not None and (place := self.events.row_of(anchor)) >= 0 and place != top:
            self.verticalScrollBar().setValue(place)
        if row < 0 and current is not None:
            self.event_chosen.emit(None)

    def current_id(self) -> int | None:
        """The chosen event."""
        row = self.currentIndex().row()
        return int(self.events.ids[row]) if 0 <= row < len(self.events.ids) else None

    def chosen_ids(self) -> list[int]:
        """The selected events, in the order of the screen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})[:COPY_LIMIT]
        return [int(self.events.ids[row]) for row in rows]

    def choose(self, event_id: int) -> bool:
        """Choose an event and bring it into view; False where it is not in the table."""
        row = self.events.row_of(event_id)
        if row >= 0:
            self.go_to(row)
        return row >= 0

    def go_to(self, row: int) -> None:
        """Choose the row nearest to this number."""
        if len(self.events.ids):
            row = max(0, min(len(self.events.ids) - 1, row))
            self._select(row)
            self.scrollTo(self.currentIndex())

    def step(self, rows: int) -> None:
        """Choose another row, so many further down; from nowhere the first."""
        row = self.currentIndex().row()
        self._painter.by_keyboard = True
        self.go_to(row + rows if row >= 0 else 0)

    def step_to(self, rows: Rows, direction: int) -> bool:
        """Choose the next of these ascending rows below (+1) or above (-1); False where there is none."""
        row = self.currentIndex().row()
        start = row + direction if row >= 0 else (0 if direction > 0 else len(self.events.ids) - 1)
        self._painter.by_keyboard = True
        found = next_row(rows, start, direction)
        if found >= 0:
            self.go_to(found)
        return found >= 0

    def copied(self) -> str:
        """The selected rows as shown, columns separated by tabs, in the order of the screen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})[:COPY_LIMIT]
        keys = self.columns()
        return "\n".join("\t".join(shown(BY_KEY[key], self.events.row(row)) for key in keys) for row in rows)

    def copy(self) -> int:
        """Put the selected rows on the clipboard; answers how many."""
        text = self.copied()
        if text:
            QGuiApplication.clipboard().setText(text)
        return text.count("\n") + 1 if text else 0

    # Columns.

    def columns(self) -> list[str]:
        """The keys of the columns, from left to right."""
        header = self.horizontalHeader()
        return [self.events.columns[header.logicalIndex(place)].key for place in range(header.count())]

    def set_columns(self, keys: Sequence[str], widths: Mapping[str, int] | None = None) -> None:
        """Show these columns in this order; unknown keys are passed over, none means the usual ones."""
        chosen = [BY_KEY[key] for key in dict.fromkeys(keys) if key in BY_KEY] or [BY_KEY[key] for key in USUAL]
        current = self.current_id()
        order = self._order
        self.events.set_columns(chosen)
        self.fitted = not widths
        self.fit_columns()
        self._fitting = True
        for number, column in enumerate(chosen):
            if widths:
                self.setColumnHidden(number, False)
                usual = wanted_width(column, number == 0, self._painter.with_date)
                self._resize(number, widths.get(column.key) or usual)
        self._fitting = False
        self.show_order(*order)
        if current is not None:
            self.choose(current)
        self.layout_changed.emit()

    def widths(self) -> dict[str, int]:
        """Widths by column where somebody changed one, else nothing."""
        if self.fitted:
            return {}
        return {column.key: self.columnWidth(n) for n, column in enumerate(self.events.columns)}

    def fit_columns(self) -> None:
        """Give each column the width of its longest expected text and the rest to the sentence."""
        if not self.fitted or self._fitting:
            return
        self._fitting = True
        room = self.viewport().width()
        for number, width in enumerate(fitted_widths(self.events.columns, room, self._painter.with_date)):
            self.setColumnHidden(number, not width)
            if width:
                self._resize(number, width)
        self._fitting = False

    def show_dates(self, wanted: bool) -> None:
        """Print the day before the time, for events of more than one day."""
        if wanted != self._painter.with_date:
            self._painter.with_date = wanted
            self.fit_columns()
            self.viewport().update()

    def show_zone(self) -> None:
        """Show times in another zone."""
        self.fit_columns()
        self.horizontalHeader().viewport().update()
        self.viewport().update()

    def show_ribbons(self, ribbons: Mapping[int, str]) -> None:
        """Mark these events at the left edge: id → colour."""
        self._painter.ribbons = ribbons
        self.viewport().update()

    def show_as_focused(self) -> None:
        """Paint the chosen row as if the keyboard were here, for pictures."""
        self._painter.as_focused = True
        self.viewport().update()

    def _resize(self, number: int, width: int) -> None:
        if width != self.columnWidth(number):
            self.setColumnWidth(number, width)

    def _note_width(self, _section: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self.fitted = False
            self.layout_changed.emit()

    # Order.

    def show_order(self, sort_key: str, descending: bool) -> None:
        """Put the arrow at the column that orders the rows."""
        self._order = (sort_key, descending)
        header = self.horizontalHeader()
        places = [n for n, column in enumerate(self.events.columns) if column.sort == sort_key]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(places[0] if places else -1, order)

    def _sort_by(self, section: int) -> None:
        sort_key = self.events.columns[section].sort
        descending = self._order == (sort_key, False)
        if sort_key:
            self.show_order(sort_key, descending)
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.events.sort(section, order)

    def _show_header_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keys = self.columns()
        for column in COLUMNS:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key in keys)
            action.toggled.connect(lambda on, key=column.key: self.toggle_column(key, on))
        menu.addSeparator()
        menu.addAction("Order of columns…", self.columns_wanted.emit)
        menu.addAction("Usual columns", self.reset_columns)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def current_value(self) -> tuple[str, str | None] | None:
        """The field and value of the current cell, as a filter names them; None where it has no such value."""
        event_id, index = self.current_id(), self.currentIndex()
        if event_id is None:
            return None
        (row,) = self.events.fetch([event_id])  # not as shown: names may be replaced there
        key = self.events.columns[index.column()].key
        if key == "resource":
            key = "resource_name" if row.get("resource_name") else "resource_id"
        if key not in FILTERED:
            return None
        return key, None if row.get(key) is None else str(row[key])

    def filter_by_value(self, exclude: bool) -> bool:
        """Ask for events like the current cell, or for all others; False where that is no filter."""
        found = self.current_value()
        if found is not None:
            self.value_chosen.emit(*found, exclude)
        return found is not None

    def _show_row_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown_value = printable(str(index.data() or "nothing"), 40)
        for title, exclude in ((f"Only “{shown_value}”", False), (f"All but “{shown_value}”", True)):
            action = menu.addAction(title.replace("&", "&&"))
            action.setEnabled(self.current_value() is not None)
            action.triggered.connect(lambda _on=False, exclude=exclude: self.filter_by_value(exclude))
        menu.addSeparator()
        menu.addAction("Copy row as shown", self.copy)
        menu.popup(self.viewport().mapToGlobal(place))

    def toggle_column(self, key: str, wanted: bool) -> None:
        """Show or hide a column; a new one stands at its usual place."""
        keys = [other for other in self.columns() if other != key]
        if wanted:
            usual = [column.key for column in COLUMNS]
            after = [n for n, other in enumerate(keys) if usual.index(other) < usual.index(key)]
            keys.insert(after[-1] + 1 if after else 0, key)
        if keys:
            self.set_columns(keys, self.widths())

    def reset_columns(self) -> None:
        """The columns and widths of the first start."""
        self.set_columns(USUAL)

    # What Qt says.

    def _select(self, row: int, column: int | None = None) -> None:
        index = self.events.index(row, max(0, self.currentIndex().column() if column is None else column))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def _say_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.scroll_bar.show_current(current.row())
        self.event_chosen.emit(int(self.events.ids[current.row()]) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._painter.by_keyboard = True
        key, plain = event.key(), not event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and plain:
            self.step(PAGE_STEP if key == Qt.Key.Key_PageDown else -PAGE_STEP)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            self.go_to(0 if key == Qt.Key.Key_Home else len(self.events.ids) - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Letters are keys of the window here; Qt would walk through a million rows for them."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painter.by_keyboard = event.reason() in KEYBOARD
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            # Qt's views make the first row current here, unselected: an event nobody chose would fill the detail.
            QAbstractScrollArea.focusInEvent(self, event)
            if self._painter.by_keyboard:
                self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._painter.by_keyboard = False
        super().mousePressEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._painter.hovered_row:
            self._painter.hovered_row = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
