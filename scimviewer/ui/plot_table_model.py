"""How do the numbers of a plot read as a table?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from scimviewer.ui.chart_labels import value_words
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.plain import printable
from scimviewer.ui.plot_data import Plot

Index = QModelIndex | QPersistentModelIndex


class PlotTableModel(QAbstractTableModel):
    """A row for each bucket, a column for each curve, layer or level; unknown is a dash, not a zero."""

    def __init__(self) -> None:
        super().__init__()
        self.header: list[str] = []
        self.rows: list[list[Any]] = []
        self.unit = "count"

    def show_plot(self, plot: Plot | None) -> None:
        """Show the numbers of a plot; layers without any are left out."""
        self.beginResetModel()
        if plot is not None:
            plot = replace(plot, layers=tuple(one for one in plot.layers if one.counts.any()))
        self.header, self.rows = ([], []) if plot is None else (plot.header(), plot.rows())
        if plot is not None:
            zone = display_zone()
            self.header[0] = f"time ({zone.title})"
            for row, start in zip(self.rows, plot.buckets.starts, strict=True):
                row[0] = f"{zone.text(start, 0)}{zone.mark}"
        self.unit = "count" if plot is None or plot.heat is not None else plot.unit
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            value = self.rows[index.row()][index.column()]
            if index.column() == 0:
                return value
            return "–" if value is None else value_words(self.unit, float(value))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return printable(self.header[section], 60)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
