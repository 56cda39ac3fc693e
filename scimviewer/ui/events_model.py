"""Which events are in the table, in which order, and what do the rows say that somebody looks at?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from scimviewer.ui.display_zone import told
from scimviewer.ui.events_columns import COLUMNS, USUAL, Row, ShownColumn, heading, shown, spoken
from scimviewer.ui.plain import tip_text

PAGE = 200
PAGES = 50
FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
ROW_ROLE = Qt.ItemDataRole.UserRole

AnyIndex = QModelIndex | QPersistentModelIndex
Ids = NDArray[np.int64]
Fetch = Callable[[Sequence[int]], list[Row]]


class EventsModel(QAbstractTableModel):
    """Ids in order, and the 50 latest pages of 200 rows; it never sorts, it says which order is wanted."""

    order_requested = Signal(str, bool)  # sort key, descending

    def __init__(
        self, fetch: Fetch, sentence: Callable[[Row], str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.fetch = fetch
        self.sentence = sentence
        # Rows as the window shows them: the Redactor's `row`, or None.
        self.redact: Callable[[Row], Row] | None = None
        self.ids: Ids = np.empty(0, np.int64)
        self.columns: tuple[ShownColumn, ...] = tuple(column for column in COLUMNS if column.key in USUAL)
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()

    def set_ids(self, ids: Ids) -> None:
        """Show these events instead; rows that only grow at the end keep selection and scroll position."""
        old = len(self.ids)
        if 0 < old <= len(ids) and np.array_equal(ids[:old], self.ids):
            self.append_ids(ids[old:])
            return
        self.beginResetModel()
        self.ids = np.ascontiguousarray(ids, np.int64)
        self._pages.clear()
        self.endResetModel()

    def append_ids(self, ids: Ids) -> None:
        """Show these events after the others, as an import finds them."""
        if not len(ids):
            return
        first = len(self.ids)
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        self.ids = np.concatenate([self.ids, np.asarray(ids, np.int64)])
        self._pages.pop(first // PAGE, None)
        self.endInsertRows()

    def forget_rows(self) -> None:
        """Fetch what is shown again, because rows changed (another redaction, another reading)."""
        self._pages.clear()
        if len(self.ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def set_columns(self, columns: Sequence[ShownColumn]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """The event in a row of the table; fetches its page where it is not at hand."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._pages[page] = self._fetched(page)
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return rows[number - page * PAGE]

    def row_of(self, event_id: int) -> int:
        """Where an event stands, -1 where it is not in the table."""
        found = np.flatnonzero(self.ids == event_id)
        return int(found[0]) if len(found) else -1

    def _fetched(self, page: int) -> list[Row]:
        rows = self.fetch(self.ids[page * PAGE : (page + 1) * PAGE].tolist())
        if self.redact is not None:
            rows = [self.redact(row) for row in rows]
        if self.sentence is not None:
            for row in rows:
                row["what"] = self.sentence(row)
        return rows

    # What Qt asks.

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        # Never fetches: Ctrl+A asks this for every row.
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return FLAGS

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.ids):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(self.columns[index.column()], self.row(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(self.columns[index.column()], self.row(index.row()))
        if role == ROW_ROLE:
            return self.row(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.row(index.row()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[index.column()].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tip(self, column: ShownColumn, row: Row) -> str:
        text = shown(column, row)
        if column.key == "time" and row.get("time"):
            text = told(str(row["time"])) + (
                "\nThe log gives no zone; this one is assumed." if row.get("zone_assumed") else ""
            )
        if column.key == "what" and row.get("error"):
            text += f"\n{row['error']}"
        return tip_text(text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.order_requested.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)
