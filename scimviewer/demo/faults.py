"""What can go wrong in the traffic, where, and when?

Times are UTC, in September 2026, and do not depend on seed or size:

| fault                  | provider     | from    | to      | what the log shows                      |
|------------------------|--------------|---------|---------|-----------------------------------------|
| `duplicate-create`     | entra-modern | 1 06:00 | end     | GET finds nothing, POST 409, again      |
| `refused-attribute`    | entra-legacy | 2 06:00 | end     | PATCH 400 for the same people, again    |
| `expired-token`        | entra-modern | 2 09:05 | 2 10:05 | everything 401                          |
| `emptied-group`        | entra-legacy | 2 11:00 | 2 13:00 | 204, but no member is left              |
| `throttling`           | okta         | 2 14:00 | 2 15:00 | two of three 429 with Retry-After       |
| `ignored-deactivation` | entra-legacy | 2 15:00 | 2 19:00 | 200, but `active` is still true         |
| `slow-database`        | entra-modern | 3 10:20 | 3 12:10 | latency rises; 500, 503, 504, no answer |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scimviewer.demo.schedule import END_NS, START_NS, at
from scimviewer.errors import UserError


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong at one provider's target in a stretch of time."""

    name: str
    title: str
    sentence: str
    provider: str
    start_ns: int
    end_ns: int
    complaint: str  # what the customer would write about it
    amount: int = 0  # how many are hit, where that can be said

    def at_work(self, time_ns: int) -> bool:
        """Whether it goes wrong at that moment."""
        return self.start_ns <= time_ns < self.end_ns


FAULTS = (
    Fault(
        "expired-token",
        "Expired token",
        "The token of one Entra tenant has run out: every request is answered 401 for an hour.",
        "entra-modern",
        at(2, 9, 5),
        at(2, 10, 5),
        "On Wednesday morning planboard took no changes for a while. We did renew something around ten.",
    ),
    Fault(
        "throttling",
        "Rate limit",
        "For an hour the target answers Okta 429 with Retry-After; Okta waits and tries again.",
        "okta",
        at(2, 14),
        at(2, 15),
        "Our reorganisation on Wednesday at two took for ever to arrive in docustack.",
    ),
    Fault(
        "refused-attribute",
        "Refused attribute",
        "A telephone number and a cost code of some people are refused with 400, again in every cycle.",
        "entra-legacy",
        at(2, 6),
        END_NS,
        "A few people keep an old telephone number in ledgerly, whatever we do.",
    ),
    Fault(
        "duplicate-create",
        "Duplicate accounts",
        "Accounts made by hand hold user names that Entra wants to create: 409, again and again.",
        "entra-modern",
        START_NS,
        END_NS,
        "Some colleagues never get their planboard account, although they say they can sign in.",
    ),
    Fault(
        "slow-database",
        "Slow database",
        "Answers take longer and longer; some are 500, 503 or 504, some never come.",
        "entra-modern",
        at(3, 10, 20),
        at(3, 12, 10),
        "Thursday before noon everything felt slow.",
    ),
    Fault(
        "emptied-group",
        "Emptied group",
        "Entra removes one member by value, the receiver removes all of them and says 204.",
        "entra-legacy",
        at(2, 11),
        at(2, 13),
        "Two teams lost their access to ledgerly on Wednesday; nobody did that, and there was no error.",
    ),
    Fault(
        "ignored-deactivation",
        "Ignored deactivation",
        'The receiver does not read active "False" as a boolean: it says 200 and the user stays active.',
        "entra-legacy",
        at(2, 15),
        at(2, 19),
        "A person who left on Wednesday could still sign in on Thursday. Please tell us who else.",
    ),
)

FAULT_NAMES = tuple(fault.name for fault in FAULTS)


def _named() -> dict[str, Fault]:
    from scimviewer.demo.incidents import INCIDENTS  # which are faults themselves

    return {fault.name: fault for fault in (*FAULTS, *INCIDENTS)}


def all_faults() -> tuple[Fault, ...]:
    """Those of the usual bundle, and those that are put in by name only."""
    return tuple(_named().values())


def chosen(faults: Sequence[str | Fault]) -> dict[str, Fault]:
    """Answer faults by name: the named ones as they are listed, or as they are given, at another place or time.

    Raises `UserError` for a name that is none.
    """
    known = _named()
    given = {one.name: one for one in faults if isinstance(one, Fault)}
    names = [one.name if isinstance(one, Fault) else one for one in faults]
    for name in names:
        if name not in known:
            raise UserError(f"There is no fault “{name}”. There are: {', '.join(known)}.")
    return {name: given.get(name, fault) for name, fault in known.items() if name in names}
