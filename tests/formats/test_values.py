from __future__ import annotations

import pytest

from scimviewer.formats import values
from scimviewer.formats.values import (
    body_or_envelope,
    body_value,
    converter,
    error_of,
    method_of,
    moment_of,
    name_of,
    outcome_word,
    query_of,
    request_line_of,
    status_of,
    text_of,
    url_of,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("get", "GET"),
        (" Patch ", "PATCH"),
        ("SCIM_REQUEST_HTTP_METHOD_PATCH", "PATCH"),
        ("LOGIN", None),
        ("", None),
        (1, None),
    ],
)
def test_methods(value: object, expected: str | None) -> None:
    assert method_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (200, 200), (200.0, 200), ("409", 409), ("409 Conflict", 409), ("HTTP/1.1 503 Unavailable", 503), (599, 599),
        ("SCIM_REQUEST_HTTP_STATUS_201", 201), (0, None), ("000", None), (99, None), (600, None), (-1, None),
        (True, None),
        ("SUCCESS", None), ("2000", None), (200.5, None), (float("nan"), None), ("٢٠٠", None), ("_" * 100_000, None),
        ([200], None),
    ],
)  # fmt: skip
def test_statuses(value: object, expected: int | None) -> None:
    assert status_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("/Users", "/Users"), (" https://h/x ", "https://h/x"), ("scim/v2/Users", "scim/v2/Users"), ("Users", None),
     ("GET /Users", None), ('{"a":"/"}', None), ("/" * 70_000, None), (7, None)],
)  # fmt: skip
def test_urls(value: object, expected: str | None) -> None:
    assert url_of(value) == expected


def test_request_lines() -> None:
    assert request_line_of("GET /Users?x=1 HTTP/1.1") == ("GET", "/Users?x=1")
    assert request_line_of("POST /Users") == ("POST", "/Users")
    assert request_line_of("<ASGIRequest: PUT '/Users/7'>") == ("PUT", "/Users/7")
    assert request_line_of("request completed") is None


def test_queries() -> None:
    assert query_of("?a=1&b=2") == "a=1&b=2"
    assert query_of({"a": ["1", "2"], "b": 'x "y"'}) == "a=1&a=2&b=x+%22y%22"
    assert query_of({"a": "\ud800"}) == "a=%3F"
    assert query_of("select * from t where a = 1") is None
    assert query_of({}) is None


def test_texts_and_names() -> None:
    assert (text_of("x"), text_of("-"), text_of(" "), text_of(7)) == ("x", None, None, None)
    assert (name_of("x"), name_of(7), name_of(True), name_of("-")) == ("x", "7", None, None)


def test_errors() -> None:
    assert error_of(["NoMethodError", "undefined", "more"]) == "NoMethodError: undefined"
    assert error_of("boom") == "boom"
    assert (error_of([]), error_of([1]), error_of({})) == (None, None, None)


def test_outcomes_are_words() -> None:
    assert [outcome_word(word) for word in ("SUCCESS", "Failed", " skipped ", "409", "x" * 100, 1)] == [
        "success", "failure", "skipped", None, None, None,
    ]  # fmt: skip


def test_bodies_and_envelopes() -> None:
    assert body_value({"content": '{"a":1}', "bytes": 7}) == {"a": 1}
    assert body_value({"content": "x", "userName": "ann"}) == {"content": "x", "userName": "ann"}
    assert body_value(7) is None
    assert body_or_envelope({"method": "GET", "url": "/x"}) is None
    assert body_or_envelope("GET /x HTTP/1.1") is None
    assert body_or_envelope({"status": "409", "detail": "taken"}) == {"status": "409", "detail": "taken"}
    assert body_or_envelope({"userName": "ann"}) == {"userName": "ann"}


def test_what_reads_a_field_depends_on_its_name() -> None:
    assert converter("request_body", "request") is body_or_envelope
    assert converter("request_body", "requestBody") is body_value
    assert converter("status", "code") is values.status_of


@pytest.mark.parametrize(
    "value",
    ["1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00", "1970-01-01 00:00:00.000", "1900-01-01T00:00:00", 0, "0",
     "1753-01-01T00:00:00", "1899-12-30T00:00:00Z", "0001-01-01T00:00:00Z", "1601-01-01T00:00:00Z", {"seconds": 0},
     "9999-12-31T23:59:59Z"],
)  # fmt: skip
def test_the_zero_of_a_calendar_is_no_moment(value: object) -> None:
    assert moment_of(value) is None


def test_a_moment_near_the_zero_is_one() -> None:
    assert moment_of("1970-01-01T00:00:00.001Z") is not None
    assert moment_of("2026-09-01T08:00:00Z") is not None
