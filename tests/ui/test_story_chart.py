"""The picture of a life."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from scimviewer.ui.story_chart import StoryChart
from scimviewer.ui.story_lanes import Dot, Lane, Span, ToldStory
from scimviewer.ui.theme import theme

MINUTE = 60_000_000_000
DOTS = (Dot(MINUTE, 7, "changed", "patch"), Dot(5 * MINUTE, 9, "rejected", "patch"))
SPANS = (Span(0, 4 * MINUTE, "", "unknown"), Span(4 * MINUTE, 10 * MINUTE, "Boss", "computed", 9))
TOLD = ToldStory(
    "ann", "User", "2 events", (), (),
    (Lane("About this user", "events", DOTS), Lane("title", "attribute", (), SPANS)),
    (), (), 0, 10 * MINUTE,
)  # fmt: skip


@pytest.fixture
def chart(qtbot) -> StoryChart:
    made = StoryChart()
    qtbot.addWidget(made)
    made.show_story(TOLD)
    made.resize(800, made.sizeHint().height())
    made.show()
    return made


def place(chart: StoryChart, ns: int, lane: int) -> QPoint:
    return QPoint(round(chart.x_of(ns)), chart.field().top() + 28 * lane + 14)


def test_a_click_on_a_dot_chooses_its_event(chart: StoryChart, qtbot) -> None:
    with qtbot.waitSignal(chart.event_chosen) as heard:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, 5 * MINUTE, 0))
    assert heard.args == [9]


def test_a_ribbon_leads_to_the_event_that_began_it(chart: StoryChart, qtbot) -> None:
    with qtbot.waitSignal(chart.opened) as heard:
        qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, 8 * MINUTE, 1))
    assert heard.args == [9]


def test_arrows_walk_and_enter_opens(chart: StoryChart, qtbot) -> None:
    seen: list[int] = []
    chart.event_chosen.connect(seen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(chart, key)
    assert seen == [7, 9, 9, 7]
    with qtbot.waitSignal(chart.opened) as heard:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert heard.args == [7]


def test_what_is_unknown_does_not_look_like_what_is_computed(chart: StoryChart) -> None:
    image, soft = chart.grab().toImage(), theme().colours.soft
    colours = [
        [image.pixelColor(place(chart, ns, 1) + QPoint(0, step)) for step in range(-6, 7)]
        for ns in (3 * MINUTE, 9 * MINUTE)
    ]
    assert soft not in colours[0]
    assert soft in colours[1]


def test_a_place_between_lanes_means_nothing(chart: StoryChart) -> None:
    assert chart.dot_at(QPointF(place(chart, 3 * MINUTE, 0))) is None
    assert chart.span_at(QPointF(5, 5)) is None


def test_without_a_story_nothing_is_painted_and_nothing_breaks(chart: StoryChart) -> None:
    chart.show_story(None)
    assert chart.dots() == []
    chart.grab()
