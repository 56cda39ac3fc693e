"""Hold the columns of a case in memory, so that filters, counts and sorts take milliseconds."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from scimviewer.query import quirk_sets
from scimviewer.store import blocks
from scimviewer.store.blocks import CODE
from scimviewer.store.case import Case
from scimviewer.store.schema import CODED, TEXTS
from scimviewer.store.shifts import shifts_in, utc_times
from scimviewer.store.writing import LAYOUT

Array = np.ndarray[Any, np.dtype[Any]]
Rows = Array | slice  # which events: a mask, positions, or all of them
Lines = tuple[bytes, Array]  # texts in UTF-8 with line breaks between them, and where each ends
NO_TIME = blocks.unknown("<i8")
# What stays in memory; facts for findings are read from the blocks when somebody asks for them.
KEPT = (
    "time_ns",
    "status",
    "duration_us",
    "line",
    "speaks_scim",
    "outside_rates",
    *CODED,
    *(f"{t}_hash" for t in TEXTS if t in blocks.HASHES),
)
TYPES = dict(LAYOUT)
ROOM = 4096


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The columns at one moment: later growth does not change it. `words[field][code]` is the text of a code."""

    size: int
    columns: dict[str, Array]
    words: dict[str, list[str | None]] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    # Filled when somebody sorts by a column of texts, or looks into one.
    ranks: dict[str, Array] = field(default_factory=dict)
    lines: dict[str, list[Lines]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def time_span(self) -> tuple[int, int] | None:
        """First and last time of all events; None where no time is known."""
        times = self.columns["time_ns"]
        last = int(times.max()) if len(times) else NO_TIME
        if last == NO_TIME:
            return None
        first = int(times.min())
        return int(times[times != NO_TIME].min()) if first == NO_TIME else first, last

    def positions(self, ids: Array | list[int]) -> Array:
        """Where these ids lie in the columns."""
        return np.searchsorted(self.columns["id"], ids)


def rows_of(chosen: Rows) -> Rows:
    """The same events as positions, which are quicker than a mask where several columns are read; all as a slice."""
    if isinstance(chosen, slice) or chosen.dtype != bool:
        return chosen
    return slice(None) if chosen.all() else np.flatnonzero(chosen)


class Table:
    """All columns of a case. `refresh` loads what an import added; `now` hands out what is loaded."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._lock = threading.Lock()
        self._version = -1
        self._zones: dict[int, str] = {}  # of the sources that were loaded, by their ids
        self._start_over()
        self._now = Snapshot(0, {**self._columns, "quirk": np.empty(0, CODE)})

    def _start_over(self) -> None:
        """New arrays, so that snapshots that were handed out stay as they are."""
        self._last_block = self._filled = 0
        self._columns: dict[str, Array] = {"id": np.empty(0, "<i8"), "source": np.empty(0, "<i4")}
        for name in KEPT:
            self._columns[name] = np.empty(0, "<u1" if name in CODED else TYPES[name])

    @property
    def now(self) -> Snapshot:
        """The columns as last loaded."""
        return self._now

    def load_quirks(self) -> None:
        """Take up the patterns that were found since the columns were loaded."""
        with self._lock, self.case.reader() as reader:
            self._now = self._with_quirks(reader, self._now)

    def _with_quirks(self, reader: Any, now: Snapshot) -> Snapshot:
        words, codes = quirk_sets.column(reader, now)
        columns = {**now.columns, "quirk": codes}
        return replace(now, columns=columns, words={**now.words, "quirk": words}, ranks={}, lines={})

    @property
    def size(self) -> int:
        return self._now.size

    @property
    def ids(self) -> Array:
        return self._now["id"]

    def refresh(self) -> bool:
        """Load blocks that came since; everything again where a bundle was removed or a zone became known.

        True when anything changed.
        """
        with self._lock, self.case.reader() as reader:
            reader.execute("begin")  # one view of words, sources and blocks, whatever an import writes meanwhile
            version = reader.execute("select count(*) from bundle where removed_at is not null").fetchone()[0]
            zones = dict(reader.execute("select id, zone from source where zone is not null"))
            moved = any(zones.get(one) != self._zones.get(one) for one in self._now.sources)
            if self._version >= 0 and (version != self._version or moved):
                self._start_over()
            elif not self._has_more(reader):
                return False
            self._version, self._zones = version, zones
            words = self.case.words(reader)
            self._load(reader, words)
            return True

    def _has_more(self, reader: Any) -> bool:
        row = reader.execute("select 1 from block where id > ? limit 1", (self._last_block,)).fetchone()
        return row is not None

    def _load(self, reader: Any, words: dict[str, list[str | None]]) -> None:
        heads = reader.execute(
            "select id, source, first_event, events, columns from block where id > ? order by id",
            (self._last_block,),
        )
        total = reader.execute(
            "select coalesce(sum(events), 0) from block where id > ?", (self._last_block,)
        ).fetchone()[0]
        start = self._filled
        self._make_room(start + total, words)
        position = start
        shifts = {source: shifts_in(reader, zone) for source, zone in self._zones.items()}
        for block, source, first, count, packed in heads:
            stop = position + count
            if stop > start + total:
                break  # came while we read; the next refresh takes it
            self._columns["id"][position:stop] = np.arange(first, first + count)
            self._columns["source"][position:stop] = source
            unpacked = blocks.unpacked_columns(packed, count, LAYOUT)
            unpacked["time_ns"] = utc_times(unpacked, shifts.get(source))
            for name in KEPT:
                self._columns[name][position:stop] = unpacked[name]
            position, self._last_block = stop, block
        sources = dict(reader.execute("select id, path from source"))
        self._filled = position
        shown = {name: column[:position] for name, column in self._columns.items()}
        self._now = Snapshot(position, shown, words, sources)
        self._now = self._with_quirks(reader, self._now)

    def _make_room(self, size: int, words: dict[str, list[str | None]]) -> None:
        """Grow by half where needed, and widen the codes of a field whose words no longer fit."""
        for name, column in self._columns.items():
            dtype = _code_type(len(words[name])) if name in CODED else column.dtype
            if size > len(column) or np.dtype(dtype) != column.dtype:
                room = len(column) if size <= len(column) else max(ROOM, size + (size // 2 if self._filled else 0))
                grown = np.empty(room, dtype)
                grown[: self._filled] = column[: self._filled]
                self._columns[name] = grown


def _code_type(words: int) -> str:
    return "<u1" if words <= 255 else "<u2" if words <= 65535 else "<u4"
