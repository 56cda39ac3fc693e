"""How are latencies spread, and how does that change over time?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.query.buckets import Buckets
from scimviewer.query.series import UNKNOWN_DURATION, inside
from scimviewer.query.table import Array, Rows, Snapshot
from scimviewer.times import utc_text

# Five steps a factor of ten (the R5 series of preferred numbers), in microseconds from 1 µs to ten years.
STEPS = (100, 160, 250, 400, 630)
EDGES = (0, *sorted({round(step * 10**power) for power in range(-2, 13) for step in STEPS}))


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`counts[row, bucket]` events that took from `edges_us[row]` (inclusive) to `edges_us[row + 1]` (exclusive)."""

    buckets: Buckets
    edges_us: list[int]
    counts: Array
    unmeasured: int  # events inside the buckets whose duration is unknown
    kind: str = "http"

    def cell_filter(self, row: int, bucket: int) -> str:
        """Filter text that means the events of a cell, among those that the map was made of."""
        start, end = self.buckets.span(bucket)
        return f"after:{utc_text(start)} before:{utc_text(end)} {self.row_filter(row)}"

    def row_filter(self, row: int) -> str:
        """The same for a whole row."""
        low, high = (f"{edge / 1000:.12g}" for edge in self.edges_us[row : row + 2])
        return f"kind:{self.kind} duration_ms:>={low} duration_ms:<{high}"


def heat_map(now: Snapshot, chosen: Rows, buckets: Buckets, kind: str = "http") -> HeatMap:
    """The chosen events of one kind (http, step) by time and duration, from the row of the shortest to the longest."""
    rows, places = inside(now, chosen, buckets)
    words = now.words.get("kind", [None])
    own = now["kind"][rows] == (words.index(kind) if kind in words else -1)
    durations = now["duration_us"][rows]
    measured = own & (durations != UNKNOWN_DURATION)
    unmeasured = int(own.sum() - measured.sum())
    if not measured.all():
        durations, places = durations[measured], places[measured]
    if not len(durations):
        return HeatMap(buckets, [], np.zeros((0, buckets.count), "<i8"), unmeasured, kind)
    levels = np.searchsorted(np.array(EDGES), durations, side="right") - 1
    low, high = int(levels.min()), int(levels.max()) + 1
    cells = (levels - low) * np.int64(buckets.count) + places
    counts = np.bincount(cells, minlength=(high - low) * buckets.count).reshape(high - low, buckets.count)
    return HeatMap(buckets, list(EDGES[low : high + 1]), counts, unmeasured, kind)
