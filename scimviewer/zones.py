"""What did the clock on somebody's wall say? Time zones by name, and moments as they are told in one.

A clock that is set back tells one hour twice: what a log wrote in it is read as the first time. A clock that is set
forward leaves one hour out: what a log wrote in it all the same is read as if the clock had not been set yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from scimviewer.errors import UserError
from scimviewer.times import FIRST, LAST, SECOND, utc_text

MINE = "mine"  # the zone of this computer
DAY = 86400
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?)(?::?(\d\d))?", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*", re.ASCII)
EPOCH = datetime(1970, 1, 1)


@lru_cache(maxsize=1)
def offered() -> tuple[str, ...]:
    """Names to choose from: places such as Europe/Berlin, by name; UTC first."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return ("UTC", *sorted(places))


def named(text: str) -> str:
    """The name under which a zone is kept: UTC, +02:00, Europe/Berlin, mine. UserError where there is no such zone."""
    text = text.strip()
    if text.casefold() in ("utc", "z", "gmt", "etc/utc"):
        return "UTC"
    if text.casefold() == MINE:
        return MINE
    if offset := OFFSET.fullmatch(text):
        sign, hours, minutes = offset[1], int(offset[2]), int(offset[3] or 0)
        if hours <= 14 and minutes <= 59:
            return f"{sign}{hours:02d}:{minutes:02d}" if hours or minutes else "UTC"
    elif found := _spelled(text):
        return found
    raise UserError(f"There is no time zone “{text[:60]}”. Write it like Europe/Berlin, +02:00 or UTC.")


def _spelled(text: str) -> str | None:
    """The zone of this name in any case; only whole names, as the library would look for a file."""
    if not NAME.fullmatch(text):
        return None
    return next((name for name in available_timezones() if name.casefold() == text.casefold()), None)


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    """The zone of a name that `named` gave; None is this computer's, which Python knows without a name."""
    if name == MINE:
        return None
    if name[0] in "+-":
        east = timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
        return timezone(-east if name[0] == "-" else east)
    return UTC if name == "UTC" else ZoneInfo(name)


def offset_s(ns: int, name: str) -> int:
    """Seconds that clocks in a zone were ahead of UTC at a moment."""
    moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=ns // SECOND)
    try:
        east = moment.astimezone(_zone(name)).utcoffset()
    except (OSError, OverflowError, ValueError):  # the system knows no such year
        return 0
    return int(east.total_seconds()) if east is not None else 0


def told_at(clock_ns: int, name: str) -> tuple[int, ...]:
    """When clocks in a zone told this, read as if it were UTC: once; twice where they were set back, never forward."""
    around = {offset_s(clock_ns + days * DAY * SECOND, name) for days in (-1, 1)}
    moments = sorted(clock_ns - east * SECOND for east in around)
    return tuple(ns for ns in moments if ns + offset_s(ns, name) * SECOND == clock_ns)


def shown_time(ns: int | None, name: str, digits: int | None = None, *, offset: bool = True) -> str | None:
    """A moment as clocks in a zone told it: `2026-03-04T10:15:23.512+01:00`, with Z in UTC; None is unknown."""
    if ns is None or name == "UTC":
        text = utc_text(ns, digits)
        return text if text is None or offset else text[:-1]
    east = offset_s(ns, name)
    text = utc_text(ns + east * SECOND, digits)
    assert text is not None
    return text[:-1] + (_offset_text(east) if offset else "")


def zone_label(name: str, ns: int | None = None) -> str:
    """What a zone is called beside times: `UTC`, `Europe/Berlin`, `this computer`; with its offset at a moment."""
    title = "this computer" if name == MINE else f"UTC{name}" if name[0] in "+-" else name
    plain = ns is None or name == "UTC" or name[0] in "+-"
    return title if plain or ns is None else f"{title} ({_offset_text(offset_s(ns, name))})"


def _offset_text(east: int) -> str:
    minutes, seconds = divmod(abs(east), 60)
    text = f"{'-' if east < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text  # local mean time, before there were zones


@lru_cache(maxsize=16)
def shifts(name: str) -> tuple[tuple[int, int | None], ...]:
    """From which time on a clock, read as if it were UTC, how many nanoseconds lead back to UTC; None is out of range.

    Times are in ascending order and begin with the first that 64 bits hold.
    """
    zone = _zone(name)
    if zone is None:
        raise ValueError("what a log means cannot depend on the computer that reads it")
    if isinstance(zone, timezone):
        return tuple(_in_range([(FIRST, int(zone.utcoffset(None).total_seconds()) * SECOND)]))

    def east(second: int) -> int:
        told = zone.utcoffset(EPOCH + timedelta(seconds=second))
        assert told is not None
        return int(told.total_seconds())

    found: list[tuple[int, int | None]] = []
    day, before = FIRST // SECOND + 1, None
    while day <= LAST // SECOND:
        now = east(day)
        if before is None:
            found.append((FIRST, now * SECOND))
        elif now != before:
            found.append((_change(east, day - DAY, day) * SECOND, now * SECOND))
        before, day = now, day + DAY
    return tuple(_in_range(found))


def _change(east: Callable[[int], int], low: int, high: int) -> int:
    """The first second with the offset of `high`, which differs from that of `low`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if east(middle) == east(low) else (low, middle)
    return high


def _in_range(found: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """At both ends of what 64 bits hold, what a zone would move beyond them is unknown."""
    first, last = found[0][1] or 0, found[-1][1] or 0
    if first > 0:
        found[0:1] = [(FIRST, None), (FIRST + first, first)]
    if last < 0:
        found.append((LAST + last + 1, None))
    return found
