from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from scimviewer.event import Exchange
from scimviewer.scim.clients import CLIENTS, Client, client_of
from tests.scim.patches import json_values

ENTRA, FLAG = "Microsoft Entra", "Microsoft Entra (with aadOptscim062020)"


def by_agent(agent: str) -> str | None:
    return client_of(Exchange(request_headers=[("user-agent", agent)])).name


def patch(*operations: Any, **more: Any) -> Exchange:
    return Exchange(method="PATCH", url="/scim/v2/Users/7", request_body={"Operations": list(operations)}, **more)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Okta SCIM Client 1.0.0", "Okta"), ("PingFederate", "Ping"), ("authentik/2026.2", "authentik"),
        ("SailPoint IdentityNow", "SailPoint"), ("JumpCloud-SCIM/1", "JumpCloud"),
        ("Google-Auto-Provisioning", "Google Workspace"),
        ("OneLogin SCIM", "OneLogin"), ("python-requests/2.32", "Python script"), ("okhttp/4.12", "Java program"),
        ("axios/1.7", "Node.js script"), ("Go-http-client/2.0", "Go program"), ("Faraday v2", "Ruby script"),
        ("GuzzleHttp/7", "PHP script"), ("curl/8.5.0", "curl"), ("PostmanRuntime/7.4", "API tool"),
        ("Mozilla/5.0 (Windows NT; Windows PowerShell/5.1) WebKit", "PowerShell script"),
        ("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0", "Browser"), ("", "OneLogin"), ("my-sync/1", None),
    ],
)  # fmt: skip
def test_user_agents(agent: str, name: str | None) -> None:
    assert by_agent(agent) == name


@pytest.mark.parametrize(
    ("exchange", "name"),
    [
        (patch({"op": "Replace", "path": "active", "value": "False"}), ENTRA),
        (patch({"op": "Remove", "path": "members", "value": [{"$ref": None, "value": "1"}]}), ENTRA),
        (Exchange(url="/scim/Groups/7?excludedAttributes=members"), ENTRA),
        (Exchange(request_headers=[("ADSCIMVersion", "1")]), ENTRA),
        (Exchange(url="/scim/Users?aadOptscim062020", request_headers=[("ADSCIMVersion", "1")]), FLAG),
        (patch({"op": "replace", "value": {"name.givenName": "A"}}), FLAG),
        (Exchange(request_body={"externalId": "00u1a2b3c4d5e6f7g8h9"}), "Okta"),
        (patch({"op": "replace", "value": {"id": "9", "displayName": "Sales"}}), "Okta"),
        (patch({"op": "replace", "value": {"active": False}}), "Okta"),
        (patch({"op": "replace", "path": "active", "value": False}), None),
        (Exchange(), None),
    ],
)
def test_habits(exchange: Exchange, name: str | None) -> None:
    assert client_of(exchange).name == name


def test_what_speaks_for_it_is_named_with_its_place() -> None:
    found = client_of(patch({"op": "Replace", "path": "active", "value": "False"}))

    assert [signal.pointer for signal in found.signals] == [
        "/request/body/Operations/0/op",
        "/request/body/Operations/0/value",
    ]
    assert 0 < found.confidence < 1


def test_a_name_is_surer_than_a_habit() -> None:
    named = patch({"op": "Replace", "path": "active", "value": "False"}, request_headers=[("User-Agent", "Okta")])

    assert client_of(named).name == "Okta"
    assert client_of(named).confidence > client_of(patch({"op": "Replace", "path": "x", "value": 1})).confidence


def test_earlier_requests_of_the_same_sender_add_their_habits() -> None:
    plain = patch({"op": "replace", "path": "active", "value": False}, user_agent="x", address="10.0.0.1")
    telling = patch({"op": "Add", "path": "title", "value": "True"}, user_agent="x", address="10.0.0.1")
    other = patch({"op": "Add", "path": "title", "value": "True"}, user_agent="y", address="10.0.0.1")

    assert client_of(plain, [telling]).name == ENTRA
    assert client_of(plain, [telling]).confidence < client_of(telling).confidence
    assert client_of(plain, [other]) == Client(None)


def test_every_client_has_a_name_of_its_own() -> None:
    names = [one.name for one in CLIENTS]

    assert len(set(names)) == len(names)


@given(json_values, json_values)
def test_nothing_breaks_it(value: Any, other: Any) -> None:
    found = client_of(patch(value, {"op": "Add", "value": other}), [Exchange(request_body=value)])

    assert 0 <= found.confidence <= 1
