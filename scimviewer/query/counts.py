"""How many events have which value?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.columns import BY_KEY, column
from scimviewer.query.evaluate import STORED
from scimviewer.query.query import matching
from scimviewer.query.quirk_sets import BETWEEN
from scimviewer.query.table import Array, Rows, Snapshot, Table, rows_of
from scimviewer.store import blocks
from scimviewer.store.case import Case

Value = str | int | float | bool | None
NARROW = 65536  # a column with fewer numbers between its least and its greatest is counted without sorting
PAGE = 500


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a column, how many events have it, and how many of those failed. None is unknown."""

    value: Value
    count: int
    failures: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A column as dense numbers: what each event has, and which number of the column each of these stands for."""

    number: Array
    values: Array


@dataclass(frozen=True, slots=True)
class Groups:
    """Events by the value of a column: `number` is each event's place in `values`, the most frequent first.

    Where values are left out, a last one stands for all of them.
    """

    values: list[Value]
    number: Array
    numbers: Array  # by which the column knows each value
    distinct: int  # how many values there are

    @property
    def other(self) -> bool:
        return self.distinct > len(self.numbers)


def countable(field: str) -> str:
    """The key of a column that has values to count by."""
    known = column(field)
    if known is None or known.kind in ("id", "time"):
        names = ", ".join(key for key, one in BY_KEY.items() if one.kind not in ("id", "time"))
        raise UserError(f"There is no field “{field}” to count by. Fields are {names}.")
    return known.key


def facet(
    table: Table, text: str, field: str, limit: int | None = None, progress: Progress = UNWATCHED
) -> list[FacetValue]:
    """The values of a column among the events that a filter means, most frequent first, then by value."""
    key, now = countable(field), table.now
    return counted(now, table.case, key, matching(table, text, progress, now), limit)


def counted(now: Snapshot, case: Case, key: str, chosen: Rows, limit: int | None = None) -> list[FacetValue]:
    """The same for events that are known already: a mask, or positions."""
    rows = rows_of(chosen)
    if BY_KEY[key].kind == "words":
        return _counted_each(now, key, rows)[:limit]
    found = numbered(now, key, rows)
    both = found.number * np.int64(2) + failures(now)[rows]
    counts = np.bincount(both, minlength=2 * len(found.values)).reshape(-1, 2)
    totals, failed = counts.sum(axis=1), counts[:, 1]
    return [
        FacetValue(value, int(totals[at]), int(failed[at]))
        for at, value in _ranked(now, case, key, rows, found, totals, limit)
    ]


def _counted_each(now: Snapshot, key: str, rows: Rows) -> list[FacetValue]:
    """Of a column with several values in an event: each is counted, so the counts add up to more than the events."""
    words = now.words.get(key, [None])
    both = now[key][rows] * np.int64(2) + failures(now)[rows]
    counts = np.bincount(both, minlength=2 * len(words)).reshape(-1, 2)
    totals: dict[str | None, list[int]] = {}
    for word, (passed, failed) in zip(words, counts.tolist(), strict=True):
        for value in (None,) if word is None else word.split(BETWEEN):
            total = totals.setdefault(value, [0, 0])
            total[0] += passed + failed
            total[1] += failed
    found = [FacetValue(value, *total) for value, total in totals.items() if total[0]]
    return sorted(found, key=lambda one: (-one.count, one.value is None, str(one.value)))


def groups(now: Snapshot, case: Case, key: str | None, chosen: Rows, most: int | None = None) -> Groups:
    """Group the chosen events by the `most` frequent values of a column; without one they are one group."""
    rows = rows_of(chosen)
    if key is None:
        return Groups([None], np.zeros(1, "<i8"), np.zeros(1, "<i8"), 1)
    found = numbered(now, key, rows)
    totals = np.bincount(found.number, minlength=len(found.values))
    ranked = _ranked(now, case, key, rows, found, totals, most)
    place = np.full(len(found.values), len(ranked), "<i8")
    listed = np.array([at for at, _ in ranked], "<i8")
    place[listed] = np.arange(len(ranked))
    values = [value for _, value in ranked]
    made = Groups(values, place[found.number], found.values[listed], int(np.count_nonzero(totals)))
    if made.other:
        values.append(None)
    return made


def numbered(now: Snapshot, key: str, rows: Rows) -> Numbered:
    """The column of these events as dense numbers."""
    name = STORED.get(key) or (f"{key}_hash" if BY_KEY[key].kind == "text" else key)
    stored = now[name][rows]
    if key == "source" and len(set(now.sources.values())) < len(now.sources):
        stored = _first_of_path(now)[stored]
    if not len(stored):
        return Numbered(np.zeros(0, "<i8"), np.zeros(0, "<i8"))
    if stored.dtype.kind == "u":  # codes are dense already
        return Numbered(stored, np.arange(int(stored.max()) + 1))
    low, high = int(stored.min()), int(stored.max())
    if high - low < NARROW:
        return Numbered(stored.astype("<i8") - low, np.arange(low, high + 1))
    values, number = np.unique(stored, return_inverse=True)
    return Numbered(number, values)


def _first_of_path(now: Snapshot) -> Array:
    """Sources of several bundles may have one path: for each the first that has it."""
    first: dict[str, int] = {}
    same = np.arange(max(now.sources, default=0) + 1)
    for number, path in sorted(now.sources.items()):
        same[number] = first.setdefault(path, number)
    return same


def failures(now: Snapshot) -> Array:
    """A mask of the events that failed."""
    words = now.words.get("outcome", [None])
    code = words.index("failure") if "failure" in words else -1
    failed: Array = now["outcome"] == code
    return failed


def _ranked(
    now: Snapshot, case: Case, key: str, rows: Rows, found: Numbered, totals: Array, limit: int | None
) -> list[tuple[int, Value]]:
    """The numbers that are there with what they print as: most frequent first, equals by value, unknown last."""
    there = np.flatnonzero(totals)
    if limit is not None and limit < len(there):
        least = np.partition(totals[there], len(there) - limit)[len(there) - limit] if limit else np.inf
        there = there[totals[there] >= least]  # all that are as frequent as the last one: their values decide
    texts = _printed(now, case, key, rows, found, there)
    ranks = [(-totals[at], text is None, "" if text is None else text) for at, text in zip(there, texts, strict=True)]
    return [(int(there[at]), texts[at]) for at in sorted(range(len(ranks)), key=ranks.__getitem__)][:limit]


def _printed(now: Snapshot, case: Case, key: str, rows: Rows, found: Numbered, wanted: Array) -> list[Any]:
    kind, values = BY_KEY[key].kind, found.values[wanted].tolist()
    if kind == "word":
        words = now.words.get(key, [None])
        return [words[value] for value in values]
    if kind == "source":
        return [now.sources.get(value) for value in values]
    if kind == "text":
        some = np.zeros(len(found.values), "<i8")
        some[found.number] = np.arange(len(found.number))  # any event that has the value
        return _texts(case, key, now["id"][rows][some[wanted]].tolist())
    missing = blocks.unknown(now[STORED.get(key, key)].dtype.str)
    if kind == "duration":
        return [None if value == missing else value // 1000 if value % 1000 == 0 else value / 1000 for value in values]
    if kind == "flag":
        return [None if value == missing else bool(value) for value in values]
    return [None if value == missing else value for value in values]


def _texts(case: Case, key: str, ids: list[int]) -> list[str | None]:
    """The text that each of these events has in a column."""
    texts: dict[int, str] = {}
    with case.reader() as reader:
        for start in range(0, len(ids), PAGE):
            page = ids[start : start + PAGE]
            marks = ",".join("?" * len(page))
            texts.update(reader.execute(f"select id, {key} from event where id in ({marks})", page))
    return [texts.get(one) for one in ids]
