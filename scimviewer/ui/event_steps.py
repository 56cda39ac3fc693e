"""How does one key go to the next failure, hit, or event of the same resource, and where are they in the list?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.marked_scroll_bar import Marks
from scimviewer.ui.row_walk import NO_ROWS, Rows, RowWalk

# What a step goes to, and what is said where there is none.
KINDS = {"failure": "No failure", "hit": "No hit", "resource": "No event of this resource"}


class EventSteps(QObject):
    """Walks the table and marks its scroll bar; knows rows, not events."""

    said = Signal(str)

    def __init__(self, table: EventsTable) -> None:
        super().__init__(table)
        self.table = table
        self.walk = RowWalk()
        self.hits: Rows | None = None  # None: no text is searched for

    def show(self, walk: RowWalk) -> None:
        """Hear of a new list; its hits come later."""
        self.walk, self.hits = walk, None
        self._mark()

    def show_hits(self, hits: Rows | None) -> None:
        """Mark the rows in which the searched text stands."""
        self.hits = hits
        self._mark()

    def _mark(self) -> None:
        total = len(self.table.events.ids)
        hits = NO_ROWS if self.hits is None else self.hits
        failures, severe = Marks(self.walk.failures, "p_bad"), Marks(self.walk.severe, "p_err")
        # Where every row is of a kind there is nothing to find among them.
        marks = [kind for kind in (failures, severe, Marks(hits, "accent", right=True)) if 0 < len(kind.rows) < total]
        self.table.scroll_bar.show_marks(marks, total)

    def step(self, kind: str, direction: int) -> bool:
        """Choose the next row of a kind below (+1) or above (-1); False, and said so, where there is none."""
        if kind == "hit" and self.hits is None:
            self.said.emit("No text is searched for: type it into the filter.")
            return False
        found = self.table.step_to(self._rows(kind), direction)
        if not found:
            self.said.emit(f"{KINDS[kind]} {'below' if direction > 0 else 'above'}.")
        return found

    def _rows(self, kind: str) -> Rows:
        if kind == "resource":
            return self.walk.of_same_resource(self.table.currentIndex().row())
        return self.walk.failures if kind == "failure" else NO_ROWS if self.hits is None else self.hits
