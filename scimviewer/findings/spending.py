"""Where does the time go: which kind of request, by whom, and what could be saved?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scimviewer.findings.traffic import Traffic, segments
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.table import Array, Table
from scimviewer.quirks.call import Call
from scimviewer.scim.request import looked_up

REPEATED, MANY_MEMBERS = 0.2, 100
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Spent:
    """One kind of request by one sender, and its share of the time that all requests took."""

    endpoint: str
    filter: str | None  # the form of the filter, without its value
    actor: str | None
    requests: int
    total_ms: float
    share: float
    p50_ms: float
    p95_ms: float
    repeats: int  # requests that ask the same as one before them
    advice: str | None

    def as_json(self) -> dict[str, Any]:
        """As `time --json` prints it."""
        told = {name: getattr(self, name) for name in self.__slots__}
        told["total_ms"], told["share"] = round(self.total_ms, 3), round(self.share, 4)
        return told


def spending(table: Table, text: str = "", progress: Progress = UNWATCHED) -> list[Spent]:
    """Every kind of request, the most expensive first; requests without a duration are left out."""
    traffic = Traffic(table, text, progress)
    timed = np.flatnonzero((traffic["duration_us"] >= 0) & traffic.has("kind", "http"))
    total = float(traffic["duration_us"][timed].sum()) or 1.0
    lookups = np.where(traffic.has("operation", "search"), traffic["intent"], 0)
    kind = traffic["actor"].astype("<i8") << 24 | traffic["operation"].astype("<i8") << 18
    kind |= traffic["resource_type"].astype("<i8") << 6 | lookups.astype("<i8")
    found = [_spent(traffic, places, total) for places in segments(kind, timed)]
    return sorted(found, key=lambda one: (-one.total_ms, one.endpoint, one.actor or ""))


def _spent(traffic: Traffic, places: Array, total: float) -> Spent:
    first, taken = int(places[0]), traffic["duration_us"][places]
    operation = traffic.word("operation", first) or "other"
    type_ = traffic.word("resource_type", first) or "unknown type"
    repeats = _repeats(traffic, places) if operation in ("search", "read") else 0
    p50, p95 = np.percentile(taken, (50, 95), method="inverted_cdf") / 1000
    return Spent(
        endpoint=f"{traffic.word('method', first) or ''} {type_} ({operation})".strip(),
        filter=_filter(traffic, first) if operation == "search" else None,
        actor=traffic.word("actor", first),
        requests=len(places),
        total_ms=float(taken.sum()) / 1000,
        share=float(taken.sum()) / total,
        p50_ms=float(p50),
        p95_ms=float(p95),
        repeats=repeats,
        advice=_advice(traffic, places, operation, repeats),
    )


def _repeats(traffic: Traffic, places: Array) -> int:
    asked = np.where(traffic.resource[places] != 0, traffic.resource[places], traffic["resource_name_hash"][places])
    asked = asked[asked != 0]
    return len(asked) - len(np.unique(asked))


def _filter(traffic: Traffic, place: int) -> str | None:
    """`userName eq …`, as the first of them has it."""
    wanted = looked_up(Call(next(traffic.exchanges([place]))).filter)
    return f"{wanted[0]} eq …" if wanted else None


def _advice(traffic: Traffic, places: Array, operation: str, repeats: int) -> str | None:
    throttled = int((traffic["status"][places] == TOO_MANY).sum())
    if throttled:
        return f"{throttled:,} were throttled: slower is faster here, the waits after 429 cost more than they save."
    members = traffic["members_answered"][places]
    if operation in ("read", "search") and (members >= MANY_MEMBERS).any():
        return "Members are fetched with the group: excludedAttributes=members leaves them out (RFC 7644 §3.9)."
    if repeats >= REPEATED * len(places):
        return f"{repeats:,} ask for what was asked before: the sender could remember the ids."
    return None
