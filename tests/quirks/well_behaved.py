"""Exchanges in which nobody does anything wrong, in the manner of Entra, Okta, OneLogin, others and the RFC.

No pattern may find an error or a warning here. Refusals that are right stand here only where no pattern explains them
(a 404 for an unknown id, a 304).
"""

from __future__ import annotations

from typing import Any

from scimviewer.quirks.situation import Situation
from tests.quirks.made import ENTERPRISE, GROUP, JSON_TYPE, LIST, PATCH_OP, USER, call, error

Json = Any
BASE = "https://hr.example.net/scim/v2"
ENTRA = {"Authorization": "Bearer ⟦secret:token⟧", "ADSCIMVersion": "2.0"}
OKTA = {"User-Agent": "Okta SCIM Client 1.0.0", "Authorization": "Bearer ⟦secret:token⟧", "Accept": JSON_TYPE}
ONELOGIN = {"User-Agent": "OneLogin SCIM", "Authorization": "Bearer ⟦secret:token⟧"}
RFC = {"Accept": JSON_TYPE, "Host": "hr.example.net"}


def meta(kind: str, id_: str, version: str = "a1") -> dict[str, Json]:
    return {
        "resourceType": kind,
        "created": "2026-03-02T08:00:00Z",
        "lastModified": "2026-09-01T07:11:40Z",
        "location": f"{BASE}/{kind}s/{id_}",
        "version": f'W/"{version}"',
    }


def person(id_: str = "p-881", **attributes: Json) -> dict[str, Json]:
    return {
        "schemas": [USER],
        "id": id_,
        "externalId": "e-4417",
        "userName": "iva.sund@hr.example.net",
        "name": {"givenName": "Iva", "familyName": "Sund"},
        "displayName": "Iva Sund",
        "emails": [{"value": "iva.sund@hr.example.net", "type": "work", "primary": True}],
        "active": True,
        "meta": meta("User", id_),
        **attributes,
    }


def employee(**inside: Json) -> dict[str, Json]:
    return person(schemas=[USER, ENTERPRISE], **{ENTERPRISE: inside})


def team(*members: str, id_: str = "t-12", **attributes: Json) -> dict[str, Json]:
    listed = [
        {"value": one, "$ref": f"{BASE}/Users/{one}", "type": "User", "display": f"Person {one}"} for one in members
    ]
    made = {"schemas": [GROUP], "id": id_, "displayName": "Harbour pilots", "meta": meta("Group", id_), **attributes}
    return {**made, "members": listed} if listed else made


def page(*resources: Json, total: int | None = None, start: int = 1) -> dict[str, Json]:
    count = len(resources)
    total = count if total is None else total
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": count,
        "Resources": list(resources),
    }


def asked(resource: dict[str, Json]) -> dict[str, Json]:
    """A resource as a client sends it: without id and meta."""
    return {name: value for name, value in resource.items() if name not in ("id", "meta")}


def ops(*operations: Json) -> dict[str, Json]:
    return {"schemas": [PATCH_OP], "Operations": list(operations)}


def entra(method: str, path: str, body: Json = None, status: int = 200, answer: Json = None, **more: Any) -> Situation:
    return call(method, BASE + path, body, status, answer, headers=ENTRA, **more)


def okta(method: str, path: str, body: Json = None, status: int = 200, answer: Json = None, **more: Any) -> Situation:
    return call(method, BASE + path, body, status, answer, headers=OKTA, **more)


def onelogin(
    method: str, path: str, body: Json = None, status: int = 200, answer: Json = None, **more: Any
) -> Situation:
    return call(method, BASE + path, body, status, answer, headers=ONELOGIN, **more)


def rfc(method: str, path: str, body: Json = None, status: int = 200, answer: Json = None, **more: Any) -> Situation:
    return call(method, BASE + path, body, status, answer, headers=RFC, **more)


CREATED = {"Location": f"{BASE}/Users/p-881"}
AGAIN = {"Location": f"{BASE}/Users/p-990"}
NEW_GROUP = {"Location": f"{BASE}/Groups/t-12"}
FLAG = "?aadOptscim062020"

