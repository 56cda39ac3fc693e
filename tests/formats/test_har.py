from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.event import Exchange
from scimviewer.formats.format import LeftOut, Part, Sample, Unreadable
from scimviewer.formats.har import FORMAT, likeness, read
from scimviewer.formats.reading import event_of
from scimviewer.times import utc_text


def entry(**more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "startedDateTime": "2026-03-04T09:15:23.512004+00:00",
        "time": 87.4,
        "request": {
            "method": "PATCH",
            "url": "https://wiki.example.com/scim/v2/Users/2819c223",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Content-Type", "value": "application/scim+json"}],
            "queryString": [],
            "postData": {"mimeType": "application/scim+json", "text": '{"Operations":[]}'},
        },
        "response": {
            "status": 204,
            "statusText": "No Content",
            "headers": [{"name": "X-Request-Id", "value": "abc"}],
            "content": {"size": 0, "mimeType": "x-unknown"},
        },
        "serverIPAddress": "10.0.0.7",
    }
    for key in ("request", "response"):
        found[key].update(more.pop(key, {}))
    return {**found, **more}


def told(record: Any) -> Exchange:
    reading = read(record)
    assert isinstance(reading, Exchange)
    return reading


def recorded(samples: Path, name: str) -> list[Exchange]:
    document = json.loads((samples / "har" / name).read_text("utf-8-sig"))
    return [told(one) for one in document["log"]["entries"]]


def test_an_entry() -> None:
    exchange = told(entry())

    assert (exchange.method, exchange.url) == ("PATCH", "https://wiki.example.com/scim/v2/Users/2819c223")
    assert (exchange.status, exchange.duration_us, exchange.no_answer) == (204, 87_400, None)
    assert utc_text(exchange.time_ns, exchange.time_digits) == "2026-03-04T09:15:23.512004Z"
    assert exchange.request_body == {"Operations": []}
    assert exchange.response_body is None
    found = event_of(exchange)
    assert (found.target, found.request_id, found.speaks_scim) == ("wiki.example.com", "abc", True)


@pytest.mark.parametrize(
    ("response", "more", "why"),
    [
        ({"status": 0, "_error": "net::ERR_CONNECTION_RESET"}, {}, "net::ERR_CONNECTION_RESET"),
        ({"status": 0, "statusText": ""}, {"_error": "aborted"}, "aborted"),
        ({"status": -1, "statusText": "Blocked"}, {}, "Blocked"),
        ({"status": 0, "statusText": ""}, {}, "no answer was recorded"),
        ({"status": None, "statusText": ""}, {}, "no answer was recorded"),
    ],
)
def test_an_entry_without_an_answer_has_no_status_and_failed(response: Any, more: Any, why: str) -> None:
    exchange = told(entry(response=response, **more))

    assert (exchange.status, exchange.no_answer) == (None, why)
    assert (event_of(exchange).outcome, event_of(exchange).error) == ("failure", why)


@pytest.mark.parametrize("time", [0, 0.0, -1, None, "soon"])
def test_fillers_for_the_duration_are_unknown(time: Any) -> None:
    assert told(entry(time=time)).duration_us is None


@pytest.mark.parametrize(
    ("status", "expected"), [("200", 200), (200.0, 200), (999, 999), ("²00", None), ("9" * 5000, None)]
)
def test_statuses_of_careless_recorders(status: Any, expected: int | None) -> None:
    assert told(entry(response={"status": status})).status == expected


def test_base64_bodies_of_both_sides() -> None:
    text = base64.b64encode(b'{"id":"7"}').decode()

    exchange = told(
        entry(
            request={"postData": {"text": text, "encoding": "base64"}},
            response={"content": {"text": text, "encoding": "base64"}},
        )
    )

    assert (exchange.request_body, exchange.response_body) == ({"id": "7"}, {"id": "7"})


