"""The state of a group is followed from look to look; where it is not known, nothing is concluded."""

from __future__ import annotations

from scimviewer.findings.memberships import departed, stretches
from tests.findings.conftest import at
from tests.findings.test_lost_members import FULL, group, patch


def test_only_stretches_with_fewer_members_than_asked_are_looked_into(traffic_of) -> None:
    same = at(9, "GET", "/Groups/g", 200, None, group(*range(12)))
    assert list(stretches(traffic_of(FULL, same))) == []
    removal = at(5, "PATCH", "/Groups/g", 204, patch("remove", 1))
    (one,) = stretches(traffic_of(FULL, removal, at(9, "GET", "/Groups/g", 200, None, group(2))))
    assert (one.writes, one.seen, one.before, one.expected, one.told) == ([0, 1], 2, 12, 11, 1)


def test_a_server_that_never_tells_members_is_passed_over(traffic_of) -> None:
    calls = [FULL, at(5, "PATCH", "/Groups/g", 204, patch("remove", 1)), at(9, "GET", "/Groups/g", 200, None, group())]
    there = [{**one, "target": "scim.eu-west-1.amazonaws.com"} for one in calls]
    assert len(list(stretches(traffic_of(*calls)))) == 1
    for one in there:
        one["request"] = {**one["request"], "url": f"https://scim.eu-west-1.amazonaws.com{one['request']['url']}"}
    assert list(stretches(traffic_of(*there))) == []


def test_the_deleted_and_the_deactivated_have_departed(traffic_of) -> None:
    off = {"Operations": [{"op": "replace", "path": "active", "value": False}]}
    traffic = traffic_of(
        at(0, "DELETE", "/Users/a", 204), at(1, "PATCH", "/Users/b", 200, off), at(2, "DELETE", "/Users/c", 404)
    )
    assert departed(traffic) == {"a", "b"}
