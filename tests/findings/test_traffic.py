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
    calls = [at(n, "PATCH", f"/Users/{n}", durationMs=900 if n % 2 else 1500 - 800) for n in range(1, 9)]
    starts, ends = traffic_of(*calls).spans
    assert (starts == traffic_of(*calls).times).all()
    late = [at(n * 1.0, "PATCH", f"/Users/{n}", durationMs=950 if n % 2 else 1050 - 60) for n in range(1, 12)]
    late = [{**one, "durationMs": 1200 if n % 3 == 0 else 700} for n, one in enumerate(late)]
    starts, ends = traffic_of(*late).spans
    assert (ends - starts > 0).all()


def test_segments_are_the_places_of_each_key_in_order() -> None:
    keys = np.array([5, 3, 5, 3, 9])
    assert [part.tolist() for part in segments(keys, np.arange(5))] == [[1, 3], [0, 2], [4]]
    assert list(segments(keys, np.empty(0, "<i8"))) == []
