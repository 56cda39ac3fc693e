"""Group J: web pages, wrong places, verbs that are not offered, discovery, ids of another form."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import ERROR, call, each, error, get, hit, ids, listed, patch, post, put, refused, user

PAGE = "<!doctype html><html><head><title>Sign in\n to Hill</title></head></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
HOST = "https://hill.example"
NO_ROUTE = {"message": "Cannot GET /Users"}
TITLE = {"op": "replace", "path": "title", "value": "Guide"}
CONFIG = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    "patch": {"supported": True},
    "bulk": {"supported": False},
    "filter": {"supported": True, "maxResults": 100},
    "changePassword": {"supported": False},
    "sort": {"supported": False},
    "etag": {"supported": False},
    "authenticationSchemes": [],
}


def config(answer: Any, status: int = 200, url: str = "/scim/v2/ServiceProviderConfig", **more: Any) -> Situation:
    return get(url, status, answer, **more)


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in CONFIG.items() if name not in names}


HOLDS = {
    "html-error-page": (
        get("/scim/v2/Users", 200, PAGE, answer_headers=HTML),
        post(user(), status=502, answer="<html><body>Bad gateway</body></html>"),
        call("DELETE", "/scim/v2/Users/1", None, 403, "Blocked by the firewall", answer_headers=HTML),
        get("/scim/v2/Groups", 302, "  <HTML><body>Moved</body></HTML>"),
    ),
    "base-url-misconfigured": (
        get(f"{HOST}/scim/v2//Users?count=1", 404, error(404)),
        get(f"{HOST}/scim/v2/aadOptscim062020/Users", 404, "Not Found"),
        post(user(), f"{HOST}/scim?api=2/Users", 405, error(405)),
        get(f"{HOST}/scim/v2/scim/v2/Users", 404, NO_ROUTE),
        get(f"{HOST}/scim/v2/Users/Groups?filter=displayName%20eq%20%22x%22", 404, error(404)),
        get(f"{HOST}/t1/scim/v2Users?count=1", 404),
        get(f"{HOST}/scim/v2%20/Users", 404, error(404)),
        post(user(), "/hr/scim/Users", 404, error(404), history=(get("/hr/scim/Users/1", 404, error(404)),) * 2),
        get(f"{HOST}/Users", 404, PAGE),
        get(f"{HOST}/api/Groups", 404, NO_ROUTE),
        get(
            f"{HOST}/hr/scim/Users/3",
            404,
            history=(get(f"{HOST}/hr/scim/Users", 404), post(user(), f"{HOST}/hr/scim/Users", 404, PAGE)),
        ),
    ),
    "method-not-allowed-405": (
        put(user(), status=405, answer="no", answer_headers={"Allow": "GET, PATCH"}),
        patch(TITLE, status=501, answer=error(501, "PATCH is not implemented")),
        call("DELETE", "/scim/Groups/1", None, 405),
    ),
    "serviceproviderconfig-problem": (
        config(without("etag", "authenticationSchemes")),
        config({**CONFIG, "filter": {"supported": True}}),
        config(NO_ROUTE, 501),
        config(PAGE, url="/api/scim/serviceproviderconfig"),
        config({**CONFIG, "patch": True}),
        config({**CONFIG, "sort": {}}),
    ),
    "not-found-as-400": (
        get("/scim/v2/Groups/x9", 400, error(400, "badly formed hexadecimal UUID string")),
        get("/scim/v2/Users/a%40b", 400, {"error": 'invalid input syntax for type uuid: "a@b"'}),
        get("/Users/17", 400, error(400, "User does not exist", "invalidValue")),
        get("/scim/Users/zz", 400, "Cast to ObjectId failed: userId is not a valid value"),
    ),
}
SILENT = {
    "html-error-page": (
        refused(TITLE, detail="<html> is no title"),
        get("/scim/v2/Users", 502, "Bad gateway", answer_headers={"Content-Type": "text/plain"}),
        patch(TITLE, status=204, answer_headers=HTML),  # a framework's default
        get("/scim/v2/Users/1", 200, user(), answer_headers=HTML),
        get("/scim/v2/Users/1", 500, "<?xml version='1.0'?><error>htmlparser</error>"),
    ),
    "base-url-misconfigured": (
        get(f"{HOST}/scim/v2//Users?count=1", 200, listed()),
        get(f"{HOST}/Users/77", 404, error(404, "User 77 not found")),
        get(f"{HOST}/scim/v2/Users/77?aadOptscim062020", 404, error(404)),
        get(f"{HOST}/source/scim/x/v2/Users/9", 404, error(404)),
        get(f'{HOST}/scim/v2/Users?filter=meta.location eq "https://h/scim/v2/Users/1"', 404, error(404)),
        get(f"{HOST}/scim/v2//Users", 401, error(401)),
        get(f"{HOST}/Users", 502, PAGE),
        get(f"{HOST}/Groups", 403, PAGE, history=(get(f"{HOST}/Groups", 503, PAGE),) * 3),
        get(f"{HOST}/scim2/Users/3", 404, history=(get(f"{HOST}/scim2/Users/1", 404), get(f"{HOST}/scim2/Users/2"))),
        get("/scim/Users/3", 404, error(404), history=(get("/scim/Users/1", 404, error(404)),) * 3),
    ),
    "method-not-allowed-405": (
        get("/scim/v2/Users", 501, error(501, "Sorting is not implemented")),
        patch(TITLE, status=404, answer=error(404, "405")),
    ),
    "serviceproviderconfig-problem": (
        config(CONFIG),
        config(None, 304),
        config(without("etag"), url="/scim/v2/ResourceTypes"),
        config({"schemas": ["urn:scim:schemas:core:1.0"], "patch": {}}, url="/v1/ServiceProviderConfigs"),
    ),
    "not-found-as-400": (
        get("/scim/v2/Users/17", 404, error(404, "Invalid resource ID")),
        get("/scim/v2/Users/17?attributes=foo", 400, error(400, "Invalid attributes parameter")),
        get("/scim/v2/Users?filter=id%20eq%20%22x%22", 400, error(400, "id is not a valid uuid")),
        patch(TITLE, status=400, answer=error(400, "Invalid user id")),
        get("/scim/v2/Users/17", 400),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_title_of_a_page_is_told() -> None:
    assert hit("html-error-page", HOLDS["html-error-page"][0]).note == "Its title is “Sign in to Hill”."


def test_what_is_missing_is_named_where_it_should_stand() -> None:
    found = hit("serviceproviderconfig-problem", config({**without("etag"), "sort": {"supported": None}}))
    assert found.note == "Missing is “sort.supported” and “etag”."
    assert found.evidence == ("/response/body/sort", "/response/body")


def test_a_search_in_a_wrong_place_is_explained_by_the_place() -> None:
    case = get(f"{HOST}/scim/v2//Users?filter=title%20eq%20%22x%22", 404, {"schemas": [ERROR], "status": "404"})
    assert hit("query-not-listresponse", case).behind == "base-url-misconfigured"
