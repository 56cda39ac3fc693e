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
from scimviewer.query.table import Array, Snapshot, Table
from scimviewer.store import blocks
from scimviewer.store.case import Case

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a column, how many events have it, and how many of those failed. None is unknown."""

    value: Value
    count: int
    failures: int


def facet(
    table: Table, text: str, field: str, limit: int | None = None, progress: Progress = UNWATCHED
) -> list[FacetValue]:
    """The values of a column among the events that a filter means, most frequent first."""
    known = column(field)
    if known is None or known.kind in ("id", "time"):
        names = ", ".join(key for key, one in BY_KEY.items() if one.kind not in ("id", "time"))
        raise UserError(f"There is no field “{field}” to count by. Fields are {names}.")
    now = table.now
    chosen = matching(table, text, progress, now)
    return counted(now, table.case, known.key, chosen, limit)


@dataclass(frozen=True, slots=True)
class Groups:
    """Events by the value of a column: `number` is each event's place in `values`, the most frequent first."""

    values: list[Value]
    number: Array
    other: bool = False  # the last value stands for all that are not among the most frequent


def groups(now: Snapshot, case: Case, key: str | None, chosen: Array, most: int | None = None) -> Groups:
    """Group the chosen events (a mask, or positions) by a column; without one they are one group."""
    ids = now["id"][chosen]
    if key is None:
        return Groups([None], np.zeros(len(ids), "<i8"))
    column_ = _column(now, key, chosen)
    values, number, counts = np.unique(column_, return_inverse=True, return_counts=True)
    order = np.lexsort((values, -counts))
    ranks = np.empty(len(order), "<i8")
    ranks[order] = np.arange(len(order))
    tops = values[order][:most].tolist()
    texts = _printed(now, case, key, BY_KEY[key].kind, column_, ids, tops)
    other = len(tops) < len(values)
    return Groups([*texts, None] if other else texts, np.minimum(ranks, len(tops))[number], other)


def _column(now: Snapshot, key: str, chosen: Array) -> Array:
    name = STORED.get(key) or (f"{key}_hash" if BY_KEY[key].kind == "text" else key)
    return now[name][chosen]


def counted(now: Snapshot, case: Case, key: str, chosen: Array, limit: int | None = None) -> list[FacetValue]:
    """The same for a mask that is known already."""
    kind = BY_KEY[key].kind
    column_, failed = _column(now, key, chosen), failures(now)[chosen]
    values, counts, bad = _tally(column_, failed)
    order = np.lexsort((values, -counts))[:limit]
    tops = values[order].tolist()
    texts = _printed(now, case, key, kind, column_, now["id"][chosen], tops)
    triples = zip(texts, counts[order].tolist(), bad[order].tolist(), strict=True)
    return [FacetValue(value, count, failing) for value, count, failing in triples]


def failures(now: Snapshot) -> Array:
    """A mask of the events that failed."""
    words = now.words.get("outcome", [None])
    code = words.index("failure") if "failure" in words else -1
    failed: Array = now["outcome"] == code
    return failed


def _tally(column_: Array, failed: Array) -> tuple[Array, Array, Array]:
    """Distinct numbers, how often each is there, and how often with a failure."""
    if column_.dtype.kind == "u":  # codes are dense: counting needs no sort
        counts = np.bincount(column_)
        bad = np.bincount(column_, weights=failed, minlength=len(counts)).astype("<i8")
        values = np.flatnonzero(counts)
        return values, counts[values], bad[values]
    values, inverse, counts = np.unique(column_, return_inverse=True, return_counts=True)
    bad = np.bincount(inverse, weights=failed, minlength=len(values)).astype("<i8")
    return values, counts, bad


def _printed(
    now: Snapshot, case: Case, key: str, kind: str, column_: Array, ids: Array, values: list[int]
) -> list[Any]:
    if kind == "word":
        words = now.words.get(key, [None])
        return [words[value] for value in values]
    if kind == "source":
        return [now.sources.get(value) for value in values]
    if kind == "text":
        return _texts(case, key, column_, ids, values)
    missing = blocks.unknown(column_.dtype.str)
    if kind == "duration":
        return [None if value == missing else value / 1000 for value in values]
    if kind == "flag":
        return [None if value == missing else bool(value) for value in values]
    return [None if value == missing else value for value in values]


def _texts(case: Case, key: str, hashes: Array, ids: Array, values: list[int]) -> list[str | None]:
    """The text behind each hash, from any event that has it."""
    if not values:
        return []
    order = np.argsort(hashes, kind="stable")
    first = order[np.searchsorted(hashes, np.array(values), sorter=order)]
    texts: dict[int, str] = {}
    wanted = ids[first].tolist()
    with case.reader() as reader:
        for start in range(0, len(wanted), 500):
            page = wanted[start : start + 500]
            marks = ",".join("?" * len(page))
            texts.update(reader.execute(f"select id, {key} from event where id in ({marks})", page))
    return [texts.get(one) for one in wanted]
