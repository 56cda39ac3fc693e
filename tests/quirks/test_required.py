"""Group E: attributes that must have a value."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import ENTERPRISE, GROUP, USER, each, error, get, hit, ids, patch, post, put, refused, user

GROUPS = "/scim/v2/Groups/41"
BADGE = "urn:hill:params:scim:schemas:badge:1.0:User"
TAUGHT = {"id": BADGE, "name": "Badge", "attributes": [{"name": "colour", "required": True}]}


def write(path: str, value: object, op: str = "replace") -> dict[str, object]:
    return {"op": op, "path": path, "value": value}


HOLDS = {
    "required-attribute-removed": (
        refused({"op": "remove", "path": "userName"}, scim_type="mutability", detail="not possible"),
        patch(write("displayName", None), url=GROUPS),
        put({"schemas": [GROUP], "members": []}, url=GROUPS, status=200),
        refused({"op": "remove", "path": "emails"}, detail="emails is a required attribute"),
        put({"schemas": [USER], "userName": "m"}, status=400, answer=error(400, "Attribute title must be provided")),
        refused(write(f"{BADGE}:colour", None), history=(get(f"/scim/v2/Schemas/{BADGE}", answer=TAUGHT),)),
        put({"schemas": [USER], "userName": "m", "name": {"givenName": "M"}}, status=422,
            answer=error(422, "name.familyName: must not be blank")),
        put({"schemas": [USER], "userName": "m"}, status=400, answer={"message": "department is mandatory"}),
        refused({"op": "replace", "path": "name.familyName", "value": ""}, detail="name.familyName is required"),
    ),
}  # fmt: skip
SILENT = {
    "required-attribute-removed": (
        post({"schemas": [USER]}, status=400, answer=error(400, "userName is required", "invalidValue")),
        patch({"op": "remove", "path": "nickName"}),
        patch({"op": "remove", "path": "displayName"}),  # of a user nobody demands it
        patch({"op": "remove", "path": "userName"}, write("userName", "mira", "add")),
        put({"schemas": [GROUP], "displayName": "x"}, url=GROUPS),
        put(user(), status=400, answer=error(400, "members[0].display is required")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_what_an_extension_requires_is_required_only_where_its_data_are() -> None:
    bare = {"schemas": [USER, ENTERPRISE], "userName": "m"}
    told = {"id": ENTERPRISE, "name": "E", "attributes": [{"name": "division", "required": True}, {"name": "team"}]}
    history = (get(f"/scim/v2/Schemas/{ENTERPRISE}", answer=told),)
    assert "required-attribute-removed" not in ids(put(bare, history=history))
    case = put({**bare, ENTERPRISE: {"team": "N"}}, history=history)
    assert hit("required-attribute-removed", case).note == "The request leaves out “division”."
