"""Which view of the case is shown: the events under their histogram, the findings, or the plots?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from scimviewer.findings.finding import SEVERITIES
from scimviewer.ui.finding_watch import FindingWatch, Looked, Shown
from scimviewer.ui.findings_page import FindingsPage
from scimviewer.ui.histogram_pane import HistogramPane
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.marker_lane import Marker
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.plain import printable
from scimviewer.ui.tag import FINDING_SEVERITIES

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.ui.plots_page import PlotsPage

EVENTS, FINDINGS, PLOTS = "Events", "Findings", "Plots"
# From here on a finding stands above the bars, and is what a case opens with.
LOUD = SEVERITIES[SEVERITIES.index("medium") :]
LONGEST_LABEL = 60


class CaseViews(QWidget):
    """Views of one answer; what is hidden asks nothing until it is shown."""

    text_wanted = Signal(str)  # another filter
    changed = Signal(str)  # the view that is shown now
    event_wanted = Signal(int)  # an event of the filter that was just wanted
    events_shown = Signal()  # somebody asked for the events of something; the list wants the focus
    said = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.shown = EVENTS
        self.answer: tuple[OpenedCase, Answer] | None = None
        self._redactor: Redactor | None = None
        self._plots: PlotsPage | None = None
        self.histogram = HistogramPane(jobs)
        self.watch = FindingWatch(jobs, self)
        self.findings = FindingsPage(self.watch)
        self.is_idle: Callable[[], bool] = lambda: True  # whether nobody looks at an event
        self._findings_first = False
        self._marked: list[Shown] = []
        self.stack = QStackedWidget()
        self.stack.addWidget(self.findings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.histogram)
        column.addWidget(self.stack, 1)
        self.histogram.text_wanted.connect(self.text_wanted)
        self.histogram.lane.chosen.connect(self._show_marked)
        self.findings.events_wanted.connect(self._show_events_of)
        self.findings.event_wanted.connect(self._show_event_of)
        self.findings.said.connect(self.said)
        self.watch.said.connect(self.said)
        self.watch.found.connect(self._show_findings)

    def set_events(self, events: QWidget) -> None:
        """Take in the widget with the list."""
        self.stack.insertWidget(0, events)
        self.stack.setCurrentIndex(0)

    @property
    def plots(self) -> PlotsPage:
        """The plots, made when somebody wants to see them: pyqtgraph takes 0.3 s to load."""
        if self._plots is None:
            from scimviewer.ui.plots_page import PlotsPage

            self._plots = PlotsPage(self.jobs)
            self._plots.set_redactor(self._redactor)
            self._plots.events_wanted.connect(self._show_events_of)
            self._plots.said.connect(self.said)
            self.stack.addWidget(self._plots)
        return self._plots

    @property
    def redactor(self) -> Redactor | None:
        """What replaces names, if they are to be."""
        return self._redactor

    @redactor.setter
    def redactor(self, redactor: Redactor | None) -> None:
        self._redactor = redactor
        self.findings.set_redactor(redactor)
        if self._plots is not None:
            self._plots.set_redactor(redactor)

    def show_view(self, name: str) -> None:
        """Show EVENTS, FINDINGS or PLOTS."""
        self.shown = name
        if name == EVENTS:
            self.stack.setCurrentIndex(0)
        else:
            self.stack.setCurrentWidget(self.plots if name == PLOTS else self.findings)
        self.histogram.setVisible(name == EVENTS)
        if self.answer is not None:
            self.follow(*self.answer)
        self.changed.emit(name)

    def follow(self, opened: OpenedCase, answer: Answer) -> None:
        """Show the events of an answer in the view that is seen."""
        self.answer = opened, answer
        if self.shown != FINDINGS:
            (self.plots if self.shown == PLOTS else self.histogram).follow(opened, answer)

    def look(self, opened: OpenedCase, first: bool = False) -> None:
        """Look for findings; `first` shows them before anything else where there are any that matter."""
        self._findings_first = first
        self.findings.show_case(opened)
        self.watch.look(opened)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the window's actions call."""
        return {
            "show_events": partial(self.show_view, EVENTS),
            "show_findings": self.show_findings,
            "show_plots": partial(self.show_view, PLOTS),
            "next_finding": partial(self.step_finding, 1),
            "previous_finding": partial(self.step_finding, -1),
            "focus_histogram": self.histogram.focus,
            "look_closer": self.histogram.look_closer,
            "step_back": self.histogram.step_back,
        }

    def show_findings(self) -> None:
        """Show the findings, with the keyboard on their list."""
        self.show_view(FINDINGS)
        self.findings.take_focus()

    def step_finding(self, by: int) -> None:
        """Choose the next or previous finding; from another view the chosen one first."""
        if self.shown != FINDINGS:
            self.show_findings()
        elif not self.findings.step(by):
            self.said.emit("No finding further down." if by > 0 else "No finding further up.")

    def _show_findings(self, looked: Looked) -> None:
        self._marked = [one for one in looked.shown if one.finding.severity in LOUD and one.judgement is None]
        self.histogram.show_markers(
            [
                Marker(
                    f"{one.finding.severity}: {printable(one.told(one.finding.title, self._redactor), LONGEST_LABEL)}",
                    one.finding.first_ns,
                    one.finding.last_ns,
                    FINDING_SEVERITIES[one.finding.severity].ribbon,
                )
                for one in self._marked
            ]
        )
        if looked.complete and self._findings_first:
            self._findings_first = False
            if self._marked and self.shown == EVENTS and self.is_idle():
                self.show_findings()

    def _show_marked(self, number: int) -> None:
        self.findings.choose(self._marked[number].key)
        self.show_findings()

    def _show_event_of(self, text: str, event_id: int) -> None:
        self._show_events_of(text)
        self.event_wanted.emit(event_id)

    def close_case(self) -> None:
        """Forget the case, and begin with the list."""
        self.answer = None
        self.watch.stop()
        self.findings.show_case(None)
        self.histogram.close_case()
        if self._plots is not None:
            self._plots.close_case()
        if self.shown != EVENTS:
            self.show_view(EVENTS)

    def _show_events_of(self, text: str) -> None:
        self.text_wanted.emit(text)
        self.show_view(EVENTS)
        self.events_shown.emit()
