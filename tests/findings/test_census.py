"""Errors are counted without what differs, with what goes along with them."""

from __future__ import annotations

from scimviewer.findings.census import census
from tests.findings.conftest import at


def refused(n: int, user: int, actor: str = "okta") -> dict:
    return at(n, "PATCH", f"/Users/{user}", 400, {"n": n}, {"detail": f"value '{n}' is not allowed"}, actor=actor)


def test_one_line_an_error(traffic_of) -> None:
    traffic = traffic_of(
        *(refused(n, n) for n in range(6)), *(at(n + 9, "GET", f"/Users/{n}", actor="hr") for n in range(20))
    )
    (line,) = census(traffic.table)
    assert (line.error, line.status, line.count, line.resources) == ("value ‹value› is not allowed", 400, 6, 6)
    told = {(one["attribute"], one["value"]) for one in line.attributes}
    assert {("actor", "okta"), ("operation", "patch")} <= told
    assert line.events == (1, 2, 3, 4, 5, 6)


def test_one_user_or_everyone(traffic_of) -> None:
    (line,) = census(traffic_of(*(refused(n, 7) for n in range(6)), at(9, "GET", "/Users/8")).table)
    assert line.resources == 1
    assert line.attributes[0]["attribute"] == "resource_name"
    assert line.attributes[0]["value"] == "7"


def test_failures_without_words_have_a_line_too(traffic_of) -> None:
    found = census(
        traffic_of(at(0, "GET", "/Users/1", 404), at(1, "GET", "/Users/2", 500), at(2, "GET", "/Users/3")).table
    )
    assert [one.error for one in found] == ["status 404 without an explanation", "status 500 without an explanation"]
    assert census(traffic_of(at(0, "GET", "/Users/1")).table) == []
