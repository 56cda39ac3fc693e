"""How did an event end, in the few classes that a histogram stacks?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.query.table import Array, Snapshot

WRITES = ("create", "replace", "patch", "delete", "bulk", "update", "assign", "unassign", "import")
_WRITES = " OR ".join(f"operation:{one}" for one in WRITES)


@dataclass(frozen=True, slots=True)
class OutcomeClass:
    """A class of outcomes: its key, what people call it, and the filter text that means its events."""

    key: str
    title: str
    filter: str


# From below, as they are stacked: success is the ground, failure stands on it. Every event is in one class.
CLASSES = (
    OutcomeClass("changed", "changed", f"outcome:success ({_WRITES})"),
    OutcomeClass("read", "read", f"outcome:success -({_WRITES})"),
    OutcomeClass("rejected", "rejected", "outcome:failure status:400..499 -status:429"),
    OutcomeClass("throttled", "throttled", "outcome:failure status:429"),
    OutcomeClass("error", "server error, no answer", "outcome:failure -status:400..499"),
    OutcomeClass("skipped", "skipped", "outcome:skipped"),
    OutcomeClass("unknown", "outcome unknown", "-outcome:success -outcome:failure -outcome:skipped"),
)
CHANGED, READ, REJECTED, THROTTLED, ERROR, SKIPPED, UNKNOWN = range(len(CLASSES))


def outcome_classes(now: Snapshot, chosen: Array) -> Array:
    """The place in CLASSES of each chosen event (a mask, or positions)."""
    outcomes, operations = now.words.get("outcome", [None]), now.words.get("operation", [None])
    told = {"success": READ, "failure": ERROR, "skipped": SKIPPED}
    by_outcome = np.array([told.get(word or "", UNKNOWN) for word in outcomes], "<u1")
    writes = np.array([word in WRITES for word in operations], bool)
    found: Array = by_outcome[now["outcome"][chosen]]
    found[(found == READ) & writes[now["operation"][chosen]]] = CHANGED
    status = now["status"][chosen]
    found[(found == ERROR) & (status >= 400) & (status <= 499)] = REJECTED
    found[(found == REJECTED) & (status == 429)] = THROTTLED
    return found
