"""Many users at once are told where that is not what usually happens."""

from __future__ import annotations

from scimviewer.findings.mass_changes import DEACTIVATION, DELETION
from tests.findings.conftest import at

OFF = {"Operations": [{"op": "replace", "path": "active", "value": False}]}


def test_a_burst_of_deactivations(look) -> None:
    (found,) = look(DEACTIVATION, *(at(n * 5, "PATCH", f"/Users/{n}", 200, OFF) for n in range(14)))
    assert (found.title, found.severity, found.count) == ("14 users deactivated within 65 seconds", "critical", 14)


def test_failed_repeated_or_few_ones_are_none(look) -> None:
    assert look(DEACTIVATION, *(at(n, "PATCH", f"/Users/{n}", 400, OFF) for n in range(14))) == []
    assert look(DEACTIVATION, *(at(n, "PATCH", f"/Users/{n % 4}", 200, OFF) for n in range(14))) == []
    assert look(DEACTIVATION, *(at(n * 90, "PATCH", f"/Users/{n}", 200, OFF) for n in range(14))) == []


def test_where_it_always_is_so_it_is_no_burst(look) -> None:
    assert look(DEACTIVATION, *(at(n * 30, "PATCH", f"/Users/{n}", 200, OFF) for n in range(300))) == []
    busy = [
        at(n * 30 + 5, "PATCH", f"/Users/{n}", 200, {"Operations": [{"op": "add", "path": "title", "value": "x"}]})
        for n in range(300)
    ]
    some = [at(n * 30, "PATCH", f"/Users/{n}", 200, OFF) for n in range(0, 300, 2)]
    assert len(look(DEACTIVATION, *some, *busy)) <= 1


def test_what_was_just_made_may_be_deleted(look) -> None:
    calls = [at(n, "DELETE", f"/Users/{n}", 204) for n in range(100, 112)]
    (found,) = look(DELETION, *calls)
    assert found.count == 12
    made = [
        at(n, "POST", "/Users", 201, {"userName": f"a{n}"}, {"id": f"{n + 100}", "userName": f"a{n}"})
        for n in range(12)
    ]
    assert look(DELETION, *made, *calls) == []
