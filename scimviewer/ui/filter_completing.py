"""What fits what is being typed? Asked of the data away from the UI thread, answered below the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from scimviewer.progress import Progress
from scimviewer.query.completion import Completion, completions
from scimviewer.query.table import Table
from scimviewer.ui.completion_list import Suggestion
from scimviewer.ui.filter_bar import FilterBar
from scimviewer.ui.jobs import Jobs

LANE = "complete"


class FilterCompleting(QObject):
    """Only the newest question counts; counts are of the events that the other conditions leave."""

    def __init__(self, bar: FilterBar, jobs: Jobs) -> None:
        super().__init__(bar)
        self.bar, self.jobs = bar, jobs
        self.table: Table | None = None
        bar.completion_wanted.connect(self._ask)

    def show_case(self, table: Table | None) -> None:
        """Take values from this case; None as none is open."""
        self.table = table
        self.jobs.cancel(LANE)
        self.bar.suggestions.hide()

    def _ask(self, typed: str, cursor: int, chips: str) -> None:
        table = self.table
        if table is None or not typed.strip():
            self.jobs.cancel(LANE)
            self.bar.suggestions.hide()
            return
        before = f"{chips} " if chips else ""

        def work(progress: Progress) -> tuple[str, list[Suggestion]]:
            found = completions(table, before + typed, len(before) + cursor, progress=progress)
            return typed, suggestions(typed, found, len(before))

        self.jobs.start(LANE, work, done=self._show)

    def _show(self, answer: tuple[str, list[Suggestion]]) -> None:
        self.bar.show_suggestions(*answer)


def suggestions(typed: str, found: Sequence[Completion], before: int) -> list[Suggestion]:
    """The same for the field alone, before which so many characters of chips stand; none that changes nothing."""
    made = [
        Suggestion(one.text, one.text, one.start - before, one.end - before, one.count, one.note)
        for one in found
        if one.start >= before
    ]
    return [] if len(made) == 1 and typed[made[0].start : made[0].end] == made[0].text else made
