"""Group E: attributes with one value and with many."""

from __future__ import annotations

import pytest

from scimviewer.quirks import found, severity_of
from scimviewer.quirks.situation import Situation
from tests.quirks.made import (
    ENTERPRISE,
    GROUP,
    USER,
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
)

GROUPS = "/scim/v2/Groups/41"
OKTA = {"User-Agent": "Okta SCIM Client 1.0.0"}
WORK = {"value": "m@hill.example", "type": "work"}
HOME = {"value": "m@home.example", "type": "home"}
BADGE = "urn:hill:params:scim:schemas:badge:1.0:User"
ADMIN = {"op": "add", "path": "roles", "value": [{"value": "admin"}]}


def write(path: str, value: object, op: str = "add") -> dict[str, object]:
    return {"op": op, "path": path, "value": value}


def members(*values: object, op: str = "add") -> dict[str, object]:
    return write("members", list(values), op)


HOLDS = {
    "member-subattribute-unknown": (
        patch(members({"value": "4", "userName": "mira"}), url=GROUPS),
        post({"schemas": [GROUP], "displayName": "x", "members": [{"value": "4", "email": "a@b"}]}, "/scim/v2/Groups"),
        put({**group(), "members": [{"value": "4", "primary": True}]}, url=GROUPS, status=400, answer=error(400, "no")),
        refused(write('members[value eq "4"].displayName', "Mira", "replace"), url=GROUPS),
    ),
    "multiple-primary": (
        patch(write("phoneNumbers", [{"value": "1", "primary": True}, {"value": "2", "primary": True}])),
        put({**user(), "addresses": [{"region": "N", "primary": True}, {"region": "S", "primary": "True"}]}),
        refused({"op": "replace", "value": {"roles": [{"value": x, "primary": True} for x in "abc"]}}),
    ),
    "primary-missing": (
        get("/scim/v2/Users?startIndex=1&count=100", answer=listed(user(emails=[WORK, HOME])), headers=OKTA),
        get("/scim/v2/Users/7c1", answer=user(emails=[{**WORK, "primary": False}]), headers=OKTA),
        post({"schemas": [USER], "userName": "m", "emails": [WORK]}, status=400,
             answer=error(400, "A primary email is required")),
        refused(write("addresses", [{"value": "x", "type": "work"}], "replace"), status=422,
                detail="one address must be marked as primary"),
    ),
    "single-for-multivalued": (
        post({"schemas": [USER], "userName": "m", "phoneNumbers": "55"}),
        put({**user(), "addresses": {"region": "N"}}, status=400, answer=error(400, "must be an array")),
        put({**group(), "members": ["4", "5"]}, url=GROUPS),
        post({"schemas": [USER], "userName": "m", "roles": ["admin"]}, status=500),
    ),
    "value-array-for-single": (
        patch(write(f"{ENTERPRISE}:department", ["Ice"], "Replace")),
        put({**user(), "title": ["Guide", "Head"]}, status=400, answer=error(400, "string expected")),
        patch({"op": "replace", "value": {"name": {"givenName": ["Mira"]}}}),
        patch(write('emails[type eq "work"].value', ["m@hill.example"], "replace")),
        patch(write("displayName", ["Ridge"], "replace"), url=GROUPS),
    ),
    "member-empty-object": (
        patch(write("emails", [{}, WORK])),
        post({"schemas": [GROUP], "displayName": "x", "members": [{}]}, "/scim/v2/Groups", 400, error(400, "?")),
        patch({"op": "replace", "value": {"addresses": [{"region": "N"}, {}]}}, status=500),
        patch(write("members", {}), url=GROUPS),
    ),
    "approles-add-only": (
        patch(ADMIN, before=user(roles=[{"value": "reader"}])),
        patch({"op": "Add", "value": {"roles": [{"value": "admin", "display": "A"}]}}, status=200, answer=user(),
              before=user(roles=[{"value": "reader"}, {"value": "writer"}])),
        patch(ADMIN, history=(get("/scim/v2/Users/7c1", answer=user(roles=[{"value": "reader"}])),)),
    ),
    "ref-null": (
        patch(members({"value": "4", "$ref": None}), url=GROUPS),
        put({**group(), "members": [{"$ref": None, "value": "4"}, {"value": "5"}]}, url=GROUPS),
        patch({"op": "replace", "value": {"members": [{"$Ref": None, "value": "9"}]}}, url=GROUPS),
    ),
}  # fmt: skip
SILENT = {
    "member-subattribute-unknown": (
        patch(members({"value": "4", "$ref": "../Users/4", "type": "User", "display": "Mira"}), url=GROUPS),
        patch(write("roles", [{"value": "4", "level": 2}])),
        get(GROUPS, answer=group("4", displayName="x")),
        patch(members({"VALUE": "4", "Type": "User"}), url=GROUPS),
    ),
    "multiple-primary": (
        put({**user(), "emails": [{**WORK, "primary": True}, {**HOME, "primary": False}]}),
        put({**user(), "emails": [{**WORK, "primary": True}], "phoneNumbers": [{"value": "1", "primary": True}]}),
        get("/scim/v2/Users/7c1", answer=user(emails=[{**WORK, "primary": True}, {**HOME, "primary": True}])),
    ),
    "primary-missing": (
        get("/scim/v2/Users/7c1", answer=user(emails=[WORK])),
        get("/scim/v2/Users/7c1", answer=user(emails=[WORK, {**HOME, "primary": True}]), headers=OKTA),
        get("/scim/v2/Users/7c1", answer=user(), headers=OKTA),
        get("/scim/v2/Users/7c1?attributes=emails.value", answer=user(emails=[{"value": "x"}]), headers=OKTA),
        post({"schemas": [USER], "emails": [WORK]}, status=500, answer=error(500, "violates primary key constraint")),
        post({"schemas": [USER], "emails": [{**WORK, "primary": True}, {**HOME, "primary": True}]}, status=400,
             answer=error(400, "more than one primary value")),
    ),
    "single-for-multivalued": (
        patch(write("emails", WORK)),
        post({"schemas": [USER], "userName": "m", "emails": [WORK], "groups": []}),
        post({"schemas": USER, "userName": "m"}),
        post({"schemas": [USER, BADGE], "userName": "m", BADGE: {"emails": "x"}}),
    ),
    "value-array-for-single": (
        patch(write("emails", [WORK])),
        patch(write("title", [], "replace")),
        patch({"op": "remove", "path": "title", "value": ["x"]}),
        patch(write(f"{BADGE}:levels", ["1", "2"])),
    ),
    "member-empty-object": (
        patch(write("emails", [])),
        patch(write("name", {}, "replace")),
        put({**user(), ENTERPRISE: {}}, answer=user()),
        get(GROUPS, answer={**group(), "members": [{}]}),
    ),
    "approles-add-only": (
        patch(ADMIN, before=user()),
        patch(ADMIN, before=user(roles=[{"value": "admin"}])),
        patch(write("roles", [{"value": "a"}, {"value": "b"}]), before=user(roles=[{"value": "reader"}])),
        patch({"op": "remove", "path": 'roles[value eq "reader"]'}, ADMIN, before=user(roles=[{"value": "reader"}])),
        patch(ADMIN, before=user(roles=[{"value": "reader"}]),
              history=(patch({"op": "Remove", "path": "roles", "value": [{"value": "x"}]}),)),
        patch(write("roles", [{"value": "a"}], "replace"), before=user(roles=[{"value": "reader"}])),
    ),
    "ref-null": (
        patch(members({"value": "4", "$ref": "https://hill.example/Users/4"}), url=GROUPS),
        patch(write(f"{ENTERPRISE}:manager", {"value": "4", "$ref": None})),
        get(GROUPS, answer={**group(), "members": [{"value": "4", "$ref": None}]}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_role_that_is_added_is_for_information_only() -> None:
    severities = {quirk.id: severity_of(quirk, one) for quirk, one in found(HOLDS["approles-add-only"][0])}
    assert severities["approles-add-only"] == "info"


def test_a_group_that_okta_imports_names_whose_address_is_meant() -> None:
    assert "mira@hill.example" in hit("primary-missing", HOLDS["primary-missing"][0]).note
