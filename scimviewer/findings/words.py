"""How are numbers said in a finding's sentence?"""

from __future__ import annotations

from scimviewer.times import SECOND

UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def counted(count: int, one: str, many: str = "") -> str:
    """`1 user`, `3 users`, `1,287 entries`"""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def lasting(ns: int) -> str:
    """A length of time in the largest unit that fits it at least twice: `62 minutes`, `3 days`."""
    seconds = ns / SECOND
    for size, name in UNITS:
        if seconds >= 2 * size or size == 1:
            return counted(round(seconds / size), name) if seconds >= 1 else "less than a second"
    raise AssertionError


def percent(share: float) -> str:
    """`62 %`, `0.4 %`"""
    value = 100 * share
    return f"{value:.0f} %" if value >= 2 or value == 0 else f"{value:.1f} %"


def listed(names: list[str], most: int = 3) -> str:
    """`a, b and 4 more`"""
    if len(names) <= most:
        return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else "nobody known"
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"
