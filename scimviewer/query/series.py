"""How do requests, failures and latency go over time?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from scimviewer.query.buckets import Buckets
from scimviewer.query.counts import Value, groups
from scimviewer.query.outcome_classes import CLASSES, outcome_classes
from scimviewer.query.table import Array, Snapshot
from scimviewer.store import blocks
from scimviewer.store.case import Case

KINDS = ("http", "step")
QUANTILES = (0.50, 0.95, 0.99)
UNKNOWN_DURATION = blocks.unknown("<i8")


@dataclass(frozen=True, slots=True)
class Series:
    """One line of each plot, a number a bucket. NaN where there is nothing to tell a rate or a percentile of.

    `latency_ms[kind]` are the rows p50, p95, p99; HTTP exchanges and provisioning steps are never mixed.
    """

    key: Value = None
    other: bool = False  # everything that is not among the most frequent values
    requests: Array = field(default_factory=lambda: np.empty(0, "<i8"))
    failures: Array = field(default_factory=lambda: np.empty(0, "<i8"))
    failure_rate: Array = field(default_factory=lambda: np.empty(0))
    latency_ms: dict[str, Array] = field(default_factory=dict)
    measured: dict[str, Array] = field(default_factory=dict)  # how many durations each percentile is of


def histogram(now: Snapshot, chosen: Array, buckets: Buckets) -> Array:
    """Events by outcome class (rows, as in CLASSES) and bucket. `chosen` is a mask or positions."""
    places = buckets.places(now["time_ns"][chosen])
    cells = outcome_classes(now, chosen) * np.int64(buckets.count) + places
    counts = np.bincount(cells[places >= 0], minlength=len(CLASSES) * buckets.count)
    return counts.reshape(len(CLASSES), buckets.count)


def series(
    now: Snapshot, case: Case, chosen: Array, buckets: Buckets, by: str | None = None, most: int | None = None,
    latency: bool = True,
) -> list[Series]:  # fmt: skip
    """The chosen events (a mask, or positions) in their buckets; split by a column into its `most` frequent values."""
    places = buckets.places(now["time_ns"][chosen])
    return in_places(now, case, chosen, places, buckets.count, by, most, latency)


def in_places(
    now: Snapshot, case: Case, chosen: Array, places: Array, count: int, by: str | None = None,
    most: int | None = None, latency: bool = True,
) -> list[Series]:  # fmt: skip
    """The same for buckets of any kind: `places` is the bucket of each chosen event, -1 for none."""
    split = groups(now, case, by, chosen, most)
    cells = split.number * np.int64(count) + places
    inside = places >= 0
    total = len(split.values) * count
    shape = (len(split.values), count)
    outcomes = now.words.get("outcome", [None])
    outcome = now["outcome"][chosen]
    failed = outcome == _code(outcomes, "failure")
    requests = np.bincount(cells[inside], minlength=total)
    failures = np.bincount(cells[inside & failed], minlength=total)
    done = np.bincount(cells[inside & (outcome == _code(outcomes, "success"))], minlength=total)
    with np.errstate(invalid="ignore"):
        rate = failures / (failures + done)
    taken = _latency(now, chosen, cells, inside, total) if latency else {}
    return [
        Series(
            value,
            split.other and at == len(split.values) - 1,
            requests.reshape(shape)[at],
            failures.reshape(shape)[at],
            rate.reshape(shape)[at],
            {kind: found.reshape(len(QUANTILES), *shape)[:, at] for kind, (found, _) in taken.items()},
            {kind: counts.reshape(shape)[at] for kind, (_, counts) in taken.items()},
        )
        for at, value in enumerate(split.values)
    ]


def _code(words: list[str | None], word: str) -> int:
    return words.index(word) if word in words else -1


def _latency(now: Snapshot, chosen: Array, cells: Array, inside: Array, total: int) -> dict[str, tuple[Array, Array]]:
    """For each kind of event that is there: percentiles of the cells, and how many durations each is of."""
    durations, kind = now["duration_us"][chosen], now["kind"][chosen]
    words = now.words.get("kind", [None])
    found = {}
    for name in KINDS:
        own = inside & (kind == _code(words, name))
        if own.any():
            own &= durations != UNKNOWN_DURATION
            found[name] = percentiles(cells[own], durations[own], total)
    return found


def percentiles(cells: Array, durations_us: Array, total: int) -> tuple[Array, Array]:
    """Nearest-rank percentiles in ms (rows as QUANTILES) of each of `total` cells, and the number of durations."""
    counts = np.bincount(cells, minlength=total)
    ends = np.cumsum(counts)
    ordered = _ordered(cells, durations_us, total)
    result = np.full((len(QUANTILES), total), np.nan)
    there = counts > 0
    for row, quantile in enumerate(QUANTILES):
        # The smallest duration that at least so large a part of all does not exceed; as numpy's inverted_cdf.
        rank = np.maximum(np.ceil(quantile * counts[there]).astype("<i8"), 1)
        result[row, there] = ordered[ends[there] - counts[there] + rank - 1] / 1000
    return result, counts


def _ordered(cells: Array, durations: Array, total: int) -> Array:
    """Durations by cell, and in each cell by size. One number of both is sorted much faster than two keys."""
    width = int(durations.max(initial=0)) + 1
    if total * width >= 2**63:
        ordered: Array = durations[np.lexsort((durations, cells))]
        return ordered
    return np.sort(cells * np.int64(width) + durations) % np.int64(width)
