from __future__ import annotations

from typing import Any

import pytest

from scimviewer.event import Event, Exchange
from scimviewer.formats.reading import event_of, outcome_of
from scimviewer.scim.shape import MASK

USER = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@example.com", "active": True}
ERROR = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "scimType": "uniqueness", "detail": "taken"}


def read(**fields: Any) -> Event:
    return event_of(Exchange(**{"method": "GET", "url": "/scim/v2/Users", "status": 200, **fields}))


# --- actor ------------------------------------------------------------------------------------------------------


def test_the_actor_is_the_first_that_the_exchange_knows() -> None:
    known: dict[str, Any] = {
        "actor": "svc-admin",
        "user": "ann",
        "request_headers": [("Authorization", "Bearer ⟦secret:bearer#1a2b3c4d⟧"), ("User-Agent", "Okta")],
        "address": "10.0.0.1",
    }
    found = []
    for gone in ({}, {"actor": None}, {"user": None}, {"request_headers": [("User-Agent", "Okta")]},
                 {"request_headers": []}, {"address": None}):  # fmt: skip
        known.update(gone)
        event = read(**known)
        found.append((event.actor, event.actor_basis))

    assert found == [
        ("svc-admin", "field"), ("ann", "user"), ("token 1a2b3c4d", "token"), ("Okta", "client"),
        ("10.0.0.1", "address"),
        (None, None),
    ]  # fmt: skip


def test_a_secret_without_a_tag_names_nobody() -> None:
    event = read(request_headers=[("authorization", "Basic ⟦secret:basic⟧")], address="10.0.0.1")

    assert (event.actor, event.actor_basis) == ("10.0.0.1", "address")


def test_an_actor_hides_no_client() -> None:
    event = read(actor="svc", user_agent="Azure-AD")

    assert (event.actor, event.client) == ("svc", "Azure-AD")


# --- target, request id, speaks_scim ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"url": "https://a.example:8443/scim", "request_headers": [("Host", "b")], "target": "c"}, "a.example:8443"),
        ({"url": "/scim", "request_headers": [("Host", "b")], "target": "c"}, "b"),
        ({"url": "/scim", "request_headers": [(":authority", "b")], "target": "c"}, "b"),
        ({"url": "/scim", "target": "c"}, "c"),
        ({"url": "/scim"}, None),
    ],
)
def test_the_target_is_the_host_that_was_asked(fields: Any, expected: str | None) -> None:
    assert read(**fields).target == expected


def test_the_request_id_is_a_field_or_a_header_of_the_request_or_the_answer() -> None:
    sent, got = [("X-Correlation-Id", "c"), ("X-Request-Id", "r")], [("x-ms-request-id", "m")]

    assert read(request_id="f", request_headers=sent).request_id == "f"
    assert read(request_headers=sent, response_headers=got).request_id == "r"
    assert read(response_headers=got).request_id == "m"
    assert read().request_id is None


@pytest.mark.parametrize(
    ("fields", "speaks"),
    [
        ({"url": "/scim/v2/Users"}, True),
        ({"url": "/provision", "request_body": USER}, True),
        ({"url": "/provision", "response_body": '{"schemas":["urn:scim:schemas:core:1.0"]}'}, True),
        ({"url": "/provision", "response_headers": [("Content-Type", "application/SCIM+json; charset=utf-8")]}, True),
        ({"url": "/provision", "request_headers": [("Accept", "application/scim+json")]}, True),
        (
            {"url": "/provision", "request_headers": [("Content-Type", "application/json")], "request_body": {"a": 1}},
            False,
        ),
        ({"url": "/favicon.ico"}, False),
    ],
)
def test_speaks_scim_by_path_body_or_media_type(fields: Any, speaks: bool) -> None:
    assert read(**fields).speaks_scim is speaks


# --- outcome and error --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"status": 200}, "success"), ({"status": 304}, "success"), ({"status": 400}, "failure"),
        ({"status": 503}, "failure"),
        ({"no_answer": "reset"}, "failure"), ({"outcome": "failure"}, "failure"),
        ({"outcome": "skipped"}, "skipped"), ({}, "unknown"),
    ],
)  # fmt: skip
def test_outcomes(fields: Any, outcome: str) -> None:
    assert outcome_of(Exchange(**fields)) == outcome


def test_the_error_is_what_the_answer_says_then_what_the_log_says() -> None:
    event = read(status=409, response_body=ERROR, error="from the log")

    assert (event.error, event.scim_type) == ("taken", "uniqueness")
    assert read(status=500, error="from the log").error == "from the log"
    assert read(status=None, no_answer="timed out").error == "timed out"
    assert read(status=200, error="a warning").error is None
    assert len(read(status=500, error="x" * 9000).error or "") == 2000


# --- the whole event ----------------------------------------------------------------------------------------------


def test_an_event_tells_the_exchange() -> None:
    event = event_of(
        Exchange(
            time_ns=5, time_digits=9, zone_assumed=True, method="post", url="https://h/scim/v2/Users?x=1",
            request_body=USER,
            status=201, response_body={**USER, "id": "7"}, duration_us=41,
        )
    )  # fmt: skip

    assert (event.time_ns, event.time_digits, event.zone_assumed, event.duration_us) == (5, 9, True, 41)
    assert (event.method, event.operation, event.path, event.kind) == ("POST", "create", "/scim/v2/Users", "http")
    assert (event.resource_type, event.resource_id, event.resource_name) == ("User", "7", "ada@example.com")
    assert (event.active_asked, event.active_answered) == (True, True)


def test_hashes_tell_equal_bodies_and_equal_forms() -> None:
    def patch(name: str, more: int = 0) -> Event:
        operations = [{"op": "add", "path": f'emails[type eq "{name}"]', "value": name}] * (1 + more)
        return read(method="PATCH", request_body={"Operations": operations})

    assert patch("a").body_hash == patch("a").body_hash != patch("b").body_hash
    assert patch("a").shape_hash == patch("b").shape_hash != patch("a", more=1).shape_hash
    assert 0 <= (patch("a").body_hash or 0) <= MASK
    assert (read().body_hash, read().shape_hash) == (None, None)
    assert read(request_body="a=1").body_hash is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"url": None, "method": None, "status": None},
        {"url": "http://[broken/Users", "method": "x" * 5000},
        {"url": "/Users?" + "filter&" * 5000},
        {"request_body": {"userName": "\ud800", "n": float("nan"), "big": 10**400}, "method": "POST"},
        {"request_body": "\ud800", "response_body": "\ud800", "status": 500},
        {"request_body": {"Operations": [{"op": "\ud800", "path": "\ud800"}, 7, None]}, "method": "PATCH"},
        {"response_body": {"Errors": [[[[[[]]]]]], "scimType": 7}, "status": 400},
    ],
)
def test_hostile_exchanges_become_events(fields: Any) -> None:
    assert isinstance(read(**fields), Event)
