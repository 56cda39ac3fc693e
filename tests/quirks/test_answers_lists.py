"""Group J: lists that are none, or not what was asked for."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import ENTERPRISE, LIST, call, each, error, get, group, hit, ids, listed, patch, user

SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
BY_NAME = "/scim/v2/Users?filter=userName%20eq%20%22mira%22"
EMPTY = {"schemas": [LIST], "totalResults": 0}
STAFF = user(**{ENTERPRISE: {"department": "Ridge", "division": "North"}})
DEPARTMENT = f"{ENTERPRISE}:department"


def search(body: object, status: int = 200, answer: object = None) -> Situation:
    return call("POST", "/scim/v2/Users/.search", body, status, answer)


HOLDS = {
    "query-not-listresponse": (
        get("/scim/v2/Groups?filter=displayName%20eq%20%22x%22", 404, "Not found"),
        get(BY_NAME, 200, user()),
        get(f"{BY_NAME}&count=1", 200, [user()]),
        search({"schemas": [SEARCH], "filter": 'title eq "x"'}, 204),
        get(BY_NAME, 200, {"result": "none"}),
    ),
    "excluded-attributes-ignored": (
        get("/scim/v2/Groups?excludedAttributes=members&count=5", 200, listed(group("1", "2"))),
        get("/Users/7c1?excludedattributes=emails,name.givenName", 200, user(name={"givenName": "Mira"})),
        search({"excludedAttributes": ["members"]}, 200, listed(group(), group("4"))),
        get(f"/Users/7c1?excludedAttributes={DEPARTMENT}", 200, STAFF),
    ),
    "list-without-total": (
        get("/scim/v2/Users?startIndex=1", 200, {"schemas": [LIST], "Resources": [user()]}),
        get("/Groups", 200, {"Resources": [], "itemsPerPage": 0}),
        get("/scim/v2/Schemas", 200, {"schemas": [LIST], "totalResults": None, "Resources": []}),
    ),
    "list-without-resources": (
        get("/scim/Groups?filter=displayName%20eq%20%22x%22", 200, {**EMPTY, "Resources": None}),
        get("/scim/v2/ResourceTypes", 200, EMPTY),
        search({"filter": 'title eq "x"'}, 200, {**EMPTY, "totalResults": 3}),
    ),
}
SILENT = {
    "query-not-listresponse": (
        get(BY_NAME, 200, listed()),
        get("/scim/v2/Users/77", 404, error(404)),
        get("/scim/v2/Users?count=1", 404, error(404)),
        get(BY_NAME, 200, EMPTY),
        get(BY_NAME, 200),  # the log leaves bodies out
        get(BY_NAME, 400, error(400, "no", "invalidFilter")),
        get(BY_NAME, 200, {"resources": [], "totalResults": 0}),
    ),
    "excluded-attributes-ignored": (
        get("/scim/v2/Groups?excludedAttributes=members", 200, listed(group(), group(members=None))),
        get("/scim/v2/Groups?attributes=members", 200, listed(group("1"))),
        get("/scim/v2/Users/7c1?excludedAttributes=id,schemas", 200, user()),
        get(f"/Users/7c1?excludedAttributes={ENTERPRISE}:costCenter,name.familyName", 200, STAFF),
        get("/scim/v2/Groups/41?excludedAttributes=members", 500, group("1")),
    ),
    "list-without-total": (
        get("/scim/v2/Users?cursor=", 200, {"schemas": [LIST], "Resources": [], "nextCursor": "a"}),
        get("/scim/v2/Users?count=2", 200, {"schemas": [LIST], "Resources": [], "nextCursor": "a"}),
        get("/scim/v2/Users", 200, {"schemas": [LIST], "totalresults": 0, "Resources": []}),
        get("/scim/v2/Users/7c1", 200, user()),
    ),
    "list-without-resources": (
        get("/scim/v2/Users?count=0", 200, {"schemas": [LIST], "totalResults": 12}),
        get("/scim/v2/Users", 200, {**EMPTY, "resources": []}),
        get("/scim/v2/Users", 400, {**EMPTY}),
        patch({"op": "remove", "path": "title"}, status=200, answer=user()),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_what_came_all_the_same_is_counted() -> None:
    found = hit("excluded-attributes-ignored", HOLDS["excluded-attributes-ignored"][0])
    assert found.note == "The answer still has “members”, up to 2 values of it."
    assert found.evidence == ("/request/url", "/response/body/Resources/0/members")


def test_records_that_are_missing_are_told_from_a_list_that_is_empty() -> None:
    assert "says 3" in hit("list-without-resources", HOLDS["list-without-resources"][2]).note
