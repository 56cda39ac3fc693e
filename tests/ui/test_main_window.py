"""The window, driven as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from scimviewer.store.case import Case
from scimviewer.ui.main_window import MainWindow
from scimviewer.ui.settings import Profile
from scimviewer.ui.theme import theme
from tests.conftest import call

STATUSES = [200, 409, 201, 500, 200, 429]


LINES = [
    call("PUT", f"https://x/Users/{n}", status, timestamp=f"2026-09-01T08:00:{n:02}Z")
    for n, status in enumerate(STATUSES)
]


@pytest.fixture
def case(case_of: Callable[..., Case]) -> Path:
    return case_of(*LINES, '{"cut": ', name="halden.ndjson").path


@pytest.fixture
def log(case: Path) -> Path:
    return case.with_suffix(".ndjson")


@pytest.fixture
def window(qtbot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def opened(window: MainWindow, case: Path, qtbot) -> MainWindow:
    window.open_case(case)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == len(STATUSES) and not window.busy())
    window.page.table.setFocus()
    return window


def shown_status(window: MainWindow) -> str:
    return str(window.page.events.index(window.page.table.currentIndex().row(), 2).data())


def test_starts_on_the_start_page_without_anything_personal(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.start
    assert window.windowTitle() == "scimviewer"
    assert not window.actions_.by_name["copy_rows"].isEnabled()


def test_bundle_becomes_a_case_beside_it(window: MainWindow, case: Path, log: Path, qtbot) -> None:
    case.unlink()
    window.open_paths([log])
    qtbot.waitUntil(lambda: window.page.growing, timeout=20_000)
    assert window.page.side_stack.currentWidget() is window.page.import_pane
    qtbot.waitUntil(lambda: not window.busy() and not window.importer.running, timeout=30_000)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == len(STATUSES) and not window.busy())

    assert case.exists()
    assert window.status.texts()[0] == "6 events"
    assert "1 problem" in window.status.texts()
    assert window.preferences.recent[0].name == "halden"


def test_keys_walk_and_find_failures(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    table, seen = window.page.table, []
    for key in ("j", "j", "k", "e", "e", "e", "E"):
        shift = Qt.KeyboardModifier.ShiftModifier if key.isupper() else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(table, key, shift)
        seen.append(shown_status(window))

    assert seen == ["200", "409", "200", "409", "500", "429", "500"]
    qtbot.waitUntil(lambda: window.page.detail.row is not None and window.page.detail.row["status"] == 500)


def test_slash_filters_and_escape_goes_back(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    field = window.page.filter_bar.field
    qtbot.keyClick(window.page.table, "/")
    assert field.hasFocus()
    qtbot.keyClicks(field, "ms:>1 j")
    assert field.text() == "ms:>1 j"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.page.table.hasFocus()
    qtbot.keyClick(window.page.table, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_plus_and_x_make_filters_of_cells(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    table = window.page.table
    table.setCurrentIndex(window.page.events.index(1, 2))
    qtbot.keyClick(table, "+")
    assert window.page.filter_bar.text() == "status:409"
    qtbot.waitUntil(lambda: window.page.events.rowCount() == 1)
    qtbot.keyClick(table, "x")
    assert window.page.filter_bar.text() == "-status:409"


def test_n_and_o_go_to_hits_and_to_the_same_resource(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    table = window.page.table
    qtbot.keyClick(table, "n")
    assert window.status.activity.text().startswith("No text is searched for")

    window.page.filter_bar.set_text('~("Users/4")')
    qtbot.waitUntil(lambda: window.page.steps.hits is not None)
    qtbot.keyClick(table, "n")
    assert table.currentIndex().row() == 4
    qtbot.keyClick(table, "o")
    assert window.status.activity.text() == "No event of this resource below."


def test_letters_on_a_chip_are_the_chips(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    bar = window.page.filter_bar
    bar.set_text("status:409 method:PUT")
    qtbot.waitUntil(lambda: window.page.events.rowCount() == 1)
    bar.area.choose(0)
    qtbot.keyClick(bar.area.chips[0], "x")
    assert bar.text() == "-status:409 method:PUT"
    qtbot.keyClick(bar.area.chips[0], "o")
    assert bar.text() == "-status:409"
    qtbot.keyClick(bar.area.chips[0], Qt.Key.Key_Escape)
    assert window.page.table.hasFocus()
    assert bar.text() == "-status:409"


def test_changes_of_the_filter_are_taken_back_from_anywhere(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    page, control = window.page, Qt.KeyboardModifier.ControlModifier
    row = page.facets.facets.row_of("value", "status", "409")
    place = page.facets.visualRect(page.facets.facets.index(row)).center()
    qtbot.mouseClick(page.facets.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.filter_bar.text() == "status:409"
    qtbot.keyClick(page.table, Qt.Key.Key_Z, control)
    assert page.filter_bar.text() == ""
    qtbot.keyClick(page.table, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    assert page.filter_bar.text() == "status:409"
    qtbot.keyClick(page.table, Qt.Key.Key_F, control | Qt.KeyboardModifier.ShiftModifier)
    assert page.filter_bar.text() == "~(status:409)"
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert page.filter_bar.field.text() == "~(status:409)"


def test_folded_facets_stay_folded(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    facets = window.page.facets
    facets.toggle(facets.facets.entries[facets.facets.row_of("head", "status")])
    assert "status" in Profile().window_state().folded

    other = MainWindow()
    qtbot.addWidget(other)
    assert "status" in other.page.facets.facets.folded


def test_row_is_copied(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    window.page.table.go_to(1)
    qtbot.keyClick(window.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().startswith("2026-09-01T08:00:01Z\tPUT\t409\t")
    assert window.status.activity.text() == "1 row copied"


def test_colours_switch_and_are_remembered(window: MainWindow, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert theme().dark
    assert Profile().preferences().theme == "dark"
    assert window.actions_.by_name["theme_dark"].isChecked()


def test_zoom_is_remembered(window: MainWindow, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert Profile().preferences().zoom == 1.1
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 1.0


def test_columns_come_back(window: MainWindow, case: Path, qtbot) -> None:
    window.page.table.set_columns(["time", "actor", "what"])
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)

    assert again.page.table.columns() == ["time", "actor", "what"]
    again.close()


def dropped(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))


def test_dropped_case_opens(window: MainWindow, case: Path, qtbot) -> None:
    dropped(window, case)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == len(STATUSES))

    assert window.tool_bar.case_button.text() == "halden"


def test_bundle_dropped_on_a_case_asks_where_it_belongs(window: MainWindow, case: Path, log: Path, qtbot) -> None:
    opened(window, case, qtbot)
    dropped(window, log)
    box = window.findChild(QMessageBox)

    assert [button.text() for button in box.buttons()] == ["Add to this case", "Open alone", "Cancel"]
    box.close()


def test_unreadable_file_is_a_sentence(window: MainWindow, tmp_path: Path, qtbot) -> None:
    bad = tmp_path / "bad.scimcase"
    bad.write_bytes(b"this is no database" * 100)
    window.open_case(bad)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)

    assert "bad.scimcase" in box.text()
    assert window.stack.currentWidget() is window.start
    box.close()


def test_closing_the_case_goes_back(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)

    assert window.stack.currentWidget() is window.start
    assert Case.open(case).sources()


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900), (880, 700)])
def test_everything_fits(window: MainWindow, case: Path, qtbot, size: tuple[int, int]) -> None:
    opened(window, case, qtbot)
    window.resize(*size)
    qtbot.wait(20)

    assert (window.width(), window.height()) == size
    for widget in (
        window.status.shown,
        window.status.failed,
        window.page.filter_bar.count,
        window.tool_bar.open_button,
    ):
        assert widget.width() >= widget.sizeHint().width()
        right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
        assert 0 < right <= size[0]


def test_views_are_reached_by_keys_and_by_the_tool_bar(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.busy())
    assert window.tool_bar.views.current == "Plots"
    assert window.page.views.plots.isVisible()
    assert not window.page.table.isVisible()

    window.tool_bar.views.setFocus()
    qtbot.keyClick(window.tool_bar.views, Qt.Key.Key_Left)
    assert window.page.views.findings.isVisible()
    window.tool_bar.views.setFocus()
    qtbot.keyClick(window.tool_bar.views, Qt.Key.Key_Left)
    assert window.page.table.isVisible()
    assert window.page.views.histogram.isVisible()


def test_time_is_chosen_on_the_histogram_by_keys(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_H)
    chart = window.page.views.histogram.chart
    qtbot.waitUntil(chart.hasFocus)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == 2)
    assert window.page.filter_bar.text() == "after:2026-09-01T08:00Z before:2026-09-01T08:00:02Z"
    qtbot.keyClick(window, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == len(STATUSES))


def test_a_cell_of_the_heat_map_shows_its_events_in_the_list(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    window.page.views.show_view("Plots")
    qtbot.waitUntil(lambda: not window.busy())
    chart = window.page.views.plots.sheet.panes["heat_http"].chart
    place = QPoint(round(chart.x_of(3.5)), round(chart.y_of(0.5)))
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.page.events.rowCount() == 1)
    assert window.tool_bar.views.current == "Events"
    assert window.page.table.hasFocus()
    window.page.table.go_to(0)
    assert shown_status(window) == "500"


def test_pages_of_the_event_are_actions(window: MainWindow, case: Path, qtbot) -> None:
    opened(window, case, qtbot)
    for name, tab in (("plan_undo", "undo"), ("show_states", "before-after"), ("explain_event", "explain")):
        window.actions_.by_name[name].trigger()
        assert window.page.detail.page_stack.currentWidget() is window.page.detail.pages[tab].widget
