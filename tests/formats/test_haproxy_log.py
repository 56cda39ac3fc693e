from __future__ import annotations

import pytest

from scimviewer.event import Exchange
from scimviewer.formats.format import NOT_A_REQUEST, Sample, Unreadable
from scimviewer.formats.haproxy_log import likeness, read
from scimviewer.formats.reading import event_of
from scimviewer.times import utc_text

SYSLOG = "Mar  4 09:15:24 lb haproxy[7]: "
LINE = (
    "10.0.0.1:53332 [04/Mar/2026:09:15:23.143] https~ scim/app1 0/0/7/1457/1487 {status} 394 - - {state} 2/1/0/0/0 0/0 "
    '{{scim.example.com|Okta SCIM Client/1.0}} {{}} "PATCH /scim/v2/Users/7 HTTP/1.1"'
)
USUAL = SYSLOG + LINE.format(status=200, state="----")


def told(line: str) -> Exchange:
    reading = read(line)
    assert isinstance(reading, Exchange)
    return reading


@pytest.mark.parametrize("before", ["", SYSLOG, "<134>1 2026-03-04T09:15:24Z lb haproxy 7 - - "])
def test_every_field(before: str) -> None:
    found = told(before + LINE.format(status=200, state="----"))

    assert utc_text(found.time_ns, found.time_digits) == "2026-03-04T09:15:23.143Z"
    assert found.zone_assumed
    assert (found.method, found.url, found.status, found.no_answer) == ("PATCH", "/scim/v2/Users/7", 200, None)
    assert (found.duration_us, found.address) == (1_487_000, "10.0.0.1")
    assert (found.target, found.user_agent) == ("scim.example.com", "Okta SCIM Client/1.0")


def test_an_ipv6_client_and_no_captures() -> None:
    start = "2001:db8::7:53332 [04/Mar/2026:09:15:23.143] web scim/<NOSRV> 0/-1/-1/-1/+5"
    line = f'{start} 503 212 - - SC-- 1/1/0/0/3 0/0 "GET / HTTP/1.1"'

    assert (told(line).address, told(line).status, told(line).duration_us) == ("2001:db8::7", 503, 5000)


def test_no_answer_says_who_broke_off() -> None:
    found = told(LINE.format(status=-1, state="CH--"))

    assert (found.status, found.no_answer) == (None, "the client broke off")
    assert event_of(found).outcome == "failure"


def test_a_bad_request_has_no_method() -> None:
    line = (
        '10.0.0.1:5 [04/Mar/2026:09:15:23.143] web web/<NOSRV> -1/-1/-1/-1/0 400 187 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"'
    )

    assert (told(line).method, told(line).url, told(line).status) == (None, None, 400)


def test_a_request_longer_than_the_log_allows_has_no_end() -> None:
    assert told(USUAL.rpartition(" HTTP")[0]).url == "/scim/v2/Users/7"


def test_other_lines_are_left_out_and_broken_ones_are_problems() -> None:
    assert read(f"{SYSLOG}Proxy web started.") == NOT_A_REQUEST
    with pytest.raises(Unreadable, match="cut off"):
        read(USUAL[:140])


def test_likeness() -> None:
    found = likeness(Sample("haproxy.log", None, {}, [f"{SYSLOG}Proxy web started.", USUAL, USUAL]))

    assert found.confidence == 0.83
    assert "state" in found.keys
    assert likeness(Sample("a", None, {}, ["noise"])).confidence == 0
