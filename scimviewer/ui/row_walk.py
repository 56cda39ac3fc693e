"""Which row comes next: of the failures, of the hits of a text search, of the same resource?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scimviewer.query.table import Snapshot

Rows = NDArray[np.int64]
NO_ROWS: Rows = np.empty(0, np.int64)
SERVER_ERROR = 500


def next_row(rows: Rows, start: int, direction: int) -> int:
    """The first of these ascending rows from `start` on, downwards (+1) or upwards (-1); -1 for none."""
    if direction > 0:
        place = int(np.searchsorted(rows, start))
    else:
        place = int(np.searchsorted(rows, start, side="right")) - 1
    return int(rows[place]) if 0 <= place < len(rows) else -1


@dataclass(frozen=True)
class RowWalk:
    """The rows of a list that one steps through, and what is needed to find those of one resource."""

    failures: Rows = field(default_factory=lambda: NO_ROWS)
    severe: Rows = field(default_factory=lambda: NO_ROWS)  # failures without an answer, or of the server
    snapshot: Snapshot | None = None
    places: NDArray[Any] = field(default_factory=lambda: NO_ROWS)

    def of_same_resource(self, row: int) -> Rows:
        """Rows about the resource of this row: its id or its name, at the same target."""
        now = self.snapshot
        if now is None or not 0 <= row < len(self.places):
            return NO_ROWS
        place = self.places[row]
        here = now["target"] == now["target"][place]
        ids, names = now["resource_id_hash"], now["resource_name_hash"]
        found = np.zeros(now.size, bool)
        for known, other in ((ids, names), (names, ids)):
            value = known[place]
            if value:
                same = here & (known == value)
                found |= same
                if not other[place]:
                    # The log calls it by one of the two here, and by both elsewhere.
                    also = np.unique(other[same])
                    found |= here & np.isin(other, also[also != 0])
        return np.flatnonzero(found[self.places])


def walk_of(now: Snapshot, places: NDArray[Any], failed: NDArray[np.bool_]) -> RowWalk:
    """The walk through a list whose rows lie at these places of the columns; `failed` is a mask over the columns."""
    status = now["status"][places]
    rows = np.flatnonzero(failed[places])
    unanswered = (status[rows] < 100) | (status[rows] >= SERVER_ERROR)
    return RowWalk(rows, rows[unanswered], now, places)
