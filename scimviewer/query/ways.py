"""Nothing matches: which condition is to blame, and how many events would there be without it?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.query import matching
from scimviewer.query.table import Snapshot, Table
from scimviewer.query.terms import removed, terms

MOST_TERMS = 8


class Way(NamedTuple):
    """A term, the filter without it, and how many events that finds."""

    term: str
    rest: str
    found: int


def ways_out(
    table: Table, text: str, progress: Progress = UNWATCHED, snapshot: Snapshot | None = None
) -> tuple[Way, ...]:
    """What each term costs. Each is evaluated once, also the slow ones; of a very long filter only the whole."""
    now = table.now if snapshot is None else snapshot
    parts = [term for term in terms(text) if not term.disabled]
    if len(parts) > MOST_TERMS:
        return (Way(text, "", now.size),)
    masks = [matching(table, part.text, progress, now) for part in parts]
    ways = []
    for number, part in enumerate(parts):
        rest = np.ones(now.size, bool)
        for other, mask in enumerate(masks):
            if other != number:
                rest &= mask
        ways.append(Way(part.text, removed(text, part), int(rest.sum())))
    return tuple(ways)
