from __future__ import annotations

from typing import Any

import pytest

from scimviewer.event import Event, Exchange
from scimviewer.formats.access_log import FORMAT, learn, likeness
from scimviewer.formats.format import NOT_A_REQUEST, Dialect, Sample
from scimviewer.formats.reading import event_of
from scimviewer.times import utc_text

TIME = "[04/Mar/2026:10:15:23 +0100]"
AGENT = "Okta SCIM Client 1.0.0"
PATCH = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": []}


def dialect(*lines: str) -> Dialect:
    return learn(Sample("access.log", None, {}, list(lines)))


def told(line: str, *others: str) -> Exchange:
    reading = FORMAT.reader(dialect(line, *others))(line)
    assert isinstance(reading, Exchange)
    return reading


def fields(line: str) -> dict[str, Any]:
    """What an exchange says, without what it leaves open."""
    exchange = told(line)
    found = {name: getattr(exchange, name) for name in Exchange.__slots__}
    found["time"] = utc_text(found.pop("time_ns"), found.pop("time_digits"))
    return {name: value for name, value in found.items() if value not in (None, [], False)}


def test_nginx_combined() -> None:
    line = f'2001:db8::7 - ann {TIME} "PATCH /scim/v2/Users/7 HTTP/2.0" 404 266 "https://h/x" "{AGENT}"'

    assert fields(line) == {
        "time": "2026-03-04T09:15:23Z",
        "method": "PATCH",
        "url": "/scim/v2/Users/7",
        "status": 404,
        "request_headers": [("Referer", "https://h/x")],
        "user": "ann",
        "address": "2001:db8::7",
        "user_agent": AGENT,
    }


def test_nginx_with_times_and_request_id() -> None:
    line = f'10.0.0.1 - - {TIME} "GET /Users HTTP/1.1" 200 1 "-" "-" rt=0.033 uct="0.002" urt="0.030" rid=3c79f668'

    assert fields(line) == {
        "time": "2026-03-04T09:15:23Z", "method": "GET", "url": "/Users", "status": 200,
        "address": "10.0.0.1", "duration_us": 33_000, "request_id": "3c79f668",
    }  # fmt: skip


def test_apache_with_virtual_host_and_microseconds() -> None:
    line = f'scim.example.com:443 10.0.0.1 - - {TIME} "DELETE /Users/7 HTTP/1.1" 204 - "-" "{AGENT}" 41203'

    assert fields(line) == {
        "time": "2026-03-04T09:15:23Z", "method": "DELETE", "url": "/Users/7", "status": 204, "address": "10.0.0.1",
        "user_agent": AGENT, "duration_us": 41_203, "target": "scim.example.com:443",
    }  # fmt: skip


def test_pythons_own_server_writes_no_zone() -> None:
    line = '127.0.0.1 - - [04/Mar/2026 09:15:23] "GET /Users HTTP/1.1" 200 139'

    assert fields(line) == {
        "time": "2026-03-04T09:15:23Z", "zone_assumed": True, "method": "GET", "url": "/Users", "status": 200,
        "address": "127.0.0.1",
    }  # fmt: skip


def test_morgan_with_milliseconds() -> None:
    assert told(f'::1 - - {TIME} "GET /Users HTTP/1.1" 200 139 - 12.843 ms').duration_us == 12_843


def test_both_parts_of_seconds_and_microseconds() -> None:
    assert told(f'::1 - - {TIME} "GET /Users HTTP/1.1" 200 139 "-" "-" 1/1200345').duration_us == 1_200_345


def test_bodies_behind_the_usual_fields() -> None:
    body = r"{\x22schemas\x22:[\x22urn:ietf:params:scim:api:messages:2.0:PatchOp\x22],\x22Operations\x22:[]}"
    line = f'10.0.0.1 - - {TIME} "PATCH /v2/Users/7 HTTP/1.1" 200 1 "-" "-" "{body}"'

    assert told(line).request_body == PATCH


def test_named_bodies_and_apaches_escapes() -> None:
    bodies = 'req_body="{\\"a\\": 1}" resp_body="{\\"b\\": 2}"'
    line = f'10.0.0.1 - - {TIME} "POST /v2/Users HTTP/1.1" 201 1 "-" "-" {bodies}'

    assert (told(line).request_body, told(line).response_body) == ({"a": 1}, {"b": 2})


def test_what_proxies_passed_on_is_the_address() -> None:
    line = f'10.0.0.1 - - {TIME} "GET / HTTP/1.1" 200 1 "-" "-" "203.0.113.9, 10.0.0.2"'

    assert told(line).address == "203.0.113.9"


@pytest.mark.parametrize(("request_", "status"), [("-", "408"), ("", "400"), (r"\x16\x03\x01\x02", "400")])
def test_a_connection_without_a_request_is_a_failure_without_method(request_: str, status: str) -> None:
    exchange = told(f'10.0.0.1 - - {TIME} "{request_}" {status} 0 "-" "-"')
    event = event_of(exchange)

    assert (exchange.method, exchange.url, exchange.status) == (None, None, int(status))
    assert (event.operation, event.outcome, event.speaks_scim) == ("other", "failure", False)


@pytest.mark.parametrize("status", ["-", "000", "0"])
def test_no_status_is_no_answer(status: str) -> None:
    exchange = told(f'10.0.0.1 - - {TIME} "GET /Users HTTP/1.1" {status} 0')

    assert (exchange.status, exchange.no_answer) == (None, "no answer was recorded")
    assert event_of(exchange).outcome == "failure"


def test_every_request_is_an_event_and_scim_is_told_apart() -> None:
    events: list[Event] = [
        event_of(told(f'1.2.3.4 - - {TIME} "GET {path} HTTP/1.1" 200 1'))
        for path in ("/v2/Users?startIndex=1", "/shop")
    ]

    assert [event.speaks_scim for event in events] == [True, False]
    assert [event.operation for event in events] == ["search", "other"]


def test_other_lines_are_left_out() -> None:
    assert FORMAT.reader(Dialect())("Serving SCIM on http://127.0.0.1:9101/v2") == NOT_A_REQUEST


def test_it_says_how_sure_it_is_and_by_what() -> None:
    line = f'1.2.3.4 - - {TIME} "GET / HTTP/1.1" 200 1 "-" "-" 0.033'

    found = likeness(Sample("a", None, {}, [line, line, "noise", "noise"]))
    assert (found.confidence, found.keys) == (0.72, ("[time]", '"request"', "status", "duration: three decimals"))
    assert likeness(Sample("a", None, {}, [line, *["noise"] * 5])).confidence == 0
    assert likeness(Sample("a", None, {}, ["noise"])).confidence == 0


@pytest.mark.parametrize("value", ["0.033", "x", "99999999999999999999", "-1", "0.0333"])
def test_a_field_that_does_not_fit_what_was_learnt_is_unknown_and_no_problem(value: str) -> None:
    line = f'1.2.3.4 - - {TIME} "GET / HTTP/1.1" 200 1 "-" "-"'
    read = FORMAT.reader(dialect(f"{line} 0.033"))

    reading = read(f"{line} {value}")
    assert isinstance(reading, Exchange)
    assert reading.duration_us in (33_000, 33_300, None)