ENTRA_LEGACY = (
    entra("GET", "/Users?filter=userName+eq+%22ba6f3d2e-9a57-4d6b-8a1e-1f7c0f6bb2b1%22", answer=page()),
    entra("GET", "/Users?filter=externalId%20eq%20%22e-4417%22", answer=page(person())),
    entra("GET", "/Users/p-881", answer=person()),
    entra("GET", "/Users/7f1e04ce-3d3c-4f0a-a4d7-8d6f1c2f6d0e", status=404, answer=error(404, "No such resource")),
    entra("POST", "/Users", asked(person()), 201, person(), answer_headers=CREATED),
    entra(
        "POST",
        "/Users",
        asked(employee(department="Quay 4", employeeNumber="4417")),
        201,
        employee(department="Quay 4", employeeNumber="4417"),
        answer_headers=CREATED,
    ),
    entra(
        "PATCH",
        "/Users/p-881",
        ops({"op": "Replace", "path": "displayName", "value": "Iva S."}),
        200,
        person(displayName="Iva S."),
        before=person(),
    ),
    entra("PATCH", "/Users/p-881", ops({"op": "Add", "path": "title", "value": "Pilot"}), 204, before=person()),
    entra("PATCH", "/Users/p-881", ops({"op": "Replace", "path": "active", "value": False}), 204, before=person()),
    entra(
        "PATCH",
        "/Users/p-881",
        ops(
            {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "iva@hr.example.net"},
            {"op": "Replace", "path": "name.familyName", "value": "Sundt"},
        ),
        204,
        before=person(),
    ),
    entra(
        "PATCH",
        "/Users/p-881",
        ops({"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Quay 5"}),
        200,
        employee(department="Quay 5"),
        before=person(),
    ),
    entra("PATCH", "/Users/p-881", ops({"op": "Remove", "path": "title"}), 204, before=person(title="Pilot")),
    entra(
        "GET",
        "/Groups?excludedAttributes=members&filter=displayName%20eq%20%22Harbour%20pilots%22",
        answer=page(team()),
    ),
    entra("GET", "/Groups/t-12?excludedAttributes=members", answer=team()),
    entra("POST", "/Groups", asked(team()), 201, team(), answer_headers=NEW_GROUP),
    entra(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "Add", "path": "members", "value": [{"value": "p-881"}]}),
        204,
        before=team("p-1"),
    ),
    entra(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "Replace", "path": "displayName", "value": "Pilots"}),
        204,
        before=team("p-1"),
    ),
    entra("DELETE", "/Groups/t-12", status=204, before=team()),
    entra(
        "DELETE",
        "/Users/p-881",
        status=204,
        before=person(active=False),
        history=(entra("PATCH", "/Users/p-881", ops({"op": "Replace", "path": "active", "value": False}), 204),),
    ),
)

ENTRA_FLAG = (
    entra(
        "PATCH",
        f"/Users/p-881{FLAG}",
        ops({"op": "replace", "path": "active", "value": False}),
        200,
        person(active=False),
        before=person(),
    ),
    entra(
        "PATCH",
        f"/Users/p-881{FLAG}",
        ops({"op": "replace", "value": {"displayName": "Iva S.", "title": "Pilot"}}),
        204,
        before=person(),
    ),
    entra(
        "PATCH",
        f"/Users/p-881{FLAG}",
        ops({"op": "replace", "value": {f"{ENTERPRISE}:department": "Quay 6"}}),
        204,
        before=employee(department="Quay 4"),
    ),
    entra(
        "PATCH",
        f"/Groups/t-12{FLAG}",
        ops({"op": "remove", "path": 'members[value eq "p-881"]'}),
        204,
        before=team("p-881", "p-2"),
    ),
    entra(
        "PATCH",
        f"/Groups/t-12{FLAG}",
        ops({"op": "add", "path": "members", "value": [{"value": "p-9"}, {"value": "p-10"}]}),
        200,
        team("p-1", "p-9", "p-10"),
        before=team("p-1"),
    ),
    entra("POST", f"/Users{FLAG}", asked(person(active=True)), 201, person(), answer_headers=CREATED),
    entra("GET", f"/Users/p-881{FLAG}", answer=person()),
)

