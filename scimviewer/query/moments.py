"""Which span of time does `2026-09-01`, `2026-09-01T14:00+02:00`, `14:00` or `-2h` in a filter mean?"""

from __future__ import annotations

import re

from scimviewer.query.grammar import FilterError
from scimviewer.times import FIRST, LAST, SECOND, instant, utc_text

ZONE = r"(?P<zone>Z|z|UTC|[+-]\d\d(?::?\d\d)?)?"
DAY = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d){ZONE}", re.ASCII)
MINUTE = re.compile(rf"\d{{4}}-\d\d-\d\d[Tt ]\d\d:\d\d{ZONE}", re.ASCII)
CLOCK = re.compile(rf"(?P<clock>\d\d?:\d\d(?::\d\d(?:\.\d{{1,9}})?)?){ZONE}", re.ASCII)
RELATIVE = re.compile(r"-((?:\d{1,9}(?:\.\d{1,3})?(?:ms|[smhdw]))+)", re.ASCII)
PIECE = re.compile(r"(\d+)(?:\.(\d+))?(ms|[smhdw])")
UNITS = {"ms": 10**6, "s": SECOND, "m": 60 * SECOND, "h": 3600 * SECOND, "d": 86400 * SECOND, "w": 604800 * SECOND}
DAY_NS = UNITS["d"]
EXAMPLE = "For example 2026-09-01T14:00Z, 2026-09-01, or -2h before the last event"

# First and last time of the case; None where it has no times.
CaseSpan = tuple[int, int] | None


def is_relative(text: str) -> bool:
    """Whether a time counts back from the last event of the case."""
    return RELATIVE.fullmatch(text) is not None


def check(text: str, position: int = 0) -> None:
    """FilterError where the text is no time in any case; a clock without a day depends on the case."""
    if not (RELATIVE.fullmatch(text) or CLOCK.fullmatch(text)):
        span(text, None, position)


def span(text: str, case: CaseSpan, position: int = 0) -> tuple[int, int]:
    """First and last nanosecond since 1970 of what was written: a day, a minute, a second …; UTC without a zone."""
    relative, clock = RELATIVE.fullmatch(text), CLOCK.fullmatch(text)
    if relative:
        if case is None:
            raise FilterError("This case has no times to count back from.", position)
        at = max(FIRST, case[1] - _length(relative[1]))
        return at, at
    if clock:
        hour, colon, rest = clock["clock"].partition(":")
        zone = clock["zone"] or ""
        return span(f"{_day(text, zone, case, position)}T{hour:0>2}{colon}{rest}{zone}", case, position)
    day = DAY.fullmatch(text)
    found = instant(f"{day['day']}T00:00{day['zone'] or 'Z'}" if day else text)
    if found is None:
        raise FilterError(f"“{text}” is not a time, or not one between 1678 and 2262.", position, EXAMPLE)
    length = DAY_NS if day else UNITS["m"] if MINUTE.fullmatch(text) else 10 ** (9 - found.digits)
    return found.ns, min(LAST, found.ns + length - 1)


def moment(text: str, position: int = 0) -> int:
    """Where an absolute time begins, in nanoseconds since 1970."""
    return span(text, None, position)[0]


def _day(text: str, zone: str, case: CaseSpan, position: int) -> str:
    """The only day of the case, as clocks of this zone tell it."""
    midnight = instant(f"1970-01-01T00:00{zone}")
    east = 0 if midnight is None else -midnight.ns
    if case is None or (case[0] + east) // DAY_NS != (case[1] + east) // DAY_NS:
        raise FilterError(f"“{text}” could be on several days.", position, f"Write the day: 2026-09-01T{text}")
    return (utc_text(case[0] + east) or "").partition("T")[0]


def _length(text: str) -> int:
    """Nanoseconds of `1h30m`."""
    total = 0
    for whole, fraction, unit in PIECE.findall(text):
        total += int(whole) * UNITS[unit] + int((fraction or "0").ljust(3, "0")) * UNITS[unit] // 1000
    return total
