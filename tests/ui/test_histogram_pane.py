"""The histogram over the list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from scimviewer.query.query import Query
from scimviewer.times import FIRST, LAST
from scimviewer.ui.histogram_pane import HEAD, HEIGHT, HistogramPane
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.marker_lane import Marker
from scimviewer.ui.opened_case import OpenedCase
from tests.ui.made_traffic import jobs as jobs
from tests.ui.made_traffic import opened as opened


class Asking:
    """Answers the pane as the page does: the filter it wants becomes the next answer."""

    def __init__(self, pane: HistogramPane, opened: OpenedCase, qtbot) -> None:
        self.pane, self.opened, self.qtbot = pane, opened, qtbot
        self.text = ""
        self.texts: list[str] = []
        pane.text_wanted.connect(self.use)

    def use(self, text: str) -> None:
        self.text = text
        self.texts.append(text)
        self.pane.follow(self.opened, self.opened.answer(Query(text)))

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.pane.jobs.busy("histogram"))


@pytest.fixture
def asking(qtbot, jobs: Jobs, opened: OpenedCase) -> Asking:
    pane = HistogramPane(jobs)
    qtbot.addWidget(pane)
    pane.resize(1000, HEIGHT)
    pane.show()
    made = Asking(pane, opened, qtbot)
    made.use("")
    made.wait()
    made.texts.clear()
    return made


def place(pane: HistogramPane, bucket: float) -> QPoint:
    return QPoint(round(pane.chart.x_of(bucket)), 40)


def click(asking: Asking, bucket: float) -> None:
    pane = asking.pane
    asking.qtbot.mouseClick(pane.chart.viewport(), Qt.MouseButton.LeftButton, pos=place(pane, bucket))
    asking.wait()


def test_it_says_bucket_span_and_what_has_no_time(asking: Asking) -> None:
    assert asking.pane.title.text() == "Events per 1 min"
    assert asking.pane.told.text() == "08:00 – 09:00Z, 1 Sep 2026  ·  1 without a time"
    assert [one.name for one in asking.pane.legend.layers] == [
        "changed",
        "read",
        "rejected",
        "throttled",
        "server error",
    ]


def test_a_click_writes_the_filter_and_a_second_one_replaces_it(asking: Asking) -> None:
    click(asking, 30.5)
    assert asking.text == "after:2026-09-01T08:30Z before:2026-09-01T08:31Z"
    click(asking, 40.5)
    assert asking.text == "after:2026-09-01T08:40Z before:2026-09-01T08:41Z"
    assert asking.pane.chart.span == pytest.approx((40, 41))


def test_a_drag_keeps_the_other_filters(asking: Asking, qtbot) -> None:
    asking.use("method:PUT")
    asking.wait()
    viewport = asking.pane.chart.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place(asking.pane, 10.5))
    qtbot.mouseMove(viewport, place(asking.pane, 14.5))
    assert asking.pane.told.text().startswith("08:10 – 08:15Z, 1 Sep 2026: 3 events: 3 changed")
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place(asking.pane, 14.5))
    assert asking.text == "method:PUT after:2026-09-01T08:10Z before:2026-09-01T08:15Z"


def test_a_typed_range_is_marked(asking: Asking) -> None:
    asking.use("after:2026-09-01T08:15Z before:2026-09-01T08:20:30Z")
    asking.wait()
    assert asking.pane.chart.span == pytest.approx((15, 20.5))
    asking.use("after:-9m10s")
    asking.wait()
    assert asking.pane.chart.span == pytest.approx((50, 60))


def test_back_goes_through_the_ranges_and_then_there_is_none(asking: Asking) -> None:
    click(asking, 30.5)
    click(asking, 40.5)
    asking.pane.step_back()
    assert asking.text == "after:2026-09-01T08:30Z before:2026-09-01T08:31Z"
    asking.pane.step_back()
    assert asking.text == ""
    asking.pane.step_back()
    assert len(asking.texts) == 4


def test_a_double_click_takes_its_own_click_back_and_one_step_more(asking: Asking, qtbot) -> None:
    click(asking, 30.5)
    viewport = asking.pane.chart.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place(asking.pane, 10.5))
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place(asking.pane, 10.5))
    assert asking.text == ""


def test_looking_closer_and_farther_leaves_the_filter(asking: Asking) -> None:
    asking.use("after:2026-09-01T08:30Z before:2026-09-01T08:40Z")
    asking.wait()
    text = asking.text
    asking.pane.look_closer()
    asking.wait()
    assert asking.pane.title.text() == "Events per 10 s"
    assert 0 < asking.pane.chart.span[0] < asking.pane.chart.span[1] < asking.pane.numbers.buckets.count
    asking.pane.step_back()
    asking.wait()
    assert (asking.pane.title.text(), asking.text) == ("Events per 1 min", text)


def test_a_filter_shows_everything_pale_behind(asking: Asking) -> None:
    assert asking.pane.chart.whole is None
    asking.use("status:409")
    asking.wait()
    assert asking.pane.chart.whole.sum() == 60
    assert "pale: all events" in asking.pane.told.text()


def test_keys_set_a_range_and_a_screen_reader_hears_the_numbers(asking: Asking, qtbot) -> None:
    pane = asking.pane
    assert pane.chart.accessibleDescription().startswith("60 events: 27 changed, 30 read, 1 rejected")
    qtbot.keyClick(pane.chart, Qt.Key.Key_Home)
    assert pane.chart.accessibleDescription() == "08:00 – 08:01Z, 1 Sep 2026: 1 event: 1 changed"
    qtbot.keyClick(pane.chart, Qt.Key.Key_Return)
    assert asking.text == "after:2026-09-01T08:00Z before:2026-09-01T08:01Z"


def test_it_folds_to_a_line(asking: Asking) -> None:
    asking.pane.fold.click()
    assert asking.pane.height() == HEAD
    assert asking.pane.chart.isHidden()
    asking.pane.fold.click()
    assert asking.pane.height() == HEIGHT


def test_a_closed_case_leaves_nothing(asking: Asking) -> None:
    click(asking, 30.5)
    asking.pane.close_case()
    assert asking.pane.chart.plot is None
    assert asking.pane.back.isHidden()
    assert asking.pane.told.text() == ""


def test_events_without_any_time_are_said(asking: Asking) -> None:
    asking.use("-time:*")
    asking.wait()
    assert "1 without a time" in asking.pane.told.text()


def test_markers_have_a_lane_of_their_own(asking: Asking, qtbot) -> None:
    pane = asking.pane
    start = pane.numbers.buckets.span(30)[0]
    pane.show_markers([Marker("one conflict", start, start)])
    assert pane.height() == HEIGHT + pane.lane.height()
    assert pane.lane.isVisible()
    pane.show_markers([])
    assert pane.height() == HEIGHT


def test_an_import_does_not_keep_the_bars_from_being_drawn(asking: Asking, opened: OpenedCase, qtbot) -> None:
    answer, begun = opened.answer(Query()), []
    asking.pane.jobs.busy_changed.connect(lambda lane, busy: begun.append(lane) if busy else None)
    asking.pane.follow(opened, answer)
    asking.pane.follow(opened, answer)  # the same question, more events
    assert begun == ["histogram"]
    asking.wait()
    assert begun == ["histogram"] * 2
    assert asking.pane.numbers.counts.sum() == 60


def test_years_at_the_ends_of_time_stay_inside(asking: Asking) -> None:
    asking.use("after:1678-01-01 before:2262-04-11")
    asking.wait()
    asking.pane.look_closer()
    asking.wait()
    assert asking.pane.numbers.counts.sum() == 60
    asking.pane.choose(FIRST - 10**18, LAST + 10**18)
    assert asking.opened.answer(Query(asking.text)).total == 61
