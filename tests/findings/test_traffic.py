"""Finders see events in the order of time, each call once, and know what was left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scimviewer.findings.traffic import Traffic, segments
from tests.findings.conftest import at


def test_events_come_in_the_order_of_time_and_without_one_they_are_left_out(traffic_of: Callable[..., Traffic]) -> None:
    untimed = at(0, "GET", "/Users/3")
    del untimed["timestamp"]
    traffic = traffic_of(at(9, "GET", "/Users/1"), at(1, "GET", "/Users/2", None, actor=None), untimed)
    assert traffic.ids.tolist() == [2, 1]
    assert traffic.left_out["time"] == 1
    assert traffic.left_out["status"] == 1


def test_names_are_the_last_that_is_known_else_the_id(traffic_of: Callable[..., Traffic]) -> None:
    traffic = traffic_of(
        at(0, "GET", "/Users/7", 200, None, {"id": "7", "userName": "ann"}),
        at(1, "DELETE", "/Users/7", 204),
        at(2, "DELETE", "/Users/8", 204),
    )
    assert traffic.names([1, 2]) == ["ann", "8"]


def test_a_log_that_is_written_at_the_end_of_a_call_is_read_so(traffic_of: Callable[..., Traffic]) -> None:
    """A long call and a short one in turn, one after the other: read as beginnings they would overlap."""
    pairs = [(1 + 2 * n + offset, ms) for n in range(9) for offset, ms in ((0, 1500), (0.2, 100))]
    calls = [at(end, "PATCH", "/Users/7", durationMs=ms) for end, ms in pairs]
    traffic = traffic_of(*calls)
    starts, ends = traffic.spans
    assert (ends == traffic.times).all()
    assert (starts[1:] >= ends[:-1]).all()
    traffic = traffic_of(*(at(2 * n, "PATCH", f"/Users/{n}", durationMs=1500) for n in range(9)))
    assert (traffic.spans[0] == traffic.times).all()


def test_segments_are_the_places_of_each_key_in_order() -> None:
    keys = np.array([5, 3, 5, 3, 9])
    assert [part.tolist() for part in segments(keys, np.arange(5))] == [[1, 3], [0, 2], [4]]
    assert list(segments(keys, np.empty(0, "<i8"))) == []
