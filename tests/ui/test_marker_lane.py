"""Pins of what was found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from scimviewer.query.buckets import MINUTE
from scimviewer.ui.marker_lane import Marker, MarkerLane
from scimviewer.ui.theme import theme
from tests.ui.made_plots import BUCKETS, START


@pytest.fixture
def lane(qtbot) -> MarkerLane:
    made = MarkerLane(0, 0)
    qtbot.addWidget(made)
    made.resize(500, 22)
    return made


def test_an_empty_lane_takes_no_room(lane: MarkerLane) -> None:
    assert lane.isHidden()
    lane.show_markers([Marker("token expired", START, START + 10 * MINUTE)], BUCKETS)
    assert not lane.isHidden()
    assert lane.accessibleName() == "token expired"
    lane.show_markers([], BUCKETS)
    assert lane.isHidden()


def test_a_marker_lies_where_it_was_and_a_click_says_which(lane: MarkerLane, qtbot) -> None:
    found = [
        Marker("early", START - 90 * MINUTE, START - 60 * MINUTE),  # not in this stretch
        Marker("later", START + 25 * MINUTE, START + 30 * MINUTE, "rib_critical"),
    ]
    lane.show_markers(found, BUCKETS)
    image = lane.grab().toImage()
    assert image.pixelColor(260, 20) == theme().colours.rib_critical
    assert image.pixelColor(100, 20) == theme().colours.surface
    with qtbot.waitSignal(lane.chosen) as said:
        qtbot.mouseClick(lane, Qt.MouseButton.LeftButton, pos=QPoint(262, 15))
    assert said.args == [1]
