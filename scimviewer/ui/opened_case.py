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
from scimviewer.query.counts import Value, failures
from scimviewer.query.facets import Facets
from scimviewer.query.query import Query, event_ids
from scimviewer.query.rows import rows
from scimviewer.query.table import NO_TIME, Table
from scimviewer.query.ways import Way, ways_out
from scimviewer.store.case import Case
from scimviewer.ui.events_columns import Row
from scimviewer.ui.facets_model import FACETS, FacetCounts

SUFFIX = ".scimcase"
ARCHIVES = (".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".zip", ".7z", ".gz", ".tgz", ".zst", ".tar")
DAY_NS = 86_400_000_000_000


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

    def next_failure(self, start: int, direction: int) -> int:
        """The row of the first failure from `start` on, downwards (+1) or upwards (-1); -1 for none."""
        if direction > 0:
            place = int(np.searchsorted(self.failure_rows, start))
        else:
            place = int(np.searchsorted(self.failure_rows, start, side="right")) - 1
        return int(self.failure_rows[place]) if 0 <= place < len(self.failure_rows) else -1

    @property
    def many_days(self) -> bool:
        """Whether the events lie on more than one day (UTC)."""
        if self.first_ns is None or self.last_ns is None:
            return False
        return self.first_ns // DAY_NS != self.last_ns // DAY_NS


class OpenedCase:
    """A case with its columns in memory. All questions may be asked from any thread."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.table = Table(case)
        self._facets: Facets | None = None
        self._counted = self.table.now  # what they were counted of

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
        return Answer(
            query,
            ids,
            now.size,
            np.flatnonzero(failures(now)[places]),
            int(known.min()) if len(known) else None,
            int(known.max()) if len(known) else None,
            filters.is_plain_text(query.text),
            () if len(ids) or not now.size else ways_out(self.table, query.text, progress, now),
        )

    def counts(self, answer: Answer, progress: Progress = UNWATCHED) -> dict[str, FacetCounts]:
        """Values with counts for every facet: of the whole case, and among the answer's events."""
        now = self.table.now
        if self._facets is None or now is not self._counted:
            self._facets, self._counted = Facets(now, self.case, [name for name, _title in FACETS]), now
        totals = self._facets.totals
        if len(answer.ids) == now.size:
            under = {name: [one.count for one in values] for name, values in totals.items()}
        else:
            under = self._facets.under(now.positions(answer.ids), progress)
        return {
            name: FacetCounts(
                [(_shown(one.value), one.count) for one in values],
                {_shown(one.value): count for one, count in zip(values, under[name], strict=True)},
                {_shown(one.value): one.bars.tolist() for one in values},
            )
            for name, values in totals.items()
        }


def _shown(value: Value) -> str | None:
    return None if value is None else str(value)


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
