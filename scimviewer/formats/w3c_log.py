"""W3C extended logs: IIS, HTTP.sys, CloudFront. Lines that begin with # say which fields those behind them have."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from scimviewer.event import Exchange, Json
from scimviewer.formats.durations import MS, S, microseconds
from scimviewer.formats.format import (
    NO_ANSWER,
    NOT_A_REQUEST,
    TEXT,
    Dialect,
    Format,
    LeftOut,
    Likeness,
    Reading,
    Sample,
    Unreadable,
    likely,
)  # fmt: skip
from scimviewer.formats.values import METHODS, status_of
from scimviewer.times import instant

NAMES = {
    "method": ("cs-method",),
    "stem": ("cs-uri-stem", "cs-uri", "uri"),
    "query": ("cs-uri-query",),
    "status": ("sc-status",),
    "duration": ("time-taken",),
    "user": ("cs-username", "cs(auth-user)"),
    "address": ("x-forwarded-for", "cs(x-forwarded-for)", "c-ip", "c-dns"),
    "user_agent": ("cs(user-agent)",),
    "target": ("x-host-header", "cs-host", "cs(host)", "s-computername", "s-dns", "s-ip"),
    "request_id": ("x-edge-request-id", "cs(x-request-id)", "sc(x-request-id)"),
    "referer": ("cs(referer)",),
    "reason": ("s-reason",),
}
MICROSOFT = re.compile(r"Microsoft|Internet Information", re.IGNORECASE)
FRACTION = re.compile(r"\d+\.\d+", re.ASCII)
LINES_BEFORE = re.compile(r"#(?:Version|Fields|Software|Date|Start-Date|End-Date|Remark)\b", re.IGNORECASE)


def likeness(sample: Sample) -> Likeness:
    """A line with #Fields, among them the method or the status of requests."""
    dialect, told, seen = Dialect(), 0, 0
    for record in sample.records:
        if record.startswith("#"):
            dialect = follow(dialect, record)
            continue
        seen += 1
        try:
            told += not isinstance(read(record, dialect), LeftOut)
        except Unreadable:
            continue
    asked = [name for name in dialect.columns if name.lower() in ("cs-method", "sc-status", "cs-uri-stem", "cs-uri")]
    if len(asked) < 2 or not told:
        return Likeness(0.9 if len(asked) >= 2 and not seen else 0.0, ("#Fields",))
    return likely(told, seen, ("#Fields", *asked), most=1.0)


def learn(sample: Sample) -> Dialect:
    """What the lines say that stand before the first entry: the field names, the date, the program."""
    dialect = Dialect()
    for record in sample.records:
        if not record.startswith("#"):
            break
        dialect = follow(dialect, record)
    return dialect


def follow(dialect: Dialect, line: str) -> Dialect:
    """How entries are to be read behind a line that begins with #."""
    name, _, value = line[1:].partition(":")
    name, value = name.strip().lower(), value.strip()
    if name == "fields":
        return replace(dialect, columns=tuple(value.split()), delimiter=" ")
    if name in ("date", "start-date", "software"):
        kept = "date" if name == "start-date" else name
        return replace(dialect, facts={**dialect.facts, kept: value})
    return dialect


def read(record: Json, dialect: Dialect) -> Reading:
    """One entry; its time is that of the end of the request."""
    if record.startswith("#"):
        return NOT_A_REQUEST
    cells = record.rstrip("\t ").split("\t") if "\t" in record else record.split()
    if not dialect.columns:
        raise Unreadable("No #Fields line before this entry says what it holds.")
    if len(cells) != len(dialect.columns):
        names = len(dialect.columns)
        raise Unreadable(f"This entry has {len(cells)} fields, but #Fields names {names}.")
    values = {name.lower(): cell for name, cell in zip(dialect.columns, cells, strict=True) if cell not in ("-", "")}
    found = {field: next((values[n] for n in names if n in values), None) for field, names in NAMES.items()}
    if found["method"] not in METHODS and not (found["method"] is None and found["status"] and found["stem"]):
        return NOT_A_REQUEST if found["method"] or found["status"] is None else _exchange(found, values, dialect)
    return _exchange(found, values, dialect)


def _exchange(found: dict[str, str | None], values: dict[str, str], dialect: Dialect) -> Exchange:
    moment = instant(_time(values, dialect))
    status = status_of(found["status"])
    stem, query, taken = found["stem"], found["query"], found["duration"]
    referer = found["referer"]
    return Exchange(
        time_ns=moment.ns if moment else None,
        time_digits=moment.digits if moment else None,
        zone_assumed=moment.zone_assumed if moment else False,
        method=found["method"],
        url=f"{stem}?{query}" if stem and query and "?" not in stem else stem,
        request_headers=[("Referer", referer)] if referer else [],
        status=status,
        no_answer=(found["reason"] or NO_ANSWER) if status is None else None,
        duration_us=microseconds(taken, unit) if taken and (unit := _unit(taken, dialect)) else None,
        user=found["user"],
        address=found["address"].partition(",")[0].replace("+", "") if found["address"] else None,
        user_agent=_agent(found["user_agent"]),
        target=found["target"],
        request_id=found["request_id"],
        error=found["reason"],
    )


def _time(values: dict[str, str], dialect: Dialect) -> str:
    """Date and time; logs without a column for the date tell it in a line that begins with #Date."""
    date = values.get("date") or dialect.facts.get("date", "")[:10]
    return f"{date} {values.get('time', '')}"


def _unit(taken: str, dialect: Dialect) -> float | None:
    """IIS writes whole milliseconds, the standard says seconds, with decimals where there are any."""
    if MICROSOFT.search(dialect.facts.get("software", "")):
        return MS
    if FRACTION.fullmatch(taken):
        return S
    return MS if "sc-win32-status" in map(str.lower, dialect.columns) else None


def _agent(text: str | None) -> str | None:
    """IIS writes + for a blank, CloudFront %20."""
    if text is None:
        return None
    return unquote(text) if "%20" in text else text.replace("+", " ")


FORMAT = Format(
    "w3c_log",
    "W3C extended log (IIS)",
    "A line that begins with #Fields: and names at least two of cs-method, cs-uri-stem and sc-status.",
    likeness,
    read,
    TEXT,
    learn,
    "#",
    follow,
)
