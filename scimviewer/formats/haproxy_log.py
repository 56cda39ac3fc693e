"""HAProxy's HTTP log, also behind the header that syslog writes."""

from __future__ import annotations

import re

from scimviewer.event import Exchange, Json
from scimviewer.formats.access_line import request_of
from scimviewer.formats.durations import MS, microseconds
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

# Client, time of accept, frontend, backend/server, five timers, status, bytes, cookies, state, connections, queues.
LINE = re.compile(
    r"(?<!\S)(?P<address>\S{1,100}):\d{1,5} \[(?P<time>\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d\.\d{3})\] "
    r"(?P<frontend>\S+) (?P<backend>[^\s/]+)/(?P<server>\S+) "
    r"-?\d+/-?\d+/-?\d+/-?\d+/\+?(?P<total>-?\d+) (?P<status>-?\d{1,3}) \+?\d+ "
    r"\S+ \S+ (?P<state>[\w-]{4}) (?:\d+/){4}\+?\d+ \d+/\d+ "
    r"(?P<captures>(?:\{[^}]*\} ){0,2})\"(?P<request>[^\"]*)(?P<closed>\"?)",
    re.ASCII,
)
BEGUN = re.compile(r":\d{1,5} \[\d\d/\w{3}/\d{4}:[\d:.]+\] \S+ [^\s/]+/\S+ -?\d+(?:/-?\d+){3}/", re.ASCII)
AGENT = re.compile(r"[A-Za-z][\w .-]*/\d", re.ASCII)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?", re.ASCII)
NO_SERVER = "<NOSRV>"
# What the first letter of the state says where no answer came.
STATES = {
    "C": "the client broke off", "S": "the server broke off or refused", "P": "the proxy broke off",
    "c": "the client took too long", "s": "the server took too long", "R": "the proxy had no resources",
    "I": "an error in the proxy", "D": "the server was shut down", "K": "the session was killed",
}  # fmt: skip


def likeness(sample: Sample) -> Likeness:
    """Lines with HAProxy's timers, state and counts of connections."""
    told = sum(LINE.search(record) is not None for record in sample.records)
    return likely(told, len(sample.records), ("timers Tq/Tw/Tc/Tr/Tt", "state", '"request"'), most=1.0)


def read(record: Json) -> Reading:
    """One line; its time is that at which the connection or request was accepted."""
    match = LINE.search(record)
    if match is None:
        if BEGUN.search(record):
            raise Unreadable("The line of this request is cut off or broken.")
        return NOT_A_REQUEST
    moment = instant(match["time"])
    method, url = request_of(match["request"] if match["closed"] else f"{match['request']} HTTP/1.1")
    status = int(match["status"])
    captured = [value for group in re.findall(r"\{([^}]*)\}", match["captures"]) for value in group.split("|")]
    total = int(match["total"])
    return Exchange(
        time_ns=moment.ns if moment else None,
        time_digits=moment.digits if moment else None,
        zone_assumed=True,
        method=method,
        url=url,
        status=status if status >= 100 else None,
        no_answer=STATES.get(match["state"][0], NO_ANSWER) if status < 100 else None,
        duration_us=microseconds(total, MS),
        address=match["address"],
        user_agent=next((value for value in captured if AGENT.match(value)), None),
        target=next((value for value in captured if HOST.fullmatch(value)), None),
    )


FORMAT = Format(
    "haproxy_log",
    "HAProxy HTTP log",
    "Lines with a client's port, the time of accept, five timers, a status, a state of four letters and a request.",
    likeness,
    read,
    TEXT,
)
