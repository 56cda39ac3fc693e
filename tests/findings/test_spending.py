"""Where the time goes, and what could be saved."""

from __future__ import annotations

from scimviewer.findings.spending import spending
from tests.findings.conftest import at


def test_the_most_expensive_first_with_shares(traffic_of) -> None:
    writes = [at(n, "PATCH", f"/Users/{n}", 200, {"n": n}, durationMs=300) for n in range(10)]
    looks = [at(20 + n, "GET", "/Users?filter=userName+eq+%22ann%22", durationMs=100) for n in range(10)]
    first, second = spending(traffic_of(*writes, *looks).table)
    assert (first.endpoint, first.requests, first.share, first.p95_ms) == ("PATCH User (patch)", 10, 0.75, 300)
    assert (second.filter, second.repeats) == ("userName eq …", 9)
    assert "9 ask for what was asked before" in (second.advice or "")


def test_members_that_nobody_needs_and_waits(traffic_of) -> None:
    group = {"id": "g", "members": [{"value": f"u{n}"} for n in range(150)]}
    (one,) = spending(traffic_of(at(0, "GET", "/Groups/g", 200, None, group, durationMs=90)).table)
    assert "excludedAttributes=members" in (one.advice or "")
    (one,) = spending(traffic_of(at(0, "GET", "/Users/7", 429, durationMs=9)).table)
    assert "throttled" in (one.advice or "")


def test_without_durations_there_is_nothing_to_tell(traffic_of) -> None:
    silent = at(0, "GET", "/Users/7")
    del silent["durationMs"]
    assert spending(traffic_of(silent).table) == []
