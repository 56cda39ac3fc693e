"""When did a sender that never rests fall silent?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import HOUR, MINUTE, Traffic, segments
from scimviewer.findings.words import lasting
from scimviewer.query.table import Array
from scimviewer.times import utc_text

FEWEST_HOURS, FEWEST_IN_HOUR, QUIET_HOURS = 12, 10, 2
SKIPPED, STEADY, FEWEST_STEADY = 3, 2.2, 12
LEAST_PAUSE_NS = 2 * MINUTE
REGULAR, DEVIATION = 0.85, 0.12


def find(traffic: Traffic) -> Iterator[Finding]:
    """Silences of each target's traffic that its pauses elsewhere do not explain; also one that lasts to the end."""
    last_of_all = int(traffic.times[-1])
    known = np.flatnonzero(traffic["target"] != 0)
    # Where some sources tell the target and some do not, the silence of the latter says nothing.
    for places in segments(traffic["target"], known if len(known) else np.arange(len(traffic))):
        times = traffic.times[places]
        for before, after in _silences(times, last_of_all):
            yield _finding(traffic, places, before, after, last_of_all)


def _silences(times: Array, end: int) -> Iterator[tuple[int, int | None]]:
    """(last event before, first event after): after is None where the silence lasts to the end of the log."""
    limit = _longest_usual(times)
    if limit is None:
        return
    for at in np.flatnonzero(np.diff(times) > limit).tolist():
        yield at, at + 1
    if end - times[-1] > limit:
        yield len(times) - 1, None


def _longest_usual(times: Array) -> int | None:
    """How long this traffic may pause; None where it is too irregular to say."""
    gaps = np.sort(np.diff(times))[:-1]
    # The longer ones: within a cycle there are pauses, too.
    pauses = gaps[gaps > max(LEAST_PAUSE_NS, int(gaps[-1]) // 3)] if len(gaps) else gaps
    if len(pauses) >= FEWEST_STEADY and pauses[-1] <= STEADY * np.median(pauses) and _is_regular(pauses):
        return SKIPPED * int(pauses[-1])  # it works in cycles, and skips none
    hours = np.unique(times // HOUR, return_counts=True)[1]
    if len(hours) >= FEWEST_HOURS and np.quantile(hours, 0.05) >= FEWEST_IN_HOUR and gaps[-1] < HOUR:
        return max(QUIET_HOURS * HOUR, SKIPPED * int(gaps[-1]))
    return None


def _is_regular(pauses: Array) -> bool:
    """Whether nearly all are the usual pause, or a multiple of it where a cycle had nothing to do."""
    turns = pauses / np.median(pauses)
    return bool((np.abs(turns - np.maximum(np.round(turns), 1)) <= DEVIATION).mean() >= REGULAR)


def _finding(traffic: Traffic, places: Array, before: int, after: int | None, end: int) -> Finding:
    proof = [int(places[before])] + ([] if after is None else [int(places[after])])
    silent = (end if after is None else int(traffic.times[places[after]])) - int(traffic.times[places[before]])
    where = f" at {target}" if (target := traffic.word("target", proof[0])) else ""
    title = f"No request{where} for {lasting(silent)}"
    title += ", to the end of the log" if after is None else ""
    told = f"The last came at {utc_text(int(traffic.times[proof[0]]), 0)}"
    told += f", the next at {utc_text(int(traffic.times[proof[1]]), 0)}." if after is not None else "."
    return traffic.finding(FINDER, proof, title, count=1, resources=(), explanation=told)


FINDER = Finder(
    id="sync-gap",
    title="No requests for long",
    severity="medium",
    explanation="Elsewhere in this log the traffic at this target pauses for less than a third of that. A stopped job,"
    " a blocked network or a missing piece of the log look alike.",
    advice="Ask first whether the log is whole (rotation, another node). Then look at the job's state in the provider"
    " for that time: paused, in quarantine, credentials expired.",
    disproved_by="A pause that was announced, or a log of another node that holds these requests.",
    find=find,
)
