from __future__ import annotations

import pytest

from scimviewer.event import Exchange
from scimviewer.formats import joining
from scimviewer.formats.format import Part
from scimviewer.formats.joining import Joiner, merged


def request(key: str = "a", url: str = "/Users", **more: object) -> Part:
    return Part(key, Exchange(method="GET", url=url, **more), "request", False)  # type: ignore[arg-type]


def response(key: str = "a", **more: object) -> Part:
    return Part(key, Exchange(status=200, **more), "response", True)  # type: ignore[arg-type]


def test_the_end_completes_the_start() -> None:
    joiner = Joiner()

    assert joiner.add(request(), 1) is None
    joined = joiner.add(response(), 2)

    assert joined is not None
    assert (joined.exchange.method, joined.exchange.status) == ("GET", 200)
    assert joined.records == [(1, "request"), (2, "response")]
    assert joiner.waiting() == []


def test_the_end_may_come_first() -> None:
    joiner = Joiner()

    assert joiner.add(response(), 1) is None
    joined = joiner.add(request(), 2)

    assert joined is not None
    assert (joined.exchange.method, joined.exchange.status) == ("GET", 200)


def test_a_whole_call_needs_nobody() -> None:
    whole = Part("a", Exchange(method="GET", url="/Users", status=200), "response", True)

    joined = Joiner().add(whole, 1)

    assert joined is not None
    assert joined.records == [(1, "response")]


def test_details_do_not_complete_a_call() -> None:
    joiner = Joiner()
    joiner.add(request(), 1)

    assert joiner.add(Part("a", Exchange(status=200, response_body={}), "detail", False), 2) is None
    joined = joiner.add(response(), 3)

    assert joined is not None
    assert joined.exchange.response_body == {}


def test_one_key_for_several_calls_joins_none_of_them_wrongly() -> None:
    joiner = Joiner()
    joiner.add(request(url="/Users/1"), 1)
    joiner.add(request(url="/Users/2"), 2)

    assert [waiting.records for waiting in joiner.waiting()] == [[(1, "request")], [(2, "request")]]
    joined = joiner.add(response(), 3)

    assert joined is not None
    assert joined.exchange.url == "/Users/2"
    assert [waiting.records for waiting in joiner.overdue()] == [[(1, "request")]]
    assert joiner.waiting() == []


def test_a_whole_url_and_its_path_are_one_call() -> None:
    joiner = Joiner()
    joiner.add(request(url="http://h/Users/1/"), 1)

    joined = joiner.add(Part("a", Exchange(method="GET", url="/Users/1", status=200), "response", True), 2)

    assert joined is not None
    assert len(joined.records) == 2


def test_waiting_goes_on_in_the_next_chunk() -> None:
    first = Joiner()
    first.add(request(), 1)

    joined = Joiner(first.waiting()).add(response(), 2)

    assert joined is not None
    assert joined.records == [(1, "request"), (2, "response")]


def test_too_many_that_wait_are_handed_out_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_WAITING", 2)
    joiner = Joiner()
    for number in range(5):
        joiner.add(request(str(number)), number)

    assert [waiting.key for waiting in joiner.overdue()] == ["0", "1", "2"]
    assert [waiting.key for waiting in joiner.waiting()] == ["3", "4"]


def test_merged_fills_gaps_and_lets_the_deciding_half_stand() -> None:
    start = Exchange(url="/Users?x=1", user="ann", request_headers=[("a", "1")], time_ns=1, zone_assumed=True)
    end = Exchange(url="/Users", user="ben", status=200, time_ns=2, time_digits=3)

    exchange = merged(start, end, second_decides=True)

    assert (exchange.url, exchange.user, exchange.status) == ("/Users?x=1", "ben", 200)
    assert exchange.request_headers == [("a", "1")]
    assert (exchange.time_ns, exchange.time_digits, exchange.zone_assumed) == (2, 3, False)


def test_a_moment_is_taken_whole() -> None:
    exchange = merged(Exchange(time_ns=1, time_digits=0, zone_assumed=True), Exchange(status=200), second_decides=True)

    assert (exchange.time_ns, exchange.time_digits, exchange.zone_assumed) == (1, 0, True)


def test_no_body_is_not_a_gap_where_the_log_has_an_empty_one() -> None:
    assert merged(Exchange(request_body={"a": 1}), Exchange(request_body={}), second_decides=True).request_body == {}
