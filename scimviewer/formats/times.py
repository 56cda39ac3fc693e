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
    r"\s*(\d{4})-(\d\d)-(\d\d)[T ,]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?\s*$"
)
CLF = re.compile(r"\s*\[?(\d\d?)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s*([+-]\d{4}|Z)?\]?\s*$")
RFC_1123 = re.compile(r"\s*\w{3}, (\d\d?) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d)\s*(GMT|UTC|[+-]\d{4})?\s*$")
NUMBER = re.compile(r"\s*-?\d{9,19}(?:\.\d{1,9})?\s*$")
# Epoch numbers say their unit by their size: 1e11 seconds is the year 5138, 1e11 milliseconds is 1973.
EPOCH_UNITS = ((10**11, SECOND), (10**14, 1_000_000), (10**17, 1_000), (10**20, 1))


class Instant(NamedTuple):
    """A moment; `digits` are the decimals of the second that were written, `zone_assumed` that no zone was."""

    ns: int
    digits: int
    zone_assumed: bool


def instant(value: object) -> Instant | None:
    """Read a timestamp as logs write them: ISO 8601, CLF, RFC 1123, epoch numbers. None where it is none of them."""
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _of_number(value)


def _of_text(text: str) -> Instant | None:
    match = ISO.match(text)
    if match:
        year, month, day, hour, minute, second, fraction, zone = match.groups()
        return _build(int(year), int(month), int(day), (hour, minute, second or "00"), fraction, zone)
    match = CLF.match(text)
    if match:
        day, name, year, hour, minute, second, fraction, zone = match.groups()
        return _build(int(year), MONTHS.get(name.lower(), 0), int(day), (hour, minute, second), fraction, zone)
    match = RFC_1123.match(text)
    if match:
        day, name, year, hour, minute, second, zone = match.groups()
        return _build(int(year), MONTHS.get(name.lower(), 0), int(day), (hour, minute, second), None, zone)
    if NUMBER.match(text):
        return _of_number(float(text) if "." in text else int(text))
    return None


def _build(
    year: int, month: int, day: int, clock: tuple[str, str, str], fraction: str | None, zone: str | None
) -> Instant | None:
    days = _days(year, month, day)
    hour, minute, second = int(clock[0]), int(clock[1]), int(clock[2])
    if days is None or hour > 24 or minute > 59 or second > 60:  # 60 is a leap second
        return None
    digits = fraction or ""
    ns = (days * 86400 + hour * 3600 + minute * 60 + second - _offset(zone)) * SECOND + int(digits[:9].ljust(9, "0"))
    if not FIRST <= ns <= LAST:
        return None
    return Instant(ns, min(len(digits), 9), zone is None)


@lru_cache(maxsize=512)
def _days(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal() - EPOCH_DAY
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _offset(zone: str | None) -> int:
    """Seconds east of UTC."""
    if zone is None or zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def _of_number(value: int | float) -> Instant | None:
    if value != value or abs(value) >= 10**20 or abs(value) < 10**8:
        return None  # not a number, or too small to be a moment
    unit = next(unit for limit, unit in EPOCH_UNITS if abs(value) < limit)
    if isinstance(value, int):
        return Instant(value * unit, len(str(SECOND // unit)) - 1, False)
    text = repr(value)
    fraction = text.partition(".")[2] if "e" not in text else ""
    decimals = len(fraction.rstrip("0"))
    scale = 10**decimals
    ns = round(value * scale) * (unit // scale) if unit % scale == 0 else int(value) * unit
    return Instant(ns, min(9, len(str(SECOND // unit)) - 1 + decimals), False)


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
