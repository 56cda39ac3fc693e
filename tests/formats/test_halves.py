"""Calls whose two sides, or more parts, are records of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scimviewer.formats.format import NOT_A_REQUEST, Part
from scimviewer.formats.json_exchange import read
from tests.formats.conftest import ANSWER, PINO, PINO_REQUEST, USER, event, joined, moment, told


def test_pino_http_pairs_are_one_exchange() -> None:
    received = {
        "level": 30, "time": 1761019822274, "pid": 17, "hostname": "scim-1",
        "req": {**PINO_REQUEST, "body": USER}, "msg": "request received",
    }  # fmt: skip

    exchange = joined(received, PINO)

    assert (exchange.status, exchange.request_body, exchange.duration_us) == (201, USER, 41_000)
    assert moment(exchange) == "2025-10-21T04:10:22.315Z"


def test_pino_answer_without_its_request_waits_for_it() -> None:
    answer = {"level": 30, "time": 1761019822315, "reqId": "a-1", "res": {"statusCode": 204}, "responseTime": 3.25}
    request = {"level": 30, "time": 1761019822311, "reqId": "a-1", "req": {"method": "DELETE", "url": "/Users/7"}}

    exchange = joined(request, answer)

    assert (exchange.method, exchange.url, exchange.status, exchange.duration_us) == ("DELETE", "/Users/7", 204, 3_250)


def test_restify_outbound_halves_are_joined_by_the_request_id() -> None:
    sent = {"name": "c", "pid": 1, "level": 10, "v": 0, "req_id": "r1", "time": "2016-02-10T07:28:40.510Z",
            "client_req": {"method": "PATCH", "url": "/scim/v2/Users/7", "address": "target.example", "headers": {}},
            "msg": "request sent"}  # fmt: skip
    got = {"name": "c", "pid": 1, "level": 10, "v": 0, "req_id": "r1", "time": "2016-02-10T07:28:41.419Z",
           "client_res": {"statusCode": 204, "headers": {"request-id": "e8a5"}},
           "msg": "Response received"}  # fmt: skip

    exchange = joined(sent, got)

    assert (exchange.method, exchange.status, exchange.target) == ("PATCH", 204, "target.example")
    assert exchange.request_id == "r1"


def test_an_outbound_call_is_not_mixed_with_the_inbound_one_that_caused_it() -> None:
    outbound = {"req_id": "r1", "client_req": {"method": "GET", "url": "/x"}, "time": "2016-02-10T07:28:40Z"}
    inbound = {"req_id": "r1", "req": {"method": "GET", "url": "/x"}, "time": "2016-02-10T07:28:39Z"}
    first, second = read(inbound), read(outbound)

    assert isinstance(first, Part)
    assert isinstance(second, Part)
    assert first.key != second.key


# --- django-structlog -------------------------------------------------------------------------------------------


def django(**more: Any) -> dict[str, Any]:
    frame = {"ip": "10.1.1.1", "request_id": "75579170-23b9", "level": "info", "user_id": None}
    return {**frame, "timestamp": "2026-11-23T19:28:07.514372Z", "logger": "django_structlog", **more}


def test_django_structlog_and_django_scim2_tell_a_call_in_four_lines() -> None:
    head = "PATH\n/scim/v2/Users\nMETHOD\nPOST\nBODY\n"

    exchange = joined(
        django(event="request_started", request="POST /scim/v2/Users?x=1", user_agent="Okta SCIM Client 1.0.0"),
        django(event=head + json.dumps(USER)),
        django(event=head + json.dumps(ANSWER) + "\nSTATUS_CODE\n201"),
        django(
            event="request_finished", request="POST /scim/v2/Users?x=1", code=201, user_id=42,
            timestamp="2026-11-23T19:28:07.551944Z",
        ),
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/scim/v2/Users?x=1", 201)
    assert (exchange.request_body, exchange.response_body) == (USER, ANSWER)
    assert (exchange.user, exchange.user_agent, exchange.address) == ("42", "Okta SCIM Client 1.0.0", "10.1.1.1")
    assert moment(exchange) == "2026-11-23T19:28:07.551944Z"


def test_a_django_answer_without_a_status_is_still_an_answer() -> None:
    reading = read(django(event="PATH\n/Users\nMETHOD\nGET\nBODY\n\nSTATUS_CODE\n0"))

    assert isinstance(reading, Part)
    assert (reading.exchange.request_body, reading.exchange.status) == (None, None)


def test_older_django_structlog_prints_the_request_object() -> None:
    exchange = told(django(event="request_finished", request="<WSGIRequest: GET '/scim/v2/Users'>", code=200))

    assert (exchange.method, exchange.url, exchange.request_body) == ("GET", "/scim/v2/Users", None)


def test_a_bare_code_is_no_status_without_a_request() -> None:
    assert read({"time": "2026-03-04T09:15:23Z", "code": 201, "duration": 3, "request_id": "a"}) == NOT_A_REQUEST


# --- Logbook ----------------------------------------------------------------------------------------------------

LOGBOOK_REQUEST = {
    "origin": "remote", "type": "request", "correlation": "2d66e4bc", "protocol": "HTTP/1.1", "sender": "127.0.0.1",
    "method": "PUT", "uri": "http://scim.example.com/scim/v2/Groups/9", "host": "scim.example.com",
    "path": "/scim/v2/Groups/9", "scheme": "http", "port": None, "headers": {"Content-Type": ["application/scim+json"]},
    "body": {"displayName": "Sales", "members": [{"value": "1"}]},
}  # fmt: skip
LOGBOOK_RESPONSE = {
    "origin": "local", "type": "response", "correlation": "2d66e4bc", "duration": 25, "protocol": "HTTP/1.1",
    "status": 200, "headers": {"Set-Cookie": ["a=1", "b=2"]}, "body": {"id": "9", "displayName": "Sales"},
}  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["request first", "response first"])
def test_logbook_halves_are_joined_by_correlation(order: tuple[int, int]) -> None:
    halves = (LOGBOOK_REQUEST, LOGBOOK_RESPONSE)

    exchange = joined(*(halves[at] for at in order))

    assert (exchange.method, exchange.url, exchange.status) == ("PUT", "http://scim.example.com/scim/v2/Groups/9", 200)
    assert exchange.request_headers == [("Content-Type", "application/scim+json")]
    assert exchange.response_headers == [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    assert exchange.request_body == LOGBOOK_REQUEST["body"]
    assert exchange.response_body == LOGBOOK_RESPONSE["body"]
    assert (exchange.duration_us, exchange.request_id) == (25_000, "2d66e4bc")


@pytest.mark.parametrize("wrap", [lambda half: {"http": half}, lambda half: {"message": json.dumps(half)}])
def test_logbook_within_a_line_of_logback_takes_its_time(wrap: Any) -> None:
    line = {"@timestamp": "2026-03-04T10:15:23.512+01:00", "@version": "1", "logger_name": "org.zalando.logbook"}

    exchange = joined({**line, **wrap(LOGBOOK_REQUEST)}, {**line, **wrap(LOGBOOK_RESPONSE)})

    assert (exchange.method, exchange.status) == ("PUT", 200)
    assert exchange.response_body == LOGBOOK_RESPONSE["body"]
    assert moment(exchange) == "2026-03-04T09:15:23.512Z"


def test_a_request_that_failed_without_a_status_had_no_answer() -> None:
    found = event({"method": "GET", "path": "/Users", "error": "connect ETIMEDOUT"})

    assert (found.outcome, found.error) == ("failure", "connect ETIMEDOUT")


def test_two_of_method_url_and_status_are_enough() -> None:
    assert told({"method": "GET", "status": 200}).status == 200
    assert told({"path": "/Users", "status_code": "404 Not Found"}).status == 404
    assert read({"method": "GET", "msg": "x"}) == NOT_A_REQUEST
    assert read({"status": 200, "msg": "x"}) == NOT_A_REQUEST
    assert read({"path": "/Users"}) == NOT_A_REQUEST
