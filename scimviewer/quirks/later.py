"""What does a later read prove about a write?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scimviewer.event import Exchange
from scimviewer.quirks import found
from scimviewer.quirks.quirk import Found, Quirk
from scimviewer.quirks.situation import Situation

WRITES = ("create", "replace", "patch", "delete")
READS = ("read", "search")


def proven(write: Situation, later: Sequence[Exchange]) -> list[tuple[Quirk, Found]]:
    """The patterns of a write that the next read of the resource shows; their evidence points into /later too.

    `later` are exchanges about the same resource. After another write a read proves nothing about this one.
    """
    if write.operation not in WRITES or not write.succeeded:
        return []
    for n, one in enumerate(later):
        read = Situation(one, None, (*write.history, write.exchange, *later[:n]), schemas=write.schemas)
        if read.operation in WRITES and not read.failed:
            return []
        if read.operation in READS and read.succeeded:
            return list(about_earlier(found(read), len(write.history), n))
    return []


def about_earlier(hits: Sequence[tuple[Quirk, Found]], place: int, n: int = 0) -> list[tuple[Quirk, Found]]:
    """Those patterns of a read that have the exchange at a place of its history as evidence, told from there."""
    at = f"/history/{place}/"
    told = []
    for quirk, hit in hits:
        if any(one.startswith(at) for one in hit.evidence):
            evidence = tuple(_seen_from(one, place, n) for one in hit.evidence)
            told.append((quirk, replace(hit, evidence=evidence)))
    return told


def _seen_from(pointer: str, place: int, n: int) -> str:
    """A pointer of a read, as the write at this place of its history has it."""
    if not pointer.startswith("/history/"):
        return f"/later/{n}{pointer}"
    number, _, rest = pointer.removeprefix("/history/").partition("/")
    index = int(number)
    if index == place:
        return f"/{rest}"
    return pointer if index < place else f"/later/{index - place - 1}/{rest}"
