"""When does what happen in the simulated days?

Nothing here depends on the seed or the size, so that an incident can be found by the clock. Times are UTC.

| when              | provider     | intended change (campaign)                                         |
|-------------------|--------------|--------------------------------------------------------------------|
| 1 September 06:00 | all          | the traffic begins; initial cycles of both Entra tenants till 14:00 |
| 2 September 06:00 | entra-legacy | new telephone numbers and cost codes for a few people              |
| 2 September 09:05 | entra-modern | a few people move                                                  |
| 2 September 11:10 | entra-legacy | one person leaves each of two groups; they are read one cycle later |
| 2 September 14:00 | okta         | a reorganisation                                                   |
| 2 September 15:00 | entra-legacy | a few people leave the company; they are read one cycle later      |
| 3 September 10:30 | entra-modern | a reorganisation                                                   |
| 3 September 18:00 | all          | the traffic ends                                                   |

The same happens in a clean run; what goes wrong with it is said in `faults`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

START_NS = int(datetime(2026, 9, 1, 6, tzinfo=UTC).timestamp()) * SECOND
HOURS = 60
END_NS = START_NS + HOURS * HOUR
# Where the Okta target's log was cut: what came later is in the export instead.
CUT_NS = int(datetime(2026, 9, 3, tzinfo=UTC).timestamp()) * SECOND

# How busy an hour of the night is, compared with one of the day (06–18 UTC).
_NIGHT = 0.12


def at(day: int, hour: int, minute: int = 0) -> int:
    """Answer a moment of September 2026 in nanoseconds since 1970."""
    return int(datetime(2026, 9, day, hour, minute, tzinfo=UTC).timestamp()) * SECOND


def _cumulated() -> tuple[float, ...]:
    sums = [0.0]
    for hour in range(HOURS):
        sums.append(sums[-1] + (1.0 if 6 <= (6 + hour) % 24 < 18 else _NIGHT))
    return tuple(value / sums[-1] for value in sums)


_SHARES = _cumulated()


def share_done(time_ns: int) -> float:
    """Answer how much of all changes (0–1) people have made by that moment."""
    hours = min(max((time_ns - START_NS) / HOUR, 0.0), float(HOURS))
    whole = min(int(hours), HOURS - 1)
    return _SHARES[whole] + (_SHARES[whole + 1] - _SHARES[whole]) * (hours - whole)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time in which a sender works: a cycle, or a few minutes of pushes."""

    number: int
    start_ns: int
    end_ns: int
    share: float  # of all changes, done when the slot ends


def slots(minutes: int, first_minute: int = 0) -> tuple[Slot, ...]:
    """Cut the days into slots of that length, the first of them so long after the start."""
    begins = range(START_NS + first_minute * MINUTE, END_NS, minutes * MINUTE)
    ends = [min(begin + minutes * MINUTE, END_NS) for begin in begins]
    pairs = enumerate(zip(begins, ends, strict=True))
    return tuple(Slot(number, begin, end, share_done(end)) for number, (begin, end) in pairs)


@dataclass(frozen=True, slots=True)
class Campaign:
    """Changes that are certain to come, whatever the dice say: `kind` as in `people.Change`."""

    provider: str
    at_ns: int
    kind: str
    count: int
    read_later: bool = False


CAMPAIGNS = (
    Campaign("entra-legacy", at(2, 6), "correction", 2),
    Campaign("entra-modern", at(2, 9, 5), "move", 3),
    Campaign("entra-legacy", at(2, 11, 10), "leave_group", 2, read_later=True),
    Campaign("okta", at(2, 14), "move", 10),
    Campaign("entra-legacy", at(2, 15), "leave", 3, read_later=True),
    Campaign("entra-modern", at(3, 10, 30), "move", 12),
)


def campaigns_in(provider: str, begin_ns: int, end_ns: int) -> list[Campaign]:
    """Answer a provider's campaigns that fall due in a stretch of time."""
    return [each for each in CAMPAIGNS if each.provider == provider and begin_ns < each.at_ns <= end_ns]
