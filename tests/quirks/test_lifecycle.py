"""Group H: the life of an account."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import USER, call, each, error, get, group, hit, ids, listed, patch, post, put, refused, user

ON, OFF = ({"op": "replace", "path": "active", "value": value} for value in (True, False))
TITLE = {"op": "replace", "path": "title", "value": "Guide"}
ME = "/scim/v2/Users/7c1"
SEEN, SEEN_OFF = get(ME, answer=user()), get(ME, answer=user(active=False))
DELETED = call("DELETE", ME, None, 204)
MASKED = {"Authorization": "Bearer ⟦secret:token⟧"}
NEW_NAME = {"op": "replace", "path": "userName", "value": "mira.b@hill.example"}


def sent_by(agent: str, situation: Situation) -> Situation:
    situation.exchange.request_headers.append(("User-Agent", agent))
    return situation


HOLDS = {
    "deactivation-ignored": (
        put({**user(), "active": False}, answer=user()),
        patch({"op": "Replace", "path": "active", "value": "False"}, status=200, answer=user(active="True")),
        get(ME, answer=user(), history=(SEEN, patch(OFF))),
        get("/scim/v2/Users?filter=userName%20sw%20%22m%22", answer=listed(user(id="2"), user()),
            history=(patch(OFF), patch(TITLE))),
        post({"schemas": [USER], "userName": "m", "active": False}, answer=user()),
    ),
    "reactivation-failed": (
        refused(ON, status=500, detail="boom"),
        put(user(), status=400, answer=error(400, "no"), before=user(active=False)),
        patch({"op": "Replace", "value": {"active": "True"}}, status=200, answer=user(active=False)),
        refused(ON, TITLE, status=403, detail="no seat is free", history=(SEEN_OFF,)),
    ),
    "stale-id-404": (
        get(ME, status=404, answer=error(404, "gone"), history=(SEEN,)),
        call("DELETE", "/scim/v2/Groups/41", None, 404, history=(get("/scim/v2/Groups", answer=listed(group())),)),
        put(user(), status=404, answer={"message": "no user with id 7c1"}),
        refused(TITLE, status=404, before=user()),
        refused(TITLE, status=404, detail="User not found", history=(patch(TITLE),)),
    ),
    "username-immutable": (
        refused(NEW_NAME, detail="Operation not allowed: userName"),
        refused(NEW_NAME, detail="Users can't be renamed"),
        refused(NEW_NAME, scim_type="mutability"),
        put(user(userName="mira.b"), status=400, answer=error(400, "Changing the username is not allowed"),
            before=user()),
        refused({"op": "Replace", "value": {"userName": "x", "title": "y"}}, status=422,
                detail="The login of a user cannot be changed"),
        refused({"op": "replace", "path": 'emails[type eq "work"].value', "value": "n@hill.example"}, status=403,
                detail="email may not be modified"),
    ),
    "delete-then-404-on-deactivate": (
        refused(OFF, status=404),
        put(user(active=False), status=500, answer={"error": "user does not exist"}, before=user()),
        get(ME, status=404, answer=error(404, "none"), history=(SEEN, patch(OFF))),
        refused(ON, status=404, detail="unknown", history=(patch({"op": "replace", "value": {"active": "False"}}),)),
        sent_by("Ridge/2", refused(OFF, status=404, history=(sent_by("Ridge/2", call("DELETE", ME, None, 204)),))),
    ),
}  # fmt: skip
SILENT = {
    "deactivation-ignored": (
        patch(OFF, status=200, answer=user(active=False)),
        patch(OFF),
        patch(ON, status=200, answer=user()),
        patch(OFF, status=200, answer={"schemas": [USER], "id": "7c1"}),
        get(ME, answer=user(), history=(patch(OFF), patch(ON))),
        get(ME, answer=user(), history=(patch(OFF), SEEN_OFF)),
        get(ME, answer=user(), history=(refused(OFF),)),
        get("/scim/v2/Users/2", answer=user(id="2"), history=(patch(OFF),)),
    ),
    "reactivation-failed": (
        patch(ON, status=200, answer=user()),
        refused(ON, status=401),
        put(user(), status=400, answer=error(400, "bad phone"), before=user()),
        refused(ON, before=user()),
        refused(OFF, before=user(active=False)),
        post(user(), status=409, answer=error(409, "taken", "uniqueness")),
    ),
    "stale-id-404": (
        get(ME, status=404, answer=error(404, "No such resource")),
        get(ME, status=404, answer=error(404, "User 7c1 not found"), history=(SEEN, DELETED)),
        call("PATCH", ME, {"Operations": [TITLE]}, 404, "<html><head>404</head></html>", before=user()),
        call("PATCH", ME, {"Operations": [TITLE]}, 404, "Cannot PATCH /scim/v2/Users/7c1", before=user()),
        refused({"op": "add", "path": "members", "value": [{"value": "u-9"}]}, url="/scim/v2/Groups/41", status=404,
                detail="User u-9 not found", before=group()),
        get("/scim/v2/Users?filter=id%20eq%20%227c1%22", status=404, answer=error(404, "7c1 not found")),
        refused(TITLE, status=410, before=user()),
    ),
    "username-immutable": (
        refused(NEW_NAME, status=403, detail="Forbidden"),
        refused(NEW_NAME, detail="The domain of this userName is not allowed"),
        refused({"op": "replace", "path": 'emails[type eq "work"].value', "value": "n"},
                detail="Cannot update user: email is invalid"),
        patch(NEW_NAME),
        refused(NEW_NAME, status=409, detail="userName is taken", scim_type="uniqueness"),
        refused(NEW_NAME, {"op": "replace", "path": "externalId", "value": "x"}, scim_type="mutability",
                detail="externalId is immutable"),
        put(user(), status=400, answer=error(400, "id is readOnly", "mutability"), before=user()),
        refused(TITLE, scim_type="mutability", detail="title is immutable"),
        refused({"op": "replace", "path": "displayName", "value": "x"}, scim_type="mutability", url="/Groups/41"),
    ),
    "delete-then-404-on-deactivate": (
        refused(OFF, status=404, headers=MASKED, history=(call("DELETE", ME, None, 204, headers=MASKED),)),
        refused(OFF, status=404, history=(DELETED,)),
        sent_by("Ridge/2", refused(OFF, status=404, history=(sent_by("Console", call("DELETE", ME, None, 204)),))),
        get(ME, status=404, answer=error(404, "none"), history=(patch(OFF), DELETED)),
        get(ME, status=404, answer=error(404, "none"), history=(SEEN, patch(TITLE))),
        refused(TITLE, status=404, before=user()),
        refused(OFF, status=500, detail="NullPointerException"),
        get(ME, status=404, answer=error(404, "none"), history=(patch(OFF), patch(ON))),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_read_that_shows_an_ignored_deactivation_points_at_the_write() -> None:
    found = hit("deactivation-ignored", HOLDS["deactivation-ignored"][2])
    assert found.evidence == ("/history/1/request/body/Operations/0/value", "/response/body/active")


def test_a_lost_account_stands_before_the_stale_id() -> None:
    case = refused(OFF, status=404, before=user())
    assert hit("stale-id-404", case).behind == "delete-then-404-on-deactivate"