OKTA_CALLS = (
    okta(
        "GET",
        "/ServiceProviderConfig",
        answer={
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
            "patch": {"supported": True},
            "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
            "filter": {"supported": True, "maxResults": 200},
            "changePassword": {"supported": False},
            "sort": {"supported": False},
            "etag": {"supported": False},
            "authenticationSchemes": [{"type": "oauthbearertoken", "name": "Bearer", "description": "A token"}],
        },
    ),
    okta(
        "GET",
        "/Users?startIndex=1&count=100",
        answer=page(
            person(),
            person(
                "p-882",
                userName="ole@hr.example.net",
                externalId="e-2",
                emails=[{"value": "ole@hr.example.net", "type": "work", "primary": True}],
            ),
        ),
    ),
    okta(
        "GET",
        "/Users?filter=userName%20eq%20%22iva.sund%40hr.example.net%22&startIndex=1&count=100",
        answer=page(person()),
    ),
    okta("GET", "/Users?filter=userName%20eq%20%22nobody%40hr.example.net%22&startIndex=1&count=100", answer=page()),
    okta(
        "POST", "/Users", asked(person(locale="en-US", groups=[])), 201, person(locale="en-US"), answer_headers=CREATED
    ),
    okta("PUT", "/Users/p-881", person(displayName="Iva S."), 200, person(displayName="Iva S."), before=person()),
    okta(
        "PATCH",
        "/Users/p-881",
        ops({"op": "replace", "value": {"active": False}}),
        200,
        person(active=False),
        before=person(),
    ),
    okta(
        "PATCH",
        "/Users/p-881",
        ops({"op": "replace", "value": {"active": True}}),
        200,
        person(),
        before=person(active=False),
    ),
    okta(
        "PATCH",
        "/Users/p-881",
        ops({"op": "replace", "value": {"password": "⟦secret:password⟧"}}),
        200,
        person(),
        before=person(),
    ),
    okta("POST", "/Groups", asked(team()), 201, team(), answer_headers=NEW_GROUP),
    okta(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "add", "path": "members", "value": [{"value": "p-881", "display": "iva"}]}),
        200,
        team("p-1", "p-881"),
        before=team("p-1"),
    ),
    okta(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "remove", "path": 'members[value eq "p-1"]'}),
        204,
        before=team("p-1", "p-2"),
    ),
    okta(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "replace", "value": {"id": "t-12", "displayName": "Pilots"}}),
        200,
        team("p-1", displayName="Pilots"),
        before=team("p-1"),
    ),
    okta("GET", "/Groups?startIndex=1&count=100", answer=page(team("p-1"), team(id_="t-13", displayName="Dockers"))),
    okta(
        "GET",
        "/Groups?filter=displayName%20eq%20%22Dockers%22&startIndex=1&count=100",
        answer=page(team(id_="t-13", displayName="Dockers")),
    ),
    okta("DELETE", "/Groups/t-12", status=204, before=team()),
)

ONELOGIN_CALLS = (
    onelogin("GET", "/Users?filter=userName%20eq%20%22iva.sund@hr.example.net%22", answer=page(person())),
    onelogin("POST", "/Users", asked(person()), 201, person(), answer_headers=CREATED),
    onelogin("PUT", "/Users/p-881", person(title="Pilot"), 200, person(title="Pilot"), before=person()),
    onelogin("GET", "/Groups", answer=page(team("p-1"))),
    onelogin(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "add", "path": "members", "value": [{"value": "p-3"}]}),
        204,
        before=team("p-1"),
    ),
    onelogin(
        "PATCH",
        "/Groups/t-12",
        ops({"op": "remove", "path": 'members[value eq "p-3"]'}),
        204,
        before=team("p-1", "p-3"),
    ),
    onelogin("DELETE", "/Groups/t-12", status=204),
)

