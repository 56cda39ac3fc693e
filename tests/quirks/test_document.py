"""A situation as one JSON document, read as tolerantly as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given

from scimviewer.quirks.document import situation_of
from scimviewer.quirks.explaining import explain
from tests.quirks.test_quirk import json_values


def test_url_and_path_are_the_same_and_headers_may_repeat() -> None:
    told = {"request": {"method": "GET", "path": "/Users/1", "headers": {"X": ["a", "b"], "User-Agent": "z"}}}
    case = situation_of(told)
    assert case.exchange.url == "/Users/1"
    assert case.exchange.request_headers == [("X", "a"), ("X", "b"), ("User-Agent", "z")]
    assert case.exchange.user_agent == "z"
    assert situation_of({"request": {"url": "/Users/1", "headers": [["X", "a"]]}}).request_header("x") == "a"
    assert situation_of({"request": {"headers": [{"name": "X", "value": "a"}]}}).request_header("x") == "a"


def test_evidence_points_into_what_was_told() -> None:
    search = {"method": "GET", "path": "/scim/v2/Users?filter=userName%20eq%20mira"}
    hits = explain(situation_of({"request": search, "response": {"status": 400}})).document()["quirks"]
    assert [hit["evidence"] for hit in hits] == [["/request/path"]]


def test_time_before_and_history_are_read() -> None:
    case = situation_of(
        {
            "time": "2026-03-01T10:00:00Z",
            "before": {"id": "1"},
            "history": [{"request": {"method": "PUT"}, "response": {"status": "201"}, "time": 1772359200}, "odd"],
        }
    )
    assert case.exchange.time_ns == case.history[0].time_ns
    assert (case.before, case.history[0].method, case.history[0].status) == ({"id": "1"}, "PUT", 201)


@pytest.mark.parametrize("odd", [None, [], 7, "text", {}, {"request": [], "response": "x", "history": {}}])
def test_what_is_no_exchange_is_said_and_nothing_else(odd: object) -> None:
    told = explain(situation_of(odd)).document()
    assert told["verdict"].startswith("This is no exchange")
    assert told["quirks"] == []


@given(json_values)
def test_any_json_is_explained(value: object) -> None:
    explain(situation_of(value)).document()
    explain(
        situation_of({"request": {"method": "PATCH", "path": "/Users/1", "body": value}, "before": value})
    ).document()
