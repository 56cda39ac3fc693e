"""Asked to wait against really waited."""

from __future__ import annotations

from typing import Any

from scimviewer.findings.throttling import FINDER
from tests.findings.conftest import at


def throttled(seconds: float, user: int, asked: str = "30") -> dict[str, Any]:
    one = at(seconds, "GET", f"/Users/{user}", 429)
    one["response"]["headers"] = {"Retry-After": asked}
    return one


def test_who_does_not_wait_is_told(look) -> None:
    calls = [call for n in range(4) for call in (throttled(100 * n, n), at(100 * n + 2, "GET", f"/Users/{n}"))]
    (found,) = look(FINDER, *calls)
    assert found.title == "hr-sync was throttled 4 times, and did not wait as long as asked"
    assert found.severity == "medium"
    assert "Asked to wait 30 seconds, waited 2 seconds" in found.explanation


def test_who_waits_is_low_and_what_is_given_up_is_counted(look) -> None:
    calls = [call for n in range(9) for call in (throttled(100 * n, n), at(100 * n + 31, "GET", f"/Users/{n}"))]
    (found,) = look(FINDER, *calls[:-1])
    assert found.title == "hr-sync was throttled 9 times"
    assert found.severity == "low"
    assert "1 change never went through" in found.explanation


def test_a_date_is_read_and_two_are_none(look) -> None:
    date = "Tue, 01 Sep 2026 08:01:00 GMT"
    (found,) = look(FINDER, *(throttled(0, n, date) for n in range(3)))
    assert "Asked to wait 60 seconds" in found.explanation
    assert look(FINDER, throttled(0, 1), throttled(1, 2)) == []
