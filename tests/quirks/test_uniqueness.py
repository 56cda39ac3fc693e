"""Group G: names that are taken."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import (
    ENTERPRISE,
    GROUP,
    USER,
    call,
    each,
    error,
    get,
    group,
    hit,
    ids,
    listed,
    patch,
    post,
    put,
    refused,
    user,
)  # fmt: skip

GROUPS = "/scim/v2/Groups"
NEW = {"schemas": [USER], "userName": "mira@hill.example", "externalId": "e-7"}
RENAME = {"op": "replace", "path": "displayName", "value": "Climbers"}
OFF = patch({"op": "replace", "path": "active", "value": False})
TAKEN = error(409, "taken", "uniqueness")


def bulk(status: str, told: object) -> Situation:
    asked = {"Operations": [{"method": "POST", "path": "/Users", "bulkId": "q", "data": NEW}]}
    return call(
        "POST", "/scim/v2/Bulk", asked, 200, {"Operations": [{"bulkId": "q", "status": status, "response": told}]}
    )


def made(answer: object, *history: Situation, status: int = 201) -> Situation:
    return post({"schemas": [GROUP], "displayName": "Climbers"}, GROUPS, status, answer, history=history)


HOLDS = {
    "conflict-duplicate-create": (
        post({"schemas": [GROUP], "displayName": "Climbers"}, GROUPS, 409, TAKEN),
        post(NEW, "/tenants/9/scim/Users", 400, error(400, "userName", "uniqueness")),
        bulk("409", TAKEN),
        post(NEW, status=409),
    ),
    "conflict-without-scimtype": (
        refused({"op": "replace", "path": "userName", "value": "x"}, status=409, detail="taken"),
        post(NEW, status=409, answer={"error": {"message": "The login exists", "scimType": "conflict"}}),
        put(group(), url="/scim/v2/Groups/41", status=409, answer_headers={"Content-Length": "0"}),
        post(NEW, status=409, answer="Conflict"),
        bulk("409", error(409, "exists")),
    ),
    "conflict-wrong-status": (
        post(NEW, status=400, answer=error(400, "A user with this e-mail already exists", "invalidValue")),
        put(user(), status=422, answer={"errors": {"userName": ["has already been taken"]}}),
        post({"schemas": [GROUP], "displayName": "x"}, GROUPS, 500, "E11000 duplicate key error collection: groups"),
        post(NEW, status=400, answer=error(400, "no", "uniqueness")),
        post(NEW, status=500, answer={"message": "Duplicate entry 'mira@hill.example' for key 'users.email'"}),
    ),
    "conflict-self-on-update": (
        put(user(), status=409, answer=TAKEN, before=user()),
        refused(RENAME, status=409, detail="exists", url="/scim/v2/Groups/41",
                history=(get("/scim/v2/Groups?count=5", answer=listed(group("4"))),)),
        patch({"op": "Replace", "value": {"externalId": "e-7", "title": "x"}}, status=400,
              answer=error(400, "in use", "uniqueness"), before=user(externalId="e-7")),
        put(user(emails=[{"value": "M@hill.example"}], userName="new"), status=409,
            answer=error(409, "The e-mail address is in use"), before=user(emails=[{"value": "m@hill.example"}])),
    ),
    "group-name-duplicate-accepted": (
        made(group(id="77"), get(GROUPS, answer=listed(group("4")))),
        made(group(id="77", displayName="CLIMBERS"), made(group(displayName="climbers"))),
        made(None, get("/scim/v2/Groups/41", answer=group(displayName="Ridge")),
             patch(RENAME, url="/scim/v2/Groups/41")),
    ),
    "conflict-inactive-recreate": (
        post(NEW, status=409, answer=TAKEN, history=(get("/scim/v2/Users/7c1", answer=user(active=False)),)),
        post(NEW, status=409, answer={"message": "exists"}, history=(get("/scim/v2/Users/7c1", answer=user()), OFF)),
        post({**NEW, "userName": "mira.new"}, status=400, answer=error(400, "x", "uniqueness"),
             before=user(externalId="e-7", active="False")),
        post({**NEW, "userName": "MIRA@hill.example"}, status=409, answer=TAKEN,
             history=(get("/scim/v2/Users?count=9", answer=listed(user(id="2", userName="x"), user(active=False))),)),
    ),
}  # fmt: skip
SILENT = {
    "conflict-duplicate-create": (
        put(user(), status=409, answer=TAKEN),
        post(NEW, status=400, answer=error(400, "userName is required", "invalidValue")),
        bulk("201", None),
    ),
    "conflict-without-scimtype": (
        post(NEW, status=409),  # the log has no body
        post(NEW, status=409, answer=TAKEN),
        refused({"op": "replace", "path": "title", "value": "x"}, status=409, detail="no", headers={"If-Match": "W/1"}),
        refused({"op": "replace", "path": "title", "value": "x"}, status=409, detail="The version does not match"),
        post(NEW, status=409, answer={"Errors": [{"scimType": "Uniqueness"}]}),
    ),
    "conflict-wrong-status": (
        put(user(), status=400, answer=error(400, "primary must be unique within emails")),
        post(NEW, status=409, answer=TAKEN),
        post(NEW, status=400, answer=error(400, "Duplicate attribute userName in the JSON body")),
        post(NEW, status=400, answer=error(400, "A unique id is missing")),
        refused({"op": "add", "path": "members", "value": [{"value": "4"}]}, status=500,
                detail="User already exists in the group", url="/scim/v2/Groups/41"),
        refused({"op": "replace", "path": "active", "value": False}, detail="already deactivated"),
        get("/scim/v2/Users/7c1", status=500, answer=error(500, "duplicate rows found")),
    ),
    "conflict-self-on-update": (
        put(user(userName="other"), status=409, answer=TAKEN, before=user()),
        put(user(), status=409, answer=TAKEN),
        put(user(), status=409, answer=error(409, "version conflict"), before=user()),
        put(user(userName="new", externalId="e"), status=409, answer=error(409, "userName is taken"),
            before=user(externalId="e")),
        put(user(), status=400, answer=error(400, "title too long"), before=user()),
    ),
    "group-name-duplicate-accepted": (
        made(group(id="77"), get(GROUPS, answer=listed(group(displayName="Ridge")))),
        made(group(id="77"), made(group()), call("DELETE", "/scim/v2/Groups/41", None, 204)),
        made(group(), get(GROUPS, answer=listed(group("4")))),
        made(TAKEN, get(GROUPS, answer=listed(group("4"))), status=409),
        made(group(id="77"), get("/scim/v2/Groups/41", answer=group()),
             patch({**RENAME, "value": "Ridge"}, url="/scim/v2/Groups/41")),
    ),
    "conflict-inactive-recreate": (
        post(NEW, status=409, answer=TAKEN, before=user()),
        post(NEW, status=409, answer=TAKEN, before=user(userName="other", active=False)),
        post(NEW, status=201, answer=user(id="8"), before=user(active=False)),
        post(NEW, status=409, answer=TAKEN, history=(
            get("/scim/v2/Users/7c1", answer=user(active=False)),
            patch({"op": "replace", "path": "active", "value": True}))),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_general_conflict_stands_behind_the_one_that_explains_it() -> None:
    assert (
        hit("conflict-duplicate-create", HOLDS["conflict-inactive-recreate"][0]).behind == "conflict-inactive-recreate"
    )
    assert hit("conflict-duplicate-create", HOLDS["conflict-duplicate-create"][0]).behind is None


def test_a_unique_attribute_of_a_taught_schema_counts() -> None:
    badge = {"id": ENTERPRISE, "name": "E", "attributes": [{"name": "employeeNumber", "uniqueness": "server"}]}
    write = {"op": "replace", "path": f"{ENTERPRISE}:employeeNumber", "value": "12"}
    history = (get(f"/scim/v2/Schemas/{ENTERPRISE}", answer=badge),)
    before = user(**{ENTERPRISE: {"employeeNumber": "12"}})
    assert "conflict-self-on-update" in ids(refused(write, status=409, before=before, history=history))
