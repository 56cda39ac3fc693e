"""Which view of the filter's events is shown: the list under its histogram, or the plots?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from scimviewer.ui.histogram_pane import HistogramPane
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import Answer, OpenedCase

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.ui.plots_page import PlotsPage

EVENTS, PLOTS = "Events", "Plots"


class CaseViews(QWidget):
    """Views of one answer; what is hidden asks nothing until it is shown."""

    text_wanted = Signal(str)  # another filter
    changed = Signal(str)  # the view that is shown now
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
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.histogram)
        column.addWidget(self.stack, 1)
        self.histogram.text_wanted.connect(self.text_wanted)

    def set_events(self, events: QWidget) -> None:
        """Take in the widget with the list."""
        self.stack.insertWidget(0, events)

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
        if self._plots is not None:
            self._plots.set_redactor(redactor)

    def show_view(self, name: str) -> None:
        """Show EVENTS or PLOTS."""
        self.shown = name
        self.stack.setCurrentIndex(self.stack.indexOf(self.plots) if name == PLOTS else 0)
        self.histogram.setVisible(name == EVENTS)
        if self.answer is not None:
            self.follow(*self.answer)
        self.changed.emit(name)

    def follow(self, opened: OpenedCase, answer: Answer) -> None:
        """Show the events of an answer in the view that is seen."""
        self.answer = opened, answer
        (self.plots if self.shown == PLOTS else self.histogram).follow(opened, answer)

    def close_case(self) -> None:
        """Forget the case, and begin with the list."""
        self.answer = None
        self.histogram.close_case()
        if self._plots is not None:
            self._plots.close_case()
        if self.shown != EVENTS:
            self.show_view(EVENTS)

    def _show_events_of(self, text: str) -> None:
        self.text_wanted.emit(text)
        self.show_view(EVENTS)
        self.events_shown.emit()
