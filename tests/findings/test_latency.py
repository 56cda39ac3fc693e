"""Much slower answers are told, by kind of request."""

from __future__ import annotations

from scimviewer.findings.latency import FINDER
from tests.findings.conftest import at


def test_a_slow_hour(look) -> None:
    slow = range(300, 360)
    calls = [at(30 * n, "GET", f"/Users/{n}", durationMs=(20 + n % 7) * (10 if n in slow else 1)) for n in range(500)]
    (found,) = look(FINDER, *calls)
    assert found.title.startswith("Answers took 1")
    assert (found.severity, found.count) == ("medium", 60)
    assert found.events[0] in range(300, 303)


def test_lists_that_always_take_longer_are_none(look) -> None:
    calls = [at(30 * n, "GET", f"/Users/{n}", durationMs=20 + n % 7) for n in range(300)]
    lists = [at(30 * (300 + n), "GET", "/Users?startIndex=1", durationMs=900 + n) for n in range(60)]
    assert look(FINDER, *calls, *lists) == []
