"""Which values have several columns, when were they there, and how many of each does a filter leave?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.buckets import Buckets, fitting
from scimviewer.query.columns import BY_KEY
from scimviewer.query.counts import Numbered, Value, failures, groups, numbered
from scimviewer.query.quirk_sets import BETWEEN
from scimviewer.query.table import Array, Rows, Snapshot
from scimviewer.store.case import Case

BARS = 24  # of a sparkline
MOST = 500  # more values than this nobody scrolls through


@dataclass(frozen=True, slots=True)
class FacetTotal:
    """A value in the whole case: how many events have it, how many of those failed, and how many in each bar.

    Bars are `BARS` equal parts of the case's time, as the histogram spans it; events outside of it are in no bar.
    """

    value: Value
    count: int
    failures: int
    bars: Array


class Facets:
    """The most frequent values of some columns in the whole case, and their counts under any filter."""

    def __init__(self, now: Snapshot, case: Case, keys: Sequence[str], most: int = MOST) -> None:
        self._now = now
        self.span = _span(now)  # the bars as buckets; None where no time is known
        self.totals: dict[str, list[FacetTotal]] = {}
        self.distinct: dict[str, int] = {}  # values in the whole case, also those that are not listed
        self._numbers: dict[str, Array] = {}  # by which the column knows the listed values
        self._places: dict[str, Array] = {}  # of each event's value in the list; of columns that take long to number
        self._among: dict[str, Array] = {}  # of columns with several values: which listed value is in which set
        bars = np.full(now.size, BARS) if self.span is None else self.span.places(now["time_ns"])
        bars[bars < 0] = BARS
        bars_failed = bars * 2 + failures(now)
        for key in keys:
            self._count(case, key, bars_failed, most)

    def _count(self, case: Case, key: str, bars_failed: Array, most: int) -> None:
        if BY_KEY[key].kind == "words":
            self._count_words(key, bars_failed, most)
            return
        split = groups(self._now, case, key, slice(None), most)
        listed, cells = len(split.numbers), 2 * (BARS + 1)
        counts = np.bincount(split.number * np.int64(cells) + bars_failed, minlength=listed * cells)
        by_bar = counts[: listed * cells].reshape(listed, BARS + 1, 2)
        self.totals[key] = [
            FacetTotal(value, int(own.sum()), int(own[:, 1].sum()), own[:BARS].sum(axis=1))
            for value, own in zip(split.values, by_bar, strict=False)
        ]
        self.distinct[key] = split.distinct
        self._numbers[key] = split.numbers
        if BY_KEY[key].kind == "text":
            self._places[key] = split.number.astype("<u4")

    def _count_words(self, key: str, bars_failed: Array, most: int) -> None:
        """An event may have several values: codes stand for sets of them, and each value is in some of the sets."""
        sets, cells = self._now.words.get(key, [None]), 2 * (BARS + 1)
        by_set = np.bincount(self._now[key] * np.int64(cells) + bars_failed, minlength=len(sets) * cells)
        split = [(None,) if one is None else tuple(one.split(BETWEEN)) for one in sets]
        values = sorted({word for words in split for word in words}, key=str)
        among = np.array([[word in words for words in split] for word in values])
        counted = (among.astype("<i8") @ by_set.reshape(len(sets), cells)).reshape(-1, BARS + 1, 2)
        found = [
            (FacetTotal(value, int(own.sum()), int(own[:, 1].sum()), own[:BARS].sum(axis=1)), row)
            for value, own, row in zip(values, counted, among, strict=True)
            if own.any()
        ]
        found.sort(key=lambda one: (-one[0].count, one[0].value is None, one[0].value or ""))
        self.totals[key] = [total for total, _ in found[:most]]
        self.distinct[key] = len(found)
        self._among[key] = np.array([row for _, row in found[:most]], bool).reshape(-1, len(sets))

    def under(self, chosen: Rows, progress: Progress = UNWATCHED) -> dict[str, list[int]]:
        """How many of the chosen events (a mask, or positions) have each value of `totals`, in their order."""
        mask = _mask(chosen, self._now.size)
        # Where most events are chosen, the others are fewer to count.
        inverted = np.count_nonzero(mask) * 2 > self._now.size
        rows, found = np.flatnonzero(~mask if inverted else mask), {}
        for done, (key, totals) in enumerate(self.totals.items()):
            progress.report(done, len(self.totals))
            counts = self._listed(key, rows).tolist()
            found[key] = [one.count - n for one, n in zip(totals, counts, strict=True)] if inverted else counts
        return found

    def _listed(self, key: str, rows: Array) -> Array:
        """How many of these events have each listed value of a column."""
        if key in self._among:
            among = self._among[key]
            listed: Array = among.astype("<i8") @ np.bincount(self._now[key][rows], minlength=among.shape[1])
            return listed
        numbers = self._numbers[key]
        if key in self._places:
            return np.bincount(self._places[key][rows], minlength=len(numbers))[: len(numbers)]
        return _counts_of(numbered(self._now, key, rows), numbers)


def _mask(chosen: Rows, size: int) -> Array:
    if not isinstance(chosen, slice) and chosen.dtype == bool:
        return chosen
    mask = np.zeros(size, bool)
    mask[chosen] = True
    return mask


def _counts_of(found: Numbered, numbers: Array) -> Array:
    """How often each of these numbers of a column is there."""
    if not len(found.values):
        return np.zeros(len(numbers), "<i8")
    counts = np.bincount(found.number, minlength=len(found.values))
    at = np.minimum(np.searchsorted(found.values, numbers), len(found.values) - 1)
    return np.where(found.values[at] == numbers, counts[at], 0)


def _span(now: Snapshot) -> Buckets | None:
    """The time of the case, cut into the bars of a sparkline."""
    buckets = fitting(now["time_ns"])
    if buckets is None:
        return None
    return Buckets(buckets.first_ns, -(-buckets.length_ns * buckets.count // BARS), BARS)
