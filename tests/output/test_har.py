"""HAR that we write is HAR that anybody reads, ourselves first."""

from __future__ import annotations

import json

import pytest

from scimviewer.event import Exchange
from scimviewer.formats import har as reader
from scimviewer.output import har

ROW = {"id": 1, "source": "a.log", "line": 3, "target": "a.example"}


def entry(exchange: Exchange) -> dict[str, object]:
    document = json.loads(har.opening() + har.entry(ROW, exchange) + har.CLOSING)
    assert document["log"]["version"] == "1.2"
    (one,) = document["log"]["entries"]
    return one  # type: ignore[no-any-return]


def test_an_exchange_comes_back_as_it_was() -> None:
    exchange = Exchange(
        time_ns=1_788_000_000_123_456_000, time_digits=6, method="POST", url="https://a.example/Users?a=b%20c&d=",
        request_headers=[("A", "1"), ("A", "2")], request_body={"ü": [1, None]}, status=409,
        response_headers=[("B", "3")], response_body="plain text", duration_us=1500,
    )  # fmt: skip
    back = reader.read(entry(exchange))
    assert isinstance(back, Exchange)
    assert (back.time_ns, back.method, back.url, back.status) == (exchange.time_ns, "POST", exchange.url, 409)
    assert (back.request_headers, back.response_headers) == (exchange.request_headers, exchange.response_headers)
    assert (back.request_body, back.response_body) == (exchange.request_body, "plain text")
    assert back.duration_us == 1500


def test_what_is_unknown_stays_unknown() -> None:
    back = reader.read(entry(Exchange(method="GET", url="/Users", no_answer="reset")))
    assert isinstance(back, Exchange)
    assert (back.url, back.status, back.no_answer) == ("https://a.example/Users", None, "reset")
    assert (back.request_body, back.response_body, back.duration_us) == (None, None, None)


@pytest.mark.parametrize("url", ["", "http://[", "/\ud800", "?" + "a=b&" * 5000])
def test_odd_urls_are_written(url: str) -> None:
    assert isinstance(entry(Exchange(method="GET", url=url))["request"]["url"], str)  # type: ignore[index]


def test_queries_are_taken_apart() -> None:
    found = entry(Exchange(method="GET", url="https://a/U?x=1&y=%C3%BC&z="))["request"]["queryString"]  # type: ignore[index]
    assert found == [{"name": "x", "value": "1"}, {"name": "y", "value": "ü"}, {"name": "z", "value": ""}]
