"""Every shape is written here as its logger writes it; what is expected is what an engineer reads in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.event import Exchange
from scimviewer.formats.aliases import ALIASES
from scimviewer.formats.format import Format, Part, Sample, Unreadable
from scimviewer.formats.json_exchange import FORMAT, likeness, read
from scimviewer.formats.reading import event_of
from scimviewer.times import utc_text
from tests.formats.conftest import ANSWER, ERROR, PATCH, PINO, USER, event, moment, told

# --- pino -------------------------------------------------------------------------------------------------------


def test_pino_http() -> None:
    exchange = told(PINO)

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/scim/v2/Users", 201)
    assert (exchange.duration_us, exchange.request_id) == (41_000, "req-7")
    assert exchange.address == "::ffff:10.2.3.4"
    assert moment(exchange) == "2025-10-21T04:10:22.315Z"
    assert ("x-n", "3") in exchange.response_headers
    found = event_of(exchange)
    assert (found.operation, found.client, found.target) == ("create", "Okta SCIM Client 1.0.0", "scim.example.com")


def test_pino_without_a_status_had_no_answer() -> None:
    errored = {**PINO, "level": 50, "res": {"statusCode": None, "headers": {}}, "msg": "request errored"}

    found = event(errored)

    assert (found.status, found.outcome, found.error) == (None, "failure", "no answer was recorded")


def test_the_error_of_pino_is_its_message() -> None:
    errored = {
        **PINO,
        "res": {"statusCode": 500},
        "err": {"type": "Error", "message": "pool exhausted", "stack": "at x"},
    }

    assert event(errored).error == "pool exhausted"


@pytest.mark.parametrize("first", ["bodyless", "whole"])
def test_what_the_first_record_lacks_is_read_in_the_next(first: str) -> None:
    """Records of one logger have the same outer names and still tell more or less."""
    bodyless = {"time": "2026-03-04T09:15:23Z", "seq": first, "req": {"method": "GET", "url": "/Users", "body": None},
                "res": {"statusCode": 200}, "error": None, "user": ""}  # fmt: skip
    whole = {"time": "2026-03-04T09:15:24Z", "seq": first, "req": {"method": "POST", "url": "/Users", "body": USER},
             "res": {"statusCode": 500, "body": "oops"}, "error": "boom", "user": "ann"}  # fmt: skip
    records = [bodyless, whole] if first == "bodyless" else [whole, bodyless]

    exchanges = {exchange.method: exchange for exchange in map(told, records)}

    assert exchanges["POST"].request_body == USER
    assert (exchanges["POST"].response_body, exchanges["POST"].error, exchanges["POST"].user) == ("oops", "boom", "ann")
    assert (exchanges["GET"].request_body, exchanges["GET"].error, exchanges["GET"].user) == (None, None, None)


# --- bunyan, restify ----------------------------------------------------------------------------------------------


def test_restify_audit() -> None:
    exchange = told(
        {
            "name": "scim", "hostname": "h1", "pid": 12859, "audit": True, "level": 30, "remoteAddress": "10.2.207.2",
            "remotePort": 50394, "req_id": "cce79d15", "latency": 3, "secure": False, "_audit": True, "v": 0,
            "req": {"method": "PUT", "url": "/scim/v2/Users/7?attributes=id", "headers": {"host": "10.2.207.16"},
                    "httpVersion": "1.1", "trailers": {}, "version": "*"},
            "res": {"statusCode": 200, "headers": {"x-response-time": 3}, "trailer": False},
            "route": {"name": "PutUser", "version": False}, "msg": "handled: 200", "time": "2012-08-08T10:25:47.637Z",
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("PUT", "/scim/v2/Users/7?attributes=id", 200)
    assert (exchange.request_id, exchange.address, exchange.duration_us) == ("cce79d15", "10.2.207.2", 3_000)
    assert exchange.response_headers == [("x-response-time", "3")]


def test_bunyan_answer_headers_are_raw_text() -> None:
    exchange = told(
        {
            "name": "app", "pid": 1, "level": 30, "v": 0, "time": "2016-02-10T07:28:40.510Z", "msg": "",
            "req": {"method": "GET", "url": "/Users/7", "headers": {}, "remoteAddress": "::1", "remotePort": 1},
            "res": {"statusCode": 200,
                    "header": "HTTP/1.1 200 OK\r\nX-Request-Id: abc\r\nDate: Wed, 10 Feb 2016\r\n\r\n"},
        }
    )  # fmt: skip

    assert exchange.response_headers == [("X-Request-Id", "abc"), ("Date", "Wed, 10 Feb 2016")]
    assert event_of(exchange).request_id == "abc"


# --- express-winston ----------------------------------------------------------------------------------------------

WINSTON = {
    "req": {"headers": {"host": "scim.example.com"}, "httpVersion": "1.1", "method": "POST",
            "originalUrl": "/scim/v2/Users?x=1", "query": {"x": "1"}, "url": "/Users?x=1", "body": USER},
    "res": {"statusCode": 409, "body": ERROR},
    "responseTime": 12,
}  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        {"level": "info", "message": "HTTP POST /scim", "meta": WINSTON, "timestamp": "2026-03-04T09:15:23.512Z"},
        {"level": "info", "message": "HTTP POST /scim", **WINSTON, "timestamp": "2026-03-04T09:15:23.512Z"},
    ],
    ids=["meta", "flat"],
)
def test_express_winston(record: Any) -> None:
    exchange = told(record)

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/scim/v2/Users?x=1", 409)
    assert (exchange.request_body, exchange.response_body, exchange.duration_us) == (USER, ERROR, 12_000)
    found = event_of(exchange)
    assert (found.scim_type, found.error, found.resource_name) == (
        "uniqueness", "userName already in use", "ada@example.com",
    )  # fmt: skip


def test_express_gives_requests_without_a_body_an_empty_one() -> None:
    record = {"meta": {"req": {"method": "GET", "url": "/Users", "body": {}}, "res": {"statusCode": 200}}}

    assert told(record).request_body is None


# --- proxies and access logs ------------------------------------------------------------------------------------


def test_caddy_writes_seconds() -> None:
    exchange = told(
        {
            "level": "info", "ts": 1761019822.3152757, "logger": "http.log.access.log0", "msg": "handled request",
            "request": {"remote_ip": "20.190.129.80", "remote_port": "4096", "client_ip": "20.190.129.80",
                        "proto": "HTTP/2.0", "method": "PATCH", "host": "scim.example.com", "uri": "/scim/v2/Users/7",
                        "headers": {"User-Agent": ["Azure-AD"], "Accept": ["a", "b"]}, "tls": {"resumed": False}},
            "bytes_read": 140, "user_id": "", "duration": 0.003192041, "size": 0, "status": 204,
            "resp_headers": {"Server": ["Caddy"]},
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("PATCH", "/scim/v2/Users/7", 204)
    assert (exchange.duration_us, exchange.target, exchange.user) == (3_192, "scim.example.com", None)
    assert moment(exchange) == "2025-10-21T04:10:22.3152757Z"
    assert exchange.request_headers == [("User-Agent", "Azure-AD"), ("Accept", "a"), ("Accept", "b")]
    assert exchange.response_headers == [("Server", "Caddy")]
    assert exchange.address == "20.190.129.80"


def test_nginx_msec_is_finer_than_its_time() -> None:
    exchange = told(
        {
            "time": "2026-11-23T19:25:00+00:00", "msec": 1795461900.876, "request_id": "6c5d",
            "remote_addr": "10.0.0.9",
            "host": "scim.fabrikam.example", "method": "GET", "uri": "/scim/Users?filter=userName+eq+%22a%22",
            "protocol": "HTTP/1.1", "status": 200, "request_time": 0.024, "upstream_response_time": "0.010, 0.014",
            "user_agent": "", "limit_req": "",
        }
    )  # fmt: skip

    assert (exchange.method, exchange.status, exchange.duration_us) == ("GET", 200, 24_000)
    assert (moment(exchange), exchange.user_agent) == ("2026-11-23T19:25:00.876Z", None)


def test_nginx_request_line() -> None:
    record = {"time_local": "24/Nov/2025:20:40:12 +0100", "remote_addr": "1.2.3.4", "remote_user": "-",
              "request": "DELETE /scim/v2/Users/7 HTTP/1.1", "status": "404", "request_time": "0.041",
              "http_user_agent": "curl/8", "http_x_forwarded_for": "-"}  # fmt: skip

    exchange = told(record)

    assert (exchange.method, exchange.url, exchange.status) == ("DELETE", "/scim/v2/Users/7", 404)
    assert (exchange.duration_us, exchange.user, exchange.user_agent) == (41_000, None, "curl/8")
    assert moment(exchange) == "2025-11-24T19:40:12Z"


def test_the_query_may_lie_apart_from_the_path() -> None:
    as_text = {"method": "GET", "path": "/Users", "query": 'filter=id+eq+"1"'.replace('"', "%22"), "status": 200}
    as_map = {"method": "GET", "path": "/Users", "query": {"filter": 'userName eq "ann"', "count": "2"}, "status": 200}
    no_query = {"method": "GET", "path": "/Users", "query": "select * from users", "status": 200}

    assert told(as_text).url == "/Users?filter=id+eq+%221%22"
    assert told(as_map).url == "/Users?filter=userName+eq+%22ann%22&count=2"
    assert told(no_query).url == "/Users"


def test_google_load_balancer() -> None:
    exchange = told(
        {
            "insertId": "1a", "logName": "projects/p/logs/requests", "timestamp": "2026-03-04T09:15:23.512345Z",
            "receiveTimestamp": "2026-03-04T09:15:24.000000001Z", "trace": "projects/p/traces/abc", "severity": "INFO",
            "httpRequest": {"requestMethod": "POST", "requestUrl": "https://scim.example.com/scim/v2/Users",
                            "requestSize": "1200", "status": 201, "userAgent": "Okta SCIM Client 1.0.0",
                            "remoteIp": "20.1.1.1", "serverIp": "10.0.0.1", "latency": "0.041s", "protocol": "HTTP/2"},
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "https://scim.example.com/scim/v2/Users", 201)
    assert (exchange.duration_us, exchange.address, exchange.user_agent) == (
        41_000,
        "20.1.1.1",
        "Okta SCIM Client 1.0.0",
    )
    assert moment(exchange) == "2026-03-04T09:15:23.512345Z"


def test_cloudflare_logpush() -> None:
    exchange = told(
        {
            "ClientIP": "87.226.160.250", "ClientRequestHost": "scim.example.com", "ClientRequestMethod": "PUT",
            "ClientRequestURI": "/scim/v2/Users/7?x=1", "ClientRequestPath": "/scim/v2/Users/7", "RayID": "761fde4e",
            "EdgeStartTimestamp": "2022-10-30T00:00:02Z", "EdgeResponseStatus": 429, "OriginResponseStatus": 0,
            "ClientRequestUserAgent": "Azure-AD", "OriginResponseDurationMs": 7,
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("PUT", "/scim/v2/Users/7?x=1", 429)
    assert (exchange.target, exchange.address, exchange.request_id) == (
        "scim.example.com",
        "87.226.160.250",
        "761fde4e",
    )
    assert exchange.duration_us == 7_000


def test_traefik_writes_nanoseconds() -> None:
    record = {"ClientHost": "10.0.0.1", "DownstreamStatus": 200, "Duration": 41_270_000, "RequestMethod": "GET",
              "RequestPath": "/scim/v2/Users", "RequestHost": "h", "StartUTC": "2026-03-04T09:15:23.512345678Z",
              "level": "info", "msg": "", "time": "2026-03-04T09:15:23Z"}  # fmt: skip

    assert (told(record).duration_us, told(record).status) == (41_270, 200)


# --- application loggers ----------------------------------------------------------------------------------------


def test_logstash_logback_access() -> None:
    exchange = told(
        {
            "@timestamp": "2026-03-04T10:15:23.512+01:00", "@version": "1", "message": "1.2.3.4 - - [04/Mar/2026]",
            "method": "PATCH", "protocol": "HTTP/1.1", "status_code": 204, "requested_url": "PATCH /x HTTP/1.1",
            "requested_uri": "/scim/v2/Groups/9", "remote_host": "1.2.3.4", "remote_user": "svc-okta",
            "content_length": 0, "elapsed_time": 41,
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("PATCH", "/scim/v2/Groups/9", 204)
    assert (exchange.duration_us, exchange.user, exchange.address) == (41_000, "svc-okta", "1.2.3.4")
    assert moment(exchange) == "2026-03-04T09:15:23.512Z"


def test_rails_lograge() -> None:
    exchange = told(
        {
            "method": "POST", "path": "/scim/v2/Users", "format": "json", "controller": "Scim::UsersController",
            "action": "create", "status": 500, "duration": 12.34, "view": 0.1, "db": 5.2, "request_id": "8f",
            "exception": ["ActiveRecord::RecordNotUnique", "duplicate key"], "time": "2026-03-04 09:15:23 +0000",
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status, exchange.duration_us) == (
        "POST",
        "/scim/v2/Users",
        500,
        12_340,
    )
    assert exchange.error == "ActiveRecord::RecordNotUnique: duplicate key"
    assert (moment(exchange), exchange.zone_assumed) == ("2026-03-04T09:15:23Z", False)


ECS = {
    "@timestamp": "2026-03-04T09:15:23.512Z",
    "ecs": {"version": "8.11.0"},
    "event": {"duration": 41_000_000, "outcome": "success", "dataset": "scim"},
    "http": {
        "version": "1.1",
        "request": {"id": "r-1", "method": "POST", "body": {"content": json.dumps(USER), "bytes": 140}},
        "response": {"status_code": 201, "body": {"content": json.dumps(ANSWER)}},
    },
    "url": {"path": "/scim/v2/Users", "domain": "scim.example.com", "full": "https://scim.example.com/scim/v2/Users"},
    "user": {"name": "svc-okta", "id": "7"},
    "source": {"ip": "10.0.0.1"},
    "user_agent": {"original": "Okta SCIM Client 1.0.0"},
    "trace": {"id": "abc"},
}


def flat(record: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in record.items():
        found.update(flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value})
    return found


@pytest.mark.parametrize("record", [ECS, flat(ECS)], ids=["nested", "flat"])
def test_elastic_common_schema(record: Any) -> None:
    exchange = told(record)

    assert (exchange.method, exchange.status, exchange.duration_us) == ("POST", 201, 41_000)
    assert exchange.url == "https://scim.example.com/scim/v2/Users"
    assert (exchange.request_body, exchange.response_body) == (USER, ANSWER)
    assert (exchange.user, exchange.address, exchange.user_agent) == ("svc-okta", "10.0.0.1", "Okta SCIM Client 1.0.0")
    assert exchange.request_id == "r-1"


@pytest.mark.parametrize("nested", [False, True])
def test_serilog(nested: bool) -> None:
    call = {"RequestMethod": "PUT", "RequestPath": "/scim/v2/Users/7", "StatusCode": 200, "Elapsed": 41.2734,
            "RequestId": "0HM:1"}  # fmt: skip
    clef = {"@t": "2026-03-04T09:15:23.5123456Z", "@mt": "HTTP {RequestMethod} {RequestPath} responded", **call}
    classic = {"Timestamp": "2026-03-04T09:15:23.5123456Z", "Level": "Information", "MessageTemplate": "HTTP",
               "Properties": call}  # fmt: skip

    exchange = told(classic if nested else clef)

    assert (exchange.method, exchange.url, exchange.status) == ("PUT", "/scim/v2/Users/7", 200)
    assert (exchange.duration_us, exchange.request_id) == (41_273, "0HM:1")
    assert moment(exchange) == "2026-03-04T09:15:23.5123456Z"


@pytest.mark.parametrize(
    ("record", "duration"),
    [
        ({"time": "2026-03-04T09:15:23.512345678Z", "level": "INFO", "msg": "request", "duration": 41_270_000}, 41_270),
        ({"ts": 1772615723.512, "level": "info", "msg": "request", "latency": 0.04127}, 41_270),
        ({"time": "2026-03-04T09:15:23Z", "level": "info", "message": "request", "elapsed": 41.27}, 41_270),
        ({"time": "2026-03-04T09:15:23Z", "level": "info", "msg": "request", "duration": "41.27ms"}, 41_270),
        ({"time": "2026-03-04T09:15:23Z", "level": "info", "msg": "request", "duration": 41}, 41_000),
    ],
    ids=["slog", "zap", "zerolog", "printed", "milliseconds"],
)
def test_loggers_of_go(record: dict[str, Any], duration: int) -> None:
    exchange = told({**record, "method": "GET", "path": "/scim/v2/Users", "status": 200})

    assert (exchange.method, exchange.url, exchange.status, exchange.duration_us) == (
        "GET",
        "/scim/v2/Users",
        200,
        duration,
    )


def test_slog_groups() -> None:
    record = {"time": "2026-03-04T09:15:23.5Z", "level": "INFO", "msg": "201: Created", "id": "u-1",
              "request": {"time": "2026-03-04T09:15:23.4Z", "method": "POST", "host": "h", "path": "/scim/v2/Users",
                          "query": "", "ip": "10.0.0.1"},
              "response": {"time": "2026-03-04T09:15:23.5Z", "latency": 41_270_000, "status": 201,
                           "length": 20}}  # fmt: skip

    exchange = told(record)

    assert (exchange.method, exchange.url, exchange.status, exchange.duration_us) == (
        "POST",
        "/scim/v2/Users",
        201,
        41_270,
    )
    assert (exchange.address, exchange.target, exchange.request_body) == ("10.0.0.1", "h", None)


def test_authentik_writes_the_path_under_event() -> None:
    record = {"event": "/source/scim/entra/v2/Groups/9", "method": "PATCH", "status": 204, "runtime": 41,
              "timestamp": "2026-03-04T09:15:23.512345", "user": "ak-source-scim-1",
              "user_agent": "Azure-AD"}  # fmt: skip

    found = event(record)

    assert (found.operation, found.resource_type, found.resource_id) == ("patch", "Group", "9")
    assert (found.actor, found.actor_basis, found.duration_us, found.zone_assumed) == (
        "ak-source-scim-1",
        "user",
        41_000,
        True,
    )


# --- logs of SCIM servers and vendors ---------------------------------------------------------------------------

OWN = {
    "time": "2026-03-04T09:15:23.512Z", "method": "PATCH", "path": "/scim/v2/Users/2819c223?excludedAttributes=groups",
    "userAgent": "Okta SCIM Client 1.0.0", "contentType": "application/scim+json", "authorization": "Bearer [redacted]",
    "status": 409, "ms": 41, "request": PATCH, "response": ERROR, "ignored": ["emails[0].display"],
}  # fmt: skip


def test_own_server_shape() -> None:
    exchange = told(OWN)

    assert (exchange.request_body, exchange.response_body, exchange.duration_us) == (PATCH, ERROR, 41_000)
    assert (exchange.status, exchange.user_agent) == (409, "Okta SCIM Client 1.0.0")
    found = event_of(exchange)
    assert (found.operation, found.intent, found.resource_id) == ("patch", "deactivate", "2819c223")
    assert (found.scim_type, found.error) == ("uniqueness", "userName already in use")


def test_a_body_is_not_searched_for_facts_of_the_call() -> None:
    body = {"userName": "ann", "id": "7", "method": "x"}
    record = {"time": "2026-03-04T09:15:23Z", "method": "PUT", "path": "/Users/7", "status": 200,
              "request": {"id": "7"},
              "response": {**USER, "id": "7", "host": "h"}, "data": {"userName": "ann", "ip": "1.1.1.1"}}  # fmt: skip

    exchange = told(record)

    assert (exchange.request_id, exchange.user, exchange.address, exchange.target) == (None, None, None, None)
    assert (exchange.request_body, exchange.response_body) == ({"id": "7"}, record["response"])
    assert told({"method": "PUT", "path": "/Users/7", "status": 200, "body": body}).request_body == body


@pytest.mark.parametrize("encode", [lambda body: body, json.dumps, lambda body: json.dumps(json.dumps(body))])
def test_bodies_may_be_encoded_once_more(encode: Any) -> None:
    record = {
        "method": "POST",
        "path": "/Users",
        "status": 201,
        "requestBody": encode(USER),
        "response_body": encode(ANSWER),
    }

    assert (told(record).request_body, told(record).response_body) == (USER, ANSWER)


def test_files_com() -> None:
    exchange = told(
        {
            "id": 1, "created_at": "2026-03-04T09:15:23Z", "request_path": "/api/scim/Users", "request_method": "POST",
            "http_response_code": "409", "user_agent": "Okta SCIM Client 1.0.0", "request_json": json.dumps(USER),
            "response_json": json.dumps(ERROR),
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/api/scim/Users", 409)
    assert (exchange.request_body, exchange.response_body, exchange.request_id) == (USER, ERROR, None)


@pytest.mark.parametrize(("word", "outcome"), [("SUCCESS", "success"), ("FAILURE", "failure"), ("ERROR", "failure")])
def test_cloudflare_access_names_the_resource_and_no_url(word: str, outcome: str) -> None:
    found = event(
        {
            "logged_at": "2026-03-04T09:15:23Z", "request_method": "PATCH", "request_body": json.dumps(PATCH),
            "resource_type": "USER", "cf_resource_id": "cf-7", "idp_resource_id": "00u7", "idp_id": "i1",
            "resource_user_email": "ada@example.com", "status": word,
            "error_description": "no such user" * (word != "SUCCESS"),
        }
    )  # fmt: skip

    assert (found.status, found.outcome, found.operation, found.intent) == (None, outcome, "patch", "deactivate")
    assert (found.resource_type, found.resource_id, found.speaks_scim) == ("User", "cf-7", True)
    assert found.error == (None if word == "SUCCESS" else "no such user")


@pytest.mark.parametrize("wrapped", [False, True])
def test_auth0(wrapped: bool) -> None:
    data = {
        "date": "2026-03-04T09:15:23.512Z", "type": "fscim", "client_id": "c1", "ip": "20.1.1.1",
        "user_agent": "Azure-AD",
        "log_id": "900", "details": {
            "request": {"method": "post", "path": "/scim/v2/connections/con_1/Users", "query": {}, "body": USER,
                        "auth": {"strategy": "jwt"}},
            "response": {"statusCode": 409, "body": ERROR}},
    }  # fmt: skip

    exchange = told({"log_id": "900", "data": data} if wrapped else data)

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/scim/v2/connections/con_1/Users", 409)
    assert (exchange.request_body, exchange.response_body, exchange.user) == (USER, ERROR, "c1")
    assert (exchange.user_agent, moment(exchange)) == ("Azure-AD", "2026-03-04T09:15:23.512Z")


def test_ssoready_writes_enumerations() -> None:
    exchange = told(
        {
            "id": "scim_request_1", "scimDirectoryId": "scim_directory_1", "timestamp": "2026-03-04T09:15:23.512Z",
            "httpRequestUrl": "/v1/scim/scim_directory_1/Users/7",
            "httpRequestMethod": "SCIM_REQUEST_HTTP_METHOD_PATCH",
            "httpRequestBody": PATCH, "httpResponseStatus": "SCIM_REQUEST_HTTP_STATUS_201", "httpResponseBody": ANSWER,
        }
    )  # fmt: skip

    assert (exchange.method, exchange.status) == ("PATCH", 201)
    assert (exchange.request_body, exchange.response_body) == (PATCH, ANSWER)
    assert event_of(exchange).resource_id == "7"


def test_oneuptime_keeps_the_bodies_in_a_text() -> None:
    body = {"timestamp": "2026-03-04T09:15:23.512Z", "executedAt": "2026-03-04T09:15:23.500Z",
            "request": {"body": USER, "headers": {"host": "h"}}, "response": ANSWER}  # fmt: skip
    exchange = told(
        {
            "createdAt": "2026-03-04T09:15:23.600Z", "operationType": "CreateUser", "status": "Success",
            "statusMessage": "", "httpMethod": "POST", "requestPath": "/scim/v2/p1/Users", "httpStatusCode": 201,
            "affectedUserEmail": "ada@example.com", "logBody": json.dumps(body),
        }
    )  # fmt: skip

    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/scim/v2/p1/Users", 201)
    assert exchange.outcome == "success"
    assert event_of(exchange).resource_type == "User"


def test_snowflake_writes_endpoints_without_a_slash() -> None:
    found = event(
        {
            "EVENT_TIMESTAMP": "2026-03-04 01:15:23.512 -0800", "EVENT_ID": "12", "EVENT_TYPE": "SCIM",
            "ENDPOINT": "scim/v2/Users/7", "METHOD": "PUT", "STATUS": "200", "ERROR_CODE": None, "DETAILS": "{}",
            "CLIENT_IP": "20.1.1.1", "ACTOR_NAME": "OKTA_PROVISIONING", "ACTOR_DOMAIN": "INTEGRATION",
        }
    )  # fmt: skip

    assert (found.method, found.path, found.status, found.resource_id) == ("PUT", "scim/v2/Users/7", 200, "7")
    assert (found.actor, found.actor_basis) == ("OKTA_PROVISIONING", "field")
    assert utc_text(found.time_ns, found.time_digits) == "2026-03-04T09:15:23.512Z"


def test_load_generator() -> None:
    found = event(
        {
            "timestamp": "2026-10-01T00:00:00.702Z", "requestId": "0787c0de2f960063", "actor": "svc-admin",
            "tenant": "acme",
            "request": {"method": "POST", "url": "https://api.target.example/scim/v2/Users",
                        "headers": {"user-agent": "SCIM-Client/1.0"}, "body": USER},
            "response": {"status": 201, "headers": {}, "body": ANSWER}, "durationMs": 154.05,
        }
    )  # fmt: skip

    assert (found.actor, found.actor_basis, found.client) == ("svc-admin", "field", "SCIM-Client/1.0")
    assert (found.target, found.duration_us, found.request_id) == ("api.target.example", 154_050, "0787c0de2f960063")
    assert (found.resource_id, found.resource_name) == ("2819c223", "ada@example.com")


def test_docker_wraps_each_line() -> None:
    exchange = told({"log": json.dumps(PINO) + "\n", "stream": "stdout", "time": "2025-10-21T04:10:22.4Z"})

    assert (exchange.method, exchange.status) == ("POST", 201)


def test_the_address_is_the_first_that_proxies_passed_on() -> None:
    record = {"method": "GET", "path": "/Users", "status": 200, "ip": "10.0.0.1"}

    assert told({**record, "headers": {"X-Forwarded-For": "81.2.69.144, 127.0.0.1"}}).address == "81.2.69.144"
    assert told({**record, "ip": "81.2.69.144, 127.0.0.1"}).address == "81.2.69.144"


# --- likeness -----------------------------------------------------------------------------------------------------


def sample(*records: Any) -> Sample:
    return Sample("log.ndjson", None, {}, list(records))


def test_likeness_says_how_sure_and_by_which_keys() -> None:
    sure = likeness(sample(PINO, PINO))
    mixed = likeness(sample(PINO, {"msg": "listening"}))

    assert (sure.confidence, sure.keys) == (0.9, ("req.method", "req.url", "res.statusCode"))
    assert (mixed.confidence, mixed.keys) == (0.7, ("req.method", "req.url", "res.statusCode"))


@pytest.mark.parametrize(
    "record",
    [
        {"name": "List users", "request": {"method": "GET", "url": "{{base}}/Users", "header": []}},
        {"timestamp": 1704067200000, "serviceName": "accounts", "actionName": "login", "response": {"statusCode": 200}},
        {"action": "user.create", "business": "b", "method": "POST", "url": "https://h/x", "@timestamp": 1727681685875},
        {"auditID": "1", "verb": "get", "requestURI": "/api/v1/pods", "responseStatus": {"code": 200}},
        {"bulkId": "1", "method": "POST", "path": "/Users", "data": USER},
        ANSWER,
        {"msg": "listening", "port": 8080},
    ],
    ids=["saved request", "databricks", "github", "kubernetes", "bulk operation", "user", "message"],
)
def test_what_tells_no_call_is_declined(record: Any) -> None:
    assert likeness(sample(record, record)).confidence == 0


# --- hostile ----------------------------------------------------------------------------------------------------

NAMES = sorted({name for aliases in ALIASES.values() for alias in aliases for name in alias.split(".")})
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["/Users", "GET", "1e9", "{"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(JSON)
def test_whatever_a_record_holds_only_unreadable_is_raised(value: Any) -> None:
    records = [value, {"method": "PATCH", "path": "/Users/1", "status": 200, "request_body": value, "time": value}]
    for record in records:
        try:
            reading = read(record)
        except Unreadable:
            continue
        if isinstance(reading, Exchange | Part):
            event_of(reading.exchange if isinstance(reading, Part) else reading)


def test_the_format_describes_itself() -> None:
    assert isinstance(FORMAT, Format)
    assert (FORMAT.likeness, FORMAT.read) == (likeness, read)
