"""Which values stand at the axes of a plot, and how are a time, a bucket and a duration written there?"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from scimviewer.ui.events_columns import grouped

SECOND_NS = 1_000_000_000
MINUTE, HOUR, DAY = 60, 3_600, 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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


def moment(ns: int) -> datetime:
    """A time as a date and a clock in UTC, without what is below a microsecond."""
    return EPOCH + timedelta(microseconds=ns // 1000)


def time_ticks(start_ns: int, stop_ns: int, most: int) -> list[tuple[int, str]]:
    """Round times from start to stop, at most so many, and how each is written: midnight is a date."""
    span = max(1, stop_ns - start_ns) / SECOND_NS
    for step in STEPS:
        if span / step <= max(1, most):
            return [(ns, _clock(ns, step)) for ns in _multiples(start_ns, stop_ns, step * SECOND_NS)]
    return _calendar_ticks(start_ns, stop_ns, span / (30 * DAY) / max(1, most))


def _multiples(start_ns: int, stop_ns: int, step: int) -> range:
    return range(-(-start_ns // step) * step, stop_ns + 1, step)


def _clock(ns: int, step: int) -> str:
    time = moment(ns)
    if step >= DAY or (time.hour, time.minute, time.second) == (0, 0, 0):
        return day_words(ns)
    return f"{time:%H:%M:%S}" if step < MINUTE else f"{time:%H:%M}"


def _calendar_ticks(start_ns: int, stop_ns: int, months: float) -> list[tuple[int, str]]:
    step = next((one for one in MONTHS if one >= months), MONTHS[-1])
    first = moment(start_ns)
    month = (first.year * 12 + first.month - 1) // step * step
    ticks = []
    while (year := month // 12) <= 9999:
        time = datetime(year, month % 12 + 1, 1, tzinfo=UTC)
        ns = (time - EPOCH) // timedelta(microseconds=1) * 1000
        if ns > stop_ns:
            break
        if ns >= start_ns:
            ticks.append((ns, f"{year}" if step >= 12 or time.month == 1 else f"{time:%b} {year}"))
        month += step
    return ticks


def day_words(ns: int) -> str:
    """The day of a time: "1 Sep"."""
    time = moment(ns)
    return f"{time.day} {time:%b}"


def clock_words(ns: int, length_ns: int) -> str:
    """When a bucket of this length begins: "09:45", with seconds where it is shorter than a minute."""
    time = moment(ns)
    if length_ns >= DAY * SECOND_NS:
        return f"{day_words(ns)} {time.year}"
    return f"{time:%H:%M}" if length_ns >= MINUTE * SECOND_NS else f"{time:%H:%M:%S}"


def span_words(start_ns: int, stop_ns: int) -> str:
    """A range of time: "08:00 – 20:00Z, 1 Sep 2026"; with both days where it covers several."""
    first, last = moment(start_ns), moment(max(start_ns, stop_ns))
    clock = "%H:%M:%S" if (first.second or last.second) else "%H:%M"
    if first.date() == last.date():
        return f"{first:{clock}} – {last:{clock}}Z, {day_words(start_ns)} {first.year}"
    years = f" {first.year}" if first.year != last.year else ""
    return f"{day_words(start_ns)}{years} {first:{clock}} – {day_words(stop_ns)} {last.year} {last:{clock}}Z"


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
