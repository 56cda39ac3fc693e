"""Created twice, and many creates of what exists."""

from __future__ import annotations

from scimviewer.findings.duplicates import CONFLICTS, TWICE
from tests.findings.conftest import at

ANN = {"userName": "ann"}


def test_one_name_with_two_ids(look) -> None:
    first, second = (at(n, "POST", "/Users", 201, ANN, {"id": f"{n}", **ANN}) for n in (1, 2))
    (found,) = look(TWICE, first, second)
    assert (found.title, found.events) == ("1 name was created twice with different ids", (1, 2))
    assert look(TWICE, first, at(1.5, "DELETE", "/Users/1", 204), second) == []


def test_groups_may_share_a_name(look) -> None:
    name = {"displayName": "Sales"}
    (found,) = look(TWICE, *(at(n, "POST", "/Groups", 201, name, {"id": f"{n}", **name}) for n in (1, 2)))
    assert found.severity == "low"


def test_many_different_conflicts_within_minutes(look) -> None:
    calls = [at(10 * n, "POST", "/Users", 409, {"userName": f"u{n}"}) for n in range(6)]
    (found,) = look(CONFLICTS, *calls)
    assert (found.title, found.count) == ("6 creates refused as existing (409) within 50 seconds", 6)
    assert look(CONFLICTS, *(at(10 * n, "POST", "/Users", 409, ANN) for n in range(9))) == []
