"""Which values stand at the axes of a plot, and how are a time, a bucket and a duration written there?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from scimviewer.ui.display_zone import UTC_NAME, display_zone
from scimviewer.ui.events_columns import grouped
from scimviewer.zones import EPOCH, told_at

SECOND_NS = 1_000_000_000
MINUTE, HOUR, DAY = 60, 3_600, 86_400
# Distances between two ticks of time, in seconds; longer ones are whole months and years.
STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR),
    *(DAY, 2 * DAY, 7 * DAY, 14 * DAY),
)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
DURATIONS = (("d", DAY), ("h", HOUR), ("min", MINUTE), ("s", 1))

Ticks = list[tuple[float, str]]


def time_ticks(start_ns: int, stop_ns: int, most: int) -> list[tuple[int, str]]:
    """Round times of the clocks in the zone shown, at most about so many, and how each is written: midnight is a date.

    A clock that is set back tells an hour twice, and both times have their tick where ticks are an hour apart or less.
    """
    span = max(1, stop_ns - start_ns) / SECOND_NS
    for step in STEPS:
        if span / step <= max(1, most):
            wanted = _multiples(start_ns, stop_ns, step * SECOND_NS)
            return [(ns, _clock(ns, step)) for ns in _moments(wanted, start_ns, stop_ns, step <= HOUR)]
    return _calendar_ticks(start_ns, stop_ns, span / (30 * DAY) / max(1, most))


def _multiples(start_ns: int, stop_ns: int, step: int) -> range:
    """Clocks that may be told between two moments, as if they were UTC; none is more than a day ahead or behind."""
    around = DAY * SECOND_NS
    return range((start_ns - around) // step * step, stop_ns + around + 1, step)


def _moments(clocks: Iterable[int], start_ns: int, stop_ns: int, twice: bool) -> list[int]:
    """When these clocks were told, between start and stop."""
    name = display_zone().name
    if name == UTC_NAME:
        return [ns for ns in clocks if start_ns <= ns <= stop_ns]
    found = {ns for clock in clocks for ns in told_at(clock, name)[: 2 if twice else 1]}
    return sorted(ns for ns in found if start_ns <= ns <= stop_ns)


def _clock(ns: int, step: int) -> str:
    time = display_zone().clock(ns)
    if step >= DAY or (time.hour, time.minute, time.second) == (0, 0, 0):
        return day_words(ns)
    return f"{time:%H:%M:%S}" if step < MINUTE else f"{time:%H:%M}"


def _calendar_ticks(start_ns: int, stop_ns: int, months: float) -> list[tuple[int, str]]:
    step = next((one for one in MONTHS if one >= months), MONTHS[-1])
    first, last = (display_zone().clock(ns) for ns in (start_ns, stop_ns))
    stops = range((first.year * 12 + first.month - 1) // step * step, last.year * 12 + last.month, step)
    clocks = [(datetime(month // 12, month % 12 + 1, 1) - EPOCH) // timedelta(microseconds=1) * 1000 for month in stops]
    return [(ns, _month(ns, step)) for ns in _moments(clocks, start_ns, stop_ns, twice=False)]


def _month(ns: int, step: int) -> str:
    time = display_zone().clock(ns)
    return f"{time.year}" if step >= 12 or time.month == 1 else f"{time:%b} {time.year}"


def day_words(ns: int) -> str:
    """The day of a time: "1 Sep"."""
    time = display_zone().clock(ns)
    return f"{time.day} {time:%b}"


def clock_words(ns: int, length_ns: int) -> str:
    """When a bucket of this length begins: "09:45", with seconds where it is shorter than a minute."""
    time = display_zone().clock(ns)
    if length_ns >= DAY * SECOND_NS:
        midnight = time.hour == time.minute == time.second == 0  # a day of UTC begins at another hour elsewhere
        return f"{day_words(ns)} {time.year}" + ("" if midnight else f" {time:%H:%M}")
    return f"{time:%H:%M}" if length_ns >= MINUTE * SECOND_NS else f"{time:%H:%M:%S}"


def span_words(start_ns: int, stop_ns: int) -> str:
    """A range of time: "08:00 – 20:00Z, 1 Sep 2026"; with both days where it covers several, with the zone's name."""
    zone = display_zone()
    first, last = zone.clock(start_ns), zone.clock(max(start_ns, stop_ns))
    clock = "%H:%M:%S" if (first.second or last.second) else "%H:%M"
    named = "" if zone.mark else f", {zone.title}"
    if first.date() == last.date():
        return f"{first:{clock}} – {last:{clock}}{zone.mark}, {day_words(start_ns)} {first.year}{named}"
    years = f" {first.year}" if first.year != last.year else ""
    start, stop = f"{day_words(start_ns)}{years} {first:{clock}}", f"{day_words(stop_ns)} {last.year} {last:{clock}}"
    return f"{start} – {stop}{zone.mark}{named}"


