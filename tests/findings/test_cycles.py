"""Runs are found by their ids or by pauses, with figures for each."""

from __future__ import annotations

from scimviewer.findings.cycles import FINDER, cycles
from tests.findings.conftest import at


def runs(bad: int = -1) -> list:
    return [
        at(n * 2400 + user * 2, "PATCH", f"/Users/{user}", 500 if n == bad else 200)
        for n in range(10) for user in range(8)
    ]  # fmt: skip


def test_pauses_make_cycles(traffic_of) -> None:
    (found,) = cycles(traffic_of(*runs()))
    assert (found.inferred, found.period_ns, len(found.cycles)) == (True, 2400 * 10**9, 10)
    assert (found.cycles[0].requests, found.cycles[0].users, found.cycles[0].failures) == (8, 8, 0)


def test_the_worst_is_compared_with_the_last_good_one(look) -> None:
    (found,) = look(FINDER, *runs(bad=6))
    assert found.title == "10 cycles of hr-sync, every 40 minutes (inferred from pauses)"
    assert "8 of 8 failed (100 %)" in found.explanation
    assert "The last good one before it" in found.explanation
    assert found.severity == "info"


def test_steady_traffic_has_no_cycles(look) -> None:
    assert look(FINDER, *(at(n * 30, "GET", f"/Users/{n}") for n in range(100))) == []
