"""How did requests, failures and latency go: all plots of an answer, with the switches above them?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.errors import UserError
from scimviewer.progress import Progress
from scimviewer.query.buckets import DAY, HOUR, MINUTE
from scimviewer.times import SECOND
from scimviewer.ui.busy_ring import BUSY_AFTER_MS, BusyRing
from scimviewer.ui.button import Button
from scimviewer.ui.case_series import PlotNumbers, plot_numbers
from scimviewer.ui.chart_ticks import bucket_words
from scimviewer.ui.events_columns import counted
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.plot_files import plot_picture, save_plot, suggested_name
from scimviewer.ui.plot_set import SPLITS, bucket_line, bucket_time, cell_words, plots_of, redacted_value, split_titles
from scimviewer.ui.plots_sheet import PlotsSheet
from scimviewer.ui.theme import shown_colours, theme
from scimviewer.ui.time_filter import within

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

LANE = "plots"
LENGTHS = (
    *(SECOND, 5 * SECOND, 15 * SECOND),
    *(MINUTE, 5 * MINUTE, 15 * MINUTE),
    *(HOUR, 6 * HOUR, DAY),
)
BAR = 44


class PlotsPage(QWidget):
    """Switches, a line for the cross-hair, and the plots."""

    events_wanted = Signal(str)  # a filter whose events to show
    said = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.opened: OpenedCase | None = None
        self.answer: Answer | None = None
        self.numbers: PlotNumbers | None = None
        self.redactor: Redactor | None = None
        self.length_ns: int | None = None
        self.by: str | None = None
        self._again = False  # events came while these were being counted
        self.bucket_button, self.split_button = Button(name="Bucket"), Button(name="Split by")
        self.ring = BusyRing()
        self.told = ElidedLabel(px=12, colour="t2")
        self.sheet = PlotsSheet()
        self.nothing, self.why = PlainLabel(px=15, weight=600), PlainLabel(colour="t2")
        self._busy_soon = QTimer(self, interval=BUSY_AFTER_MS, singleShot=True)
        self._lay_out()
        self._fill_menus()
        self._wire()
        self.dress()

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        for label, button in (("Bucket", self.bucket_button), ("Split by", self.split_button)):
            self._bar.addWidget(PlainLabel(label, px=12, colour="t2"))
            self._bar.addWidget(button)
        self._bar.addWidget(self.ring)
        self._bar.addWidget(self.told, 1)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(self.sheet)
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.addStretch(2)
        for line in (self.nothing, self.why):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.addWidget(line)
        words.addStretch(3)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.scroll_area)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self.stack, 1)

    def _fill_menus(self) -> None:
        lengths = [(None, "auto"), *((length, bucket_words(length)) for length in LENGTHS)]
        self._choices(self.bucket_button, lengths, self.use_bucket)
        self._choices(self.split_button, [(None, "nothing"), *split_titles()], self.use_split)

    def _choices(self, button: Button, values: list[tuple[Any, str]], use: Callable[[Any], None]) -> None:
        menu, group = QMenu(self), QActionGroup(self)
        for value, words in values:
            action = QAction(words, menu, checkable=True, checked=value is None)
            action.setData(value)
            action.triggered.connect(lambda _on=False, value=value: use(value))
            group.addAction(action)
            menu.addAction(action)
        button.setText(values[0][1])
        button.set_menu(menu)

    def _wire(self) -> None:
        self.sheet.hovered.connect(self._show_bucket)
        self.sheet.cell_hovered.connect(self._show_cell)
        self.sheet.cell_chosen.connect(self._choose_cell)
        self.sheet.copy_wanted.connect(self.copy_picture)
        self.sheet.save_wanted.connect(self.ask_where)
        self._busy_soon.timeout.connect(lambda: self.ring.show_busy(True))
        theme().changed.connect(self.dress)

    def dress(self) -> None:
        """Take colours and lengths from the theme again."""
        px = theme().px
        for widget in (self, self.stack):
            shown_colours(widget, "surface")
        self._bar.setContentsMargins(px(16), px(8), px(16), px(4))
        self._bar.setSpacing(px(8))

    # Questions.

    def follow(self, opened: OpenedCase, answer: Answer) -> None:
        """Show the events of an answer."""
        only_more = self.answer is not None and self.answer.query == answer.query
        self.opened, self.answer = opened, answer
        self._again = only_more and self.jobs.busy(LANE)  # an import must not keep them from ever being drawn
        if not self._again:
            self.ask()

    def ask(self) -> None:
        """Ask the case for what the plots show."""
        opened, answer, length, by = self.opened, self.answer, self.length_ns, self.by
        if opened is None or answer is None:
            return
        if not self.ring.isVisible():
            self._busy_soon.start()

        def work(progress: Progress) -> PlotNumbers:
            return plot_numbers(opened, answer, length, by, progress)

        self.jobs.start(LANE, work, done=self.show_numbers, failed=self._fail)

    def _fail(self, message: str) -> None:
        self._rest()
        self.said.emit(message)

    def _rest(self) -> None:
        self._busy_soon.stop()
        self.ring.show_busy(False)

    def close_case(self) -> None:
        """Forget the case."""
        self.jobs.cancel(LANE)
        self._rest()
        self.opened = self.answer = self.numbers = None
        self.sheet.show_plots([])
        self._show_bucket(None)

    def use_bucket(self, length_ns: int | None) -> None:
        """Cut time into buckets of this length, None for one that fits."""
        self.length_ns = length_ns
        self.bucket_button.setText("auto" if length_ns is None else bucket_words(length_ns))
        self.ask()

    def use_split(self, by: str | None) -> None:
        """Split the plots by a column, None for not at all."""
        self.by = by
        self.split_button.setText("nothing" if by is None else SPLITS[by])
        self.ask()

    def set_redactor(self, redactor: Redactor | None) -> None:
        """Show names replaced, or as they are."""
        self.redactor = redactor
        if self.numbers is not None:
            self.show_numbers(self.numbers)

    # What is shown.

    def show_numbers(self, numbers: PlotNumbers) -> None:
        """Draw what was counted."""
        self._rest()
        if self._again:
            self._again = False
            self.ask()
        self.numbers = numbers
        plots = plots_of(numbers, self._hide)
        self.sheet.show_plots(plots)
        self.stack.setCurrentIndex(0 if plots else 1)
        timeless = counted(numbers.without_time, "event")
        self.nothing.setText(f"{timeless} without a time" if numbers.without_time else "No event matches the filter")
        self.why.setText("Without times nothing can be put on an axis." if numbers.without_time else "")
        fitted = numbers.buckets
        if fitted is not None:
            auto = self.length_ns is None
            self.bucket_button.setText(
                f"auto, {bucket_words(fitted.length_ns)}" if auto else bucket_words(fitted.length_ns)
            )
        self._show_bucket(None)

    def _hide(self, text: str) -> str:
        by = None if self.numbers is None else self.numbers.by
        return text if self.redactor is None or by is None else redacted_value(self.redactor, by, text)

    def _show_bucket(self, bucket: int | None) -> None:
        numbers = self.numbers
        if bucket is None or numbers is None or numbers.buckets is None:
            self.told.setText(self._left_out())
        else:
            self.told.setText(bucket_line(numbers, bucket))

    def _left_out(self) -> str:
        numbers = self.numbers
        if numbers is None or numbers.buckets is None:
            return ""
        parts = []
        if numbers.without_time:
            parts.append(f"{numbers.without_time} without a time")
        if numbers.outside:
            parts.append(f"{numbers.outside} far outside this span")
        if self.length_ns is not None and numbers.buckets.length_ns != self.length_ns:
            parts.append(f"{bucket_words(self.length_ns)} would make more than 400 buckets")
        return ", ".join(parts)

    def _show_cell(self, plot: Plot, cell: tuple[int, int] | None) -> None:
        if cell is not None and plot.heat is not None:
            when = bucket_time(plot.buckets, cell[1])
            self.told.setText(f"{when}  {cell_words(plot.heat, *cell)}")

    def _choose_cell(self, plot: Plot, row: int, bucket: int) -> None:
        """Show the events of a cell: its stretch of time in place of the filter's, and its durations."""
        if plot.heat is not None and self.answer is not None:
            inside = within(self.answer.query.text, None, None)
            start, end = plot.heat.buckets.span(bucket)
            low, high = (f"{edge / 1000:.12g}" for edge in plot.heat.edges_us[row : row + 2])
            self.events_wanted.emit(f"{within(inside, start, end)} duration_ms:>={low} duration_ms:<{high}")

    # Leaving the program: always as redacted as other copies.

    def copy_picture(self, key: str) -> None:
        """Put a plot's picture on the clipboard."""
        plot = self._leaving(key)
        if plot is not None and self.answer is not None and self.opened is not None:
            QGuiApplication.clipboard().setImage(plot_picture(plot, self.opened, self.answer))
            self.said.emit("Picture copied, names replaced")

    def ask_where(self, key: str, form: str) -> None:
        """Ask for a file and save a plot into it."""
        plot = self._leaving(key)
        if plot is None or self.opened is None:
            return
        dialog = QFileDialog(self, f"Save {plot.title.lower()}", "", f"{form} (*.{form.lower()})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.lower())
        dialog.selectFile(suggested_name(self.opened, plot, form))
        dialog.fileSelected.connect(lambda path: self.save(key, path))
        dialog.open()

    def save(self, key: str, path: str) -> None:
        """Save a plot into a file whose ending says how."""
        plot = self._leaving(key)
        if plot is not None and self.answer is not None and self.opened is not None:
            try:
                save_plot(plot, path, self.opened, self.answer)
                self.said.emit(f"{path} saved, names replaced")
            except UserError as error:
                self.said.emit(str(error))

    def _leaving(self, key: str) -> Plot | None:
        """A plot with the names in it replaced."""
        if self.numbers is None or self.opened is None:
            return None
        redactor = self.redactor or self.opened.redactor()
        found = plots_of(self.numbers, partial(redacted_value, redactor, self.numbers.by or ""))
        return next((plot for plot in found if plot.key == key), None)
