"""Which line of a comparison stands on which row: side by side, below each other, or by attribute?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scimviewer.ui.diff_lines import SIGNS, Line
from scimviewer.ui.plain import printable, tip_text

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
SIDES, INLINE, ATTRIBUTES = "sides", "inline", "attributes"
LONGEST = 2000  # characters of a line; nobody reads more of it here
SPOKEN = {"added": "added", "removed": "removed", "changed": "changed", "equal": "unchanged"}


class DiffModel(QAbstractTableModel):
    """Rows of lines; a fold opens in place and stays as the head of what it held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shape = SIDES
        self.titles = ("", "")
        self.lines: list[Line] = []
        self.opened: set[int] = set()  # folds, by the identity of what they hide

    def show(self, shape: str, lines: list[Line], titles: tuple[str, str] = ("", "")) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.shape, self.lines, self.titles = shape, list(lines), titles
        self.opened.clear()
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Open a fold, or close it again."""
        line = self.lines[row]
        if not line.hidden:
            return
        count, key = len(line.hidden), id(line.hidden)
        if key in self.opened:
            self.beginRemoveRows(QModelIndex(), row + 1, row + count)
            self.opened.discard(key)
            del self.lines[row + 1 : row + 1 + count]
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), row + 1, row + count)
            self.opened.add(key)
            self.lines[row + 1 : row + 1] = line.hidden
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def is_open(self, line: Line) -> bool:
        """Whether a fold shows what it holds."""
        return id(line.hidden) in self.opened

    def places(self) -> list[int]:
        """The rows at which a run of differences begins."""
        # The rest of a long run is folded; what follows it belongs to the same run.
        differs = [line.differs or (line.kind == "fold" and line.name in ("added", "removed")) for line in self.lines]
        return [row for row, one in enumerate(differs) if one and (row == 0 or not differs[row - 1])]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else {SIDES: 2, INLINE: 1, ATTRIBUTES: 4}[self.shape]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            left, right = self.titles
            return (("Attribute", left, right, "Verdict") if self.shape == ATTRIBUTES else self.titles)[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        text = self.text(line, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(text or "", LONGEST)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(text.strip()) if text and len(text) > 60 else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{SPOKEN.get(line.kind, line.kind)}: {printable(text or 'nothing', LONGEST)}"
        return None

    def text(self, line: Line, column: int) -> str | None:
        """What stands in a cell; None where nothing stands on that side."""
        if line.kind == "fold":
            return line.left if column == 0 else ""
        if self.shape == ATTRIBUTES:
            return (line.name, line.left, line.right, line.verdict)[column]
        if self.shape == INLINE:
            wanted = line.right if line.name == "right" or line.left is None else line.left
            return wanted
        return (line.left, line.right)[column]

    def sign(self, line: Line, column: int = 0) -> str:
        """What stands at the edge of a cell: "+", "−", "~", "≈" or nothing."""
        if self.shape == INLINE and line.name in ("left", "right") and line.kind == "changed":
            return "−" if line.name == "left" else "+"
        if self.shape == SIDES and line.kind in ("added", "removed") and (line.left, line.right)[column] is None:
            return ""
        return "" if self.shape != ATTRIBUTES and line.kind == "equal" else SIGNS[line.kind]
