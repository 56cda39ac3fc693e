"""Which writes to one resource overlapped in time, so that the one undid the other?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.event import Json
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic
from scimviewer.findings.words import counted, listed
from scimviewer.query.table import Array
from scimviewer.quirks.call import Call
from scimviewer.quirks.writes import Write
from scimviewer.scim.facts import attribute
from scimviewer.scim.request import looked_up

CLOSE_NS = 100_000_000  # without durations: written within a tenth of a second
MOST_PAIRS, MOST_LOOKS = 400, 3


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each target: pairs of overlapping writes of which one is not there afterwards."""
    lost: dict[int, list[tuple[int, int, int, list[str]]]] = {}
    for number, (first, second, later) in enumerate(_overlapping(traffic)):
        if number >= MOST_PAIRS:
            break
        seen, where = _seen(traffic, first, second, later)
        if seen is None:
            continue
        a, b = (Call(one) for one in traffic.exchanges([first, second]))
        gone = _missing(a, b, seen)
        if not gone and where != second:
            gone = _missing(b, a, seen)
        if gone:
            lost.setdefault(int(traffic["target"][first]), []).append((first, second, where, gone))
    for _, found in sorted(lost.items()):
        yield _finding(traffic, found)


def _overlapping(traffic: Traffic) -> Iterator[tuple[int, int, Array]]:
    """(write, write that began before its end, later events of the resource)"""
    writes = traffic.has("operation", "patch", "replace") & traffic.succeeded & (traffic["body_hash"] != 0)
    starts, ends = traffic.spans
    ends = np.where(ends == starts, starts + CLOSE_NS, ends)
    known = np.flatnonzero((traffic.resource != 0) & traffic.succeeded)
    order = known[np.argsort(traffic.resource[known], kind="stable")]
    written = order[writes[order]]
    before, after = written[:-1], written[1:]
    near = (traffic.resource[before] == traffic.resource[after]) & (starts[after] < ends[before])
    near &= traffic["body_hash"][before] != traffic["body_hash"][after]
    for first, second in zip(before[near].tolist(), after[near].tolist(), strict=True):
        mine = known[traffic.resource[known] == traffic.resource[first]]
        yield first, second, mine[starts[mine] >= max(ends[first], ends[second])]


def _seen(traffic: Traffic, first: int, second: int, later: Array) -> tuple[dict[str, Json] | None, int]:
    """The resource after both: the next look at it, else the second's answer if that came last."""
    for place in later[:MOST_LOOKS].tolist():
        call = Call(next(traffic.exchanges([place])))
        if call.operation != "read":
            break  # written again: what is read now says nothing of the two
        if call.resource is not None:
            return call.resource, place
    ends = traffic.spans[1]
    if ends[second] < ends[first]:
        return None, second  # its answer may be older than the end of the first
    return Call(next(traffic.exchanges([second]))).resource, second


def _missing(call: Call, other: Call, seen: dict[str, Json]) -> list[str]:
    """The attributes that a call wrote and that are otherwise now, unless the other meant them otherwise, too."""
    own = {write.path for write in other.writes if write.operation is not None and write.name != "members"}
    return sorted({write.path for write in call.writes if write.path not in own and _is_missing(write, seen)})


def _is_missing(write: Write, seen: dict[str, Json]) -> bool:
    if write.urn is not None or write.name in ("schemas", "id", "meta", "password"):
        return False
    held = attribute(seen, write.name)
    if write.name == "members":
        there = {str(attribute(one, "value")) for one in held or [] if isinstance(one, dict)}
        if not isinstance(held, list):
            return False
        named = write.value if isinstance(write.value, list) else [write.value]
        ids = {str(attribute(one, "value")) for one in named if isinstance(one, dict)}
        wanted = looked_up(write.filter)
        ids |= {wanted[1]} if wanted else set()
        return bool(ids & there) if write.op == "remove" else bool(ids - there)
    if write.filter or write.sub or isinstance(write.value, dict | list) or write.op == "remove":
        return False
    return held is not None and str(held).casefold() != str(write.value).casefold()


def _finding(traffic: Traffic, found: list[tuple[int, int, int, list[str]]]) -> Finding:
    proof = [place for first, second, where, _ in found for place in (first, second, where)]
    names = traffic.names([first for first, *_ in found])
    attributes = sorted({name for *_, gone in found for name in gone})
    title = f"{counted(len(found), 'change')} of {listed(names)} {'was' if len(found) == 1 else 'were'} lost:"
    title += " two writes overlapped"
    told = f"What is not there afterwards: {listed(attributes, 6)}."
    return traffic.finding(FINDER, proof, title, count=len(found), resources=names, explanation=told)


FINDER = Finder(
    id="lost-update",
    title="Overlapping writes",
    severity="medium",
    explanation="The second write began before the first had ended, both got success, and afterwards one of them is not"
    " there. Without durations, writes within a tenth of a second are taken as overlapping.",
    advice="Send the lost change again. The receiver should support ETags (RFC 7644 §3.14) or lock the resource; the"
    " sender should not write to one resource twice at a time.",
    disproved_by="A later change from outside this log that set the old value on purpose.",
    find=find,
    is_quick=False,
)
