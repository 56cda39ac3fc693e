"""What stands around one plot: its title, the way to its table and out of the program, words where it is empty?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.plot_chart import PlotChart
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.plot_table import PlotTable
from scimviewer.ui.theme import shown_colours, theme

HEIGHT, HEAD = 196, 34
FORMS = ("PNG", "SVG", "CSV")


class PlotPane(QWidget):
    """One plot. The table is its twin: the same numbers in a view that keys and screen readers read."""

    copy_wanted = Signal()
    save_wanted = Signal(str)  # one of FORMS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot: Plot | None = None
        self.title = PlainLabel(weight=600)
        self.note = ElidedLabel(px=12, colour="t2")
        self.table_button = Button(icon_name="table-line", kind="icon", name="Show as a table")
        self.table_button.setCheckable(True)
        self.copy_button = Button(icon_name="camera-line", kind="icon", name="Copy as a picture")
        self.save_button = Button(icon_name="download-line", kind="icon", name="Save as PNG, SVG or CSV")
        menu = QMenu(self)
        for form in FORMS:
            menu.addAction(f"{form}…").triggered.connect(lambda _on=False, form=form: self.save_wanted.emit(form))
        self.save_button.set_menu(menu)
        self.chart = PlotChart()
        self.table = PlotTable()
        self.trouble, self.meaning = PlainLabel(px=15, weight=600), PlainLabel(colour="t2")
        self.stack = QStackedWidget()
        self._lay_out()
        self.table_button.toggled.connect(self.show_table)
        self.copy_button.clicked.connect(self.copy_wanted)
        theme().changed.connect(self.dress)
        self.dress()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.note, 1)
        for button in (self.table_button, self.copy_button, self.save_button):
            self._head.addWidget(button)
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.addStretch(1)
        for label in (self.trouble, self.meaning):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.addWidget(label)
        words.addStretch(1)
        for widget in (self.chart, self.table, empty):
            self.stack.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 1)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.stack, 1)

    def dress(self) -> None:
        """Take colours and lengths from the theme again."""
        px = theme().px
        for widget in (self, self.stack):
            shown_colours(widget, "surface")
        self.setMinimumHeight(px(HEIGHT))
        self._head.setContentsMargins(px(16), px(4), px(8), 0)
        self._head.setSpacing(px(8))

    def show_plot(self, plot: Plot) -> None:
        """Show other numbers, as a table where they were one before."""
        self.plot = plot
        self.title.setText(plot.title)
        self.note.setText(plot.note)
        self.chart.show_plot(plot)
        self.chart.setAccessibleName(plot.title)
        self.chart.setAccessibleDescription(plot.spoken)
        self.trouble.setText(plot.trouble[0])
        self.meaning.setText(plot.trouble[1])
        self.table.setAccessibleName(f"{plot.title} as a table")
        self.show_table(self.table_button.isChecked())

    def show_table(self, shown: bool) -> None:
        """Show the numbers as a table, or the plot again."""
        if shown:
            self.table.show_plot(self.plot)
            if self.table_button.hasFocus():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                self.table.selectRow(0)
        else:
            self.table.show_plot(None)
        bare = 2 if self.plot is not None and self.plot.trouble[0] else 0
        self.stack.setCurrentIndex(1 if shown else bare)

    def hide_buttons(self) -> None:
        """Leave out what has no use in a picture."""
        for button in (self.table_button, self.copy_button, self.save_button):
            button.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colours.hair)
        painter.end()
