"""What do histogram and plots ask an open case, away from the UI thread?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.buckets import DAY, MOST, Buckets, around, fitting
from scimviewer.query.heat_map import HeatMap, heat_map
from scimviewer.query.query import matching
from scimviewer.query.series import KINDS, Series, histogram, series
from scimviewer.query.table import NO_TIME, Snapshot
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.time_filter import time_range, within

Array = NDArray[Any]
# So many values of a split have a line of their own.
SPLIT = 4
# With fewer events in a bucket a rate jumps from none to all; more buckets than this are noise on a screen.
IN_A_BUCKET, FEWEST_BUCKETS, MOST_BUCKETS = 25, 40, 200


@dataclass(frozen=True, eq=False)
class HistogramNumbers:
    """Events by outcome class and bucket: those of the filter whatever its range of time, and all of the case."""

    buckets: Buckets | None  # None where no event has a time
    counts: Array  # classes × buckets
    whole: Array  # a number a bucket
    filtered: bool  # whether the filter leaves anything out besides the range of time
    without_time: int
    outside: int  # have a time, which lies outside the buckets


@dataclass(frozen=True, eq=False)
class PlotNumbers:
    """Everything the plots of an answer show."""

    answer: Answer
    buckets: Buckets | None
    by: str | None = None
    total: list[Series] = field(default_factory=list)  # one, not split
    split: list[Series] = field(default_factory=list)
    outcomes: Array = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    heats: dict[str, HeatMap] = field(default_factory=dict)
    without_time: int = 0
    outside: int = 0


def histogram_numbers(
    opened: OpenedCase, answer: Answer, view: tuple[int, int] | None, most: int, progress: Progress = UNWATCHED
) -> HistogramNumbers:
    """Count the answer's events over time, in at most so many buckets; `view` is the stretch to show, None for all."""
    now = opened.table.now
    text = answer.query.text
    rest = within(text, None, None)
    chosen = _mask(now, answer.ids) if rest == text.strip() else matching(opened.table, rest, progress, now)
    times = now["time_ns"]
    buckets = fitting(times, most) if view is None else _covering(*view, most)
    without = int((times[chosen] == NO_TIME).sum())
    if buckets is None:
        empty = np.zeros((0, 0), np.int64)
        return HistogramNumbers(None, empty, empty, False, without, 0)
    progress.report(1, 3)
    filtered = not chosen.all()
    whole = histogram(now, np.ones(now.size, bool), buckets)
    progress.report(2, 3)
    counts = histogram(now, chosen, buckets) if filtered else whole
    outside = int(chosen.sum()) - without - int(counts.sum()) if view is None else 0
    return HistogramNumbers(buckets, counts, whole.sum(axis=0), filtered, without, outside)


def plot_numbers(
    opened: OpenedCase, answer: Answer, length_ns: int | None, by: str | None, progress: Progress = UNWATCHED
) -> PlotNumbers:
    """Series, outcomes and heat maps of the answer's events, in buckets of a length (None for one that fits)."""
    now = opened.table.now
    chosen = now.positions(answer.ids)
    times = now["time_ns"][chosen]
    buckets = _buckets(times, time_range(answer.query.text, now.time_span()), length_ns)
    without = int((times == NO_TIME).sum())
    if buckets is None:
        return PlotNumbers(answer, None, by, without_time=without)
    total = series(now, opened.case, chosen, buckets)
    progress.report(1, 4)
    split = series(now, opened.case, chosen, buckets, by, SPLIT) if by else []
    progress.report(2, 4)
    outcomes = histogram(now, chosen, buckets)
    progress.report(3, 4)
    heats = {kind: heat_map(now, chosen, buckets, kind) for kind in KINDS}
    outside = len(times) - without - int(outcomes.sum())
    return PlotNumbers(answer, buckets, by, total, split, outcomes, heats, without, outside)


def _buckets(times: Array, limits: tuple[int | None, int | None], length_ns: int | None) -> Buckets | None:
    """Buckets over the events, or over the whole range that the filter asks for; a length too short is lengthened."""
    known = times[times != NO_TIME]
    start, stop = limits
    if start is not None and stop is not None and start < stop:
        known = np.append(known, [start, stop - 1])
    fitted = fitting(known, max(FEWEST_BUCKETS, min(MOST_BUCKETS, len(times) // IN_A_BUCKET)))
    if fitted is None or length_ns is None:
        return fitted
    wanted = around(fitted.first_ns, fitted.end_ns - 1, length_ns)
    return wanted if wanted.count <= MOST else fitted


def _covering(start: int, stop: int, most: int) -> Buckets:
    """Buckets over all of a stretch, however long."""
    found = fitting(np.array([start, stop - 1]), most)
    if found is not None and found.first_ns <= start and stop <= found.end_ns:
        return found
    return around(start, stop - 1, DAY * -(-(stop - start) // (DAY * most)))


def _mask(now: Snapshot, ids: Array) -> Array:
    if len(ids) == now.size:
        return np.ones(now.size, bool)
    mask = np.zeros(now.size, bool)
    mask[now.positions(ids)] = True
    return mask
