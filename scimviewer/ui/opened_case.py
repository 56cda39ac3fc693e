"""What does the window ask an open case, away from the UI thread?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scimviewer.privacy.pseudonyms import Pseudonyms
from scimviewer.privacy.redaction import Redactor
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query import filters
from scimviewer.query.counts import failures
from scimviewer.query.facets import Facets
from scimviewer.query.query import Query, event_ids
from scimviewer.query.rows import rows
from scimviewer.query.table import NO_TIME, Snapshot, Table
from scimviewer.query.ways import Way, ways_out
from scimviewer.store.case import Case
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.events_columns import Row
from scimviewer.ui.facets_model import FACETS, FacetCounts
from scimviewer.ui.row_walk import Rows, RowWalk, walk_of
from scimviewer.ui.text_hits import hit_rows

SUFFIX = ".scimcase"
ARCHIVES = (".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".zip", ".7z", ".gz", ".tgz", ".zst", ".tar")


@dataclass(frozen=True)
class Answer:
    """The events a query means, and what the status bar says about them."""

    query: Query
    ids: NDArray[np.int64]
    total: int
    failure_rows: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    first_ns: int | None = None
    last_ns: int | None = None
    as_text: bool = False  # the text was no valid expression and was searched for
    # Where nothing matches: what each term costs.
    ways: tuple[Way, ...] = ()
    walk: RowWalk = field(default_factory=RowWalk)

    @property
    def many_days(self) -> bool:
        """Whether the events lie on more than one day, in the zone in which times are shown."""
        days = {display_zone().text(ns)[:10] for ns in (self.first_ns, self.last_ns)}
        return len(days) > 1


class OpenedCase:
    """A case with its columns in memory. All questions may be asked from any thread."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.table = Table(case)
        self.facets: Facets | None = None
        self._facets_of: Snapshot | None = None

    @property
    def name(self) -> str:
        """The case as people call it."""
        return self.case.path.name.removesuffix(SUFFIX)

    def redactor(self) -> Redactor:
        """The case's own replacement of names: the same name has the same pseudonym in all that leaves it."""
        return Redactor(Pseudonyms(self.case.meta("pseudonym_key")))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of a page."""
        return rows(self.case, ids)

    def answer(self, query: Query, progress: Progress = UNWATCHED) -> Answer:
        """The ids a query means, with their span and failures; FilterError where the text is wrong."""
        ids = event_ids(self.table, query, progress).astype(np.int64, copy=False)
        now = self.table.now
        places = now.positions(ids)
        times = now["time_ns"][places]
        known = times[times != NO_TIME]
        walk = walk_of(now, places, failures(now))
        return Answer(
            query,
            ids,
            now.size,
            walk.failures,
            int(known.min()) if len(known) else None,
            int(known.max()) if len(known) else None,
            filters.is_plain_text(query.text),
            () if len(ids) or not now.size else ways_out(self.table, query.text, progress, now),
            walk,
        )

    def hits(self, answer: Answer, progress: Progress = UNWATCHED) -> Rows | None:
        """The answer's rows in which a searched text stands; None where none is searched for."""
        return hit_rows(self.table, answer, progress)

    def counts(self, answer: Answer, progress: Progress = UNWATCHED) -> dict[str, FacetCounts]:
        """Values with counts for every facet: of the whole case, and among the answer's events."""
        now = self.table.now
        if self.facets is None or now is not self._facets_of:
            self.facets = Facets(now, self.case, [name for name, _title in FACETS])
            self._facets_of = now
        chosen = slice(None) if len(answer.ids) == now.size else now.positions(answer.ids)
        filtered = self.facets.under(chosen, progress)
        return {name: _facet_counts(self.facets, name, filtered[name]) for name, _title in FACETS}


def _facet_counts(facets: Facets, name: str, filtered: list[int]) -> FacetCounts:
    totals = facets.totals[name]
    values = [None if one.value is None else str(one.value) for one in totals]
    return FacetCounts(
        [(value, one.count) for value, one in zip(values, totals, strict=True)],
        dict(zip(values, filtered, strict=True)),
        {value: one.bars.tolist() for value, one in zip(values, totals, strict=True)},
        {value: one.failures for value, one in zip(values, totals, strict=True)},
        facets.distinct[name],
    )


def case_beside(paths: Sequence[Path], fallback: Path) -> Path:
    """Where the case of a bundle goes: beside it, or into `fallback` where that folder cannot be written."""
    first = paths[0]
    name = first.name or "bundle"
    ending = next((one for one in (*ARCHIVES, first.suffix) if one and name.lower().endswith(one.lower())), "")
    stem = name[: len(name) - len(ending)] if ending and first.is_file() else name
    folder = first.parent if os.access(first.parent, os.W_OK) else fallback
    short = folder / f"{stem}{SUFFIX}"
    if len(paths) == 1 and short.exists() and not _holds(short, name):
        return folder / f"{name}{SUFFIX}"
    return short


def _holds(case_path: Path, bundle: str) -> bool:
    """Whether a case was made from a bundle of this name."""
    return any(one["name"] == bundle for one in Case.open(case_path).bundles())


def problem_count(sources: Sequence[dict[str, Any]]) -> int:
    """How many records and sources could not be understood."""
    return sum(source["problems"] or 0 for source in sources)
