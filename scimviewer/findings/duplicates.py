"""Who was created twice, and where did many creates meet accounts that exist?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.bursts import episodes
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import MINUTE, Traffic, segments
from scimviewer.findings.words import counted, lasting, listed
from scimviewer.query.table import Array

LEAST, WINDOW_NS = 5, 10 * MINUTE


def find_twice(traffic: Traffic) -> Iterator[Finding]:
    """The same name created with two ids, without a deletion between: one finding for each target."""
    creates = traffic.has("operation", "create") & traffic.succeeded & (traffic["resource_name_hash"] != 0)
    creates &= traffic["resource_id_hash"] != 0
    deletes = traffic.has("operation", "delete") & traffic.succeeded
    gone = {(int(traffic.resource[at])): int(traffic.times[at]) for at in np.flatnonzero(deletes)}
    named = (
        traffic["resource_name_hash"] ^ traffic["target"].astype("<i8") ^ (traffic["resource_type"].astype("<i8") << 32)
    )
    twice: dict[int, list[int]] = {}
    for places in segments(named, np.flatnonzero(creates)):
        if len(places) < 2 or len(np.unique(traffic.resource[places])) < 2:
            continue
        for before, after in zip(places[:-1].tolist(), places[1:].tolist(), strict=True):
            ended = gone.get(int(traffic.resource[before]))
            other = traffic.resource[before] != traffic.resource[after]
            if other and (ended is None or ended > traffic.times[after]):
                twice.setdefault(int(traffic["target"][after]), []).extend((before, after))
    for _, proof in sorted(twice.items()):
        yield _twice(traffic, proof)


def _twice(traffic: Traffic, proof: list[int]) -> Finding:
    names = list(dict.fromkeys(one for one in traffic.texts("resource_name", proof) if one))
    title = f"{counted(len(names), 'name was', 'names were')} created twice with different ids"
    # RFC 7643 §4.2: names of groups need not be unique, those of users must be.
    severity = TWICE.severity if traffic.has("resource_type", "User")[proof].any() else "low"
    return traffic.finding(
        TWICE, proof, title, severity=severity, count=len(names), resources=names, explanation=f"{listed(names)}."
    )


def find_conflicts(traffic: Traffic) -> Iterator[Finding]:
    """Many different creates refused with 409 within minutes, at one target."""
    refused = np.flatnonzero(traffic.has("operation", "create") & (traffic["status"] == 409))
    who = np.where(traffic["resource_name_hash"] != 0, traffic["resource_name_hash"], traffic["body_hash"])
    for places in segments(traffic["target"], refused):
        fresh = _firsts(who, places)
        parts = [fresh[part] for part in episodes(traffic.times[fresh], LEAST, WINDOW_NS)]
        if parts:
            yield _conflicts(traffic, np.concatenate(parts), len(parts))


def _firsts(who: Array, places: Array) -> Array:
    """Each name's first refusal: later ones are retries, which are told elsewhere."""
    told = places[who[places] != 0]
    _, at = np.unique(who[told], return_index=True)
    firsts: Array = told[np.sort(at)]
    return firsts


def _conflicts(traffic: Traffic, proof: Array, times: int) -> Finding:
    span = lasting(int(traffic.times[proof[-1]] - traffic.times[proof[0]]))
    where = f" at {target}" if (target := traffic.word("target", int(proof[0]))) else ""
    title = f"{counted(len(proof), 'create')}{where} refused as existing (409) within {span}"
    title += f", in {times} episodes" if times > 1 else ""
    return traffic.finding(CONFLICTS, proof, title, count=len(proof))


TWICE = Finder(
    id="created-twice",
    title="Created twice",
    severity="medium",
    explanation="Two creates with the same name got success and different ids, and the first was not deleted between.",
    advice="Merge the accounts at the target. The receiver should refuse the second create with 409 (RFC 7644 §3.3),"
    " and the provider's look-up before it should have found the first.",
    disproved_by="The first was removed at the target outside this log.",
    find=find_twice,
)
CONFLICTS = Finder(
    id="duplicate-create-burst",
    title="Many creates of what exists",
    severity="medium",
    explanation="Five or more different creates within ten minutes got 409; each is counted once, however often it is"
    " tried again.",
    advice="See whether the look-up before each create finds them. Often a new job was started beside an old one, or"
    " the accounts were imported without the attribute by which the provider looks.",
    disproved_by="A test of duplicates.",
    find=find_conflicts,
    needs=("time", "status"),
)
