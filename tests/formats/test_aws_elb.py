from __future__ import annotations

import pytest

from scimviewer.event import Exchange
from scimviewer.formats.aws_elb import likeness, read
from scimviewer.formats.format import NOT_A_REQUEST, Sample, Unreadable
from scimviewer.times import utc_text

ALB = (
    "https 2026-03-04T09:15:23.186641Z app/scim/50dc6c495c0c9188 203.0.113.9:2817 10.0.0.66:8080 0.086 0.048 0.037 "
    '{status} {target} 34 366 "PATCH https://scim.example.com:443/scim/v2/Users/7 HTTP/2.0" "Okta SCIM Client 1.0.0" '
    'ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:x "Root=1-58337262-36d228ad5d99923122bbe354" '
    '"scim.example.com" "arn:aws:acm:x" 0 2026-03-04T09:15:23.100000Z "forward" "-" "-" "10.0.0.66:8080" "200" "-" "-"'
)
CLASSIC = (
    "2026-03-04T09:15:23.945958Z my-lb [2001:db8::7]:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "
    '"GET http://www.example.com:80/scim/v2/Users HTTP/1.1" "curl/7.38.0" - -'
)


def told(line: str) -> Exchange:
    reading = read(line)
    assert isinstance(reading, Exchange)
    return reading


def test_every_field_of_an_application_load_balancer() -> None:
    found = told(ALB.format(status=409, target=409))

    assert utc_text(found.time_ns, found.time_digits) == "2026-03-04T09:15:23.186641Z"
    assert not found.zone_assumed
    assert (found.method, found.url) == ("PATCH", "https://scim.example.com:443/scim/v2/Users/7")
    assert (found.status, found.duration_us, found.address) == (409, 171_000, "203.0.113.9")
    assert (found.user_agent, found.target) == ("Okta SCIM Client 1.0.0", "scim.example.com")
    assert found.request_id == "Root=1-58337262-36d228ad5d99923122bbe354"


def test_every_field_of_a_classic_load_balancer() -> None:
    found = told(CLASSIC)

    assert (found.method, found.url, found.status) == ("GET", "http://www.example.com:80/scim/v2/Users", 200)
    assert (found.duration_us, found.address, found.user_agent) == (1178, "2001:db8::7", "curl/7.38.0")


def test_a_step_that_failed_leaves_the_duration_unknown() -> None:
    found = told(ALB.format(status=502, target="-").replace("0.086 0.048 0.037", "0.001 -1 -1"))

    assert (found.status, found.duration_us) == (502, None)


def test_a_connection_without_a_request() -> None:
    line = CLASSIC.replace('"GET http://www.example.com:80/scim/v2/Users HTTP/1.1"', '"- http://www.example.com:80- "')

    assert (told(line).method, told(line).url) == (None, None)


def test_other_lines_are_left_out_and_broken_ones_are_problems() -> None:
    assert read("Enable AccessLog for ELB") == NOT_A_REQUEST
    with pytest.raises(Unreadable, match="cut off"):
        read(CLASSIC[:150])


def test_likeness() -> None:
    lines = [ALB.format(status=200, target=200), CLASSIC]

    assert likeness(Sample("elb.log", None, {}, lines)).confidence == 1.0
    assert likeness(Sample("a", None, {}, ["noise"])).confidence == 0
