"""In which zone does the window show the times of its case, and which sources have none of their own?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from scimviewer.progress import Progress
from scimviewer.store.case import Case
from scimviewer.store.zoning import customer_zone, set_zone, show_in, shown_zone
from scimviewer.ui.display_zone import UTC_NAME, display_zone
from scimviewer.ui.zone_dialog import ZoneDialog
from scimviewer.zones import MINE, zone_label

if TYPE_CHECKING:
    from scimviewer.ui.main_window import MainWindow


class Zones(NamedTuple):
    """What a case says of zones; `assumed` are the sources whose times are read as UTC for want of better."""

    case: Case
    shown: str
    customer: str | None
    assumed: list[dict[str, Any]]


def zones_of(case: Case) -> Zones:
    """Read it."""
    assumed = [one for one in case.sources() if one["zone"] and one["zone"]["assumed"]]
    return Zones(case, shown_zone(case), customer_zone(case), assumed)


class CaseZones(QObject):
    """Zone switch in the tool bar, question in the status bar; the case is read and written away from the UI thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.case: Case | None = None
        self.zones: Zones | None = None
        self.menu = QMenu(window)
        self.menu.aboutToShow.connect(self._fill)
        window.tool_bar.zone.set_menu(self.menu)
        window.status.zones.clicked.connect(self.ask)
        display_zone().changed.connect(self._show)

    def show_case(self, case: Case | None) -> None:
        """Show times as this case was looked at last; None as none is open."""
        self.case, self.zones = case, None
        display_zone().use(UTC_NAME)
        self.window.status.show_assumed(0)
        self.look()

    def look(self) -> None:
        """Read what the case says of zones: at its opening, and after an import."""
        case = self.case
        if case is not None:
            self.window.jobs.start("zones", lambda _progress: zones_of(case), done=self._take)

    def _take(self, zones: Zones) -> None:
        if zones.case is self.case:
            self.zones = zones
            display_zone().use(zones.shown)
            self.window.status.show_assumed(len(zones.assumed))

    def _show(self) -> None:
        self.window.tool_bar.show_zone(display_zone().title)
        self.window.status.show_zone(display_zone().title)
        self.window.page.show_zone()

    # Choosing.

    def _fill(self) -> None:
        self.menu.clear()
        customer = None if self.zones is None else self.zones.customer
        here = display_zone().name
        choices = [(UTC_NAME, UTC_NAME), (MINE, "This computer's zone")]
        if customer:
            choices.insert(1, (customer, f"{zone_label(customer)}, the customer's"))
        for name, title in choices:
            action = self.menu.addAction(title)
            action.triggered.connect(lambda _on=False, name=name: self.use(name))
            action.setCheckable(True)
            action.setChecked(name == here)
        self.menu.addSeparator()
        self.menu.addAction("Another zone for the customer…" if customer else "The customer's zone…", self.choose)
        if self.zones is not None and self.zones.assumed:
            self.menu.addAction("Files without a zone…", self.ask)

    def use(self, name: str) -> None:
        """Show times in a zone from now on, and when the case is opened again."""
        case = self.case
        if case is None:
            return

        def work(_progress: Progress) -> Zones:
            show_in(case, name)
            return zones_of(case)

        display_zone().use(name)
        self.window.jobs.start("zones", work, done=self._take)

    def choose(self) -> None:
        """Ask for the customer's zone."""
        known = "" if self.zones is None else self.zones.customer or ""
        dialog = ZoneDialog(zone=known, parent=self.window)
        dialog.chosen.connect(lambda name, _sources: self.use(name))
        dialog.open()

    def ask(self) -> None:
        """Ask in which zone the clocks of the sources ran that give none."""
        zones = self.zones
        if zones is not None and zones.assumed:
            dialog = ZoneDialog(zones.assumed, zones.customer or "", self.window)
            dialog.chosen.connect(self._set)
            dialog.open()

    def _set(self, name: str, sources: list[int]) -> None:
        case = self.case
        if case is None:
            return

        def work(_progress: Progress) -> Zones:
            set_zone(case, name, sources)
            return zones_of(case)

        def done(zones: Zones) -> None:
            self._take(zones)
            self.window.page.reread()

        self.window.jobs.start("zones", work, done=done)