def bucket_words(length_ns: int) -> str:
    """The length of a bucket: "5 min", "1 h", "90 s"."""
    seconds = length_ns / SECOND_NS
    for unit, size in DURATIONS:
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"


def duration_words(ms: float) -> str:
    """How long an answer took: "12 ms", "1.2 s", "5 min"."""
    if ms < 1000:
        return f"{ms:.0f} ms" if ms >= 10 or ms == int(ms) else f"{ms:.1f} ms"
    seconds = ms / 1000
    if seconds < 100:
        return f"{seconds:.3g} s"
    return f"{seconds / MINUTE:.3g} min" if seconds < 100 * MINUTE else f"{seconds / HOUR:.3g} h"


def share_words(share: float) -> str:
    """A share in percent; none and all are only said where they are so."""
    percent = 100 * share
    if 0 < percent < 1:
        return "<1 %"
    return ">99 %" if 99 < percent < 100 else f"{percent:.0f} %"


def count_ticks(top: float, most: int = 4) -> Ticks:
    """Round counts from nothing up to the first that is not below the top."""
    step = 1.0
    for power in range(0, 19):
        step = next((one * 10.0**power for one in (1, 2, 5) if top / (one * 10.0**power) <= most), 0.0)
        if step:
            break
    else:
        step = max(1.0, top)
    count = max(1, math.ceil(top / step))
    return [(at * step, grouped(int(at * step))) for at in range(count + 1)]


def root_ticks(top: float) -> Ticks:
    """Round counts up to the top, far enough apart where they stand by their square root."""
    rounds = [factor * 10**power for power in range(19) for factor in (1, 2, 5)]
    highest = max(one for one in rounds if one <= max(1, top))
    chosen = [highest]
    for one in reversed(rounds):
        if math.sqrt(chosen[-1]) - math.sqrt(one) >= 0.27 * math.sqrt(highest) and math.sqrt(one / highest) >= 0.2:
            chosen.append(one)
    return [(math.sqrt(one), grouped(one)) for one in (0, *reversed(chosen))]


def share_ticks() -> Ticks:
    """Quarters of a hundred percent."""
    return [(share / 100, f"{share} %") for share in (0, 25, 50, 75, 100)]


def log_ticks(low_ms: float, high_ms: float, most: int = 6) -> Ticks:
    """Durations at 1, 2 and 5 times powers of ten (or fewer) between two; the place is the logarithm."""
    low, high = math.log10(max(low_ms, 1e-3)), math.log10(max(high_ms, 1e-3))
    powers = range(math.floor(low), math.ceil(high) + 1)
    for factors in ((1, 2, 5), (1, 5), (1,)):
        values = [factor * 10.0**power for power in powers for factor in factors]
        inside = [value for value in values if low - 1e-9 <= math.log10(value) <= high + 1e-9]
        if len(inside) <= most:
            break
    else:
        inside = inside[:: -(-len(inside) // most)]
    return [(math.log10(value), duration_words(value)) for value in inside]


def level_ticks(edges_us: list[int], most: int = 7) -> Ticks:
    """Durations at the edges of a heat map's rows; the place is the number of the row."""
    tens = [(float(row), duration_words(edge / 1000)) for row, edge in enumerate(edges_us) if _is_power_of_ten(edge)]
    if len(tens) >= 2:
        return tens
    every = -(-len(edges_us) // most)
    return [(float(row), duration_words(edge / 1000)) for row, edge in enumerate(edges_us) if row % every == 0]


def _is_power_of_ten(number: int) -> bool:
    return number > 0 and str(number).rstrip("0") == "1"
