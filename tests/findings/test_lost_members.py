"""Asked to remove one, all are gone: found by the next look, with the right numbers and the right request."""

from __future__ import annotations

from typing import Any

from scimviewer.findings.lost_members import BLAST, LOST
from tests.findings.conftest import at


def members(*ids: int) -> list[dict[str, Any]]:
    return [{"value": f"u{one}"} for one in ids]


def group(*ids: int) -> dict[str, Any]:
    return {"id": "g", "displayName": "Payroll", "members": members(*ids)}


def patch(op: str, *ids: int) -> dict[str, Any]:
    return {"Operations": [{"op": op, "path": "members", "value": members(*ids)}]}


FULL = at(0, "GET", "/Groups/g", 200, None, group(*range(12)))


def test_asked_to_remove_one_and_all_are_gone(look) -> None:
    (found,) = look(
        BLAST,
        FULL,
        at(60, "PATCH", "/Groups/g", 204, patch("Remove", 3)),
        at(90, "GET", "/Groups/g", 200, None, group()),
    )
    assert found.title == "Asked to remove 1, 12 are gone: members of Payroll"
    assert (found.severity, found.count, found.events) == ("critical", 12, (2, 3))
    assert "30 seconds later" in found.explanation


def test_the_last_request_that_can_have_done_it_is_told(look) -> None:
    calls = [at(n * 60, "PATCH", "/Groups/g", 204, patch("remove", n)) for n in (1, 2)]
    add = at(150, "PATCH", "/Groups/g", 204, patch("add", 20))
    (found,) = look(BLAST, FULL, *calls, add, at(180, "GET", "/Groups/g", 200, None, group(20)))
    assert found.title.startswith("Asked to remove 1, 11 are gone")
    assert found.events == (3, 5)


def test_the_answer_itself_can_tell(look) -> None:
    (found,) = look(BLAST, FULL, at(60, "PATCH", "/Groups/g", 200, patch("remove", 3), group()))
    assert found.events == (2,)


def test_what_was_asked_or_left_the_target_is_no_loss(look) -> None:
    removed = at(60, "PATCH", "/Groups/g", 204, patch("remove", *range(6)))
    deleted = [at(70 + n, "DELETE", f"/Users/u{n}", 204) for n in range(6, 12)]
    for finder in (BLAST, LOST):
        assert look(finder, FULL, removed, *deleted, at(90, "GET", "/Groups/g", 200, None, group())) == []
        assert look(finder, FULL, removed, at(90, "GET", "/Groups/g", 200, None, group(*range(6, 12)))) == []


def test_added_members_that_are_not_there_are_lost(look) -> None:
    (found,) = look(LOST, FULL, at(60, "PATCH", "/Groups/g", 200, patch("add", 20, 21, 22), group(*range(12), 20)))
    assert found.title == "2 members of Payroll were added with success and not stored"
    assert (found.severity, found.events) == ("high", (2,))
    assert found.resources == ("Payroll", "u21", "u22")
