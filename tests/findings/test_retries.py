"""The same request that fails again and again is one chain, and chains of a kind are one finding."""

from __future__ import annotations

from scimviewer.findings.retries import FINDER
from tests.findings.conftest import at

BAD = {"Operations": [{"op": "replace", "path": "title", "value": "x"}]}
ERROR = {"detail": "title 'x' is not allowed"}


def test_a_chain_says_how_many_how_often_and_how_it_ended(look) -> None:
    tries = [at(1800 * n, "PATCH", "/Users/7", 400, BAD, ERROR) for n in range(5)]
    (found,) = look(FINDER, *tries)
    assert found.title == "1 request (PATCH of User) repeats 5 times, always 400, and never succeeded"
    assert (found.severity, found.count, found.events) == ("medium", 5, (1, 2, 3, 4, 5))
    assert "about every 30 minutes" in found.explanation
    assert "title ‹value› is not allowed" in found.explanation
    (found,) = look(FINDER, *tries, at(9999, "PATCH", "/Users/7", 200, BAD))
    assert found.severity == "low"
    assert found.title.endswith("then succeeded")


def test_chains_of_a_kind_are_one_finding(look) -> None:
    tries = [at(60 * n + user, "PATCH", f"/Users/{user}", 400, BAD, ERROR) for n in range(4) for user in range(3)]
    (found,) = look(FINDER, *tries)
    assert found.title.startswith("3 requests (PATCH of User) repeat up to 4 times")
    assert found.count == 12


def test_two_tries_other_bodies_and_throttling_are_none(look) -> None:
    assert look(FINDER, *(at(n, "PATCH", "/Users/7", 400, BAD) for n in range(2))) == []
    other = [{"Operations": [{"op": "replace", "path": "title", "value": n}]} for n in range(4)]
    assert look(FINDER, *(at(n, "PATCH", "/Users/7", 400, other[n]) for n in range(4))) == []
    assert look(FINDER, *(at(n, "PATCH", "/Users/7", 429, BAD) for n in range(4))) == []
