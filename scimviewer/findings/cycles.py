"""In which cycles does a provider work, and how does each compare with the last good one?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import MINUTE, Traffic, segments
from scimviewer.findings.words import counted, lasting, percent
from scimviewer.query.table import Array
from scimviewer.times import utc_text

FEWEST_EVENTS, FEWEST_CYCLES = 30, 4
PAUSE_NS, PAUSE_FACTOR = 2 * MINUTE, 8
REGULAR, DEVIATION = 0.7, 0.15
GOOD, BAD = 0.02, 0.1


@dataclass(frozen=True, slots=True)
class Cycle:
    """One run of a sender. Places are of the traffic."""

    places: Array
    first_ns: int
    last_ns: int
    requests: int
    failures: int
    users: int
    groups: int

    @property
    def share(self) -> float:
        return self.failures / self.requests


@dataclass(frozen=True, slots=True)
class Cycles:
    """The runs of one sender at one target: told by ids in the log, or inferred from pauses."""

    actor: str | None
    target: str | None
    inferred: bool
    period_ns: int
    cycles: list[Cycle]


def cycles(traffic: Traffic) -> Iterator[Cycles]:
    """Every sender's cycles, for bands behind plots and for findings."""
    sender = traffic["target"].astype("<i8") << 32 | traffic["actor"].astype("<i8")
    told = traffic["cycle"] != 0
    for places in segments(sender, np.arange(len(traffic))):
        if len(places) < FEWEST_EVENTS:
            continue
        inferred = not told[places].mean() > 0.5
        parts = _by_pauses(traffic, places) if inferred else _by_ids(traffic, places[told[places]])
        if len(parts) < FEWEST_CYCLES:
            continue
        period = _period(np.array([traffic.times[part[0]] for part in parts]))
        if inferred and period is None:
            continue
        place = int(places[0])
        found = [_cycle(traffic, part) for part in parts]
        yield Cycles(traffic.word("actor", place), traffic.word("target", place), inferred, period or 0, found)


def _by_ids(traffic: Traffic, places: Array) -> list[Array]:
    return sorted(segments(traffic["cycle"], places), key=lambda part: int(part[0]))


def _by_pauses(traffic: Traffic, places: Array) -> list[Array]:
    gaps = np.diff(traffic.times[places])
    pause = max(PAUSE_NS, int(PAUSE_FACTOR * np.median(gaps)))
    return np.split(places, np.flatnonzero(gaps > pause) + 1)


def _period(starts: Array) -> int | None:
    """How far apart cycles begin, where most of them keep to it (some may be skipped)."""
    apart = np.diff(starts)
    period = float(np.median(apart[apart <= np.quantile(apart, 0.75)]))
    if period <= 0:
        return None
    off = np.abs(apart / period - np.maximum(np.round(apart / period), 1))
    return int(period) if (off <= DEVIATION).mean() >= REGULAR else None


def _cycle(traffic: Traffic, places: Array) -> Cycle:
    resources = traffic.resource[places]
    kinds = {kind: traffic.has("resource_type", kind)[places] for kind in ("User", "Group")}
    return Cycle(
        places,
        int(traffic.times[places[0]]),
        int(traffic.times[places[-1]]),
        len(places),
        int(traffic.failed[places].sum()),
        *(len(np.unique(resources[mask & (resources != 0)])) for mask in kinds.values()),
    )


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each sender that works in cycles."""
    for found in cycles(traffic):
        yield _finding(traffic, found)


def _finding(traffic: Traffic, found: Cycles) -> Finding:
    runs = found.cycles
    requests = sorted(run.requests for run in runs)
    every = f", every {lasting(found.period_ns)}" if found.period_ns else ""
    who = f"{found.actor or 'a sender'}{f' at {found.target}' if found.target else ''}"
    title = f"{counted(len(runs), 'cycle')} of {who}{every}"
    title += " (inferred from pauses)" if found.inferred else ""
    told = f"{requests[len(requests) // 2]:,} requests in a typical cycle, {requests[-1]:,} in the largest."
    worst = max(range(len(runs)), key=lambda at: (runs[at].share, runs[at].failures, -at))
    if runs[worst].share >= BAD:
        told += f" The worst: {_told(runs[worst])}."
        good = [run for run in runs[:worst] if run.share <= GOOD]
        told += f" The last good one before it: {_told(good[-1])}." if good else " None before it was good."
    else:
        told += f" No cycle failed by {percent(BAD)} or more."
    return traffic.finding(
        FINDER, [run.places[0] for run in runs], title, count=len(runs), resources=(), explanation=told
    )


def _told(run: Cycle) -> str:
    took = lasting(run.last_ns - run.first_ns)
    return (
        f"{utc_text(run.first_ns, 0)}, {run.failures:,} of {run.requests:,} failed ({percent(run.share)}),"
        f" {counted(run.users, 'user')}, {counted(run.groups, 'group')}, {took}"
    )


FINDER = Finder(
    id="provisioning-cycles",
    title="Provisioning cycles",
    severity="info",
    explanation="A cycle is what a provider does from one pause to the next, or what the log gives one cycle id. The"
    " events are the first of each.",
    advice="Compare a bad cycle with the last good one: what is in the one and not in the other is where to look.",
    disproved_by="Pauses that have another reason, where cycles are inferred.",
    find=find,
    is_quick=False,
)
