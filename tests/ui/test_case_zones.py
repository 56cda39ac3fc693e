"""The zone of an open case, in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from scimviewer.store.case import Case
from scimviewer.store.zoning import customer_zone, shown_zone
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.main_window import MainWindow
from scimviewer.ui.zone_dialog import ZoneDialog
from tests.conftest import call

TIMES = ("2026-09-01T08:00:00Z", "2026-09-01T22:30:00Z")
ZONED = [call("GET", "https://scim.example/Users/1", 200, timestamp=time) for time in TIMES]
ZONELESS = [call("GET", "https://scim.example/Users/1", 200, timestamp=time.removesuffix("Z")) for time in TIMES]


@pytest.fixture
def window(qtbot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def opened(window: MainWindow, case: Case, qtbot) -> None:
    window.open_case(case.path)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == 2 and not window.busy() and window.zones.zones is not None)


def choose(window: MainWindow, start: str) -> None:
    window.zones.menu.aboutToShow.emit()
    (action,) = (one for one in window.zones.menu.actions() if one.text().startswith(start))
    action.trigger()


def heading(window: MainWindow) -> str:
    return str(window.page.events.headerData(0, Qt.Orientation.Horizontal))


def test_times_are_utc_until_another_zone_is_chosen(window: MainWindow, case_of: Callable[..., Case], qtbot) -> None:
    case = case_of(*ZONED)
    opened(window, case, qtbot)
    assert heading(window) == "Time (UTC)"
    assert window.tool_bar.zone.text() == "UTC"
    assert not window.status.zones.isVisible()

    choose(window, "The customer's zone")
    dialog = window.findChild(ZoneDialog)
    qtbot.keyClicks(dialog.search, "berlin")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.busy("zones"))

    assert heading(window) == "Time (Europe/Berlin)"
    assert window.tool_bar.zone.text() == window.status.zone.text() == "Europe/Berlin"
    assert (shown_zone(case), customer_zone(case)) == ("Europe/Berlin", "Europe/Berlin")


def test_the_zone_is_kept_in_the_case(window: MainWindow, case_of: Callable[..., Case], qtbot) -> None:
    case = case_of(*ZONED)
    opened(window, case, qtbot)
    window.zones.use("Europe/Berlin")
    qtbot.waitUntil(lambda: not window.jobs.busy("zones"))
    window.close_case()
    assert display_zone().name == "UTC"

    opened(window, case, qtbot)
    assert heading(window) == "Time (Europe/Berlin)"
    choose(window, "UTC")
    qtbot.waitUntil(lambda: shown_zone(case) == "UTC")
    choose(window, "Europe/Berlin, the customer's")
    assert heading(window) == "Time (Europe/Berlin)"


def test_what_is_copied_stays_utc(window: MainWindow, case_of: Callable[..., Case], qtbot) -> None:
    opened(window, case_of(*ZONED), qtbot)
    window.zones.use("Europe/Berlin")
    window.page.table.go_to(0)
    window.page.table.copy()

    assert QGuiApplication.clipboard().text().startswith("2026-09-01T08:00:00Z\t")
    qtbot.waitUntil(lambda: "Europe/Berlin" in window.page.detail.head.facts.text())
    assert "10:00:00" in window.page.detail.head.facts.text()


def test_a_day_begins_where_the_clocks_stand(window: MainWindow, case_of: Callable[..., Case], qtbot) -> None:
    opened(window, case_of(*ZONED), qtbot)
    assert not window.page.answer.many_days
    window.zones.use("Europe/Berlin")
    assert window.page.answer.many_days, "half past midnight in Berlin is another day"


def test_sources_without_a_zone_are_asked_about(window: MainWindow, case_of: Callable[..., Case], qtbot) -> None:
    case = case_of(*ZONELESS)
    opened(window, case, qtbot)
    assert window.status.zones.text() == "UTC assumed in 1 file"

    qtbot.mouseClick(window.status.zones, Qt.MouseButton.LeftButton)
    dialog = window.findChild(ZoneDialog)
    qtbot.keyClicks(dialog.search, "berlin")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.status.zones.isVisible())
    qtbot.waitUntil(lambda: not window.busy())

    assert window.page.events.row(0)["time"] == "2026-09-01T06:00:00Z"
