"""How did an event end, in the few classes that a histogram stacks?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.query.table import Array, Rows, Snapshot

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
SUCCEEDED, FAILED = [CHANGED, READ], [REJECTED, THROTTLED, ERROR]


def outcome_classes(now: Snapshot, rows: Rows) -> Array:
    """The place in CLASSES of each of these events."""
    outcomes, operations = now.words.get("outcome", [None]), now.words.get("operation", [None])
    told = {"success": READ, "failure": ERROR, "skipped": SKIPPED}
    table = np.empty((len(outcomes), len(operations)), "<u1")
    for outcome, word in enumerate(outcomes):
        table[outcome] = told.get(word or "", UNKNOWN)
        if word == "success":
            table[outcome, [operation in WRITES for operation in operations]] = CHANGED
    both = now["outcome"][rows] * np.int32(len(operations)) + now["operation"][rows]
    found: Array = table.ravel()[both]
    # Failures are few: only they are looked at more closely.
    failed = np.flatnonzero(found == ERROR)
    status = now["status"][rows][failed]
    found[failed[(status >= 400) & (status <= 499)]] = REJECTED
    found[failed[status == 429]] = THROTTLED
    return found
