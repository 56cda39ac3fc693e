"""Access logs of AWS load balancers: Application Load Balancer, and the classic one."""

from __future__ import annotations

import re

from scimviewer.event import Exchange, Json
from scimviewer.formats.access_line import request_of, unescaped
from scimviewer.formats.durations import S, microseconds
from scimviewer.formats.format import (
    NO_ANSWER,
    NOT_A_REQUEST,
    TEXT,
    Format,
    Likeness,
    Reading,
    Sample,
    Unreadable,
    likely,
)
from scimviewer.times import instant

QUOTED = r'"(?P<{}>(?:[^"\\]++|\\.)*+)"'
LINE = re.compile(
    r"(?:(?P<kind>https?|h2|grpcs?|wss?) )?(?P<time>\d{4}-\d\d-\d\dT[\d:.]+Z) (?P<balancer>\S+) (?P<client>\S+) \S+ "
    r"(?P<asking>-1|[\d.]+|-) (?P<working>-1|[\d.]+|-) (?P<answering>-1|[\d.]+|-) (?P<status>\d{3}|-|0) (?:\d{1,3}|-) "
    r"-?\d+ -?\d+ " + QUOTED.format("request") + f"(?: {QUOTED.format('agent')})?" + r"(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
# Behind the User-Agent: cipher, protocol, target group, "trace id", "domain name".
TRACE = re.compile(r' \S+ \S+ \S+ "([^"]*)"(?: "([^"]*)")?', re.ASCII)
BEGUN = re.compile(r"(?:(?:https?|h2|grpcs?|wss?) )?\d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+:\d+ (?:\S+:\d+|-) ", re.ASCII)


def likeness(sample: Sample) -> Likeness:
    """Lines with three times of processing, two statuses and a request in quotes."""
    told = sum(LINE.match(record) is not None for record in sample.records)
    return likely(told, len(sample.records), ("three processing times", "two statuses", '"request"'), most=1.0)


def read(record: Json) -> Reading:
    """One line; its time is what the balancer wrote: the end of the answer, in classic logs the request's arrival."""
    match = LINE.match(record)
    if match is None:
        if BEGUN.match(record):
            raise Unreadable("The line of this request is cut off or broken.")
        return NOT_A_REQUEST
    moment = instant(match["time"])
    method, url = request_of(unescaped(match["request"]))
    status = int(match["status"]) if match["status"].isdecimal() and int(match["status"]) >= 100 else None
    trace = TRACE.match(match["rest"]) if match["kind"] else None
    agent = match["agent"]
    return Exchange(
        time_ns=moment.ns if moment else None,
        time_digits=moment.digits if moment else None,
        method=method,
        url=url,
        status=status,
        no_answer=NO_ANSWER if status is None else None,
        duration_us=_duration(match),
        address=match["client"].rpartition(":")[0].strip("[]") or None,
        user_agent=unescaped(agent) if agent and agent != "-" else None,
        request_id=trace[1] if trace and trace[1] != "-" else None,
        target=trace[2] if trace and trace[2] and trace[2] != "-" else None,
    )


def _duration(match: re.Match[str]) -> int | None:
    """The sum of the three times in seconds; unknown where one step failed, which is told as -1."""
    steps = [microseconds(match[name], S) for name in ("asking", "working", "answering")]
    return sum(step for step in steps if step is not None) if None not in steps else None


FORMAT = Format(
    "aws_elb",
    "AWS load balancer access log",
    "Lines with a time, client and target, three processing times, two statuses and a request in quotes.",
    likeness,
    read,
    TEXT,
)
