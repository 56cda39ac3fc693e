"""Not found, and yet there: only where the look-up asked for what the create sent, and had no hit."""

from __future__ import annotations

from scimviewer.findings.contradictions import FINDER
from tests.findings.conftest import at

LOOK = "/Users?filter=userName+eq+%22ann%22"
NONE = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "Resources": []}
ANN = {"userName": "Ann"}


def test_a_look_up_without_a_hit_before_a_conflict(look) -> None:
    (found,) = look(FINDER, at(0, "GET", LOOK, 200, None, NONE), at(1, "POST", "/Users", 409, ANN))
    assert found.title == "1 user not found by userName, and yet refused as existing (1 time)"
    assert (found.severity, found.events) == ("medium", (1, 2))


def test_a_hit_another_name_or_a_create_between_are_no_contradiction(look) -> None:
    hit = {**NONE, "totalResults": 1, "Resources": [{"id": "7", "userName": "ann"}]}
    refused = at(2, "POST", "/Users", 409, ANN)
    assert look(FINDER, at(0, "GET", LOOK, 200, None, hit), refused) == []
    assert look(FINDER, at(0, "GET", LOOK, 200, None, NONE), at(2, "POST", "/Users", 409, {"userName": "bob"})) == []
    made = at(1, "POST", "/Users", 201, ANN, {"id": "7", **ANN})
    assert look(FINDER, at(0, "GET", LOOK, 200, None, NONE), made, refused) == []
    assert look(FINDER, at(0, "GET", LOOK, 200, None, NONE), at(900, "POST", "/Users", 409, ANN)) == []
