"""All plots, their switches, and the way out of the program."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage

from scimviewer.query.query import Query
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.plot_files import plot_caption, plot_csv
from scimviewer.ui.plots_page import PlotsPage
from tests.ui.made_traffic import jobs as jobs
from tests.ui.made_traffic import opened as opened


@pytest.fixture
def page(qtbot, jobs: Jobs, opened: OpenedCase) -> PlotsPage:
    made = PlotsPage(jobs)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.follow(opened, opened.answer(Query()))
    qtbot.waitUntil(lambda: not jobs.busy("plots"))
    return made


def use(page: PlotsPage, qtbot, text: str) -> None:
    page.follow(page.opened, page.opened.answer(Query(text)))
    qtbot.waitUntil(lambda: not page.jobs.busy("plots"))


def choose(button, words: str) -> None:
    (action,) = (one for one in button.menu().actions() if one.text() == words)
    action.trigger()


def test_buckets_can_be_chosen(page: PlotsPage, qtbot) -> None:
    assert page.bucket_button.text() == "auto, 2 min"
    choose(page.bucket_button, "15 min")
    qtbot.waitUntil(lambda: not page.jobs.busy("plots"))
    assert page.numbers.buckets.count == 4
    assert page.bucket_button.text() == "15 min"


def test_a_bucket_too_short_is_said(page: PlotsPage, qtbot) -> None:
    choose(page.bucket_button, "1 s")
    qtbot.waitUntil(lambda: not page.jobs.busy("plots"))
    assert "1 s would make more than 400 buckets" in page.told.text()


def test_a_split_by_actor_has_direct_labels(page: PlotsPage, qtbot) -> None:
    choose(page.split_button, "method")
    qtbot.waitUntil(lambda: not page.jobs.busy("plots"))
    assert {one.name for one in page.sheet.panes["requests"].plot.curves} == {"PUT", "GET"}


def test_the_cross_hair_tells_the_numbers_of_its_bucket(page: PlotsPage, qtbot) -> None:
    choose(page.bucket_button, "15 min")
    qtbot.waitUntil(lambda: not page.jobs.busy("plots"))
    chart = page.sheet.panes["failure_rate"].chart
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert page.told.text().startswith("08:15Z  15 events, 0 % failed, p50 2")
    assert page.sheet.panes["latency_http"].chart.cursor_at == 1


def test_a_cell_leads_to_its_events(page: PlotsPage, qtbot) -> None:
    use(page, qtbot, "method:PUT after:2026-09-01T08:40Z before:2026-09-01T09:00Z")
    heat = page.sheet.panes["heat_http"]
    row = len(heat.plot.heat.counts) - 1  # only the slow one is so high
    bucket = int(heat.plot.heat.counts[row].argmax())
    place = QPoint(round(heat.chart.x_of(bucket + 0.5)), round(heat.chart.y_of(row + 0.5)))
    with qtbot.waitSignal(page.events_wanted) as said:
        qtbot.mouseClick(heat.chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (text,) = said.args
    assert text.startswith("method:PUT after:2026-09-01T08:50")
    rows = page.opened.rows(page.opened.answer(Query(text)).ids)
    assert [(row["status"], row["duration_ms"]) for row in rows] == [(500, 5000.0)]


def test_csv_has_the_numbers_of_the_plot(page: PlotsPage, tmp_path: Path) -> None:
    page.save("failure_rate", str(tmp_path / "a.csv"))
    with (tmp_path / "a.csv").open(newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["time (UTC)", "failed (share)"]
    assert lines[1:] == [[row[0], str(row[1])] for row in page.sheet.panes["failure_rate"].plot.rows()]


def test_svg_has_letters_and_a_caption(page: PlotsPage, tmp_path: Path, qtbot) -> None:
    use(page, qtbot, "method:PUT")
    page.save("latency_http", str(tmp_path / "a.svg"))
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert text.startswith("<?xml")
    assert "filter method:PUT" in text
    assert "(UTC)" in text
    assert ">p95</text>" in text


def test_png_is_twice_as_fine(page: PlotsPage, tmp_path: Path) -> None:
    page.save("heat_http", str(tmp_path / "a.png"))
    assert QImage(str(tmp_path / "a.png")).width() == 2400


def test_a_picture_goes_to_the_clipboard(page: PlotsPage, qtbot) -> None:
    with qtbot.waitSignal(page.said) as said:
        page.sheet.panes["requests"].copy_button.click()
    assert QGuiApplication.clipboard().image().width() == 2400
    assert said.args == ["Picture copied, names replaced"]


def test_names_in_what_leaves_are_replaced(page: PlotsPage, tmp_path: Path, qtbot) -> None:
    choose(page.split_button, "actor")
    qtbot.waitUntil(lambda: not page.jobs.busy("plots"))
    names = [one.name for one in page.sheet.panes["requests"].plot.curves]
    page.save("requests", str(tmp_path / "a.csv"))
    page.save("requests", str(tmp_path / "a.svg"))
    assert set(names) == {"ann@halden.example", "bob@halden.example"}
    for name in names:
        assert name not in (tmp_path / "a.csv").read_text()
        assert name not in (tmp_path / "a.svg").read_text("utf-8")


def test_a_file_that_cannot_be_written_is_said(page: PlotsPage, tmp_path: Path, qtbot) -> None:
    with qtbot.waitSignal(page.said) as said:
        page.save("requests", str(tmp_path / "missing" / "a.csv"))
    assert "cannot be written" in said.args[0]


def test_what_has_no_time_is_not_drawn_but_said(page: PlotsPage, qtbot) -> None:
    assert page.told.text() == "1 without a time"
    use(page, qtbot, "-time:*")
    assert page.stack.currentIndex() == 1
    assert page.nothing.text() == "1 event without a time"
    use(page, qtbot, "status:418")
    assert page.nothing.text() == "No event matches the filter"


def test_a_closed_case_leaves_nothing(page: PlotsPage) -> None:
    page.close_case()
    assert page.sheet.panes == {}
    assert page.told.text() == ""


def test_another_zone_moves_words_and_captions_but_not_the_csv(page: PlotsPage) -> None:
    plot = page.sheet.panes["requests"].plot
    before = plot_csv(plot)
    display_zone().use("Europe/Berlin")
    assert page.sheet.panes["requests"].plot.buckets == plot.buckets
    assert "10:00" in page.sheet.panes["failure_rate"].plot.spoken
    assert plot_caption(plot, page.opened, page.answer)[0].endswith("(Europe/Berlin)  ·  61 events")
    assert plot_csv(plot) == before
    assert before.splitlines()[1].startswith("2026-09-01T08:00:00Z")
