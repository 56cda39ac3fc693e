"""Which user or group is meant: by an event, or by what somebody types?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.evaluate import mask
from scimviewer.query.nodes import Condition
from scimviewer.query.search import search
from scimviewer.query.table import Array, Snapshot, Table
from scimviewer.quirks.call import Call, Json
from scimviewer.scim.facts import attribute
from scimviewer.scim.request import RESOURCE_TYPES
from scimviewer.store.case import Case

NAMES = ("userName", "displayName", "externalId")
MOST_CANDIDATES = 8
MOST_LOOKED_INTO = 200
MOST_ROWS = 2000
ROWS = "select resource_id, resource_name, target, resource_type, source_id from event where id in ({})"


@dataclass(frozen=True, slots=True)
class Resource:
    """A user or group (or custom type) at one target. Without an id, which no answer told, it is known by its name."""

    target: str | None
    type: str | None
    id: str | None
    name: str | None = None  # as last seen

    def __str__(self) -> str:
        where = f" at {self.target}" if self.target else ""
        label = f" ({self.name})" if self.name and self.id else ""
        return f"{self.type or 'resource'}/{self.id or self.name}{label}{where}"

    @property
    def key(self) -> tuple[str | None, ...]:
        """What tells one from another; a name is only a label where there is an id."""
        return self.target, self.type, self.id, None if self.id else self.name


def resource_of(case: Case, event_id: int) -> Resource | None:
    """The resource that an event is about; None where the log does not say."""
    return next(_resources(case, [event_id]), None)


def resource_named(case: Case, table: Table, text: str, progress: Progress = UNWATCHED) -> Resource:
    """The one with this id, userName, externalId or displayName, or TYPE/ID; UserError where there is not just one."""
    wanted, now = text.strip(), table.now
    ways: tuple[Callable[[], Iterable[Resource]], ...] = (
        lambda: _typed(case, now, wanted),
        lambda: (one for one in _with(case, now, "resource_id", wanted) if one.id == wanted),
        lambda: _with(case, now, "resource_name", wanted),
        lambda: _in_bodies(case, now, wanted, progress),
    )
    for way in ways:
        found = {one.key: one for one in way()}
        known = _placed([one for one in found.values() if one.id is not None] or list(found.values()))
        if len(known) > 1:
            raise UserError(_ambiguous(wanted, known))
        if known:
            return known[0]
    raise UserError(f"No event is about “{wanted}”. Say an id, a userName, externalId or displayName, or TYPE/ID.")


def _placed(candidates: list[Resource]) -> list[Resource]:
    """Without those of logs that name no target, where the same id and type stands at a named one."""
    named = {(one.type, one.id) for one in candidates if one.target is not None and one.id is not None}
    return [one for one in candidates if one.target is not None or (one.type, one.id) not in named]


def _ambiguous(wanted: str, candidates: list[Resource]) -> str:
    shown = ", ".join(str(one) for one in candidates[:MOST_CANDIDATES])
    more = f" and {len(candidates) - MOST_CANDIDATES} more" if len(candidates) > MOST_CANDIDATES else ""
    return f"“{wanted}” may be {shown}{more}. Say which, as TYPE/ID or TARGET/TYPE/ID."


def _typed(case: Case, now: Snapshot, wanted: str) -> Iterator[Resource]:
    """TYPE/ID, or TARGET/TYPE/ID. An id may itself have slashes, so every place to cut is tried."""
    pieces = wanted.split("/")
    for at, piece in enumerate(pieces[:-1]):
        kind = RESOURCE_TYPES.get(piece.lower(), piece)
        target, number = "/".join(pieces[:at]), "/".join(pieces[at + 1 :])
        for one in _with(case, now, "resource_id", number):
            if one.id == number and (one.type or "").lower() == kind.lower() and target in ("", one.target):
                yield one


def _with(case: Case, now: Snapshot, field: str, wanted: str) -> Iterator[Resource]:
    """The resources of the events that have this text in a column; in another spelling where none has it exactly."""
    if not wanted:
        return iter(())
    found = np.flatnonzero(mask(now, Condition(field, "is", wanted), _no_search, case))
    return _resources(case, _some_of_each(now, found))


def _no_search(_: object) -> Array:
    raise AssertionError("a condition searches no text")


def _some_of_each(now: Snapshot, found: Array) -> list[int]:
    """The last event of each resource among these."""
    seen: dict[tuple[int, ...], int] = {}
    columns = [now[name][found] for name in ("target", "resource_type", "resource_id_hash")]
    nameless = np.where(columns[2] == 0, now["resource_name_hash"][found], 0)
    for *key, event in zip(*(one.tolist() for one in (*columns, nameless, now["id"][found])), strict=True):
        seen[tuple(key)] = event
        if len(seen) >= MOST_ROWS:
            break
    return list(seen.values())


def _resources(case: Case, ids: list[int]) -> Iterator[Resource]:
    with case.reader() as reader:
        rows = reader.execute(ROWS.format(",".join("?" * len(ids))), ids).fetchall()
        words = case.words(reader)
    for number, name, target, kind, source_id in rows:
        if number is not None or name is not None or source_id is not None:
            yield Resource(words["target"][target or 0], words["resource_type"][kind or 0], number, name or source_id)


def _in_bodies(case: Case, now: Snapshot, wanted: str, progress: Progress) -> Iterator[Resource]:
    """By what stands in the records alone: an externalId, a displayName beside a userName, the provider's id."""
    ids = search(case, now, wanted, progress)[-MOST_LOOKED_INTO:].tolist()
    for event, exchange in zip(ids, case.exchanges(ids), strict=True):
        about = resource_of(case, event)
        if about is None:
            continue
        call = Call(exchange)
        for record in (one for one, _ in call.records):
            if wanted in aliases_in(record) and attribute(record, "id") is not None:
                yield replace(about, id=str(attribute(record, "id")), name=_name(record))
        if isinstance(call.asked, dict) and wanted in aliases_in(call.asked):
            yield about


def aliases_in(resource: dict[str, Json]) -> dict[str, str]:
    """value → attribute, of what a resource is called by."""
    told = ((attribute(resource, name), name) for name in reversed(NAMES))
    return {str(value): name for value, name in told if isinstance(value, str | int) and value != ""}


def _name(resource: dict[str, Json]) -> str | None:
    told = attribute(resource, "userName") or attribute(resource, "displayName")
    return told if isinstance(told, str) else None
