"""Nobody's name leaves the program, and one person stays one person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scimviewer.event import Exchange
from scimviewer.privacy.pseudonyms import Pseudonyms
from scimviewer.privacy.redaction import Redactor

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
MAIL = "zcanary@zcanary.example"

# Every text with "canary" in it is personal.
RESOURCE = {
    "schemas": [USER, ENTERPRISE],
    "id": "2819c223",
    "externalId": "canary-1",
    "userName": MAIL,
    "displayName": "Canary Three",
    "nickName": "canary 4",
    "title": "Engineer",
    "name": {"givenName": "Canary", "familyName": "canary", "formatted": "Canary Three", "honorificPrefix": "canary"},
    "emails": [{"value": MAIL, "type": "work", "display": "canary"}, "canary@x.example"],
    "phoneNumbers": [{"value": "tel:canary", "type": "work"}],
    "ims": [{"value": "canary", "type": "xmpp"}],
    "photos": [{"value": "https://x/canary.png", "type": "photo"}],
    "profileUrl": "https://x/canary",
    "addresses": [{"streetAddress": "1 Canary Wharf", "formatted": "canary", "locality": "canary", "type": "work"}],
    "x509Certificates": [{"value": "canary"}],
    ENTERPRISE: {
        "employeeNumber": "canary",
        "department": "R&D",
        "manager": {"value": "26118915", "displayName": "canary"},
    },
    "urn:acme:schemas:extension:hr:1.0:User": {"badge": "canary", "costCenter": "4711", "more": [{"deep": "canary"}]},
    "groups": [{"value": "e9e3", "display": "Admins"}],
}  # fmt: skip
OPERATIONS = {
    "schemas": [PATCH],
    "Operations": [
        {"op": "replace", "path": "userName", "value": MAIL},
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": MAIL},
        {"op": "replace", "path": f'emails[value eq "{MAIL}"].type', "value": "home"},
        {"op": "add", "path": "name.givenName", "value": "canary"},
        {"op": "add", "path": ENTERPRISE + ":manager", "value": {"value": "1", "displayName": "canary"}},
        {"op": "add", "path": ENTERPRISE + ":employeeNumber", "value": "canary"},
        {"op": "add", "path": "members", "value": [{"value": "1", "display": "canary"}]},
        {
            "op": "add",
            "value": {"nickName": "canary", "name.familyName": "canary", 'emails[type eq "work"].value': MAIL},
        },
        {"op": "add", "value": {"urn:acme:schemas:extension:hr:1.0:User:badge": "canary", "active": True}},
    ],
}
BODIES: tuple[Any, ...] = (
    RESOURCE,
    OPERATIONS,
    {"Resources": [RESOURCE], "totalResults": 1},
    {"Operations": [{"method": "POST", "path": "/Users", "bulkId": "1", "data": RESOURCE}]},
    {"schemas": ["urn:x:SearchRequest"], "filter": f'userName eq "{MAIL}" or name.familyName co "canary"'},
    {"status": "409", "scimType": "uniqueness", "detail": "userName 'canary' already exists"},
    {"detail": f"Value {MAIL} is taken"},
    {"actor": {"id": "00u1", "type": "User", "displayName": "canary", "alternateId": "canary"},
     "client": {"ipAddress": "81.2.69.142"}},
    {"initiatedBy": {"user": {"userPrincipalName": "canary", "displayName": "canary", "name": "canary"}}},
    {"headers": {"X-Forwarded-For": "81.2.69.142", "X-Forwarded-User": "canary"}},
    {"headers": [{"name": "x-real-ip", "value": "81.2.69.142"}, {"name": "From", "value": "canary"}]},
    {"queryString": [{"name": "filter", "value": 'userName eq "canary"'}, {"name": "email", "value": "canary"}]},
    {"attributes": [{"key": "user.email", "value": {"stringValue": "canary"}}]},
    {"url": f"https://h/Users?filter=userName%20eq%20%22{MAIL.replace('@', '%40')}%22&attributes=id"},
    {"message": json.dumps(RESOURCE)},
    {"message": "body=" + json.dumps({"x": json.dumps(RESOURCE)})},
)  # fmt: skip


@pytest.fixture
def redactor() -> Redactor:
    return Redactor(Pseudonyms(b"k" * 32))


def survivors(value: Any) -> list[str]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return [line for line in text.replace(",", ",\n").split("\n") if "canary" in line.lower() or "81.2.69.142" in line]


@pytest.mark.parametrize("body", BODIES)
def test_no_marker_survives_in_a_body(redactor: Redactor, body: Any) -> None:
    assert survivors(redactor.json(body)) == []


@pytest.mark.parametrize("body", BODIES)
def test_no_marker_survives_in_the_text_of_a_record(redactor: Redactor, body: Any) -> None:
    for text in (json.dumps(body, indent=2), json.dumps({"body": json.dumps(body)}), "INFO " + json.dumps(body)):
        redacted = redactor.text(text)

        assert survivors(redacted) == []
        assert len(redacted.split("\n")) == len(text.split("\n"))


def test_what_is_not_personal_stays(redactor: Redactor) -> None:
    redacted = redactor.json(RESOURCE)

    assert redacted["id"] == "2819c223"
    assert redacted["schemas"] == RESOURCE["schemas"]
    assert redacted["title"] == "Engineer"
    assert redacted["emails"][0]["type"] == "work"
    assert redacted["groups"] == RESOURCE["groups"]
    assert redacted[ENTERPRISE]["department"] == "R&D"
    assert redacted[ENTERPRISE]["manager"]["value"] == "26118915"


def test_one_person_has_one_pseudonym_everywhere(redactor: Redactor) -> None:
    name = redactor.json({"userName": MAIL})["userName"]

    assert redactor.json(RESOURCE)["emails"][0]["value"] == name
    assert redactor.json({"op": "add", "path": "userName", "value": MAIL})["value"] == name
    assert redactor.url(f'/Users?filter=userName eq "{MAIL}"') == f'/Users?filter=userName eq "{name}"'
    assert redactor.text(f"{MAIL} is gone") == f"{name} is gone"
    assert redactor.text(f"userName '{MAIL}' exists") == f"userName '{name}' exists"
    assert redactor.row({"actor": MAIL})["actor"] == name
    assert redactor.json(MAIL, ("Operations", 0, "emails", 1, "value")) == name


def test_urls(redactor: Redactor) -> None:
    redacted = redactor.url("https://h/scim/Users/ann@x.example?filter=userName+eq+%22ann%22&count=10#ann@x.example")

    assert redacted.startswith("https://h/scim/Users/user-")
    assert "?filter=userName+eq+%22user-" in redacted
    assert "&count=10#user-" in redacted
    assert redactor.url('/Groups?filter=displayName eq "Sales"') == '/Groups?filter=displayName eq "Sales"'
    assert redactor.url("/Users/2819c223-7f76?attributes=userName") == "/Users/2819c223-7f76?attributes=userName"


def test_headers(redactor: Redactor) -> None:
    before = [
        ("X-Forwarded-For", "81.2.69.142, 127.0.0.1"),
        ("User-Agent", "Okta 1.0.0.1"),
        ("Location", "/Users/a@b.example"),
    ]
    after = dict(redactor.headers(before))

    assert after["X-Forwarded-For"].startswith("ip-")
    assert after["X-Forwarded-For"].endswith(", 127.0.0.1")
    assert after["User-Agent"] == "Okta 1.0.0.1"
    assert after["Location"].startswith("/Users/user-")


def exchange() -> Exchange:
    return Exchange(
        method="POST",
        url=f'/Users?filter=userName eq "{MAIL}"',
        request_headers=[("X-Real-IP", "81.2.69.142")],
        request_body={"userName": "canary", "displayName": "Canary Lee"},
        response_body="userName=canary taken",
        status=409,
        actor="canary",
        user="canary",
        address="81.2.69.142",
        error="there is a Canary Lee known as canary already",
        target="t1",
    )


def test_exchange(redactor: Redactor) -> None:
    before = exchange()
    after = redactor.exchange(before)

    assert survivors(repr(after)) == []
    assert (after.method, after.status, after.target) == ("POST", 409, "t1")
    assert after.actor == after.user == after.request_body["userName"]
    assert after.request_body["userName"] in str(after.error)
    assert before == exchange()


def test_group_exchange_keeps_the_name_of_the_group(redactor: Redactor) -> None:
    before = Exchange(
        url="/scim/Groups", request_body={"displayName": "Sales"}, error="displayName 'Sales' already exists"
    )

    assert redactor.exchange(before) == before


def test_rows(redactor: Redactor) -> None:
    row = {"id": 7, "actor": "canary", "resource_type": "User", "resource_name": "Canary Lee", "status": 409,
           "error": "Canary Lee exists", "path": "/Users?filter=userName eq \"canary\"", "target": None}  # fmt: skip
    redacted = redactor.row(row)

    assert survivors(redacted) == []
    assert redacted["resource_name"] in redacted["error"]
    assert (redacted["id"], redacted["status"], redacted["target"]) == (7, 409, None)


def test_rows_of_groups_and_clients(redactor: Redactor) -> None:
    group = {"resource_type": "Group", "resource_name": "Sales", "error": "displayName 'Sales' already exists"}
    client = {"actor": "Okta SCIM Client 1.0.0", "actor_basis": "client"}

    assert redactor.row(group) == group
    assert redactor.row(client) == client
    assert redactor.row({"actor": "81.2.69.142", "actor_basis": "address"})["actor"].startswith("ip-")


def test_masks_of_credentials_stay(redactor: Redactor) -> None:
    for value in (
        {"user": "⟦secret:token#12345678⟧"},
        {"headers": {"authorization": "Bearer ⟦secret:bearer#12345678⟧"}},
    ):
        assert redactor.json(value) == value


def test_text_that_only_looks_like_json(redactor: Redactor) -> None:
    for text in ('{"', "[[", '{"a":1', "{" * 5000, '[{"' * 5000, '{"userName":"x'):
        assert isinstance(redactor.text(text), str)


@pytest.mark.parametrize("actor", ["token c360ebfb", "Okta SCIM Client 1.0.0", "python-requests/2.32.3"])
def test_actors_that_are_no_person_keep_their_names_in_counts(actor: str) -> None:
    assert Redactor(Pseudonyms(b"k" * 32)).row({"actor": actor})["actor"] == actor


def test_an_actor_who_may_be_a_person_gets_a_pseudonym_in_counts() -> None:
    assert "lund" not in Redactor(Pseudonyms(b"k" * 32)).row({"actor": "v.lund"})["actor"]
