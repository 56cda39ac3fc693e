"""What is the life of one user or group: what was done to it, who named it, what was it called, which groups had it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.memberships import groups_of
from scimviewer.query.resources import resource_named, resource_of
from scimviewer.query.stories import story
from scimviewer.ui.badge import Badge
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.story_chart import StoryChart
from scimviewer.ui.story_lanes import ToldStory, told_story
from scimviewer.ui.story_table import StoryTable
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.ui.opened_case import OpenedCase

LANE = "story"
MOST_NAMES = 8
MOST_ROWS = 60  # in a picture


def story_told(
    opened: OpenedCase, of: int | str, redactor: Redactor | None, progress: Progress = UNWATCHED
) -> ToldStory:
    """The life of the resource of an event, or of one that somebody names; UserError where nobody knows it."""
    if isinstance(of, str):
        resource = resource_named(opened.case, opened.table, of, progress)
    else:
        known = resource_of(opened.case, of)
        if known is None:
            raise UserError("The log does not say which user or group this event is about.")
        resource = known
    told = story(opened.case, opened.table, resource, progress)
    named = [one.event for one in told.events if one.role == "mention"]
    groups = groups_of(opened.case, opened.table, resource, named, progress)
    return told_story(told, groups, redactor)


class StoryPage(QWidget):
    """Names above, lanes on an axis of time, and a table that says how each thing is known."""

    event_wanted = Signal(int)

    def __init__(self, beside: Callable[..., None], with_name: bool = True, parent: QWidget | None = None) -> None:
        """`beside(lane, make, done, failed)` works something out beside the window."""
        super().__init__(parent)
        self.beside = beside
        self.told: ToldStory | None = None
        self._event = 0  # the event that was looked at when the story was asked for
        self.name = ElidedLabel("", px=20 if with_name else 15, weight=600)
        self.kind, self.counts = Badge(), PlainLabel("", px=12, colour="t2")
        self.names, self.possible = (
            ElidedLabel("", px=12, colour="t2"),
            PlainLabel("", px=12, colour="medium", wrap=True),
        )
        self.notes = PlainLabel("", px=12, colour="t2", wrap=True)
        self.chart, self.table = StoryChart(), StoryTable()
        self.state, self.state_more = (
            PlainLabel("", px=15, weight=600, wrap=True),
            PlainLabel("", colour="t2", wrap=True),
        )
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()
        theme().changed.connect(self.dress)
        self.dress()

    def _lay_out(self) -> None:
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(16, 12, 16, 8)
        lines.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name, 1)
        first.addWidget(self.kind)
        first.addWidget(self.counts)
        lines.addLayout(first)
        for label in (self.names, self.possible, self.notes):
            lines.addWidget(label)
        self.lanes = QScrollArea()
        self.lanes.setWidget(self.chart)
        self.lanes.setWidgetResizable(True)
        self.lanes.setFrameShape(QFrame.Shape.NoFrame)
        self.lanes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.addWidget(self.lanes)
        self.halves.addWidget(self.table)
        self.halves.setChildrenCollapsible(False)
        self.halves.setStretchFactor(1, 1)
        told, nothing = QWidget(), QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.halves, 1)
        column = QVBoxLayout(nothing)
        column.setContentsMargins(32, 32, 32, 32)
        column.addWidget(self.state)
        column.addWidget(self.state_more)
        column.addStretch(1)
        for page in (told, nothing):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _wire(self) -> None:
        self.chart.event_chosen.connect(self.table.choose)
        self.table.event_chosen.connect(self.chart.choose)
        self.chart.opened.connect(self.event_wanted)
        self.table.opened.connect(self.event_wanted)

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")
        shown_colours(self.lanes, "surface")

    def show_of(self, opened: OpenedCase | None, of: int | str, redactor: Redactor | None = None) -> None:
        """Ask for the life of the resource of an event, or of one that is named."""
        self._event = of if isinstance(of, int) else 0
        if opened is None:
            self._say("Nothing is known but the event itself.", "Open it in its case to see the life of its resource.")
            return
        self._say("Reading the story", "")
        self.beside(LANE, lambda progress: story_told(opened, of, redactor, progress), self._show, self._fail)

    def _fail(self, message: str) -> None:
        self._say("There is no story to tell", message)

    def _say(self, title: str, more: str) -> None:
        self.told = None
        self.state.setText(title)
        self.state_more.setText(more)
        self.stack.setCurrentIndex(1)

    def _show(self, told: ToldStory) -> None:
        self.told = told
        self.name.setText(told.name or "without a name")
        self.kind.show_word(told.kind)
        self.counts.setText(told.counts)
        self.names.setText("  ·  ".join(f"{kind} {value}" for kind, value in told.names[:MOST_NAMES]))
        count = len(told.possible)
        title = "1 possible alias" if count == 1 else f"{count} possible aliases"
        self.possible.setText(f"{title}, not joined: {'; '.join(told.possible[:3])}" if count else "")
        self.possible.setVisible(bool(count))
        notes = [*told.notes, *([f"{told.undated} of these have no time and no dot."] if told.undated else [])]
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        self.chart.show_story(told)
        self.table.show_steps(told.steps)
        self.stack.setCurrentIndex(0)
        height = self.chart.sizeHint().height()
        self.halves.setSizes([min(height, max(1, self.height() // 2)), max(1, self.height() - height)])
        chosen = self._event if any(step.event == self._event for step in told.steps) else 0
        if chosen or told.steps:
            self.table.choose(chosen or told.steps[0].event)

    def full_height(self, _width: int) -> int:
        """How high lanes and rows are together; for a picture, so not without end."""
        if self.told is None:
            return 0
        chart, rows = self.chart.sizeHint().height(), min(len(self.told.steps), MOST_ROWS)
        table = rows * self.table.verticalHeader().defaultSectionSize() + self.table.horizontalHeader().height()
        self.halves.setSizes([chart, table])
        return self.height() - self.halves.height() + chart + table + theme().px(8)

    def focus_place(self) -> QWidget | None:
        """Where the keyboard goes."""
        return self.table if self.told is not None else None
