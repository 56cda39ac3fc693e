"""What cells say."""

from __future__ import annotations

import pytest

from scimviewer.query.columns import BY_KEY as QUERY_COLUMNS
from scimviewer.ui.events_columns import (
    BY_KEY,
    COLUMNS,
    clock,
    counted,
    grouped,
    is_failure,
    pill,
    resource,
    resource_icon,
    shown,
    spoken,
)
from tests.ui.made import make_row


def test_every_order_is_one_the_query_knows() -> None:
    assert [column.key for column in COLUMNS if column.sort and column.sort not in QUERY_COLUMNS] == []


@pytest.mark.parametrize(
    ("changes", "text", "token"),
    [
        ({"status": 201}, "201", "ok"),
        ({"status": 301}, "301", "redir"),
        ({"status": 409, "outcome": "failure"}, "409", "bad"),
        ({"status": 429, "outcome": "failure"}, "429", "bad"),
        ({"status": 503, "outcome": "failure"}, "503", "err"),
        ({"status": 200, "outcome": "failure"}, "200", "err"),
        ({"status": None, "outcome": "failure"}, "failed", "err"),
        ({"status": None, "outcome": "success"}, "success", "ok"),
        ({"status": None, "outcome": "skipped"}, "skipped", "same"),
        ({"status": None, "outcome": "unknown"}, "unknown", "same"),
    ],
)
def test_pill(changes: dict, text: str, token: str) -> None:
    assert (pill(make_row(**changes)).text, pill(make_row(**changes)).token) == (text, token)


def test_outcomes_of_one_colour_have_different_icons() -> None:
    throttled, rejected = pill(make_row(status=429)), pill(make_row(status=409))

    assert throttled.icon != rejected.icon


def test_resource_is_the_best_name_there_is() -> None:
    assert resource(make_row()) == "Ines Carvalho"
    assert resource(make_row(resource_name=None, resource_id="5c2e1f40-77aa-4b1e-91af")) == "id 5c2e1…91af"
    assert resource(make_row(resource_name=None, resource_id=None, path="/Users")) == "/Users"
    assert resource_icon(make_row(resource_type="Group")) == "group-line"
    assert resource_icon(make_row(resource_type=None)) == ""


def test_milliseconds_and_counts_are_grouped() -> None:
    text = BY_KEY["duration_ms"].text

    assert [text(make_row(duration_ms=ms)) for ms in (5012.4, 143.0, 4.25, 0.0, None)] == [
        "5\u202f012",
        "143",
        "4.2",
        "0",
        "",
    ]
    assert grouped(1204551) == "1\u202f204\u202f551"
    assert (counted(1, "event"), counted(2, "event")) == ("1 event", "2 events")


def test_clock_splits_the_thousandths_off() -> None:
    row = make_row(time="2026-09-01T14:03:22.481223Z")

    assert clock(row, with_date=False) == ("14:03:22", ".481")
    assert clock(row) == ("09-01 14:03:22", ".481")
    assert clock(make_row(time=None)) == ("", "")


def test_cells_hide_nothing() -> None:
    assert shown(BY_KEY["actor"], make_row(actor="a\u202eb")) == "a‹U+202E›b"


def test_row_is_spoken_in_one_breath() -> None:
    row = make_row(time="2026-09-01T14:03:22Z", status=429, outcome="failure")

    assert spoken(row) == "09-01 14:03:22, PATCH User Ines Carvalho, 429, throttled, title, department set"
    assert is_failure(row)