def test_posted_parameters_stand_for_the_text() -> None:
    params = [{"name": "file", "fileName": "a.txt", "contentType": "text/plain"}]

    assert (
        told(entry(request={"postData": {"mimeType": "multipart/form-data", "params": params}})).request_body == params
    )
    assert told(entry(request={"postData": {"text": "", "params": []}})).request_body is None
    assert told(entry(request={"postData": {"params": 7}})).request_body is None


def test_content_that_was_not_saved_is_no_body() -> None:
    assert told(entry(response={"content": {"size": 4711, "mimeType": "application/json"}})).response_body is None


def test_http2_names() -> None:
    headers = [{"name": ":authority", "value": "h.example"}, {"name": "user-agent", "value": "Okta"}]

    found = event_of(told(entry(request={"url": "/scim/v2/Users", "headers": headers})))

    assert (found.target, found.client) == ("h.example", "Okta")


@pytest.mark.parametrize(
    "name",
    ["chrome.har", "firefox.har", "safari.har", "insomnia.har", "flows_successful_log.har", "flows_event_stream.har",
     "postdata.har"],
)  # fmt: skip
def test_every_recorder(samples: Path, name: str) -> None:
    exchanges = recorded(samples, name)

    assert exchanges
    for exchange in exchanges:
        assert exchange.method
        assert exchange.url
        assert exchange.url.startswith(("http://", "https://"))
        assert exchange.time_ns is not None
        assert not exchange.zone_assumed
        assert exchange.status is not None or exchange.no_answer
    assert any(exchange.response_headers for exchange in exchanges)


def test_flows_that_failed(samples: Path) -> None:
    unanswered = [exchange for exchange in recorded(samples, "flows_error_log.har") if exchange.status is None]

    assert unanswered
    assert all(event_of(exchange).outcome == "failure" for exchange in unanswered)


# --- likeness -----------------------------------------------------------------------------------------------------


def sample(records: list[Any], wrapper: tuple[str, ...] | None = ("log", "entries"), **envelope: Any) -> Sample:
    return Sample("a.har", wrapper, envelope, records)


def test_the_list_of_entries_is_the_mark() -> None:
    assert likeness(sample([entry()])) == (1.0, ("log.entries",))
    assert likeness(sample([entry()], **{"log.version": "1.2"})) == (1.0, ("log.entries", "log.version"))
    assert likeness(sample([])).confidence == 0.9
    assert likeness(sample([entry()], ("entries",))).confidence == 0
    assert likeness(sample([entry()], None)).confidence == 0
    assert likeness(sample([{"test_response": 1}])).confidence == 0


# --- hostile ----------------------------------------------------------------------------------------------------

KEYS = ["request", "response", "method", "url", "headers", "name", "value", "postData", "text", "params", "encoding",
        "content", "status", "statusText", "_error", "time", "startedDateTime", "serverIPAddress",
        "base64"]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["base64", "GET", "/Users"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)


@given(JSON)
def test_hostile_entries_are_read_or_unreadable(value: Any) -> None:
    for record in (value, {"request": value, "response": value}, entry(request={"headers": value, "postData": value})):
        try:
            reading = read(record)
        except Unreadable:
            continue
        assert not isinstance(reading, LeftOut | Part)
        event_of(reading)


@pytest.mark.parametrize("record", [None, 7, "x", [], {}, {"request": None}, {"request": [1]}])
def test_what_is_no_entry_is_unreadable(record: Any) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        read(record)


def test_an_entry_of_wrong_types_says_nothing() -> None:
    exchange = told({"request": {"method": 7, "url": [], "headers": 3, "postData": "x"}, "response": 9, "time": "x",
                     "startedDateTime": {}, "serverIPAddress": 1})  # fmt: skip

    assert (exchange.method, exchange.url, exchange.request_headers, exchange.request_body) == (None, None, [], None)
    assert (exchange.status, exchange.time_ns, exchange.duration_us, exchange.target) == (None, None, None, None)


def test_the_format_describes_itself() -> None:
    assert (FORMAT.name, FORMAT.likeness, FORMAT.read) == ("har", likeness, read)
