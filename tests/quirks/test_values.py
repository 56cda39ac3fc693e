"""Group E: values of the wrong type or form."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import (
    ENTERPRISE,
    GROUP,
    USER,
    call,
    each,
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
BADGE = "urn:hill:params:scim:schemas:badge:1.0:User"
PHONE = {"value": "(0)30 / 55 12", "type": "work"}


def write(path: str, value: object, op: str = "replace") -> dict[str, object]:
    return {"op": op, "path": path, "value": value}


def schema(urn: str, **attributes: object) -> Situation:
    """An earlier answer of /Schemas that teaches these attributes."""
    told = [{"name": name, **marks} for name, marks in attributes.items()]
    return get(f"/scim/v2/Schemas/{urn}", answer={"id": urn, "name": "Taught", "attributes": told})


HOLDS = {
    "bool-as-string": (
        post({"schemas": [USER], "userName": "m", "active": "true"}, status=201, answer=user()),
        patch(write("emails", [{"value": "m@hill.example", "primary": "True"}], "add")),
        patch({"op": "replace", "value": {"active": "FALSE", "title": "Guide"}}, url="/api/scim/Users/9"),
        patch(write('phoneNumbers[type eq "work"].primary', "False"), status=200, answer=user()),
        patch(write("active", [{"$ref": None, "value": "False"}])),
        patch(write(f"{BADGE}:isVisitor", "true"),
              history=(schema(BADGE, isVisitor={"type": "boolean"}),)),
    ),
    "manager-as-string": (
        put({"schemas": [USER, ENTERPRISE], "userName": "m", ENTERPRISE: {"manager": "u-5"}}, answer=user()),
        patch({"op": "replace", "value": {f"{ENTERPRISE}:manager": "u-5"}}),
        refused(write("manager", "u-5", "Add"), status=500, detail="cast exception"),
    ),
    "empty-string-value": (
        patch(write("title", "")),
        post({"schemas": [USER], "userName": "m", "name": {"givenName": "M", "familyName": ""}}, answer=user()),
        refused({"op": "Add", "value": {f"{ENTERPRISE}:costCenter": ""}}, detail="bad value"),
        put({**group("4"), "externalId": ""}, url=GROUPS),
    ),
    "identifier-not-string": (
        get("/scim/v2/Groups", answer=listed({"schemas": [GROUP], "id": 7, "displayName": "Ridge"})),
        patch(write("externalId", 12.5)),
        put({**user(), "externalId": 99}, answer=user()),
        get("/scim/v2/Users/7", answer=user(externalId=0)),
    ),
    "phone-format-refused": (
        refused(write('phoneNumbers[type eq "mobile"].value', "55-12"), detail="Telephone numbers need a country code"),
        put({"schemas": [USER], "userName": "m", "phoneNumbers": [PHONE]}, status=422,
            answer={"errors": [{"field": "phoneNumbers[0].value", "message": "does not match the pattern"}]}),
        refused({"op": "add", "value": {"phoneNumbers": [PHONE]}}, scim_type="invalidValue",
                detail='Invalid format: "(0)30 / 55 12"'),
        post({"schemas": [USER], "userName": "m", "phoneNumbers": [PHONE]}, status=500,
             answer={"message": "NumberParseException: The string did not seem to be a phone number (digits)"}),
    ),
    "null-value-sent": (
        put({**user(), "nickName": None}, answer=user()),
        patch(write("title", None)),
        patch({"op": "add", "value": {"name": {"middleName": None}}}, status=200, answer=user()),
        post({"schemas": [GROUP], "displayName": "x", "members": [{"value": "4", "display": None}]}, "/scim/v2/Groups"),
    ),
}  # fmt: skip
SILENT = {
    "bool-as-string": (
        patch(write("active", False)),
        patch(write("title", "true")),
        patch(write(f"{BADGE}:active", "standby")),
        patch({"op": "remove", "path": 'emails[primary eq "true"]'}),
        get("/scim/v2/Users/7c1", answer=user(active="True")),
        patch(write("displayName", "False"), url=GROUPS),
    ),
    "manager-as-string": (
        patch(write(f"{ENTERPRISE}:manager", {"value": "u-5"}, "add")),
        patch(write(f"{ENTERPRISE}:manager.value", "u-5")),
        patch(write(f"{BADGE}:manager", "u-5"), history=(schema(BADGE, manager={"type": "string"}),)),
        patch({"op": "remove", "path": f"{ENTERPRISE}:manager", "value": "u-5"}),
    ),
    "empty-string-value": (
        patch({"op": "remove", "path": "title", "value": ""}),
        patch({"op": "replace", "path": "", "value": {"title": "x"}}),
        patch(write("title", " ")),
        get("/scim/v2/Users/7c1", answer=user(title="")),
        patch(write("emails", [])),
    ),
    "identifier-not-string": (
        get("/scim/v2/Users/7", answer=user(id="7", employeeNumber=7)),
        patch(write(f"{ENTERPRISE}:employeeNumber", 12)),
        get("/scim/v2/Users/7", status=404, answer={"id": 7, "detail": "none"}),
        put({**user(), "externalId": "99"}, answer=user()),
    ),
    "phone-format-refused": (
        refused(write('phoneNumbers[type eq "fax"].value', "1"), detail="no value of phoneNumbers matches the filter"),
        refused(write("phoneNumbers", [PHONE]), detail="Unknown attribute phoneNumbers, invalid path"),
        refused(write("emails", [{"value": "x"}]), detail="The e-mail address has an invalid format"),
        refused(write("phoneNumbers", [PHONE]), status=409, detail="phone number already in use"),
        patch(write("phoneNumbers", [PHONE])),
        refused(write("phoneNumbers", [PHONE]), detail="phoneNumbers must be an array of objects, invalid"),
        refused(write("title", "x"), detail="phone number has a wrong format"),
    ),
    "null-value-sent": (
        patch({"op": "remove", "path": "title", "value": None}),
        patch({"op": "add", "path": None, "value": {"title": "x"}}),
        patch({"op": "add", "path": "members", "value": [{"$ref": None, "value": "4"}]}, url=GROUPS),
        put({**user(), "emails": []}, answer=user(nickName=None)),
        patch({"op": "replace", "path": "title"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_note_names_attributes_as_their_schema_spells_them() -> None:
    case = patch({"op": "replace", "value": {"NICKNAME": "", "name": {"givenName": ""}}})
    assert hit("empty-string-value", case).note == "“” is written to “nickName” and “name.givenName”."


def test_the_evidence_points_at_the_very_value() -> None:
    case = post({"schemas": [USER], "emails": [{"value": "a", "primary": "true"}, {"value": "", "type": "home"}]})
    assert hit("bool-as-string", case).evidence == ("/request/body/emails/0/primary",)
    assert hit("empty-string-value", case).evidence == ("/request/body/emails/1/value",)


def test_values_inside_a_bulk_request_are_looked_at_too() -> None:
    inner = {"method": "POST", "path": "/Users", "bulkId": "q", "data": {"schemas": [USER], "externalId": 5}}
    case = call("POST", "/scim/v2/Bulk", {"Operations": [inner]}, 200)
    assert hit("identifier-not-string", case).evidence == ("/request/body/Operations/0/data/externalId",)