RFC_CALLS = (
    rfc("GET", "/Users/p-881", answer=person(), answer_headers={"ETag": 'W/"a1"'}),
    rfc(
        "GET",
        "/Users/p-881?attributes=userName",
        answer={"schemas": [USER], "id": "p-881", "userName": "iva.sund@hr.example.net"},
    ),
    rfc(
        "GET", "/Users?attributes=userName", answer=page({"id": "p-1", "userName": "b"}, {"id": "p-2", "userName": "j"})
    ),
    rfc(
        "GET",
        "/Users?filter=title%20pr%20and%20userType%20eq%20%22Employee%22",
        answer=page(person(title="Pilot", userType="employee")),
    ),
    rfc("GET", "/Users?filter=userName%20sw%20%22iva%22&sortBy=userName&startIndex=1&count=10", answer=page(person())),
    rfc(
        "GET",
        "/Users?filter=emails[type%20eq%20%22work%22%20and%20value%20co%20%22%40hr.example.net%22]",
        answer=page(person()),
    ),
    rfc("GET", "/Users?startIndex=11&count=10", answer=page(person(), total=11, start=11)),
    rfc("GET", "/Users?count=0", answer={"schemas": [LIST], "totalResults": 37, "Resources": []}),
    rfc("GET", "/Users?cursor=&count=10", answer={**page(person(), total=2), "nextCursor": "f3"}),
    rfc(
        "POST",
        "/.search",
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "attributes": ["displayName", "userName"],
            "filter": 'displayName sw "Iva"',
            "startIndex": 1,
            "count": 10,
        },
        200,
        page({"id": "p-881", "displayName": "Iva Sund", "userName": "iva.sund@hr.example.net"}),
    ),
    rfc(
        "POST",
        "/Users/.search",
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "filter": 'userName eq "iva.sund@hr.example.net"',
        },
        200,
        page(person()),
    ),
    rfc(
        "POST",
        "/Users",
        {"schemas": [USER], "userName": "bo", "externalId": "bo", "name": {"formatted": "Bo Li"}},
        201,
        {
            "schemas": [USER],
            "id": "28",
            "userName": "bo",
            "externalId": "bo",
            "name": {"formatted": "Bo Li"},
            "meta": meta("User", "28"),
        },
        answer_headers={"Location": f"{BASE}/Users/28", "ETag": 'W/"a1"'},
    ),
    rfc("PUT", "/Users/p-881", person(nickName="Iv"), 200, person(nickName="Iv"), before=person()),
    rfc(
        "PATCH",
        "/Users/p-881",
        ops({"op": "add", "value": {"emails": [{"value": "iva@home.example", "type": "home"}], "nickName": "Iv"}}),
        200,
        person(
            nickName="Iv",
            emails=[
                {"value": "iva.sund@hr.example.net", "type": "work", "primary": True},
                {"value": "iva@home.example", "type": "home"},
            ],
        ),
        before=person(),
    ),
    rfc(
        "PATCH",
        "/Users/p-881",
        ops(
            {
                "op": "replace",
                "path": 'emails[type eq "work"]',
                "value": {"type": "work", "value": "is@hr.example.net", "primary": True},
            }
        ),
        204,
        before=person(),
    ),
    rfc(
        "PATCH",
        "/Users/p-881",
        ops({"op": "remove", "path": 'emails[type eq "work" and value ew "example.net"]'}),
        204,
        before=person(),
    ),
    rfc(
        "PATCH", "/Users/p-881", ops({"op": "replace", "path": f"{USER}:nickName", "value": "Iv"}), 204, before=person()
    ),
    rfc(
        "PATCH",
        "/Users/p-881",
        ops({"op": "add", "path": f"{ENTERPRISE}:manager", "value": {"value": "p-1"}}),
        204,
        before=person(),
    ),
    rfc(
        "PATCH",
        "/Users/p-881",
        ops({"op": "replace", "value": {ENTERPRISE: {"division": "North"}}}),
        204,
        before=person(),
    ),
    rfc(
        "PATCH",
        "/Groups/t-12",
        ops(
            {"op": "remove", "path": 'members[value eq "p-2"]'},
            {
                "op": "add",
                "path": "members",
                "value": [{"value": "p-3", "display": "Person p-3", "type": "User", "$ref": f"{BASE}/Users/p-3"}],
            },
        ),
        204,
        before=team("p-1", "p-2"),
    ),
    rfc("DELETE", "/Groups/t-12", status=204),
    rfc("GET", "/Users/p-881", status=304),
    rfc("GET", "/Me", answer=person()),
    rfc(
        "GET",
        "/ResourceTypes",
        answer=page(
            {
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
                "id": "User",
                "name": "User",
                "endpoint": "/Users",
                "schema": USER,
                "schemaExtensions": [{"schema": ENTERPRISE, "required": False}],
            }
        ),
    ),
    rfc(
        "GET",
        f"/Schemas/{USER}",
        answer={
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": USER,
            "name": "User",
            "attributes": [{"name": "userName", "type": "string", "multiValued": False, "required": True}],
        },
    ),
    rfc(
        "POST",
        "/Bulk",
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "failOnErrors": 1,
            "Operations": [
                {"method": "POST", "path": "/Users", "bulkId": "q1", "data": {"schemas": [USER], "userName": "bo"}},
                {"method": "PATCH", "path": "/Users/p-881", "data": [{"op": "remove", "path": "nickName"}]},
                {"method": "DELETE", "path": "/Groups/t-9"},
            ],
        },
        200,
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],
            "Operations": [
                {"method": "POST", "bulkId": "q1", "status": "201", "location": f"{BASE}/Users/28"},
                {"method": "PATCH", "status": "204", "location": f"{BASE}/Users/p-881"},
                {"method": "DELETE", "status": "204", "location": f"{BASE}/Groups/t-9"},
            ],
        },
    ),
)

