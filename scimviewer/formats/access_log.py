"""Access logs of web servers: nginx, Apache, gunicorn, morgan and all that write the Common Log Format and more."""

from __future__ import annotations

from scimviewer.event import Exchange, Json
from scimviewer.formats.access_layout import DURATION, NOTHING, learnt
from scimviewer.formats.access_line import Line, line_of, request_of
from scimviewer.formats.bodies import body_of
from scimviewer.formats.durations import microseconds
from scimviewer.formats.format import (
    NO_ANSWER,
    NOT_A_REQUEST,
    TEXT,
    Dialect,
    Format,
    Likeness,
    Reading,
    Sample,
    Unreadable,
    likely,
)  # fmt: skip
from scimviewer.times import instant

LONGEST = 8 * 1024 * 1024  # characters of a line


def likeness(sample: Sample) -> Likeness:
    """Lines with a time in brackets, a request in quotes and a status behind it."""
    lines = _lines(sample)
    rules = [role.split(" ", 2)[2] for role in learnt(lines).values() if role.startswith(DURATION)]
    keys = ("[time]", '"request"', "status", *(f"duration: {rule}" for rule in rules))
    return likely(len(lines), len(sample.records), keys)


def learn(sample: Sample) -> Dialect:
    """What stands behind the usual fields."""
    return Dialect(facts=learnt(_lines(sample)))


def _lines(sample: Sample) -> list[Line]:
    found = []
    for record in sample.records:
        try:
            line = line_of(record)
        except Unreadable:
            continue
        if line is not None:
            found.append(line)
    return found


def read(record: Json, dialect: Dialect) -> Reading:
    """One line; its time is what the server wrote, mostly that of the answer's end."""
    line = line_of(record)
    if line is None:
        return NOT_A_REQUEST
    moment = instant(_time(line.time))
    method, url = request_of(line.request)
    status = int(line.status) if line.status.isdecimal() and int(line.status) >= 100 else None
    exchange = Exchange(
        time_ns=moment.ns if moment else None,
        time_digits=moment.digits if moment else None,
        zone_assumed=moment.zone_assumed if moment else False,
        method=method,
        url=url,
        status=status,
        no_answer=NO_ANSWER if status is None else None,
        user=line.user,
        address=line.address,
        target=line.virtual_host,
    )
    for field in line.fields:
        role = dialect.facts.get(field.key)
        if role is not None and field.text not in NOTHING:
            _fill(exchange, role, field.text)
    return exchange


def _time(text: str) -> str:
    """The time with a colon before the clock, where Python's own server writes a blank."""
    return text.replace(" ", ":", 1) if "/" in text and text.index(":") > 11 else text


def _fill(exchange: Exchange, role: str, text: str) -> None:
    if role.startswith(DURATION):
        exchange.duration_us = microseconds(text.rpartition("/")[2], float(role.split(" ", 2)[1]))
    elif role == "referer":
        exchange.request_headers.append(("Referer", text))
    elif role in ("request_body", "response_body"):
        setattr(exchange, role, body_of(text))
    elif role == "address":
        exchange.address = text.partition(",")[0].strip()
    elif role != "unknown":
        setattr(exchange, role, text)


FORMAT = Format(
    "access_log",
    "Access log of a web server",
    "Lines with a time in brackets, a request in quotes and a status behind it, as nginx, Apache and gunicorn write.",
    likeness,
    read,
    TEXT,
    learn,
)
