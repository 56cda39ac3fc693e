"""How does one key lead from an event to its story, its differences, or a comparison with another event?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from scimviewer.ui.diff_page import DiffPage
from scimviewer.ui.event_pane import EventPane
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.story_dialog import StoryDialog


class EventViews(QObject):
    """Remembers the event that is to be compared; the rest is asked of the table and the detail."""

    def __init__(self, table: EventsTable, detail: EventPane, around: Sequence[QWidget] = ()) -> None:
        super().__init__(table)
        self.table, self.detail, self.around = table, detail, around
        self.marked: int | None = None

    def forget(self) -> None:
        """Another case was opened, where numbers mean other events."""
        self.marked = None
        self._diff().other = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the window's actions call."""
        return {
            "show_story": self.show_story,
            "show_diff": self.show_diff,
            "find_story": self.find_story,
            "compare": self.compare,
            "widen_detail": self.widen,
            "next_difference": lambda: self.step(1),
            "previous_difference": lambda: self.step(-1),
        }

    def show_story(self) -> None:
        """Show the life of the resource of the chosen event."""
        self._open("story")

    def find_story(self) -> None:
        """Ask whose life is wanted, and show it in a window of its own."""
        dialog = StoryDialog(self.detail, self.detail.opened, self.detail.redactor)
        dialog.page.event_wanted.connect(self.detail.event_wanted)
        dialog.open()

    def widen(self) -> None:
        """Give the detail all of the page, or the others their room back."""
        wide = any(not one.isHidden() for one in self.around)
        for one in self.around:
            one.setVisible(not wide)
        if wide:
            self.detail.take_focus()

    def show_diff(self) -> None:
        """Show the differences of the chosen event."""
        self._open("diff")

    def compare(self) -> None:
        """Compare two selected events; or mark the chosen one, and compare the next one with it."""
        chosen = self.table.chosen_ids()
        if len(chosen) == 2:
            current = self.table.current_id()
            other = next(one for one in chosen if one != current)
            self._compare(other)
        elif len(chosen) != 1:
            self.detail.said.emit("Choose one event to compare, or two.")
        elif self.marked in (None, chosen[0]):
            self.marked = None if self.marked else chosen[0]
            what = f"Event {grouped(chosen[0])} is marked: choose another and press d."
            self.detail.said.emit(what if self.marked else "No event is marked any more.")
        else:
            self._compare(self.marked or 0)

    def step(self, direction: int) -> None:
        """Go to the next difference (+1) or the one before (-1), wherever the keyboard is."""
        if self.detail.row is None:
            self.detail.said.emit("Choose an event first.")
            return
        self.detail.open_tab("diff")
        self._diff().step(direction)

    def _compare(self, other: int) -> None:
        self.marked = None
        self._diff().compare_with(other)
        self._open("diff")

    def _open(self, tab: str) -> None:
        if self.table.current_id() is None and self.detail.row is None:
            self.detail.said.emit("Choose an event first.")
            return
        self.detail.open_tab(tab)
        self.detail.take_focus()

    def _diff(self) -> DiffPage:
        page = self.detail.pages["diff"].widget
        assert isinstance(page, DiffPage)
        return page
