"""Ask a case for event ids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query import filters
from scimviewer.query.columns import BY_KEY, column
from scimviewer.query.evaluate import STORED, mask
from scimviewer.query.search import text_mask
from scimviewer.query.table import Array, Snapshot, Table
from scimviewer.store import blocks
from scimviewer.store.case import Case


@dataclass(frozen=True, slots=True)
class Query:
    """What to show: filter text, and by which column it is ordered."""

    text: str = ""
    sort: str = "time"
    descending: bool = False


def ordered_by(text: str) -> tuple[str, bool]:
    """Read a sort order such as `-duration`: the column's key, and whether it descends."""
    name = text.removeprefix("-")
    found = column(name)
    if found is None:
        raise UserError(f"There is no column “{name}” to sort by. Columns are {', '.join(BY_KEY)}.")
    return found.key, text.startswith("-")


def matching(table: Table, text: str, progress: Progress = UNWATCHED, snapshot: Snapshot | None = None) -> Array:
    """A mask over the table's events for filter text."""
    now = table.now if snapshot is None else snapshot
    return mask(now, filters.parse(text), lambda wanted: text_mask(table.case, now, wanted, progress), table.case)


def event_ids(table: Table, query: Query, progress: Progress = UNWATCHED) -> Array:
    """Ids of the events that a query means, in its order; what is unknown comes last either way."""
    now = table.now
    chosen = np.flatnonzero(matching(table, query.text, progress, now))
    keys, unknown = sort_keys(now, table.case, query.sort, chosen)
    if query.descending:
        keys = -keys
    ids = now["id"][chosen]
    order = np.lexsort((ids, keys, unknown)) if unknown.any() else np.argsort(keys, kind="stable")
    return ids[order]


def sort_keys(now: Snapshot, case: Case, name: str, chosen: Array) -> tuple[Array, Array]:
    """Numbers in the order of a column for the chosen positions, and a mask of those that are unknown."""
    if name in STORED:
        column_ = now[STORED[name]][chosen].astype("<i8", copy=False)
        stored = now[STORED[name]].dtype.str
        return column_, column_ == blocks.unknown(stored)
    kind = BY_KEY[name].kind
    if kind == "flag":
        flags = now[name][chosen].astype("<i8")
        return flags, flags < 0
    if kind == "word":
        ranks = _ranks(now.words.get(name, [None]))
        codes = now[name][chosen]
        return ranks[codes], codes == 0
    if kind == "source":
        places = {path: place for place, path in enumerate(sorted(set(now.sources.values())))}
        ranks = np.zeros(max(now.sources, default=0) + 1, dtype="<i8")
        for number, path in now.sources.items():
            ranks[number] = places[path]
        return ranks[now["source"][chosen]], np.zeros(len(chosen), bool)
    return _text_keys(now, case, name, chosen)


def _ranks(words: list[str | None]) -> Array:
    order = sorted(range(len(words)), key=lambda code: ((words[code] or "").casefold(), words[code] or ""))
    ranks = np.empty(len(words), dtype="<i8")
    ranks[order] = np.arange(len(words))
    return ranks


def _text_keys(now: Snapshot, case: Case, name: str, chosen: Array) -> tuple[Array, Array]:
    """Texts are ordered by SQLite once; equal texts get one rank, so that equals keep the order of their ids."""
    sql = f"select id from event where {name} is not null and id <= ? order by {name} collate nocase, {name}"
    with case.reader() as reader:
        rows = reader.execute(sql, (int(now["id"][-1]) if now.size else 0,))
        sorted_ids = np.fromiter((one for (one,) in rows), dtype="<i8")
    places = now.positions(sorted_ids)
    hashes = now[f"{name}_hash"][places]
    ranks = np.full(now.size, -1, dtype="<i8")
    ranks[places] = np.cumsum(np.diff(hashes, prepend=hashes[:1]) != 0)
    return ranks[chosen], ranks[chosen] < 0
