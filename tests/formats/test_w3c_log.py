from __future__ import annotations

import pytest

from scimviewer.event import Exchange
from scimviewer.formats.format import NOT_A_REQUEST, Dialect, Sample, Unreadable
from scimviewer.formats.w3c_log import FORMAT, follow, learn, likeness
from scimviewer.times import utc_text

IIS = """\
#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Date: 2026-03-04 09:15:00
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) \
sc-status sc-substatus sc-win32-status time-taken
2026-03-04 09:15:23 10.0.0.5 GET /scim/v2/Users filter=userName+eq+%22ann%22 443 ACME\\svc 2001:db8::7 \
Okta+SCIM+Client+1.0.0 https://h/x 404 0 2 65
""".splitlines()
CLOUDFRONT = """\
#Version: 1.0
#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) \
cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken
2026-03-04\t09:15:23\tFRA2\t182\t203.0.113.9\tPUT\td1.cloudfront.net\t/Users/7\t200\t-\tcurl/8%20x\t-\t-\tMiss\tid7\t\
scim.example.com\thttps\t23\t0.041
""".splitlines()


def dialect(lines: list[str]) -> Dialect:
    return learn(Sample("u_ex.log", None, {}, list(lines)))


def told(line: str, way: Dialect) -> Exchange:
    reading = FORMAT.reader(way)(line)
    assert isinstance(reading, Exchange)
    return reading


def fields(names: str, line: str, **facts: str) -> Exchange:
    return told(line, Dialect(tuple(names.split()), " ", facts))


def test_every_field_of_iis() -> None:
    found = told(IIS[-1], dialect(IIS))

    assert utc_text(found.time_ns, found.time_digits) == "2026-03-04T09:15:23Z"
    assert found.zone_assumed
    assert (found.method, found.url) == ("GET", "/scim/v2/Users?filter=userName+eq+%22ann%22")
    assert (found.status, found.duration_us, found.user) == (404, 65_000, "ACME\\svc")
    assert (found.address, found.user_agent, found.target) == ("2001:db8::7", "Okta SCIM Client 1.0.0", "10.0.0.5")
    assert found.request_headers == [("Referer", "https://h/x")]


def test_every_field_of_cloudfront() -> None:
    found = told(CLOUDFRONT[-1], dialect(CLOUDFRONT))

    assert (found.method, found.url, found.status) == ("PUT", "/Users/7", 200)
    assert (found.duration_us, found.request_id, found.target) == (41_000, "id7", "scim.example.com")
    assert found.user_agent == "curl/8 x"


def test_http_sys_says_why_there_is_no_status() -> None:
    found = fields(
        "date time c-ip cs-method cs-uri sc-status s-reason", "2026-03-04 09:15:23 10.0.0.1 GET /Users - Timer_X"
    )

    assert (found.status, found.no_answer) == (None, "Timer_X")


@pytest.mark.parametrize(
    ("names", "taken", "facts", "duration"),
    [
        ("time-taken", "65", {"software": "Microsoft Internet Information Services 6.0"}, 65_000),
        ("time-taken sc-win32-status", "65 0", {}, 65_000),
        ("time-taken", "0.125", {}, 125_000),
        ("time-taken", "65", {}, None),  # seconds by the standard, milliseconds by its best-known writer
        ("time-taken", "-", {}, None),
    ],
)
def test_the_unit_of_the_time_taken(names: str, taken: str, facts: dict[str, str], duration: int | None) -> None:
    assert (
        fields(f"cs-method cs-uri-stem sc-status {names}", f"GET /Users 200 {taken}", **facts).duration_us == duration
    )


def test_without_a_column_for_the_date_the_line_before_tells_it() -> None:
    found = fields("time cs-method cs-uri-stem sc-status", "09:15:23 GET /Users 200", date="2026-03-04 00:00:00")

    assert utc_text(found.time_ns) == "2026-03-04T09:15:23Z"
    assert fields("time cs-method cs-uri-stem sc-status", "09:15:23 GET /Users 200").time_ns is None


def test_fields_may_change_on_the_way() -> None:
    later = follow(dialect(IIS), "#Fields: date time cs-method cs-uri-stem sc-status")

    assert told("2026-03-04 09:15:24 PUT /Users/7 200", later).method == "PUT"
    assert later.facts["software"].startswith("Microsoft")
    assert follow(later, "#Remark: x") == later


@pytest.mark.parametrize("line", ["2026-03-04 09:15:23 GET", IIS[-1] + " more"])
def test_an_entry_of_another_width_is_a_problem(line: str) -> None:
    with pytest.raises(Unreadable, match=r"This entry has \d+ fields, but #Fields names 15"):
        FORMAT.reader(dialect(IIS))(line)


def test_an_entry_before_any_fields_is_a_problem() -> None:
    with pytest.raises(Unreadable, match="No #Fields line"):
        FORMAT.reader(Dialect())("2026-03-04 09:15:23")


def test_what_is_no_request_is_left_out() -> None:
    ftp = Dialect(("time", "c-ip", "cs-method", "cs-uri-stem", "sc-status"), " ")

    assert FORMAT.reader(ftp)("16:44:49 1.1.1.1 [2]USER anonymous 331") == NOT_A_REQUEST
    assert FORMAT.reader(ftp)("#Version: 1.0") == NOT_A_REQUEST


def test_likeness() -> None:
    found = likeness(Sample("u_ex.log", None, {}, IIS))

    assert (found.confidence, found.keys) == (1.0, ("#Fields", "cs-method", "cs-uri-stem", "sc-status"))
    assert likeness(Sample("a", None, {}, IIS[:4])).confidence == 0.9  # an hour without a request
    assert likeness(Sample("a", None, {}, ["#Fields: time c-ip", "09:15:23 10.0.0.1"])).confidence == 0
    assert likeness(Sample("a", None, {}, ["# a comment", "noise"])).confidence == 0
