"""The words of the program start from "the log does not say"."""

from __future__ import annotations

import dataclasses

import pytest

from scimviewer.event import OUTCOMES, Event, Exchange, Problem


def test_what_is_not_told_is_unknown() -> None:
    event, exchange = Event(), Exchange()
    assert event.outcome == "unknown"
    assert event.outcome in OUTCOMES
    assert event.status is event.time_ns is exchange.request_body is None
    assert exchange.request_headers == []


def test_two_exchanges_share_no_headers() -> None:
    first, second = Exchange(), Exchange()
    first.request_headers.append(("a", "b"))
    assert second.request_headers == []


def test_a_problem_stays_as_it_was_found() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Problem("a", None, None, "b").what = "c"  # type: ignore[misc]
