"""Refusals in a row are one finding for each actor; a few far apart are none."""

from __future__ import annotations

from scimviewer.findings.denials import FINDER
from tests.findings.conftest import at


def test_five_refusals_within_five_minutes_are_one_finding(look) -> None:
    calls = [at(30 * n, "DELETE", f"/Users/{n}", 403, actor="evil") for n in range(7)]
    (found,) = look(FINDER, at(0, "GET", "/Users/1"), *calls)
    assert found.title == "evil was refused with 403 7 times within 3 minutes"
    assert (found.severity, found.count, found.events) == ("medium", 7, (2, 3, 4, 5, 6, 7, 8))


def test_refusals_far_apart_or_of_several_actors_are_none(look) -> None:
    assert look(FINDER, *(at(120 * n, "GET", f"/Users/{n}", 403) for n in range(9))) == []
    assert look(FINDER, *(at(n, "GET", f"/Users/{n}", 401, actor=f"a{n % 3}") for n in range(12))) == []


def test_an_unknown_actor_is_left_out_and_said(look) -> None:
    calls = [at(n, "GET", f"/Users/{n}", 401) for n in range(5)]
    (found,) = look(FINDER, *calls, at(6, "GET", "/Users/6", None))
    assert "1 without a status" in found.explanation
