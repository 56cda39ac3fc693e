"""Somebody who only knows "it broke about two o'clock" finds who was throttled, where, when, and what it cost.

By keys and mouse alone, over the simulated incident; what is read is what the window shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from scimviewer.demo.bundle import make_bundle
from scimviewer.store.importing import ImportOptions, import_paths
from scimviewer.ui.facets_model import ENTRY_ROLE
from scimviewer.ui.main_window import MainWindow

P95 = re.compile(r"p95 ([\d.]+) (ms|s)")


@pytest.fixture(scope="module")
def incident(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("incident")
    bundle = make_bundle(folder, size=1500, faults=("throttling",))
    import_paths([bundle], folder / "incident.scimcase", ImportOptions(workers=1))
    return folder / "incident.scimcase"


@pytest.fixture
def window(qtbot, incident: Path) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.open_case(incident)
    qtbot.waitUntil(lambda: made.page.events.rowCount() > 0 and not made.busy())
    yield made
    made.close()


def at_rest(window: MainWindow, qtbot) -> None:
    page = window.page
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.query.text == page.filter_bar.text())
    qtbot.waitUntil(lambda: not window.busy())


def click_bar(window: MainWindow, qtbot, layer: str) -> None:
    """Click where most of a colour stands in the histogram."""
    chart = window.page.views.histogram.chart
    bucket = max(
        range(chart.plot.buckets.count),
        key=lambda at: next(one.counts[at] for one in chart.plot.layers if one.name == layer),
    )
    place = QPoint(round(chart.x_of(bucket + 0.5)), round(chart.field().bottom()) - 3)
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    at_rest(window, qtbot)


def click_value(window: MainWindow, qtbot, field: str) -> str:
    """Click the first value of a facet; what stands there."""
    pane, model = window.page.facets, window.page.facets.model()
    index = next(
        model.index(row, 0)
        for row in range(model.rowCount())
        if (entry := model.index(row, 0).data(ENTRY_ROLE)).kind == "value" and entry.name == field and entry.count
    )
    pane.scrollTo(index)
    place = pane.visualRect(index)
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 40, place.center().y()))
    at_rest(window, qtbot)
    return str(index.data(ENTRY_ROLE).text)


def remove_chip(window: MainWindow, qtbot, word: str) -> None:
    chips = window.page.filter_bar.area.chips
    chip = next(one for one in chips if word in one.accessibleName())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.cross().center())
    at_rest(window, qtbot)


def p95_at(window: MainWindow, qtbot, time: str) -> float:
    """Milliseconds that the plots tell where the mouse is over the bucket that begins then."""
    page = window.page.views.plots
    chart = page.sheet.panes["latency_http"].chart
    for bucket in range(chart.plot.buckets.count):
        place = QPoint(round(chart.x_of(bucket + 0.5)), round(chart.field().center().y()))
        qtbot.mouseMove(chart.viewport(), place)
        qtbot.waitUntil(lambda bucket=bucket: chart.cursor_at == bucket)
        if time in page.told.text():
            found = P95.search(page.told.text())
            assert found is not None, page.told.text()
            return float(found[1]) * (1000 if found[2] == "s" else 1)
    raise AssertionError(f"no bucket begins at {time}")


def test_the_throttling_hour_its_actor_its_endpoint_and_what_it_cost(window: MainWindow, qtbot, strays) -> None:
    page = window.page
    # What failed with 429?
    qtbot.keyClicks(window, "/")
    qtbot.keyClicks(page.filter_bar.field, "status:429")
    qtbot.keyClick(page.filter_bar.field, Qt.Key.Key_Return)
    at_rest(window, qtbot)
    throttled = page.events.rowCount()
    assert throttled >= 10

    # When? All of it lies in one hour.
    click_bar(window, qtbot, "throttled")
    assert "2 Sep 14:" in page.filter_bar.area.chips[-1].accessibleName()
    assert page.events.rowCount() >= throttled / 2

    # Who? One actor, and nobody else.
    assert click_value(window, qtbot, "actor").startswith("Okta SCIM Client")

    # Where? The first failure's head tells the path.
    qtbot.keyClick(window, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.table, "e")
    at_rest(window, qtbot)
    assert page.detail.head.path.text().startswith("/scim/v2/Users/")

    # What did it cost? All of the actor's requests, not only those that failed, over the whole time.
    remove_chip(window, qtbot, "status")
    remove_chip(window, qtbot, "2 Sep 14:")
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    at_rest(window, qtbot)
    before, during = (p95_at(window, qtbot, f"2 Sep 2026 {time}Z") for time in ("12:00", "14:00"))
    assert 0 < before < 5_000
    assert 0 < during < 5_000
    assert "% failed" in page.views.plots.told.text()
    assert strays == []
