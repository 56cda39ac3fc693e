"""How do requests, failures and latency go over time?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.query.buckets import Buckets
from scimviewer.query.counts import Groups, Value, groups
from scimviewer.query.outcome_classes import CLASSES, FAILED, SUCCEEDED, outcome_classes
from scimviewer.query.table import Array, Rows, Snapshot, rows_of
from scimviewer.store import blocks
from scimviewer.store.case import Case

KINDS = ("http", "step")
QUANTILES = (0.50, 0.95, 0.99)
UNKNOWN_DURATION = blocks.unknown("<i8")


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers behind one line of every plot, one for each bucket; NaN where there is nothing to tell one of.

    `classes` are events by outcome class (rows, as in CLASSES). `latency_ms[kind]` are the rows p50, p95, p99, of
    `measured[kind]` durations; HTTP exchanges and provisioning steps are never mixed. A kind that is not there is
    missing.
    """

    key: Value
    other: bool  # stands for all values that are not among the most frequent
    classes: Array
    latency_ms: dict[str, Array]
    measured: dict[str, Array]
    outside: Array  # failures (0) and successes (1) that are no part of a failure rate, by bucket

    @property
    def requests(self) -> Array:
        total: Array = self.classes.sum(axis=0)
        return total

    @property
    def failures(self) -> Array:
        total: Array = self.classes[FAILED].sum(axis=0)
        return total

    @property
    def failure_rate(self) -> Array:
        """Failures among what succeeded or failed; what was skipped or is unknown is outside every rate, and so are
        events of a type that is only logged when it fails.
        """
        failures = self.failures - self.outside[0]
        with np.errstate(invalid="ignore"):
            rate: Array = failures / (failures + self.classes[SUCCEEDED].sum(axis=0) - self.outside[1])
        return rate


def histogram(now: Snapshot, chosen: Rows, buckets: Buckets) -> Array:
    """Events by outcome class (rows, as in CLASSES) and bucket. `chosen` is a mask, or positions."""
    rows, places = inside(now, chosen, buckets)
    return _by_class(now, rows, places, buckets.count).T


def series(
    now: Snapshot, case: Case, chosen: Rows, buckets: Buckets | None, by: str | None = None, most: int | None = None,
    latency: bool = True,
) -> list[Series]:  # fmt: skip
    """The chosen events (a mask, or positions) in their buckets, split by a column into its `most` frequent values.

    Events without time are in no bucket. Without buckets all events are in one, also those without time.
    """
    rows, places = inside(now, chosen, buckets)
    count = 1 if buckets is None else buckets.count
    return series_of(now, rows, places, count, groups(now, case, by, rows, most), latency)


def series_of(
    now: Snapshot, rows: Rows, places: Array, count: int, split: Groups, latency: bool = True
) -> list[Series]:
    """The same for events whose place among `count` buckets and whose group is known."""
    cells = places if len(split.values) == 1 else split.number * np.int64(count) + places
    shape = len(split.values), count
    classes = _by_class(now, rows, cells, shape[0] * count).reshape(*shape, len(CLASSES)).transpose(0, 2, 1)
    outside = _outside(now, rows, cells, shape)
    taken = _latency(now, rows, cells, shape) if latency else {}
    return [
        Series(
            value,
            split.other and at == len(split.values) - 1,
            classes[at],
            {kind: found[:, at] for kind, (found, _) in taken.items()},
            {kind: counts[at] for kind, (_, counts) in taken.items()},
            outside[:, at],
        )
        for at, value in enumerate(split.values)
    ]


def inside(now: Snapshot, chosen: Rows, buckets: Buckets | None) -> tuple[Rows, Array]:
    """Those of the chosen events that are in a bucket, and the bucket of each."""
    rows = rows_of(chosen)
    times = now["time_ns"][rows]
    if buckets is None:
        return rows, np.zeros(len(times), "<i8")
    places = buckets.places(times)
    if not (places < 0).any():
        return rows, places
    kept = np.flatnonzero(places >= 0)
    return kept if isinstance(rows, slice) else rows[kept], places[kept]


def _by_class(now: Snapshot, rows: Rows, cells: Array, total: int) -> Array:
    """Events of each cell (rows) by outcome class, counted in one pass."""
    both = cells * np.int64(len(CLASSES)) + outcome_classes(now, rows)
    return np.bincount(both, minlength=total * len(CLASSES)).reshape(total, len(CLASSES))


def _outside(now: Snapshot, rows: Rows, cells: Array, shape: tuple[int, int]) -> Array:
    """Failures and successes of each cell that are no part of a failure rate."""
    found = np.zeros((2, *shape), "<i8")
    some = np.flatnonzero(now["outside_rates"][rows] > 0)
    if len(some):
        positions = np.arange(now.size)[rows][some]
        classes = outcome_classes(now, positions)
        for row, those in enumerate((FAILED, SUCCEEDED)):
            counted = np.bincount(cells[some][np.isin(classes, those)], minlength=shape[0] * shape[1])
            found[row] = counted.reshape(shape)
    return found


def _latency(now: Snapshot, rows: Rows, cells: Array, shape: tuple[int, int]) -> dict[str, tuple[Array, Array]]:
    """For each kind of event that is there: percentiles of the cells, and how many durations each is of."""
    durations, kinds = now["duration_us"][rows], now["kind"][rows]
    words = now.words.get("kind", [None])
    found = {}
    for kind in KINDS:
        own = kinds == (words.index(kind) if kind in words else -1)
        if own.any():
            own &= durations != UNKNOWN_DURATION
            some = slice(None) if own.all() else own
            figures, counts = percentiles(cells[some], durations[some], shape[0] * shape[1])
            found[kind] = figures.reshape(len(QUANTILES), *shape), counts.reshape(shape)
    return found


def percentiles(cells: Array, durations_us: Array, total: int) -> tuple[Array, Array]:
    """Nearest-rank percentiles in ms (rows as QUANTILES) of each of `total` cells, and the number of durations."""
    counts = np.bincount(cells, minlength=total)
    ends = np.cumsum(counts)
    width = int(durations_us.max(initial=0)) + 1
    if total * width < 2**63:  # one number of both is sorted much faster than two keys
        ordered = np.sort(cells * np.int64(width) + durations_us)
    else:
        ordered = durations_us[np.lexsort((durations_us, cells))]
    result = np.full((len(QUANTILES), total), np.nan)
    there = np.flatnonzero(counts)
    for row, quantile in enumerate(QUANTILES):
        # The smallest duration that at least this part of all does not exceed: numpy's inverted_cdf.
        rank = np.ceil(quantile * counts[there]).astype("<i8")
        result[row, there] = ordered[(ends - counts)[there] + rank - 1] % width / 1000
    return result, counts
