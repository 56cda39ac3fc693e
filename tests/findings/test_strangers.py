"""Who comes late, or with another program, is told."""

from __future__ import annotations

from scimviewer.findings.strangers import ACTOR, CLIENT
from tests.findings.conftest import at

PATCH = {"Operations": [{"op": "replace", "path": "title", "value": "x"}]}
USUAL = [at(120 * n, "PATCH", f"/Users/{n}", 200, PATCH, userAgent="hr/1") for n in range(100)]


def test_a_new_actor_that_writes(look) -> None:
    (found,) = look(ACTOR, *USUAL, at(11_000, "PATCH", "/Users/7", 200, PATCH, actor="mallory"))
    assert found.title.startswith("New actor: mallory, never seen in the 3 hours before, made 1 change")
    assert found.severity == "low"
    assert look(ACTOR, *USUAL, at(11_000, "GET", "/Users/7", 200, actor="mallory")) == []
    assert look(ACTOR, *USUAL, at(60, "PATCH", "/Users/7", 200, PATCH, actor="early")) == []


def test_another_program_beside_the_known_one(look) -> None:
    (found,) = look(CLIENT, *USUAL, at(11_000, "PATCH", "/Users/7", 200, PATCH, userAgent="curl/8"))
    assert found.title == "1 change by curl/8, outside the known client"
    assert look(CLIENT, *USUAL, at(11_000, "GET", "/Users/7", 200, userAgent="curl/8")) == []
    mixed = [at(130 * n, "PATCH", f"/Users/{n}", 200, PATCH, userAgent=f"client/{n % 3}") for n in range(90)]
    assert look(CLIENT, *mixed) == []
