"""How do all plots stand under each other, on one axis of time and with one cross-hair?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scimviewer.ui.plot_data import Plot
from scimviewer.ui.plot_pane import PlotPane
from scimviewer.ui.theme import shown_colours, theme


class PlotsSheet(QWidget):
    """A pane for each plot, kept as long as the plot with that key is there."""

    hovered = Signal(object)  # the bucket under the cross-hair, None for none
    cell_chosen = Signal(object, int, int)  # Plot, row, bucket
    cell_hovered = Signal(object, object)  # Plot, (row, bucket) or None
    copy_wanted = Signal(str)  # the plot's key
    save_wanted = Signal(str, str)  # key, form

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panes: dict[str, PlotPane] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")

    def show_plots(self, plots: Sequence[Plot]) -> None:
        """Show these, in this order."""
        for key in [key for key in self.panes if key not in {plot.key for plot in plots}]:
            pane = self.panes.pop(key)
            self._column.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        for place, plot in enumerate(plots):
            if plot.key not in self.panes:
                self.panes[plot.key] = self._pane(plot.key)
            self._column.insertWidget(place, self.panes[plot.key], 1)
            self.panes[plot.key].show_plot(plot)

    def _pane(self, key: str) -> PlotPane:
        pane = PlotPane()
        pane.chart.hovered.connect(self._hover)
        pane.chart.cell_chosen.connect(lambda row, bucket: self.cell_chosen.emit(pane.plot, row, bucket))
        pane.chart.cell_hovered.connect(lambda cell: self.cell_hovered.emit(pane.plot, cell))
        pane.copy_wanted.connect(lambda: self.copy_wanted.emit(key))
        pane.save_wanted.connect(lambda form: self.save_wanted.emit(key, form))
        return pane

    def _hover(self, bucket: int | None) -> None:
        for pane in self.panes.values():
            pane.chart.show_cursor(bucket)
        self.hovered.emit(bucket)
