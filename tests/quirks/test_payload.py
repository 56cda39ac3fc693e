"""Group A: bodies that are no proper SCIM messages."""

from __future__ import annotations

import json

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import (
    ENTERPRISE,
    PATCH_OP,
    USER,
    call,
    each,
    error,
    group,
    hit,
    ids,
    patch,
    post,
    put,
    refused,
    user,
)

ACTIVE = {"op": "replace", "path": "active", "value": False}
OLD = "urn:scim:schemas:core:1.0"
OLD_LEAVER = {"schemas": [OLD], "members": [{"value": "8", "operation": "delete"}]}


def sent(method: str, url: str, body: object, status: int = 400, **more: object) -> Situation:
    return call(method, url, body, status, error(status, "Bad request") if status >= 400 else None, **more)


HOLDS = {
    "json-unparsable": (
        sent("POST", "/scim/Users", '{"userName": "mira", "emails": [{"value": "mi'),
        sent("PUT", "/api/scim/v2/Groups/9", "displayName=Climbers&members=4", 422),
        sent("PATCH", "/v2/Users/9", "{'schemas': ['x'], 'Operations': []}", 500),
    ),
    "scim11-on-scim2": (
        sent("PATCH", "/scim/v2/Groups/6", OLD_LEAVER),
        sent("POST", "/scim/Users", {"schemas": [OLD], "userName": "mira"}),
        sent("PATCH", "/identity/scim/v2/Users/6", {"meta": {"attributes": ["title"]}, "nickName": "Mi"}, 500),
        sent("PUT", "/scim/v2/Users/6", {"schemas": [OLD, "urn:scim:schemas:extension:enterprise:1.0"]}, 200),
    ),
    "json-pointer-path": (
        refused({"op": "replace", "path": "/displayName", "value": "Ridge"}),
        patch({"op": "add", "path": "phoneNumbers[0].value", "value": "1"}, status=200, answer=user()),
        sent("PATCH", "/scim/v2/Users/7", [{"op": "replace", "path": "/active", "value": False}]),
        refused({"op": "remove", "path": "emails.1"}),
    ),
    "operations-empty": (
        sent("PATCH", "/scim/v2/Groups/2", {"schemas": [PATCH_OP]}),
        sent("PATCH", "/scim/v2/Users/2", {"schemas": [PATCH_OP], "Operations": ACTIVE}),
        sent("PATCH", "/scim/v2/Users/2", {"active": False}, 500),
        sent("PATCH", "/scim/v2/Users/2", {"schemas": [PATCH_OP], "Operations": []}, 204),
    ),
    "op-unknown": (
        refused({"op": "set", "path": "nickName", "value": "Mi"}, detail="bad op"),
        patch(ACTIVE, {"op": "delete", "path": "title"}),
        patch({"path": "title", "value": "x"}),
    ),
    "value-missing": (
        refused({"op": "replace", "path": "name.familyName"}),
        patch({"op": "Add", "path": "members"}, url="/scim/v2/Groups/7"),
        refused(ACTIVE, {"op": "replace", "path": "title", "values": "Guide"}),
    ),
    "content-type-refused": (
        call("POST", "/scim/v2/Users", user(), 415, {"message": "no"}),
        call("PATCH", "/Users/2", {"Operations": [ACTIVE]}, 406, "Only application/json is accepted"),
        call("GET", "/scim/Users", None, 406, error(406, "Accept: media type unknown"), headers={"accept": "text/xml"}),
    ),
    "value-json-encoded-string": (
        patch({"op": "add", "path": "entitlements", "value": [{"value": '{"id": "ice", "level": 2}'}]}),
        refused({"op": "replace", "value": {"emails": '[{"value": "mira@hill.example"}]'}}),
        post({"schemas": [USER], "userName": "m", "name": '{"givenName": "Mira"}'}, answer=user()),
    ),
    "patch-missing-schemas": (
        sent("PATCH", "/scim/v2/Users/2", {"Operations": [ACTIVE]}),
        sent("PATCH", "/scim/v2/Users/2", {"schemas": [], "Operations": [ACTIVE]}, 204),
        sent("PATCH", "/scim/v2/Users/2", {"schemas": [USER], "Operations": [ACTIVE]}, 422),
    ),
    "operations-key-case": (
        call("PATCH", "/scim/Groups/3", {"schemas": [PATCH_OP], "operations": [ACTIVE]}, 400),
        call("PATCH", "/scim/Users/3", {"schemas": [PATCH_OP], "OPERATIONS": [ACTIVE]}, 204),
        call("PATCH", "/v2/Users/3", {"schemas": [PATCH_OP], "operations": ACTIVE}, 204),
    ),
    "op-casing": (
        refused({"op": "Add", "path": "title", "value": "x"}, detail="no op Add"),
        patch({"op": "REMOVE", "path": "nickName"}),
        patch({"op": "replace", "path": "title", "value": "x"}, {"op": "Replace", "path": "locale", "value": "de"}),
    ),
}
SILENT = {
    "json-unparsable": (
        sent("POST", "/scim/v2/Users", json.dumps(user())),
        sent("POST", "/scim/v2/Users", '{"userName": "mira", "em', 201),  # the log cut it, the receiver had it all
        sent("PATCH", "/scim/v2/Users/1", "[REDACTED]"),
        sent("PATCH", "/scim/v2/Users/1", '{"schemas": [', 401),
        sent("DELETE", "/scim/v2/Users/1", "none"),
    ),
    "scim11-on-scim2": (
        sent("PATCH", "/scim/v1/Groups/6", OLD_LEAVER, 200),
        call(
            "POST",
            "/Users",
            {"schemas": [OLD], "userName": "m"},
            400,
            {"Errors": [{"description": "x", "code": "400"}]},
        ),
        post({"schemas": ["urn:scim:schemas:core:2.0"], "userName": "m"}, status=400),
        patch({"op": "replace", "path": "title", "value": "delete"}),
    ),
    "json-pointer-path": (
        patch({"op": "replace", "path": f"{ENTERPRISE}:department", "value": "a/0/b"}),
        refused({"op": "replace", "path": 'emails[type eq "0"].value', "value": "x"}),
        refused({"op": "replace", "path": 'addresses[locality eq "/1/"].region', "value": "x"}),
        sent("POST", "/Bulk", {"Operations": [{"method": "PATCH", "path": "/Users/1", "data": [ACTIVE]}]}, 200),
    ),
    "operations-empty": (
        sent("PATCH", "/scim/v2/Groups/6", OLD_LEAVER),
        sent("PATCH", "/scim/v2/Users/6", {"schemas": [PATCH_OP], "operations": [ACTIVE]}),
        sent("PATCH", "/scim/v2/Users/6", None, 204),
    ),
    "op-unknown": (patch(ACTIVE), patch({"op": "Remove", "path": "title"})),
    "value-missing": (
        patch({"op": "replace", "path": "title", "value": None}),
        patch({"op": "remove", "path": "title"}),
        patch({"op": "replace", "path": "title", "Value": ""}),
    ),
    "content-type-refused": (
        call("GET", "/scim/v2/Users/1", None, 406, error(406, "The user is in an odd state")),
        sent("POST", "/scim/v2/Users", user(), 400),
    ),
    "value-json-encoded-string": (
        patch({"op": "replace", "path": "displayName", "value": "[guide] Mira {north}"}),
        patch({"op": "replace", "path": "title", "value": "[7]"}),
        post(json.dumps(user()), answer=user()),  # the recorder wrote the body as text
    ),
    "patch-missing-schemas": (
        sent("PATCH", "/scim/v2/Users/2", {"schemas": PATCH_OP, "Operations": [ACTIVE]}, 204),
        sent("POST", "/Bulk", {"Operations": [{"method": "PATCH", "path": "/Users/1", "data": [ACTIVE]}]}, 200),
        sent("PATCH", "/scim/v2/Users/2", {"active": False}),
    ),
    "operations-key-case": (patch(ACTIVE), call("POST", "/scim/v2/Users", {"operations": []}, 400)),
    "op-casing": (patch(ACTIVE), patch({"op": "Update", "path": "title", "value": "x"})),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_evidence_points_at_each_odd_operation() -> None:
    assert hit("op-casing", patch(ACTIVE, {"Op": "Add", "path": "x"})).evidence == ("/request/body/Operations/1/Op",)


def test_a_body_that_breaks_off_is_told_from_one_with_a_mistake() -> None:
    assert "ends in the middle" in hit("json-unparsable", sent("POST", "/Users", '{"userName": "mi')).note
    assert "character 14" in hit("json-unparsable", sent("POST", "/Users", '{"userName": mira}')).note


def test_an_object_in_place_of_the_list_is_told_as_that() -> None:
    case = sent("PATCH", "/scim/v2/Users/2", {"schemas": [PATCH_OP], "Operations": ACTIVE})
    assert "must be an array" in hit("operations-empty", case).note


def test_an_operation_inside_a_bulk_request_is_looked_at_too() -> None:
    inner = {"method": "PATCH", "path": "/Groups/3", "data": {"schemas": [PATCH_OP], "Operations": [{"op": "Add"}]}}
    case = sent("POST", "/scim/v2/Bulk", {"Operations": [inner]}, 200)
    assert hit("op-casing", case).evidence == ("/request/body/Operations/0/data/Operations/0/op",)


def test_what_a_group_answer_holds_is_no_write() -> None:
    assert "value-json-encoded-string" not in ids(put(group("4"), answer=group("4", displayName='{"a": 1}')))
