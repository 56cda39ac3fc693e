"""A silence is told only where the traffic is steady elsewhere."""

from __future__ import annotations

from scimviewer.findings.gaps import FINDER
from tests.findings.conftest import at


def cycle(hours: float) -> list:
    return [at(hours * 3600 + n, "GET", f"/Users/{n}") for n in range(6)]


def test_cycles_that_are_missing(look) -> None:
    calls = [call for n in range(40) if not 20 <= n < 28 for call in cycle(n * 0.5)]
    (found,) = look(FINDER, *calls)
    assert found.title == "No request for 4 hours"
    assert (found.severity, len(found.events)) == ("medium", 2)


def test_irregular_traffic_says_nothing(look) -> None:
    assert look(FINDER, *(call for n in range(20) for call in cycle(n * n * 0.1))) == []
    assert look(FINDER, *(call for n in range(30) for call in cycle(n * 0.5))) == []
