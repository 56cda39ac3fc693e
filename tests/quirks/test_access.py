"""Group I: tokens that are not accepted, callers that may not, callers that do not say who they are."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, each, error, get, hit, ids, listed, patch, post, put, refused, user

ADD = {"op": "add", "path": "members", "value": [{"value": "19"}]}
AMAZON = "https://scim.ap-southeast-2.amazonaws.com/7f-22/scim/v2"
GATE = "https://gate.hill.example/scim/v2"
FORBIDDEN = {"message": "Forbidden"}

HOLDS = {
    "auth-401": (
        get("/scim/v2/Groups?startIndex=1", 401, "Unauthorized"),
        put(user(), status=401, answer={"error": "invalid_token"}, headers={"Authorization": "Bearer x"}),
        call("DELETE", f"{GATE}/Users/9", None, 401, error(401, "Bearer token expired")),
    ),
    "auth-403": (
        refused(ADD, status=403, detail="Missing scope scim:write"),
        call("DELETE", "/scim/Users/2", None, 403, "no"),
        get(f"{GATE}/Schemas", 403),
    ),
    "user-agent-blocked": (
        patch(ADD, url=f"{AMAZON}/Users/5", status=403, answer=FORBIDDEN),
        patch(ADD, url=f"{GATE}/Groups/5", status=403, history=(get(f"{GATE}/Groups/5", answer=user()),)),
        call("POST", f"{GATE}/Users", user(), 403, "Requests without a User-Agent are blocked"),
    ),
}
SILENT = {
    "auth-401": (
        get("/scim/v2/Users", 403, error(403, "Unauthorized for this tenant")),
        get("/scim/v2/Users/401", 404, error(404, "401 is no user")),
        post(user(), status=400, answer=error(400, "invalid token in userName")),
    ),
    "auth-403": (
        get("/scim/v2/Users", 401, error(401, "Forbidden")),
        get("/scim/v2/Users", 200, listed(user(title="403"))),
    ),
    "user-agent-blocked": (
        patch(ADD, url=f"{AMAZON}/Users/5", status=403, headers={"user-agent": "hr-sync/2"}),
        patch(ADD, url=f"{GATE}/Groups/5", status=403),  # nothing shows that other verbs work
        patch(ADD, url=f"{AMAZON}/Groups/5", status=403, answer=error(403, "The role lacks this permission")),
        patch(ADD, url=f"{GATE}/Groups/5", status=403, history=(get(f"{GATE}/Users", 403), get(f"{GATE}/Me"))),
        get(f"{AMAZON}/Users/5", 403, FORBIDDEN),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_token_that_worked_before_is_shown_at_work() -> None:
    worked = get(f"{GATE}/Users", 200, listed())
    found = hit("auth-401", get(f"{GATE}/Users/3", 401, history=(get("/other/Users", 200), worked)))
    assert found.evidence == ("/response/status", "/history/1/response/status")


def test_a_blocked_caller_explains_the_403() -> None:
    assert hit("auth-403", HOLDS["user-agent-blocked"][0]).behind == "user-agent-blocked"
