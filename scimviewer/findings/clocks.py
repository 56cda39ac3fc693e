"""Which sources' clocks disagree?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.sightings import Pair
from scimviewer.findings.traffic import MINUTE, Traffic
from scimviewer.findings.words import counted, lasting
from scimviewer.query.table import Array
from scimviewer.quirks.call import header
from scimviewer.times import SECOND, instant

LEAST_NS, SERIOUS_NS = 3 * SECOND, 5 * MINUTE
LOOKED_AT, FEWEST = 40, 8
STEADY_NS = 2 * SECOND


def find(traffic: Traffic) -> Iterator[Finding]:
    """Sources that tell of the same calls at other times, and sources whose times differ from the answers' Date."""
    for pair in traffic.sightings.pairs:
        if abs(pair.ahead_ns) >= LEAST_NS:
            yield _between(traffic, pair)
    for source in np.unique(traffic["source"]).tolist():
        places = np.flatnonzero(traffic["source"] == source)
        some = places[np.unique(np.linspace(0, len(places) - 1, LOOKED_AT).astype(int))]
        ahead, proof = _against_date(traffic, some)
        if len(ahead) >= FEWEST and abs(np.median(ahead)) >= LEAST_NS and _is_steady(ahead):
            yield _from_date(traffic, source, int(np.median(ahead)), proof)


def _is_steady(ahead: Array) -> bool:
    return bool(np.median(np.abs(ahead - np.median(ahead))) <= STEADY_NS)


def _against_date(traffic: Traffic, places: Array) -> tuple[Array, list[int]]:
    """How far a source is ahead of the server's clock (header Date), for those events that have one."""
    ahead, proof = [], []
    ends = traffic.spans[1]
    for place, exchange in zip(places.tolist(), traffic.exchanges(places.tolist()), strict=True):
        moment = instant(header(exchange.response_headers, "date") or "")
        if moment is not None:
            ahead.append(int(ends[place]) - moment.ns - SECOND // 2)
            proof.append(place)
    return np.array(ahead, "<i8"), proof


def _between(traffic: Traffic, pair: Pair) -> Finding:
    first, second = (traffic.table.now.sources.get(one, "?") for one in (pair.source, pair.other))
    later, earlier = (second, first) if pair.ahead_ns > 0 else (first, second)
    title = f"The clock of {_short(later)} is {lasting(abs(pair.ahead_ns))} ahead of {_short(earlier)}"
    told = f"From {counted(pair.matched, 'call')} that both tell of."
    proof = np.flatnonzero(traffic["source"] == pair.source)[[0, -1]]
    return _finding(traffic, proof.tolist(), title, pair.ahead_ns, pair.matched, told)


def _from_date(traffic: Traffic, source: int, ahead: int, proof: list[int]) -> Finding:
    name = _short(traffic.table.now.sources.get(source, "?"))
    word = "ahead of" if ahead > 0 else "behind"
    title = f"The clock of {name} is {lasting(abs(ahead))} {word} the server's"
    return _finding(traffic, proof, title, ahead, len(proof), "Compared with the header Date of the answers.")


def _finding(traffic: Traffic, proof: list[int], title: str, ahead: int, count: int, told: str) -> Finding:
    severity = "medium" if abs(ahead) >= SERIOUS_NS else "low"
    return traffic.finding(FINDER, proof, title, severity=severity, count=count, resources=(), explanation=told)


def _short(path: str) -> str:
    return path.rpartition("/")[2]


FINDER = Finder(
    id="clock-skew",
    title="Clocks disagree",
    severity="medium",
    explanation="The order of events across sources is not to be trusted by less than this difference. A whole number"
    " of hours is a time zone.",
    advice="Say in which zone the clock of the source runs, or keep the difference in mind when both are read"
    " together.",
    disproved_by="A cache that answers with an old Date.",
    find=find,
    is_quick=False,
)
