"""How long did it take? Durations of any log in microseconds."""

from __future__ import annotations

import re
from functools import lru_cache

MS, S, US, NS = 1000.0, 1_000_000.0, 1.0, 0.001
UNITS = {"ns": NS, "us": US, "µs": US, "μs": US, "ms": MS, "s": S, "sec": S, "m": 60 * S}
WITH_UNIT = re.compile(r"\s*(-?\d{1,18}(?:\.\d{1,18})?)\s*(ns|us|µs|μs|ms|sec|s|m)?\s*", re.ASCII)
TIME_SPAN = re.compile(
    r"\s*(?:(\d{1,4})\.)?(\d{1,3}):(\d\d):(\d\d(?:\.\d{1,9})?)\s*", re.ASCII
)  # .NET: 00:00:00.0412345
NAMED_PARTS = re.compile(  # ISO 8601, as Java writes it: PT1M2.5S; Go: 1m2.5s
    r"\s*(?:P(?:(\d{1,4})D)?T)?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?\s*",
    re.ASCII | re.IGNORECASE,
)
PARTS = (86400, 3600, 60, 1)  # seconds in a day, an hour, a minute, a second
# Names (lower case, without - and _) whose unit is fixed by who writes them; the suffix of a name decides the rest.
FIXED = {
    "requesttime": S,  # nginx $request_time
    "upstreamresponsetime": S,
    "event.duration": NS,  # Elastic Common Schema
    "durations": S,  # GitLab duration_s
    "responsetime": MS,
    "elapsedtime": MS,
    "runtime": MS,
}
SUFFIXES = (
    ("milliseconds", MS), ("microseconds", US), ("nanoseconds", NS), ("seconds", S), ("micros", US), ("millis", MS),
    ("ms", MS), ("us", US), ("ns", NS), ("nanos", NS), ("secs", S), ("sec", S),
)  # fmt: skip
LONGEST = 10 * 366 * 86400 * 1_000_000  # ten years; nothing that long is a duration of a call


@lru_cache(maxsize=1024)
def unit_told_by(name: str) -> float | None:
    """Microseconds in one unit of the field `name` (its dotted path), where the name tells it."""
    folded = name.lower().replace("-", "").replace("_", "")
    last = folded.rpartition(".")[2]
    if folded in FIXED or last in FIXED:
        return FIXED.get(folded) or FIXED[last]
    for suffix, unit in SUFFIXES:
        if last.endswith(suffix):
            return unit
    return S if name.lower().endswith("_s") else None


def unit_of(name: str, seconds_by_default: bool = False) -> float:
    """Microseconds in one unit of the field `name`; a bare duration is milliseconds unless the logger is known."""
    return unit_told_by(name) or (S if seconds_by_default else MS)


def microseconds(value: object, unit: float) -> int | None:
    """A duration as whole microseconds; negative ones are fillers (HAR's -1) and unknown."""
    if isinstance(value, str):
        match = WITH_UNIT.fullmatch(value)
        if match:
            value, unit = float(match[1]), UNITS.get(match[2] or "", unit)
        else:
            value, unit = _seconds(value), S
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e18:
        return None
    taken = round(value * unit)
    return taken if taken <= LONGEST else None


def _seconds(text: str) -> float | None:
    """Seconds of a duration that names days, hours, minutes and seconds, or tells them by their places."""
    match = TIME_SPAN.fullmatch(text) or NAMED_PARTS.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    return sum(float(told or 0) * unit for told, unit in zip(match.groups(), PARTS, strict=True))
