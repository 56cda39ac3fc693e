"""How are latencies spread, and how does that change over time?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.query.buckets import Buckets
from scimviewer.query.series import UNKNOWN_DURATION
from scimviewer.query.table import Array, Snapshot
from scimviewer.times import utc_text

# Five steps a factor of ten (the R5 series of preferred numbers), in microseconds from 1 µs to ten years.
STEPS = (100, 160, 250, 400, 630)
EDGES = (0, *(round(step * 10**power) for power in range(-2, 13) for step in STEPS if step * 10**power >= 1))


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`counts[row, bucket]` events that took from `edges_us[row]` (inclusive) to `edges_us[row + 1]` (exclusive)."""

    buckets: Buckets
    edges_us: list[int]
    counts: Array
    unmeasured: int  # events inside the buckets whose duration is unknown

    def cell_filter(self, row: int, bucket: int) -> str:
        """Filter text that means the events of a cell, among those that the map was made of."""
        start, end = self.buckets.span(bucket)
        low, high = (f"{edge / 1000:.12g}" for edge in self.edges_us[row : row + 2])
        return f"after:{utc_text(start)} before:{utc_text(end)} duration_ms:>={low} duration_ms:<{high}"


def heat_map(now: Snapshot, chosen: Array, buckets: Buckets, kind: str = "http") -> HeatMap:
    """The chosen events of one kind (http or step) by time and duration; rows reach from the shortest to the longest."""
    words = now.words.get("kind", [None])
    code = words.index(kind) if kind in words else -1
    durations, places = now["duration_us"][chosen], buckets.places(now["time_ns"][chosen])
    inside = (places >= 0) & (now["kind"][chosen] == code)
    known = inside & (durations != UNKNOWN_DURATION)
    rows = np.searchsorted(np.array(EDGES), durations[known], side="right") - 1
    unmeasured = int(inside.sum() - known.sum())
    if not len(rows):
        return HeatMap(buckets, [], np.zeros((0, buckets.count), "<i8"), unmeasured)
    low, high = int(rows.min()), int(rows.max()) + 1
    cells = (rows - low) * np.int64(buckets.count) + places[known]
    counts = np.bincount(cells, minlength=(high - low) * buckets.count).reshape(high - low, buckets.count)
    return HeatMap(buckets, list(EDGES[low : high + 1]), counts, unmeasured)
