"""Which request like this one was accepted last?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.errors import UserError
from scimviewer.query.table import NO_TIME, Array, Snapshot
from scimviewer.store import blocks
from scimviewer.store.case import Case
from scimviewer.store.writing import LAYOUT

BLOCK = "select id, first_event, events, columns from block where first_event <= ? order by first_event desc limit 1"
# So many are looked at before it is said that there is none; nobody waits for a million.
MOST_EVENTS, MOST_BLOCKS = 20_000, 400
ALIKE = ("method", "operation", "resource_type", "target")


@dataclass(frozen=True, slots=True)
class Good:
    """An accepted request, and whether it has the same shape: the same attributes and operations, other values."""

    event: int
    same_shape: bool


def last_good(case: Case, now: Snapshot, event_id: int) -> Good | None:
    """The last accepted request of the same shape before an event, else the first after it.

    Where there is none of this shape, the nearest of the same operation on the same type at the same target.
    """
    at = int(now.positions(np.array([event_id], "<i8"))[0])
    if at >= now.size or now["id"][at] != event_id:
        raise UserError(f"There is no event {event_id} in this case.")
    candidates = _candidates(now, at)
    if not len(candidates):
        return None
    shapes = _Shapes(case)
    shape = shapes.of([event_id])[0]
    if shape is not None:
        for start in range(0, len(candidates), 200):
            page = [int(one) for one in candidates[start : start + 200]]
            for event, other in zip(page, shapes.of(page), strict=True):
                if other == shape:
                    return Good(event, True)
            if shapes.opened >= MOST_BLOCKS:
                break
    return Good(int(candidates[0]), False)


def _candidates(now: Snapshot, at: int) -> Array:
    """Accepted requests of the same kind: those before, the latest first, then those after."""
    words = now.words["outcome"]
    if "success" not in words:
        return np.empty(0, "<i8")
    mask = now["outcome"] == words.index("success")
    for field in ALIKE:
        mask &= now[field] == now[field][at]
    mask[at] = False
    places = np.flatnonzero(mask)
    times = now["time_ns"]
    if times[at] == NO_TIME:
        before = places < at
    else:
        before = (times[places] < times[at]) | ((times[places] == times[at]) & (places < at))
    order = np.argsort(times[places], kind="stable")
    earlier, later = places[order][before[order]][::-1], places[order][~before[order]]
    found: Array = now["id"][np.concatenate([earlier, later])[:MOST_EVENTS]]
    return found


class _Shapes:
    """Shapes of requests, from the columns of the blocks in which they lie."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.opened = 0
        self._blocks: list[tuple[int, int, Array]] = []

    def of(self, ids: list[int]) -> list[int | None]:
        """The shape of each event; None where its request has no body."""
        with self.case.reader() as reader:
            found = []
            for event_id in ids:
                held = next((one for one in self._blocks if one[0] <= event_id < one[1]), None)
                if held is None and self.opened < MOST_BLOCKS:
                    _, first, count, packed = reader.execute(BLOCK, (event_id,)).fetchone()
                    held = (first, first + count, blocks.unpacked_columns(packed, count, LAYOUT)["shape_hash"])
                    self._blocks.insert(0, held)
                    self.opened += 1
                shape = blocks.unknown("<i8") if held is None else int(held[2][event_id - held[0]])
                found.append(None if shape == blocks.unknown("<i8") else shape)
            return found
