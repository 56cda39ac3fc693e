"""One request that more than halves a group is told; small changes are not."""

from __future__ import annotations

from scimviewer.findings.shrinking import FINDER
from tests.findings.conftest import at
from tests.findings.test_lost_members import FULL, group, members, patch


def test_a_replaced_list_that_is_much_shorter(look) -> None:
    (found,) = look(FINDER, FULL, at(9, "PATCH", "/Groups/g", 204, patch("replace", 1, 2)))
    assert found.title == "One request replaced 12 members of Payroll by 2"
    assert (found.severity, found.count, found.events) == ("critical", 10, (2,))
    (found,) = look(
        FINDER, FULL, at(9, "PUT", "/Groups/g", 200, {"displayName": "Payroll", "members": members(1)}, group(1))
    )
    assert found.count == 11


def test_all_removed_at_once(look) -> None:
    (found,) = look(
        FINDER, FULL, at(9, "PATCH", "/Groups/g", 204, {"Operations": [{"op": "remove", "path": "members"}]})
    )
    assert found.title == "One request removed all 12 members of Payroll"


def test_small_changes_failures_and_unknown_groups_are_none(look) -> None:
    assert look(FINDER, FULL, at(9, "PATCH", "/Groups/g", 204, patch("replace", *range(8)))) == []
    assert look(FINDER, FULL, at(9, "PATCH", "/Groups/g", 400, patch("replace", 1))) == []
    assert look(FINDER, at(9, "PATCH", "/Groups/g", 204, patch("replace", 1))) == []
