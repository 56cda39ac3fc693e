"""How long did it take? Durations of any log in microseconds."""

from __future__ import annotations

import re

MS, S, US, NS = 1000.0, 1_000_000.0, 1.0, 0.001
UNITS = {"ns": NS, "us": US, "µs": US, "μs": US, "ms": MS, "s": S, "sec": S, "m": 60 * S}
WITH_UNIT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(ns|us|µs|μs|ms|sec|s|m)?\s*$")
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
SUFFIXES = (("milliseconds", MS), ("microseconds", US), ("nanoseconds", NS), ("seconds", S), ("micros", US))
SHORT_SUFFIXES = (("ms", MS), ("us", US), ("ns", NS), ("nanos", NS), ("secs", S), ("sec", S))


def unit_of(name: str, seconds_by_default: bool = False) -> float:
    """Microseconds in one unit of the field `name`; a bare duration is milliseconds unless the logger is known."""
    folded = name.lower().replace("-", "").replace("_", "")
    if folded in FIXED:
        return FIXED[folded]
    for suffix, unit in SUFFIXES + SHORT_SUFFIXES:
        if folded.endswith(suffix):
            return unit
    if name.lower().endswith("_s"):
        return S
    return S if seconds_by_default else MS


def microseconds(value: object, unit: float) -> int | None:
    """A duration as whole microseconds; negative ones are fillers (HAR's -1) and unknown."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        match = WITH_UNIT.match(value)
        if match is None:
            return None
        value, unit = float(match[1]), UNITS.get(match[2] or "", unit)
    if not isinstance(value, int | float) or value != value or not 0 <= value < 1e15:
        return None
    return round(value * unit)
