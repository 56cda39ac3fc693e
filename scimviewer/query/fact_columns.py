"""Load the columns that only findings ask for: they stay in the case file until then."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.table import TYPES, Array, Table
from scimviewer.store import blocks
from scimviewer.store.writing import LAYOUT

FACTS = ("active_asked", "active_answered", "members_asked", "members_answered", "body_hash", "shape_hash")


def unknown_of(name: str) -> int:
    """The number by which a fact is unknown: hashes are never 0, -1 members and 0 members are told apart."""
    return 0 if name.endswith("_hash") else blocks.unknown(TYPES[name])


def facts(table: Table, names: Sequence[str] = FACTS, progress: Progress = UNWATCHED) -> dict[str, Array]:
    """These columns for the events of `table.now`, in its order."""
    now = table.now
    columns = {name: np.full(now.size, unknown_of(name), TYPES[name]) for name in names}
    if not now.size:
        return columns
    done, last = 0, int(now["id"][-1])
    with table.case.reader() as reader:
        heads = reader.execute("select events, columns from block where first_event <= ? order by id", (last,))
        for count, packed in heads:
            stop = min(done + count, now.size)
            unpacked = blocks.unpacked_columns(packed, count, LAYOUT)
            for name in names:
                columns[name][done:stop] = unpacked[name][: stop - done]
            done = stop
            progress.report(done, now.size)
    return columns