OTHERS = (
    # A custom extension that brings data, and a custom type of resource.
    rfc(
        "POST",
        "/Users",
        {
            **asked(person()),
            "schemas": [USER, "urn:example:params:scim:badge:1.0:User"],
            "urn:example:params:scim:badge:1.0:User": {"colour": "blue"},
        },
        201,
        {
            **person(),
            "schemas": [USER, "urn:example:params:scim:badge:1.0:User"],
            "urn:example:params:scim:badge:1.0:User": {"colour": "blue"},
        },
        answer_headers=CREATED,
    ),
    rfc(
        "GET",
        "/Devices/d-1",
        answer={
            "schemas": ["urn:example:params:scim:device:1.0"],
            "id": "d-1",
            "serial": "77",
            "meta": {"resourceType": "Device", "location": f"{BASE}/Devices/d-1"},
        },
    ),
    # Text that looks like something else, and is not.
    rfc(
        "PATCH",
        "/Users/p-881",
        ops({"op": "replace", "path": "title", "value": "[acting] Head {north}"}),
        204,
        before=person(),
    ),
    rfc(
        "PATCH",
        "/Users/p-881",
        ops({"op": "replace", "path": "displayName", "value": "path /emails/0 eq true"}),
        204,
        before=person(),
    ),
    rfc(
        "GET",
        "/Groups?filter=displayName%20eq%20%22R%26D%20eq%20best%20%5Bx%5D.value%20eq%20%5C%22y%5C%22%22",
        answer=page(),
    ),
    rfc(
        "GET",
        "/Users?filter=active%20eq%20true%20and%20meta.lastModified%20gt%20%222026-01-01T00%3A00%3A00Z%22",
        answer=page(person()),
    ),
    rfc(
        "GET",
        "/Users?filter=userName%20eq%20%22iva%2Bsund%40hr.example.net%22",
        answer=page(person(userName="iva+sund@hr.example.net")),
    ),
    rfc("GET", "/Users?filter=userName%20eq%20%22IVA.SUND%40hr.example.net%22", answer=page(person())),
)

