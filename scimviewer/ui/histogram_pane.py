"""When did it happen: how many events of which outcome over time, and which stretch of it is looked at?"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scimviewer.progress import Progress
from scimviewer.times import FIRST, LAST
from scimviewer.ui.busy_ring import BUSY_AFTER_MS, BusyRing
from scimviewer.ui.button import Button
from scimviewer.ui.case_series import HistogramNumbers, histogram_numbers
from scimviewer.ui.chart_ticks import bucket_words, span_words
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.legend import Legend
from scimviewer.ui.marker_lane import Marker, MarkerLane
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.outcome_looks import outcome_layers, outcome_words
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.plot_data import Plot, is_uneven
from scimviewer.ui.theme import shown_colours, theme
from scimviewer.ui.time_filter import Range, time_range, within

if TYPE_CHECKING:
    from scimviewer.ui.histogram_chart import HistogramChart

HEIGHT, HEAD = 140, 30
LEFT, RIGHT = 44, 14
BAR_PX = 8  # a bar is at least so wide
AROUND = 0.15  # of the range, shown beside it when one looks closer
LANE = "histogram"


class HistogramPane(QWidget):
    """The chart under a line that names what it shows. It reads and writes the filter's range of time, nothing else."""

    text_wanted = Signal(str)  # the filter with another range

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.opened: OpenedCase | None = None
        self.answer: Answer | None = None
        self.numbers: HistogramNumbers | None = None
        self.range: Range = (None, None)  # the filter's
        self.views: list[tuple[int, int]] = []  # stretches one looked closer at, the latest last
        self.before: list[Range] = []  # the ranges before each that was set here
        self._again = False  # events came while these were being counted
        self._folded = False
        self.title = PlainLabel(px=12, weight=600)
        self.told = ElidedLabel(px=12, colour="t2")
        self.ring = BusyRing()
        self.legend = Legend()
        self.closer = Button(icon_name="zoom-in-line", kind="icon", name="Look closer at the range", key="Z")
        self.back = Button(icon_name="zoom-out-line", kind="icon", name="Take the last step back", key="z")
        self.fold = Button(icon_name="arrow-down-s-line", kind="icon", name="Fold the histogram")
        self.markers: tuple[Marker, ...] = ()
        self.lane = MarkerLane(LEFT, RIGHT)
        self._chart: HistogramChart | None = None
        self._busy_soon = QTimer(self, interval=BUSY_AFTER_MS, singleShot=True)
        self._lay_out()
        self._busy_soon.timeout.connect(lambda: self.ring.show_busy(True))
        self.closer.clicked.connect(self.look_closer)
        self.back.clicked.connect(self.step_back)
        self.fold.clicked.connect(self.toggle)
        theme().changed.connect(self.dress)
        self.dress()
        self.close_case()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.told, 1)
        for widget in (self.ring, self.legend, self.closer, self.back, self.fold):
            self._head.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 1)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.lane)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def chart(self) -> HistogramChart:
        """The chart, made when there are numbers to show; pyqtgraph was loaded while they were counted."""
        if self._chart is None:
            from scimviewer.ui.histogram_chart import HistogramChart

            self._chart = HistogramChart()
            self._chart.setAccessibleName("Events over time")
            self._chart.range_chosen.connect(self.choose)
            self._chart.back_wanted.connect(self.step_back)
            self._chart.double_clicked.connect(self._take_click_back)
            self._chart.marked_changed.connect(self._tell)
            self._chart.hovered.connect(self._show_hovered)
            self._column.addWidget(self._chart, 1)
        return self._chart

    def dress(self) -> None:
        """Take colours and lengths from the theme again."""
        px = theme().px
        shown_colours(self, "surface")
        self._head.setContentsMargins(px(14), 0, px(8), 0)
        self._head.setSpacing(px(8))
        self._fit()

    def _fit(self) -> None:
        lane = 0 if self.lane.isHidden() else self.lane.height()
        self.setFixedHeight(theme().px(HEAD) if self._folded else theme().px(HEIGHT) + lane)

    def sizeHint(self) -> QSize:
        return theme().size(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colours.hair)
        painter.end()

    # What is shown.

    def follow(self, opened: OpenedCase, answer: Answer) -> None:
        """Show the events of an answer."""
        only_more = self.answer is not None and self.answer.query == answer.query
        self.opened, self.answer = opened, answer
        found = time_range(answer.query.text, opened.table.now.time_span())
        if found != self.range:  # it was typed, and what was clicked before means nothing now
            self.range, self.before = found, []
        if self._chart is not None:
            self._chart.show_range(*self.range)
        self._again = only_more and self.jobs.busy(LANE)  # an import must not keep the bars from ever being drawn
        if not self._again:
            self._ask()

    def _ask(self) -> None:
        opened, answer = self.opened, self.answer
        if opened is None or answer is None or self._folded:
            return
        view = self.views[-1] if self.views else None
        most = max(24, min(400, (self.width() - LEFT - RIGHT) // BAR_PX))
        if not self.ring.isVisible():
            self._busy_soon.start()

        def work(progress: Progress) -> HistogramNumbers:
            import_module("scimviewer.ui.histogram_chart")  # takes 0.3 s, which the window should not wait for
            return histogram_numbers(opened, answer, view, most, progress)

        self.jobs.start(LANE, work, done=self.show_numbers, failed=lambda _message: self._rest())

    def _rest(self) -> None:
        self._busy_soon.stop()
        self.ring.show_busy(False)

    def show_numbers(self, numbers: HistogramNumbers) -> None:
        """Draw what was counted."""
        self._rest()
        if self._again:
            self._again = False
            self._ask()
        self.numbers = numbers
        if numbers.buckets is None:
            self.legend.show_layers([])
            self.chart.show_numbers(None, None)
        else:
            layers = outcome_layers(numbers.counts)
            root = is_uneven(numbers.counts.sum(axis=0))
            plot = Plot("events", "Events", "", "count", numbers.buckets, layers=layers, root=root)
            self.legend.show_layers(layers)
            self.chart.show_numbers(plot, numbers.whole if numbers.filtered else None)
        self.chart.show_range(*self.range)
        self.show_markers(self.markers)
        self._tell()

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """Show what was found in the lane above the bars, at its time; nothing takes no room."""
        self.markers = tuple(markers)
        buckets = None if self.numbers is None else self.numbers.buckets
        self.lane.show_markers(() if self._folded else self.markers, buckets)
        self._fit()

    def close_case(self) -> None:
        """Forget the case."""
        self.jobs.cancel(LANE)
        self._rest()
        self.opened = self.answer = self.numbers = None
        self.views, self.before, self.range = [], [], (None, None)
        self.title.setText("Events")
        self.told.setText("")
        self.legend.show_layers([])
        self.show_markers(())
        if self._chart is not None:
            self._chart.show_range(None, None)
            self._chart.show_numbers(None, None)
        self._show_buttons()

    def toggle(self) -> None:
        """Fold down to one line, or unfold."""
        self._folded = not self._folded
        self.fold.icon_name = "arrow-right-s-line" if self._folded else "arrow-down-s-line"
        self.fold.setAccessibleName("Unfold the histogram" if self._folded else "Fold the histogram")
        self.fold.dress()
        if self._chart is not None:
            self._chart.setVisible(not self._folded)
        self.lane.show_markers(() if self._folded else self.markers, self.lane.buckets)
        self._fit()
        self._ask()

    def focus(self) -> None:
        """Put the keyboard on the bars."""
        if not self._folded and self._chart is not None:
            self._chart.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Words.

    def _tell(self) -> None:
        numbers = self.numbers
        if numbers is None or numbers.buckets is None:
            self.title.setText("Events")
            self.told.setText("none has a time" if numbers is not None and numbers.without_time else "")
        else:
            self.title.setText(f"Events per {bucket_words(numbers.buckets.length_ns)}")
            self.told.setText("  ·  ".join(self._parts(numbers)))
        self._show_buttons()
        self._speak()

    def _parts(self, numbers: HistogramNumbers) -> list[str]:
        assert numbers.buckets is not None
        marked = None if self._chart is None else self._chart.marked
        if marked is not None:
            return [self.bucket_text(*marked)]
        parts = [span_words(numbers.buckets.first_ns, numbers.buckets.end_ns)]
        if self._chart is not None and self._chart.plot is not None and self._chart.plot.root:
            parts.append("square root scale")
        if numbers.filtered:
            parts.append("pale: all events, to their own scale")
        if numbers.without_time:
            parts.append(f"{numbers.without_time} without a time")
        if numbers.outside:
            parts.append(f"{numbers.outside} far outside this span")
        return parts

    def bucket_text(self, first: int, stop: int) -> str:
        """What some buckets hold, in words."""
        assert self.numbers is not None
        assert self.numbers.buckets is not None
        start, end = self.numbers.buckets.span(first)[0], self.numbers.buckets.span(stop - 1)[1]
        return f"{span_words(start, end)}: {outcome_words(self.numbers.counts[:, first:stop].sum(axis=1))}"

    def _show_hovered(self, bucket: int | None) -> None:
        if bucket is None or self.numbers is None or self.numbers.buckets is None:
            self._tell()
        else:
            self.told.setText(self.bucket_text(bucket, bucket + 1))

    def _speak(self) -> None:
        """Tell a screen reader the numbers: of what is marked, else of everything."""
        if self._chart is None:
            return
        words = self.told.text()
        if self.numbers is not None and self.numbers.buckets is not None and self._chart.marked is None:
            words = f"{outcome_words(self.numbers.counts.sum(axis=1))}. {words}. Arrows move, Enter sets the time."
        if words != self._chart.accessibleDescription():
            self._chart.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self._chart, QAccessible.Event.DescriptionChanged))

    # The range.

    def choose(self, start_ns: int, stop_ns: int) -> None:
        """Make this the filter's range of time, in place of the one it has."""
        if self.answer is not None:
            self.before.append(self.range)
            self._use((max(start_ns, FIRST), min(stop_ns, LAST)))

    def _use(self, wanted: Range) -> None:
        assert self.answer is not None
        self.range = wanted
        self.chart.show_range(*wanted)
        self._show_buttons()
        self.text_wanted.emit(within(self.answer.query.text, *wanted))

    def look_closer(self) -> None:
        """Show the filter's range over the whole width, with a little of what lies around it."""
        start, stop = self.range
        if start is not None and stop is not None and start < stop:
            around = max(1, int((stop - start) * AROUND))
            self.views.append((max(start - around, FIRST), min(stop + around, LAST)))
            self._ask()
        self._show_buttons()

    def step_back(self) -> None:
        """Look from farther away; where all is seen already, the range before this one, and at last none."""
        if self.views:
            self.views.pop()
            self._ask()
        elif self.answer is not None and self.range != (None, None):
            self._use(self.before.pop() if self.before else (None, None))
        self._show_buttons()

    def _take_click_back(self) -> None:
        """A double click is a step back; its first half has set a range, which goes first."""
        if self.answer is not None and self.before:
            self._use(self.before.pop())
        self.step_back()

    def _show_buttons(self) -> None:
        start, stop = self.range
        self.closer.setVisible(start is not None and stop is not None)
        self.back.setVisible(bool(self.views) or start is not None or stop is not None)
