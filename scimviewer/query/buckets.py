"""Into which stretches of time is a plot cut?"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from scimviewer.errors import UserError
from scimviewer.query.table import NO_TIME, Array
from scimviewer.times import FIRST, LAST, SECOND

MOST = 400  # more buckets than this cannot be told apart on a screen, and thick lines through them are slow
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86400 * SECOND
LENGTHS = (
    *(n * SECOND for n in (1, 2, 5, 10, 15, 30)),
    *(n * MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * HOUR for n in (1, 2, 3, 6, 12)),
    DAY,
)
# Only where a log is longer than 400 days: a week, four weeks, a year of weeks.
LONGER = (7 * DAY, 28 * DAY, 364 * DAY)
INSIDE = 0.99  # of the events, where times lie so far apart that not all can be drawn
UNITS = {"ms": SECOND // 1000, "s": SECOND, "m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
LENGTH = re.compile(r"\s*([0-9]{1,9})\s*(ms|s|min|m|h|d|w|)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Buckets:
    """`count` stretches of `length_ns` from `first_ns` on, a multiple of the length since 1970, UTC."""

    first_ns: int
    length_ns: int
    count: int

    @property
    def starts(self) -> list[int]:
        return [self.first_ns + n * self.length_ns for n in range(self.count)]

    @property
    def end_ns(self) -> int:
        return self.first_ns + self.count * self.length_ns

    def span(self, number: int) -> tuple[int, int]:
        """From when (inclusive) until when (exclusive) a bucket goes."""
        start = self.first_ns + number * self.length_ns
        return start, start + self.length_ns

    def places(self, times: Array) -> Array:
        """The bucket of each time; -1 where it is unknown or outside."""
        # Without signs a distance is right over all that 64 bits hold, and far too large for what is before.
        distance = times.view("<u8") - np.uint64(self.first_ns % 2**64)
        number = (distance // np.uint64(self.length_ns)).view("<i8")
        outside = distance >= np.uint64(min(self.count * self.length_ns, 2**64 - 1))
        if self.first_ns <= NO_TIME or self.end_ns > -NO_TIME:
            outside |= (times == NO_TIME) | (times < max(self.first_ns, NO_TIME))
        if outside.any():
            number[outside] = -1
        return number


def around(first: int, last: int, length_ns: int) -> Buckets:
    """Buckets of a length that hold both moments and everything between."""
    start = first // length_ns
    return Buckets(start * length_ns, length_ns, last // length_ns - start + 1)


def fitting(times: Array, most: int = MOST) -> Buckets | None:
    """At most `most` buckets of a round length for these times; None where no time is known.

    All times lie inside if buckets of a day suffice. Times further apart are mostly wrong (a clock at 1970, a year of
    1700): those stay outside that are further from the median than 200 days, or weeks, … if 99 % are nearer.
    """
    unknown = times == NO_TIME
    known = times[~unknown] if unknown.any() else times
    if not len(known):
        return None
    first, last = int(known.min()), int(known.max())
    if around(first, last, DAY).count > most:
        first, last = _near_the_median(known, most)
    buckets = (around(first, last, length) for length in (*LENGTHS, *LONGER))
    return next(one for one in buckets if one.count <= most)


def _near_the_median(known: Array, most: int) -> tuple[int, int]:
    middle = int(np.partition(known, len(known) // 2)[len(known) // 2])
    for length in (DAY, *LONGER):
        reach = (most // 2 - 1) * length
        near = known[(known >= max(middle - reach, FIRST)) & (known <= min(middle + reach, LAST))]
        if len(near) >= INSIDE * len(known):
            break
    return int(near.min()), int(near.max())


def length_of(text: str) -> int:
    """Nanoseconds of a bucket as people write it: 30s, 5m, 1h, 1d; a bare number is seconds."""
    match = LENGTH.fullmatch(text)
    length = int(match[1]) * UNITS[match[2].lower() or "s"] if match else 0
    if not 0 < length <= 3660 * DAY:
        raise UserError(f"“{text}” is not the length of a bucket. For example 30s, 5m, 1h, 1d, or all.")
    return length
