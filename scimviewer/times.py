"""When did it happen? Timestamps of any log as nanoseconds since 1970, UTC."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EPOCH_DAY = date(1970, 1, 1).toordinal()
SECOND = 1_000_000_000
# What a signed 64-bit integer of nanoseconds can hold; the smallest value means "unknown" in columns.
LAST, FIRST = 2**63 - 1, -(2**63) + 1
MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}  # noqa: SIM905


ISO = re.compile(
    r"\s*(\d{4}-\d\d-\d\d[Tt ,]+\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?: UTC)?(?:\[[\w/+-]+\])?\s*",
    re.ASCII,
)
CLF = re.compile(r"\s*\[?(\d\d?)/(\w{3})/(\d{4}):(\d\d:\d\d):(\d\d)(?:\.(\d{1,9}))?\s*([+-]\d{4}|Z)?\]?\s*", re.ASCII)
RFC_1123 = re.compile(r"\s*\w{3}, (\d\d?) (\w{3}) (\d{4}) (\d\d:\d\d):(\d\d)()\s*(GMT|UTC|[+-]\d{4})?\s*", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)", re.ASCII)
NUMBER = re.compile(r"\s*(-?)(\d{9,19})(?:\.(\d{1,9}))?\s*", re.ASCII)
# Epoch numbers say their unit by their size: 1e11 seconds is the year 5138, 1e11 milliseconds is 1973.
EPOCH_UNITS = ((10**11, 9), (10**14, 6), (10**17, 3), (10**20, 0))  # below this, so many digits are left to nanoseconds
EARLIEST = 10**8  # smaller numbers are counters, durations, ports, but no moments


class Instant(NamedTuple):
    """A moment; `digits` are the decimals of the second that were written, `zone_assumed` that no zone was."""

    ns: int
    digits: int
    zone_assumed: bool


def instant(value: object) -> Instant | None:
    """Read a timestamp as logs write them: ISO 8601, CLF, RFC 1123, epoch numbers. None where it is none of them."""
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return _scaled(value < 0, abs(value), "")
    if isinstance(value, float):
        return _of_float(value)
    return _of_parts(value) if isinstance(value, dict) else None


def _of_text(text: str) -> Instant | None:
    match = ISO.fullmatch(text)
    if match:
        return _build(*match.groups())
    for named in (CLF, RFC_1123):
        match = named.fullmatch(text)
        if match:
            day, name, year, clock, second, fraction, zone = match.groups()
            month = MONTHS.get(name.lower(), 0)
            return _build(f"{year}-{month:02d}-{int(day):02d}T{clock}", second, fraction, zone)
    match = COMPACT.fullmatch(text)  # 20260304T091523Z, as AWS writes it
    if match:
        return _of_text("{}-{}-{}T{}:{}:{}".format(*match.groups()))
    match = NUMBER.fullmatch(text)
    return _scaled(bool(match[1]), int(match[2]), match[3] or "") if match else None


def _build(minute: str, second: str | None, fraction: str | None, zone: str | None) -> Instant | None:
    start = _minute(minute, zone)
    past = int(second) if second else 0
    if start is None or past > 60:  # 60 is a leap second
        return None
    if minute.endswith("24:00") and (past or int(fraction or 0)):  # midnight at a day's end, and nothing behind it
        return None
    ns, digits = start + past * SECOND, 0
    if fraction:
        ns += int(fraction[:9].ljust(9, "0"))
        digits = min(len(fraction), 9)
    return Instant(ns, digits, zone is None) if FIRST <= ns <= LAST else None


@lru_cache(maxsize=4096)
def _minute(text: str, zone: str | None) -> int | None:
    """Nanoseconds since 1970 of `2026-03-04T09:15` in a zone; neighbouring records share it."""
    east = _offset(zone)
    try:
        days = date(int(text[:4]), int(text[5:7]), int(text[8:10])).toordinal() - EPOCH_DAY
    except ValueError:
        return None
    hour, minute = int(text[-5:-3]), int(text[-2:])
    if east is None or (hour, minute) > (24, 0) or minute > 59:
        return None
    return (days * 86400 + hour * 3600 + minute * 60 - east) * SECOND


def _offset(zone: str | None) -> int | None:
    """Seconds east of UTC."""
    if zone is None or zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        return None
    return (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)


def _of_float(value: float) -> Instant | None:
    if not EARLIEST <= abs(value) < 1e20:  # also where it is no number
        return None
    text = repr(abs(value))  # the shortest text that is this number: the digits that the log wrote
    if "e" in text:
        return _scaled(value < 0, int(abs(value)), "")
    whole, _, fraction = text.partition(".")
    return _scaled(value < 0, int(whole), fraction.rstrip("0"))


def _of_parts(value: dict[object, object]) -> Instant | None:
    """log4j2 and protobuf write two numbers: whole seconds, and nanoseconds; MongoDB wraps one."""
    if "$date" in value:
        return None if isinstance(value["$date"], dict) else instant(value["$date"])
    for whole, rest in (("epochSecond", "nanoOfSecond"), ("seconds", "nanos")):
        seconds, nanos = value.get(whole), value.get(rest, 0)
        if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) < 12:
            seconds = int(seconds)
        if isinstance(seconds, int) and isinstance(nanos, int) and 0 <= nanos < SECOND and abs(seconds) < 10**11:
            ns = seconds * SECOND + nanos
            return Instant(ns, 9, False) if FIRST <= ns <= LAST else None
    return None


def _scaled(negative: bool, whole: int, fraction: str) -> Instant | None:
    """An epoch number by its digits, so that not one of them is lost to binary fractions."""
    if not EARLIEST <= whole < 10**20:
        return None
    left = next(digits for limit, digits in EPOCH_UNITS if whole < limit)
    ns = whole * 10**left + int(fraction[:left].ljust(left, "0") or "0")
    if negative:
        ns = -ns
    return Instant(ns, min(9, 9 - left + len(fraction)), False) if FIRST <= ns <= LAST else None


def utc_text(ns: int | None, digits: int | None = None) -> str | None:
    """Nanoseconds since 1970 as ISO 8601 in UTC with Z, with as many decimals as the log gave (default: as needed)."""
    if ns is None:
        return None
    seconds, rest = divmod(ns, SECOND)
    days, clock = divmod(seconds, 86400)
    day = date.fromordinal(EPOCH_DAY + days).isoformat()
    fraction = f"{rest:09d}".rstrip("0") if digits is None else f"{rest:09d}"[:digits]
    text = f"{day}T{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}"
    return f"{text}.{fraction}Z" if fraction else f"{text}Z"
