"""When were far more users deactivated or deleted at once than is usual here?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.bursts import episodes
from scimviewer.findings.chance import log_poisson_tail
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import HOUR, MINUTE, Traffic, segments
from scimviewer.findings.words import counted, lasting, listed
from scimviewer.query.table import Array

LEAST, WINDOW_NS = 10, 10 * MINUTE
USUAL = 4.0  # times the usual share of changes
LOG_CHANCE = -14.0  # about one in a million
LONGEST_NS = 2 * HOUR
TRIAL_NS = HOUR  # what is deleted so soon after it was made was a test


def find_deactivations(traffic: Traffic) -> Iterator[Finding]:
    """Many users deactivated at once."""
    wanted = (traffic["active_asked"] == 0) & ~traffic.has("operation", "create")
    yield from _bursts(traffic, DEACTIVATION, wanted, "deactivated")


def find_deletions(traffic: Traffic) -> Iterator[Finding]:
    """Many users or groups deleted at once."""
    wanted = traffic.has("operation", "delete") & ~_just_made(traffic)
    yield from _bursts(traffic, DELETION, wanted, "deleted")


def _just_made(traffic: Traffic) -> Array:
    """Deletions of what was created within the hour before."""
    made = np.full(len(traffic), False)
    useful = traffic.has("operation", "create", "delete") & traffic.succeeded & (traffic.resource != 0)
    creates = traffic.has("operation", "create")
    for places in segments(traffic.resource, np.flatnonzero(useful)):
        born = None
        for place in places.tolist() if creates[places].any() else ():
            if creates[place]:
                born = int(traffic.times[place])
            else:
                made[place] = born is not None and traffic.times[place] - born <= TRIAL_NS
    return made


def _bursts(traffic: Traffic, finder: Finder, wanted: Array, word: str) -> Iterator[Finding]:
    happened = np.flatnonzero(wanted & traffic.succeeded & (traffic.resource != 0))
    writes = np.flatnonzero(traffic.writes)
    for places in segments(traffic["target"], happened):
        _, firsts = np.unique(traffic.resource[places], return_index=True)
        places = places[np.sort(firsts)]  # each user once
        others = writes[traffic["target"][writes] == traffic["target"][places[0]]]
        for part in episodes(traffic.times[places], LEAST, WINDOW_NS):
            proof = _unusual(traffic, places, part, others)
            if proof is not None:
                yield _finding(traffic, finder, proof, word)


def _unusual(traffic: Traffic, places: Array, part: slice, writes: Array) -> Array | None:
    """The events of an episode where it is more than this target's usual share of changes explains."""
    proof = places[part]
    first, last = traffic.times[proof[0]], traffic.times[proof[-1]]
    at = np.searchsorted(traffic.times[writes], (first, last), side="left")
    inside = max(int(at[1]) - int(at[0]) + 1, len(proof))
    outside = len(writes) - inside
    if outside < LEAST and last - first > LONGEST_NS:
        return None  # nothing to compare with, and no burst either: it goes on all the time
    share = (len(places) - len(proof) + 0.5) / max(outside, 1) if outside >= LEAST else 0.0
    expected = share * inside
    if len(proof) < USUAL * expected or log_poisson_tail(len(proof), expected) > LOG_CHANCE:
        return None
    return proof


def _finding(traffic: Traffic, finder: Finder, proof: Array, word: str) -> Finding:
    kinds = {traffic.word("resource_type", place) for place in proof.tolist()}
    one = {"User": "user", "Group": "group"}.get(next(iter(kinds)) or "", "resource") if len(kinds) == 1 else "resource"
    span = lasting(int(traffic.times[proof[-1]] - traffic.times[proof[0]]))
    actors = {traffic.word("actor", place) for place in proof.tolist()} - {None}
    told = f"By {listed(sorted(str(actor) for actor in actors))}." if actors else ""
    title = f"{counted(len(proof), one)} {word} within {span}"
    return traffic.finding(finder, proof, title, count=len(proof), explanation=told)


DEACTIVATION = Finder(
    id="mass-deactivation",
    title="Many users deactivated at once",
    severity="critical",
    explanation="Ten or more different users within ten minutes, and far more than the usual share of changes at this"
    " target. An emptied scope, a removed assignment or a broken source looks like this.",
    advice="Pause the job before the deletions follow. Ask whether so many people really left, and look at the scope,"
    " the assigned groups and the source that feeds it.",
    disproved_by="A closure or a season's end that was announced for this time.",
    find=find_deactivations,
)
DELETION = Finder(
    id="mass-deletion",
    title="Many resources deleted at once",
    severity="critical",
    explanation="Ten or more different resources within ten minutes, and far more than the usual share of changes at"
    " this target. What was created within the hour before is not counted: tests clean up behind themselves.",
    advice="Pause the job and ask who wanted this. Deleted accounts seldom come back with their data: ask the receiver"
    " for its bin or backup first.",
    disproved_by="A clean-up that was announced for this time.",
    find=find_deletions,
)
