"""Which errors are there, how often, for how many resources, and what goes along with them: one user, or everyone?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from scimviewer.findings.errors import normalised
from scimviewer.findings.traffic import NO_STATUS, Traffic, segments
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.table import Array, Table
from scimviewer.times import utc_text

# Values that go along: this much more frequent among the failures than among all requests.
ATTRIBUTES = ("target", "actor", "client", "operation", "resource_type", "intent", "scim_type")
LIFT, LEAST_SHARE, MOST_VALUES = 1.5, 0.5, 8
FEW = 3


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One error without what differs: how often, for whom, since when. `attributes` go along with it."""

    error: str
    status: int | None
    count: int
    resources: int
    first_ns: int
    last_ns: int
    attributes: tuple[dict[str, Any], ...]
    events: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """As `census --json` prints it."""
        return {
            "error": self.error,
            "status": self.status,
            "count": self.count,
            "resources": self.resources,
            "first": utc_text(self.first_ns),
            "last": utc_text(self.last_ns),
            "attributes": list(self.attributes),
            "events": list(self.events),
        }


def census(table: Table, text: str = "", progress: Progress = UNWATCHED) -> list[ErrorLine]:
    """The errors of a filter's events, the most frequent first. Calls that two sources tell of count once."""
    traffic = Traffic(table, text, progress)
    failed = np.flatnonzero(traffic.failed)
    kinds = _kinds(traffic, failed)
    everything = np.flatnonzero(traffic.failed | traffic.succeeded)
    lines = [_line(traffic, error, status, np.array(places), everything) for (error, status), places in kinds.items()]
    return sorted(lines, key=lambda one: (-one.count, one.first_ns, one.error, one.status or 0))


def _kinds(traffic: Traffic, failed: Array) -> dict[tuple[str, int | None], list[int]]:
    """(normalised error, status) → places. Texts that are the same are read once."""
    kinds: dict[tuple[str, int | None], list[int]] = {}
    alike = list(segments(traffic["error_hash"], failed))
    texts = traffic.texts("error", [int(places[0]) for places in alike])
    for places, text in zip(alike, texts, strict=True):
        for same in segments(traffic["status"], places):
            code = int(traffic["status"][same[0]])
            status = None if code == NO_STATUS else code
            error = normalised(text) if text else _unsaid(traffic, int(same[0]), status)
            kinds.setdefault((error, status), []).extend(same.tolist())
    return kinds


def _unsaid(traffic: Traffic, place: int, status: int | None) -> str:
    scim_type = traffic.word("scim_type", place)
    if scim_type:
        return scim_type
    return f"status {status} without an explanation" if status is not None else "no answer"


def _line(traffic: Traffic, error: str, status: int | None, places: Array, everything: Array) -> ErrorLine:
    places = np.sort(places)
    who = np.where(traffic.resource[places] != 0, traffic.resource[places], traffic["resource_name_hash"][places])
    resources = len(np.unique(who[who != 0]))
    return ErrorLine(
        error,
        status,
        len(places),
        resources,
        int(traffic.times[places[0]]),
        int(traffic.times[places[-1]]),
        tuple(_attributes(traffic, places, everything, who, resources)),
        tuple(traffic.ids[places].tolist()),
    )


def _attributes(
    traffic: Traffic, places: Array, everything: Array, who: Array, resources: int
) -> Iterator[dict[str, Any]]:
    """Values that most of these failures have and other requests have not."""
    if 0 < resources <= FEW and len(places) > resources:
        for name in traffic.names(places.tolist())[:FEW]:
            yield {"attribute": "resource_name", "value": name, "share": None, "of_all": None}
    found = []
    for field in ATTRIBUTES:
        codes, counts = np.unique(traffic[field][places], return_counts=True)
        usual = np.bincount(traffic[field][everything], minlength=int(codes.max()) + 1)
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            share, of_all = count / len(places), int(usual[code]) / len(everything)
            if code and share >= LEAST_SHARE and share >= LIFT * of_all:
                found.append((field, traffic.words(field)[code], share, of_all))
    for field, value, share, of_all in sorted(found, key=lambda one: (-one[2] / one[3], one[0]))[:MOST_VALUES]:
        yield {"attribute": field, "value": value, "share": round(share, 4), "of_all": round(of_all, 4)}
