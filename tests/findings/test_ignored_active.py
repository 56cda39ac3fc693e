"""Who is still active after a successful deactivation is found, by the answer or by a later read."""

from __future__ import annotations

from scimviewer.findings.ignored_active import FINDER
from tests.findings.conftest import at

OFF = {"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
ON = {"Operations": [{"op": "replace", "path": "active", "value": True}]}


def user(active: bool) -> dict[str, object]:
    return {"id": "7", "userName": "ann", "active": active}


def test_the_answer_itself_contradicts(look) -> None:
    (found,) = look(FINDER, at(0, "PATCH", "/Users/7", 200, OFF, user(True)))
    assert (found.title, found.severity, found.events) == ("1 user is still active after deactivation", "high", (1,))
    assert found.resources == ("ann",)


def test_a_later_read_contradicts(look) -> None:
    read = at(90, "GET", "/Users/7", 200, None, user(True))
    (found,) = look(FINDER, at(0, "PATCH", "/Users/7", 204, OFF), at(60, "GET", "/Users/8"), read)
    assert found.events == (1, 3)
    assert "90 seconds" in found.explanation


def test_an_answer_that_only_repeats_the_wish_confirms_nothing(look) -> None:
    calls = (at(0, "PATCH", "/Users/7", 200, OFF, user(False)), at(9, "GET", "/Users/7", 200, None, user(True)))
    (found,) = look(FINDER, *calls)
    assert found.events == (1, 2)


def test_confirmed_failed_or_reverted_deactivations_are_none(look) -> None:
    read_off, read_on = (at(9 + on, "GET", "/Users/7", 200, None, user(bool(on))) for on in (0, 1))
    assert look(FINDER, at(0, "PATCH", "/Users/7", 200, OFF), read_off, read_on) == []
    assert look(FINDER, at(0, "PATCH", "/Users/7", 400, OFF), read_on) == []
    assert look(FINDER, at(0, "PATCH", "/Users/7", 204, OFF), at(1, "PATCH", "/Users/7", 200, ON, user(True))) == []
