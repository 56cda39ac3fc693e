"""When did answers take much longer than before?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.rates import binned
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, lasting
from scimviewer.query.table import Array

FEWEST, WARM_BINS, FEWEST_IN_BIN = 100, 4, 8
LATELY = 300  # bins that a bin is compared with
SLOWER = 3.0  # times as long, in the middle of a bin
SURE = 5.0  # standard errors of a median


def find(traffic: Traffic) -> Iterator[Finding]:
    """Stretches at one target where the typical answer took three times as long as before."""
    timed = np.flatnonzero((traffic["duration_us"] > 0) & traffic.has("kind", "http") & (traffic["status"] != 429))
    for places in segments(traffic["target"], timed):
        if len(places) >= FEWEST:
            yield from _slow(traffic, places)


def _slow(traffic: Traffic, places: Array) -> Iterator[Finding]:
    longer = _longer(traffic, places)
    bins = binned(traffic.times[places], np.zeros(len(places), bool))
    ends = np.cumsum(bins.requests)
    usual: list[float] = []
    slow: list[list[int]] = []
    for at, end in enumerate(ends.tolist()):
        part = longer[end - int(bins.requests[at]) : end]
        if len(usual) >= WARM_BINS and len(part) >= FEWEST_IN_BIN and _is_slow(part, usual[-LATELY:]):
            if slow and slow[-1][-1] == at - 1:
                slow[-1].append(at)
            else:
                slow.append([at])
        elif len(part) >= FEWEST_IN_BIN:
            usual.append(float(np.median(part)))
    for run in slow:
        inside = places[ends[run[0]] - bins.requests[run[0]] : ends[run[-1]]]
        mine = longer[ends[run[0]] - bins.requests[run[0]] : ends[run[-1]]]
        yield _finding(traffic, inside, mine - float(np.median(usual)), places)


def _longer(traffic: Traffic, places: Array) -> Array:
    """log of how many times as long as is usual for this kind of request."""
    logs = np.log(traffic["duration_us"][places].astype("<f8"))
    kind = traffic["operation"].astype("<i8") << 20 | traffic["intent"].astype("<i8") << 10
    kind |= traffic["resource_type"].astype("<i8")
    _, number = np.unique(kind[places], return_inverse=True)
    for one in range(int(number.max()) + 1):
        mine = number == one
        logs[mine] -= np.median(logs[mine])
    found: Array = logs
    return found


def _is_slow(part: Array, usual: list[float]) -> bool:
    middle = float(np.median(usual))
    rise = float(np.median(part)) - middle
    spread = 1.4826 * float(np.median(np.abs(part - np.median(part)))) + 0.1
    return bool(rise >= np.log(SLOWER) and rise >= SURE * 1.2533 * spread / np.sqrt(len(part)))


def _finding(traffic: Traffic, inside: Array, longer: Array, places: Array) -> Finding:
    factor = float(np.exp(np.median(longer)))
    # The proof are those that took longer than twice the usual.
    proof = inside[longer >= np.log(2)]
    taken = traffic["duration_us"][inside] / 1000
    before = traffic["duration_us"][np.setdiff1d(places, inside)] / 1000
    span = lasting(int(traffic.times[proof[-1]] - traffic.times[proof[0]]))
    where = f" at {target}" if (target := traffic.word("target", int(inside[0]))) else ""
    title = f"Answers{where} took {factor:.0f} times as long for {span}"
    told = (
        f"In the middle {np.median(taken):,.0f} ms instead of {np.median(before):,.0f} ms; at worst"
        f" {taken.max():,.0f} ms. {counted(len(proof), 'request')} took more than"
        " twice as long as requests of their kind do."
    )
    return traffic.finding(FINDER, proof, title, count=len(proof), explanation=told)


FINDER = Finder(
    id="latency-shift",
    title="Slower answers",
    severity="medium",
    explanation="Each request is compared with others of its kind, so that long lists or many creates are no sign."
    " Senders give up after a time of their own, and try again what may have happened already.",
    advice="Compare with the receiver's load and releases at that time. Look for answers that never came in this"
    " stretch, and for doubles that came of it.",
    disproved_by="Much larger groups or pages than before in this stretch.",
    find=find,
    is_quick=False,
)
