from __future__ import annotations

import json
from typing import Any

import pytest

from scimviewer.event import Exchange
from scimviewer.formats.csv_exchange import likeness, read
from scimviewer.formats.format import NOT_A_REQUEST, Part, Sample
from scimviewer.times import utc_text
from tests.formats.conftest import ERROR, PATCH

ROW = {
    "occurred_at": "2026-03-04T09:15:23.512Z",
    "HTTP_Method": "PATCH",
    "path": "/scim/v2/Users/7",
    "status_code": "409",
    "duration_ms": "41.5",
    "user_agent": "Okta SCIM Client 1.0.0",
}


def told(**more: str) -> Exchange:
    reading = read({**ROW, **more})
    if isinstance(reading, Part):
        assert reading.completes
        return reading.exchange
    assert isinstance(reading, Exchange)
    return reading


def text(value: Any) -> str:
    return json.dumps(value, indent=1)


def test_columns_are_read_by_the_names_that_json_logs_use() -> None:
    found = told()

    assert (utc_text(found.time_ns, found.time_digits), found.method, found.url) == (
        "2026-03-04T09:15:23.512Z", "PATCH", "/scim/v2/Users/7",
    )  # fmt: skip
    assert (found.status, found.duration_us, found.user_agent) == (409, 41_500, "Okta SCIM Client 1.0.0")


def test_cells_that_hold_json_are_decoded() -> None:
    found = told(request_body=text(PATCH), response_body=text(ERROR), request_headers='{"Accept": "*/*"}')

    assert (found.request_body, found.response_body) == (PATCH, ERROR)
    assert found.request_headers == [("Accept", "*/*")]


def test_whole_messages_in_cells() -> None:
    reading = read({"request": '{"method": "GET", "url": "/Users"}', "response": '{"status": 200}'})

    assert isinstance(reading, Exchange)
    assert (reading.method, reading.url, reading.status) == ("GET", "/Users", 200)


def test_empty_cells_say_nothing() -> None:
    found = told(request_body="", user_agent="", username="")

    assert (found.request_body, found.user_agent, found.user) == (None, None, None)


@pytest.mark.parametrize("status", ["", "0", "-1"])
def test_an_empty_status_is_no_answer(status: str) -> None:
    found = told(status_code=status)

    assert (found.status, found.no_answer) == (None, "no answer was recorded")


def test_spreadsheets_write_a_status_with_decimals() -> None:
    assert told(status_code="409.0").status == 409


def test_a_request_id_is_kept() -> None:
    assert told(request_id="r-7").request_id == "r-7"


def test_json_that_is_broken_stays_text() -> None:
    assert told(request_body='{"a": ').request_body == '{"a": '


def test_a_row_about_something_else_is_left_out() -> None:
    assert read({"name": "ann", "city": "Rome"}) == NOT_A_REQUEST


def test_the_columns_decide() -> None:
    found = likeness(Sample("a.csv", None, {}, [ROW]))

    assert (found.confidence, found.keys) == (0.9, ("HTTP_Method", "path", "status_code"))
    assert likeness(Sample("a.csv", None, {}, [{"name": "ann", "url": "https://h/"}])).confidence == 0
