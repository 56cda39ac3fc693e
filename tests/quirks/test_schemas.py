"""Group B: schemas that are missing, unknown, or say something else than where the attributes stand."""

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
)

BADGE = "urn:hill:params:scim:schemas:badge:1.0:User"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
TAUGHT = get(
    "/scim/v2/Schemas",
    answer=listed(
        {"schemas": [SCHEMA], "id": BADGE, "name": "Badge", "attributes": [{"name": "colour", "type": "string"}]},
    ),
)
TAUGHT_CORE = get(
    "/scim/v2/Schemas",
    answer=listed(
        {
            "schemas": [SCHEMA],
            "id": USER,
            "name": "User",
            "attributes": [{"name": "userName", "type": "string"}, {"name": "department", "type": "string"}],
        }
    ),
)
COLOUR = {"op": "add", "path": "shirtColour", "value": "red"}


def new(**attributes: object) -> dict[str, object]:
    return {"schemas": [USER], "userName": "mira", **attributes}


HOLDS = {
    "attribute-unknown": (
        refused(COLOUR, detail="Unknown attribute: shirtColour", scim_type="invalidPath"),
        post(new(badgeNo="7"), status=400, answer={"message": 'Unrecognized field "badgeNo" (class UserDto)'}),
        put(new(ranking=3), status=422, answer={"detail": [{"msg": "Extra inputs are not permitted: ranking"}]}),
        refused({"op": "replace", "path": "nickName", "value": "Mi"}, scim_type="invalidPath"),
        post(new(badgeNo="7"), status=400, answer=error(400, "Attribute badgeNo is not supported by this application")),
    ),
    "core-attrs-nested-under-urn": (
        get("/scim/v2/Users/3", answer={"schemas": [USER], "id": "3", USER: {"userName": "mira", "active": True}}),
        post(new(), answer={"schemas": [USER], "id": "3", USER.upper(): {"userName": "mira"}}),
        get("/Groups?filter=x", answer=listed({"schemas": [GROUP], "id": "9", GROUP: {"displayName": "Climbers"}})),
    ),
    "schemas-unknown-urn": (
        post(new(schemas=["urn:scim:schemas:core:2.0"]), status=400, answer=error(400, "bad schema")),
        post({**group(), "schemas": [GROUP, "urn:hill:group"]}, url="/scim/v2/Groups", answer=group()),
        call(
            "PATCH", "/scim/v2/Users/3", {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Patch"], "Operations": []}
        ),
        post(new(schemas=[USER, BADGE], **{BADGE: {"colour": "red"}}), answer=user()),  # dropped
        get("/Users/7c1", answer=user(schemas=["urn:ietf:params:scim:schemas:core:2.0:Users"])),
    ),
    "schemas-extension-undeclared": (
        post(new(**{BADGE: {"colour": "red"}}), answer=user()),
        put(new(**{ENTERPRISE: {"costCenter": "9"}}), status=400, answer=error(400, "no")),
        get("/scim/v2/Users?filter=x", answer=listed(user(**{ENTERPRISE.lower(): {"division": "N"}}))),
    ),
    "extension-attrs-flattened": (
        get("/scim/v2/Users/7c1", answer=user(manager={"value": "9"})),
        get("/scim/v2/Users?startIndex=1", answer=listed(user(), user(id="2", employeeNumber="88"))),
        patch({"op": "add", "path": "title", "value": "x"}, status=200, answer=user(COSTCENTER="4", title="x")),
    ),
    "resource-missing-schemas": (
        put({"userName": "mira", "active": True}, answer=user()),
        post({"displayName": "Climbers", "schemas": []}, url="/scim/v2/Groups", status=422),
        get("/scim/v2/Users/3", answer={"id": "3", "userName": "mira"}),
    ),
}
SILENT = {
    "attribute-unknown": (
        refused(COLOUR, detail="shirtColour: value must be one of blue, green", scim_type="invalidValue"),
        refused(COLOUR, status=404, detail="User not found: unknown attribute store"),
        post(new(title="x"), status=400, answer=error(400, "title is required for this user type")),
        refused(
            {"op": "add", "path": "members", "value": [{"value": "1", "displayName": "x"}]},
            detail="no attribute named 'displayName' from 'members'",
            scim_type="invalidPath",
        ),
        refused(
            {"op": "replace", "path": 'emails[type eq "home"].value', "value": "x"},
            detail='Unsupported attribute: emails[type eq "home"].value',
            scim_type="invalidPath",
        ),
        post(new(shirtColour="red"), answer=user()),
    ),
    "core-attrs-nested-under-urn": (
        get("/scim/v2/Users/3", answer=user(schemas=[USER, ENTERPRISE], **{ENTERPRISE: {"division": "N"}})),
        patch({"op": "replace", "value": {USER: {"title": "x"}}}),
    ),
    "schemas-unknown-urn": (
        post(new(schemas=[USER, BADGE]), answer=user(), history=(TAUGHT,)),
        post(new(schemas=[USER, BADGE], **{BADGE: {"colour": "red"}}), answer=user(**{BADGE: {"colour": "red"}})),
        get("/Users/7c1", answer=user(schemas=[USER, BADGE])),
        post(new(schemas=["urn:scim:schemas:core:1.0"]), status=400),
        post(new(schemas=[USER.upper().replace("URN:IETF:PARAMS", "urn:ietf:params")]), answer=user()),
    ),
    "schemas-extension-undeclared": (
        post(new(schemas=[USER, BADGE], **{BADGE: {"colour": "red"}}), answer=user()),
        patch({"op": "add", "value": {ENTERPRISE: {"department": "N"}}}),
        post(new(**{ENTERPRISE: None}), answer=user()),
    ),
    "extension-attrs-flattened": (
        get("/scim/v2/Users/7c1", answer=user(department=None)),
        get("/scim/v2/Users/7c1", answer=user(department="N"), history=(TAUGHT_CORE,)),
        get("/scim/v2/Groups/41", answer=group(department="N")),
        post(new(department="N"), answer=user()),
    ),
    "resource-missing-schemas": (
        get("/scim/v2/Users?attributes=userName", answer=listed({"id": "1", "userName": "m"})),
        call("POST", "/scim/v2/Users/.search", {"filter": "userName pr"}, 200, listed()),
        call("POST", "/scim/v2/token", {"grant_type": "client_credentials"}, 200, {"id": "x"}),
        post({"SCHEMAS": [USER], "userName": "m"}, answer=user()),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_unknown_attribute_is_named_where_it_is_written() -> None:
    found = hit(
        "attribute-unknown",
        refused({"op": "add", "path": "title", "value": "x"}, COLOUR, detail="no such attribute shirtColour"),
    )
    assert found.evidence == ("/request/body/Operations/1/path", "/response/body/detail")


def test_data_that_the_answer_does_not_show_is_called_dropped() -> None:
    assert "shows nothing" in hit("schemas-extension-undeclared", post(new(**{BADGE: {"a": 1}}), answer=user())).note
