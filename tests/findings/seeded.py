"""Which finding belongs to which seeded fault, and which others truly follow from it?"""

from __future__ import annotations

import random
from dataclasses import replace

from scimviewer.demo.faults import Fault
from scimviewer.demo.schedule import HOUR, at

# fault → rules of which one must find it
OWN = {
    "expired-token": ("failure-surge", "repeated-denials"),
    "throttling": ("throttling",),
    "refused-attribute": ("retry-chain",),
    "duplicate-create": ("lookup-contradicts-create",),
    "slow-database": ("failure-surge", "latency-shift"),
    "emptied-group": ("blast-radius",),
    "ignored-deactivation": ("ignored-deactivation",),
    "mass-deactivation": ("mass-deactivation",),
    "mass-deletion": ("mass-deletion",),
    "shrunk-group": ("shrinking-group",),
    "lost-members": ("members-lost",),
    "lost-update": ("lost-update",),
    "forbidden": ("repeated-denials",),
    "stranger": ("unknown-client",),
    "password-sent": ("password-sent",),
    "token-in-url": ("token-in-url",),
    "sync-gap": ("sync-gap",),
    "created-twice": ("created-twice",),
    "slow-leak": ("slow-leak", "failure-surge"),
    "slow-answers": ("latency-shift",),
    "powerful-group": ("admin-group-changed",),
    "clock-skew": ("clock-skew",),
}
# fault → rules that rightly speak, too: what is refused is tried again, a slow server also fails
FOLLOWS = {
    "expired-token": ("retry-chain", "quarantine-line", "latency-shift"),
    "refused-attribute": ("failure-surge",),
    "duplicate-create": ("retry-chain", "duplicate-create-burst", "failure-surge"),
    "slow-database": ("retry-chain", "repeated-denials", "failure-surge", "slow-leak", "quarantine-line"),
    "forbidden": ("failure-surge", "retry-chain"),
    "slow-leak": ("retry-chain", "failure-surge", "slow-leak"),
    "lost-members": ("blast-radius",),
    "emptied-group": ("members-lost",),
}
# What can be put elsewhere, and where; the others lean on habits of one provider.
PLACES = {
    "expired-token": ("entra-modern", "script"),
    "throttling": ("okta",),
    "slow-database": ("entra-modern", "entra-legacy"),
    "mass-deactivation": ("okta", "script", "entra-modern"),
    "mass-deletion": ("okta", "script", "entra-legacy"),
    "shrunk-group": ("entra-modern", "script"),
    "forbidden": ("okta", "script", "entra-modern"),
    "stranger": ("script", "okta"),
    "token-in-url": ("script", "okta", "entra-modern"),
    "lost-update": ("script",),
    "created-twice": ("script", "okta"),
}
# Small amounts of these are no incident.
LEAST = {"mass-deactivation": 12, "mass-deletion": 12, "forbidden": 5}
STAYS = ("refused-attribute", "duplicate-create", "clock-skew", "powerful-group")


def follows(name: str) -> tuple[str, ...]:
    return FOLLOWS.get(name, ())


def moved(fault: Fault, dice: random.Random) -> Fault:
    """The fault of another size, at another place and time."""
    if fault.amount:
        least = LEAST.get(fault.name, 1)
        fault = replace(
            fault, amount=dice.randrange(least, least + 12) if fault.name != "clock-skew" else dice.randrange(5, 300)
        )
    fault = replace(fault, provider=dice.choice(PLACES.get(fault.name, (fault.provider,))))
    if fault.name in STAYS:
        return fault
    lasts = min(fault.end_ns - fault.start_ns, 24 * HOUR)
    start = at(2, 7) + dice.randrange(9 * 60) * HOUR // 60
    return replace(fault, start_ns=start, end_ns=start + lasts)