OFF, ON = ({"op": "replace", "value": {"active": value}} for value in (False, True))
RENAME = {"op": "replace", "path": "displayName", "value": "Pilots"}
JOIN = {"op": "add", "path": "members", "value": [{"value": "p-2"}]}
LEAVE = {"op": "remove", "path": 'members[value eq "p-1"]'}
SEEN = rfc("GET", "/Users/p-881", answer=person())
SEEN_TEAM = rfc("GET", "/Groups/t-12", answer=team("p-1", "p-2"))
GONE = rfc("DELETE", "/Users/p-881", status=204)

# Calls that only what went before makes suspicious, or makes right.
LIVES = (
    okta("PATCH", "/Users/p-881", ops(OFF), 200, person(active=False), history=(SEEN,)),
    okta(
        "GET", "/Users/p-881", answer=person(active=False), history=(SEEN, okta("PATCH", "/Users/p-881", ops(OFF), 204))
    ),
    okta(
        "GET",
        "/Users/p-881",
        answer=person(),
        history=tuple(okta("PATCH", "/Users/p-881", ops(one), 204) for one in (OFF, ON)),
    ),
    okta(
        "PUT",
        "/Users/p-881",
        person(),
        200,
        person(),
        history=(rfc("GET", "/Users/p-881", answer=person(active=False)),),
    ),
    okta(
        "GET",
        "/Users?startIndex=1&count=100",
        answer=page(person(active=False), person("p-2", userName="b@hr.example.net")),
        history=(okta("PATCH", "/Users/p-881", ops(OFF), 204),),
    ),
    rfc("GET", "/Users/p-881", status=404, answer=error(404, "Resource p-881 not found"), history=(SEEN, GONE)),
    rfc("POST", "/Users", asked(person()), 201, person("p-990"), answer_headers=AGAIN, history=(SEEN, GONE)),
    rfc("PATCH", "/Groups/t-12", ops(RENAME), 200, team("p-1", "p-2", displayName="Pilots"), history=(SEEN_TEAM,)),
    rfc(
        "GET",
        "/Groups/t-12",
        answer=team("p-2", "p-3"),
        history=(SEEN_TEAM, rfc("PATCH", "/Groups/t-12", ops(LEAVE, {**JOIN, "value": [{"value": "p-3"}]}), 204)),
    ),
    rfc("PATCH", "/Groups/t-12", ops(JOIN), 204, history=(SEEN_TEAM,)),  # adding who is there is a success
    rfc("PUT", "/Groups/t-12", team("p-2"), 200, team("p-2"), history=(SEEN_TEAM,)),
    rfc(
        "GET",
        "/Groups/t-12",
        answer=team("p-1"),
        history=(SEEN_TEAM, rfc("DELETE", "/Users/p-2", status=204), rfc("PATCH", "/Groups/t-12", ops(RENAME), 204)),
    ),
    rfc("GET", "/Groups/t-12?excludedAttributes=members", answer=team(), history=(SEEN_TEAM,)),
    rfc(
        "POST",
        "/Groups",
        asked(team()),
        201,
        team(id_="t-99"),
        answer_headers={"Location": f"{BASE}/Groups/t-99"},
        history=(SEEN_TEAM, rfc("DELETE", "/Groups/t-12", status=204)),
    ),
    rfc("POST", "/Groups", {**asked(team()), "members": []}, 201, team(), answer_headers=NEW_GROUP),
    rfc("PUT", "/Users/p-881", {**person(), "nickName": None}, 200, person(), before=person()),
)

WELL_BEHAVED: dict[str, tuple[Situation, ...]] = {
    "Entra": ENTRA_LEGACY,
    "Entra with the compliance flag": ENTRA_FLAG,
    "Okta": OKTA_CALLS,
    "OneLogin": ONELOGIN_CALLS,
    "the RFC": RFC_CALLS,
    "others": OTHERS,
    "whole lives": LIVES,
}
