"""Ask a case for event ids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query import filters
from scimviewer.query.columns import BY_KEY, column
from scimviewer.query.evaluate import mask
from scimviewer.query.order import ordered, sort_keys
from scimviewer.query.search import text_mask
from scimviewer.query.table import Array, Snapshot, Table


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
    return now["id"][chosen[ordered(keys, unknown, query.descending)]]
