"""How do two states become the rows of a table, with what stayed the same folded?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from scimviewer.ui.events_columns import counted
from scimviewer.ui.state_rows import EQUAL, StateRow

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Attribute", "Before", "After")
ROW = Qt.ItemDataRole.UserRole
KIND_WORDS = {"retyped": "same value, another type", "untold": "not known on one side"}


class StatesModel(QAbstractTableModel):
    """Rows of attributes; under them one row that folds those that stayed."""

    def __init__(self) -> None:
        super().__init__()
        self._moved: list[StateRow] = []
        self._same: list[StateRow] = []
        self.unfolded = False

    def set_rows(self, rows: Sequence[StateRow]) -> None:
        """Show other states; what is unfolded stays so."""
        self.beginResetModel()
        self._moved = [row for row in rows if row.kind != EQUAL]
        self._same = [row for row in rows if row.kind == EQUAL]
        self.endResetModel()

    def toggle(self) -> None:
        """Fold or unfold what stayed the same."""
        self.beginResetModel()
        self.unfolded = not self.unfolded
        self.endResetModel()

    @property
    def shown(self) -> list[StateRow | None]:
        """The rows as they stand; None is the one that folds."""
        return [*self._moved, *([None] if self._same else []), *(self._same if self.unfolded else [])]

    def fold_words(self) -> str:
        """What the folding row says."""
        return f"{counted(len(self._same), 'attribute')} unchanged"

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if row is None:
                return self.fold_words() if index.column() == 0 else ""
            if index.column() == 0:
                more = KIND_WORDS.get(row.kind, row.kind)
                return row.name if role == Qt.ItemDataRole.DisplayRole else f"{row.name}, {more}"
            side = row.before if index.column() == 1 else row.after
            return f"{side.basis}: {side.text}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None
