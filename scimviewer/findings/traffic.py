"""What do finders look at? The events of a filter in the order of time, as columns; bodies only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np

from scimviewer.event import Exchange
from scimviewer.findings.finding import NEEDS, Finder, Finding
from scimviewer.findings.sightings import Sightings, sightings
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.fact_columns import facts, unknown_of
from scimviewer.query.query import matching
from scimviewer.query.table import NO_TIME, Array, Table
from scimviewer.times import SECOND

PAGE = 500
NO_STATUS = np.iinfo(np.int16).min
NO_DURATION = NO_TIME
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
FEWEST_OVERLAPS = 4
MOST_NAMES = 2000  # of resources that a finding lists


class Traffic:
    """Events with a time, oldest first; a call that two sources tell of stands here once.

    `traffic["status"]` is a column, `places` are positions in these columns, `ids` the events' ids.
    """

    def __init__(self, table: Table, text: str = "", progress: Progress = UNWATCHED) -> None:
        self.table, self.case, self.progress = table, table.case, progress
        self._now = now = table.now
        chosen = np.flatnonzero(matching(table, text, progress, now))
        timed = chosen[now["time_ns"][chosen] != NO_TIME]
        self.left_out = {
            "time": len(chosen) - len(timed),
            "actor": int((now["actor"][timed] == 0).sum()),
            "status": int((now["status"][timed] == NO_STATUS).sum()),
        }
        order = np.argsort(now["time_ns"][timed], kind="stable")
        self._all = timed[order]
        self._columns: dict[str, Array] = {}
        self._facts: dict[str, Array] | None = None
        self._rows = self._all[self.sightings.first] if len(self._all) else self._all

    @cached_property
    def sightings(self) -> Sightings:
        """Which events are the same call seen by another source."""
        return sightings(self._now, self._all, self._fact_columns()["members_answered"])

    def _fact_columns(self) -> dict[str, Array]:
        if self._facts is None:
            self._facts = facts(self.table, progress=self.progress)
        return self._facts

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, name: str) -> Array:
        """A column or a fact of the events."""
        if name not in self._columns:
            known = self._now.columns
            column = known[name] if name in known else self._fact_columns()[name]
            self._columns[name] = column[self._rows]
        return self._columns[name]

    @property
    def ids(self) -> Array:
        return self["id"]

    @property
    def times(self) -> Array:
        return self["time_ns"]

    def known(self, fact: str) -> Array:
        """Where a fact is known."""
        mask: Array = self[fact] != unknown_of(fact)
        return mask

    def has(self, field: str, *words: str) -> Array:
        """Where a coded field has one of these words."""
        told = self._now.words.get(field, [])
        codes = [code for code, word in enumerate(told) if word in words]
        return np.isin(self[field], codes)

    def word(self, field: str, place: int) -> str | None:
        """The word of a coded field at a place."""
        return self._now.words[field][int(self[field][place])]

    def words(self, field: str) -> list[str | None]:
        """code → text"""
        return self._now.words.get(field, [None])

    @cached_property
    def failed(self) -> Array:
        return self.has("outcome", "failure")

    @cached_property
    def succeeded(self) -> Array:
        return self.has("outcome", "success")

    @cached_property
    def writes(self) -> Array:
        wanted = ("create", "replace", "patch", "delete", "update", "assign", "unassign", "bulk")
        return self.has("operation", *wanted)

    @cached_property
    def resource(self) -> Array:
        """A number for each resource (its target, type and id together); 0 where no id is known."""
        number = self["resource_id_hash"]
        mixed = number ^ (self["target"].astype("<i8") << 40) ^ (self["resource_type"].astype("<i8") << 20)
        return np.where(number == 0, 0, mixed)

    @cached_property
    def spans(self) -> tuple[Array, Array]:
        """When each request began and ended. Most logs give the beginning; some write their line at the end.

        A sender that waits for its answers overlaps itself under the wrong reading only: that tells them apart.
        """
        taken = np.maximum(self["duration_us"], 0) * 1000
        starts = self.times.copy()
        for places in segments(self["source"], np.arange(len(self))):
            times, lengths = self.times[places], taken[places]
            same = self["actor"][places][1:] == self["actor"][places][:-1]
            as_begins = int((same & (times[1:] < times[:-1] + lengths[:-1])).sum())
            as_ends = int((same & (times[1:] - lengths[1:] < times[:-1])).sum())
            if as_begins >= FEWEST_OVERLAPS and as_ends * 4 < as_begins:
                starts[places] -= lengths
        return starts, starts + taken

    def exchanges(self, places: Sequence[int]) -> Iterator[Exchange]:
        """The decoded exchanges of the events at these places."""
        for place in places:
            self.progress.report(0)
            yield self.case.exchange(int(self.ids[place]))

    def texts(self, field: str, places: Sequence[int]) -> list[str | None]:
        """`resource_id`, `resource_name`, `error` or `source_id` of the events at these places."""
        ids = [int(self.ids[place]) for place in places]
        found: dict[int, str | None] = {}
        with self.case.reader() as reader:
            for start in range(0, len(ids), PAGE):
                page = ids[start : start + PAGE]
                marks = ",".join("?" * len(page))
                found.update(reader.execute(f"select id, {field} from event where id in ({marks})", page))
        return [found.get(one) for one in ids]

    def names(self, places: Sequence[int]) -> list[str]:
        """Whom the events at these places are about, each once: the name where any event tells it, else the id."""
        some = _first_of_each(self.resource, self["resource_name_hash"], places)[:MOST_NAMES]
        numbers, names = self.texts("resource_id", some), self.texts("resource_name", some)
        known = self._names_of([place for place, name in zip(some, names, strict=True) if name is None])
        told = [
            name or known.get(int(self.resource[place])) or number
            for place, number, name in zip(some, numbers, names, strict=True)
        ]
        return list(dict.fromkeys(one for one in told if one))

    def _names_of(self, places: Sequence[int]) -> dict[int, str]:
        """resource → the last name that another event tells."""
        wanted = np.unique(self.resource[list(places)]) if len(places) else np.empty(0, "<i8")
        named = np.flatnonzero(np.isin(self.resource, wanted[wanted != 0]) & (self["resource_name_hash"] != 0))
        last = {int(self.resource[place]): int(place) for place in named}
        return {
            key: name for key, name in zip(last, self.texts("resource_name", list(last.values())), strict=True) if name
        }

    def finding(
        self, finder: Finder, places: Sequence[int] | Array, title: str, *, severity: str | None = None,
        count: int | None = None, resources: Sequence[str] | None = None, explanation: str = "", advice: str = "",
    ) -> Finding:  # fmt: skip
        """A finding that the events at these places prove."""
        proof = np.unique(np.asarray(places, "<i8"))
        left_out = [f"{self.left_out[need]:,} without {NEEDS[need]}" for need in finder.needs if self.left_out[need]]
        told = [explanation, finder.explanation]
        if left_out:
            told.append(f"Left out because nothing can be concluded from them: events {' and '.join(left_out)}.")
        return Finding(
            rule=finder.id,
            severity=severity or finder.severity,
            title=title,
            first_ns=int(self.times[proof[0]]),
            last_ns=int(self.times[proof[-1]]),
            count=len(proof) if count is None else count,
            events=tuple(self.ids[proof].tolist()),
            resources=tuple(self.names(proof.tolist()) if resources is None else resources),
            explanation=" ".join(part for part in told if part),
            advice=advice or finder.advice,
            disproved_by=finder.disproved_by,
        )


def _first_of_each(resource: Array, name: Array, places: Sequence[int]) -> list[int]:
    seen: dict[int, int] = {}
    for place in places:
        key = int(resource[place]) or int(name[place])
        if key:
            seen.setdefault(key, int(place))
    return list(seen.values())


def segments(keys: Array, places: Array) -> Iterator[Array]:
    """The places of each key, in their order; the keys themselves in the order of their numbers."""
    order = np.argsort(keys[places], kind="stable")
    sorted_keys = keys[places][order]
    cuts = np.flatnonzero(np.diff(sorted_keys)) + 1
    yield from np.split(places[order], cuts) if len(places) else ()


Find = Callable[[Traffic], Iterator[Finding]]
