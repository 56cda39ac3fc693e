"""Which events concern the resource of an event: which earlier ones, which later ones, which only mention it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scimviewer.errors import UserError
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.resources import Resource, resource_of
from scimviewer.query.search import Found, search
from scimviewer.query.table import Array, Snapshot
from scimviewer.store.case import Case
from scimviewer.store.reading import text_hash

# How many events are looked at around one.
OWN, ACTOR, DISCOVERY, BULK, LATER = 40, 30, 6, 5, 10
MOST_NAMES = 16
MOST_MENTIONS = 2000
SHORT_ID = 8  # characters; a shorter id is looked for as a whole JSON text only


@dataclass(frozen=True, slots=True)
class Context:
    """The events that tell about one: `history` before it and `later` after it, both in the order of the log.

    `own` are those of all these that are about the same resource.
    """

    event: int
    history: tuple[int, ...]
    later: tuple[int, ...]
    own: frozenset[int]


def context(now: Snapshot, event_id: int) -> Context:
    """The latest events about the same resource, of the same sender, and what the server said about itself."""
    at = _place(now, event_id)
    own = own_places(now, at)
    before = _is_before(now, at)
    same = now["target"] == now["target"][at]
    bearers = _bearers(now, at, same)
    earlier = [_last(now, own[before[own]], OWN), _last(now, bearers[before[bearers]], OWN)]
    for most, mask in ((ACTOR, _same(now, "actor", at)), (DISCOVERY, _discovery(now)), (BULK, _is(now, "bulk"))):
        if mask is not None:
            earlier.append(_last(now, np.flatnonzero(mask & same & before), most))
    after = own[~before[own] & (own != at)]
    ids, history = now["id"], in_order(now, np.unique(np.concatenate(earlier)))
    later = in_order(now, after)[:LATER]
    return Context(
        event_id,
        tuple(ids[history].tolist()),
        tuple(ids[later].tolist()),
        frozenset(ids[own].tolist()),
    )


def _bearers(now: Snapshot, at: int, same: Array) -> Array:
    """Where the events of others lie that had the name of this one, also those that tell the id alone."""
    name = now["resource_name_hash"][at]
    of_type = same & (now["resource_type"] == now["resource_type"][at])
    ids = (
        np.unique(now["resource_id_hash"][of_type & (now["resource_name_hash"] == name)])
        if name
        else np.empty(0, "<i8")
    )
    found = [
        np.flatnonzero(of_type & (now["resource_id_hash"] == one))
        for one in ids[(ids != 0) & (ids != now["resource_id_hash"][at])][:MOST_NAMES].tolist()
    ]
    return np.concatenate([np.empty(0, "<i8"), *found])


def own_places(now: Snapshot, at: int) -> Array:
    """Where the events lie that are about the same resource: by its id, or by a name it has where they know no id."""
    same = (now["target"] == now["target"][at]) & (now["resource_type"] == now["resource_type"][at])
    number, name = now["resource_id_hash"][at], now["resource_name_hash"][at]
    if not number:
        # Whom nobody gave an id yet is known by its name; a name whose owner is known tells that owner's events.
        return np.flatnonzero(same & (now["resource_name_hash"] == name)) if name else np.array([at], "<i8")
    own = np.flatnonzero(same & (now["resource_id_hash"] == number))
    return _with_nameless(now, same, own)


def places_of(now: Snapshot, resource: Resource) -> Array:
    """The same for a resource that is known already."""
    same = _coded(now, "target", resource.target) & _coded(now, "resource_type", resource.type)
    if resource.id is None:
        return np.flatnonzero(same & (now["resource_name_hash"] == text_hash(resource.name or "")))
    own = np.flatnonzero(same & (now["resource_id_hash"] == text_hash(resource.id)))
    return _with_nameless(now, same, own)


def _with_nameless(now: Snapshot, same: Array, own: Array) -> Array:
    """Refused creates and look-ups without a hit know a name alone: they join where the name is one of the resource."""
    names = np.unique(now["resource_name_hash"][own])
    nameless = np.flatnonzero(same & (now["resource_id_hash"] == 0))
    named = nameless[np.isin(now["resource_name_hash"][nameless], names[names != 0][:MOST_NAMES])]
    return np.unique(np.concatenate([own, named]))


def discovery(now: Snapshot, at: int) -> list[int]:
    """Ids of the last events at the same target that tell what its server supports."""
    mask = _discovery(now)
    if mask is None:
        return []
    places = np.flatnonzero(mask & (now["target"] == now["target"][at]))
    found: list[int] = now["id"][_last(now, places, DISCOVERY)].tolist()
    return found


def others_named(case: Case, now: Snapshot, resource: Resource) -> list[tuple[Resource, int]]:
    """Resources with another id that had a name of this one, and the first event of each that shows it."""
    if resource.id is None:
        return []
    same = _coded(now, "target", resource.target) & _coded(now, "resource_type", resource.type)
    number = text_hash(resource.id)
    names = np.unique(now["resource_name_hash"][same & (now["resource_id_hash"] == number)])
    found: dict[str, tuple[Resource, int]] = {}
    for name in names[names != 0][:MOST_NAMES].tolist():
        others = same & (now["resource_name_hash"] == name) & ~np.isin(now["resource_id_hash"], (0, number))
        places = np.flatnonzero(others)
        _, first = np.unique(now["resource_id_hash"][places], return_index=True)
        for event in now["id"][places[first[:MOST_NAMES]]].tolist():
            other = resource_of(case, event)
            if other is not None and other.id is not None:
                found.setdefault(other.id, (other, event))
    return list(found.values())


def mentions(
    case: Case, now: Snapshot, number: str, progress: Progress = UNWATCHED, found: Found | None = None
) -> Array:
    """Ids of the events in whose records an id stands anywhere: lists, memberships, managers, errors."""
    needle = number if len(number) >= SHORT_ID else f'"{number}"'
    return search(case, now, needle, progress, found)


def _place(now: Snapshot, event_id: int) -> int:
    at = int(now.positions(np.array([event_id], "<i8"))[0])
    if at >= now.size or now["id"][at] != event_id:
        raise UserError(f"There is no event {event_id} in this case.")
    return at


def _is_before(now: Snapshot, at: int) -> Array:
    times = now["time_ns"]
    mask: Array = times < times[at]
    same = times == times[at]
    same[at:] = False
    return mask | same


def _coded(now: Snapshot, field: str, word: str | None) -> Array:
    words = now.words[field]
    mask: Array = now[field] == (words.index(word) if word in words else -1)
    return mask


def _same(now: Snapshot, field: str, at: int) -> Array | None:
    code = now[field][at]
    return now[field] == code if code else None


def _is(now: Snapshot, operation: str) -> Array | None:
    return _coded(now, "operation", operation) if operation in now.words["operation"] else None


def _discovery(now: Snapshot) -> Array | None:
    asked = _is(now, "discovery")
    return asked if asked is None else asked & (now["status"] == 200)


def _last(now: Snapshot, places: Array, most: int) -> Array:
    """The last `most` of these in the order of the log."""
    if len(places) <= most:
        return places
    times = now["time_ns"][places]
    limit = np.partition(times, -most)[-most]
    newer = places[times > limit]
    return np.concatenate([newer, places[times == limit][len(newer) - most :]])


def in_order(now: Snapshot, places: Array) -> Array:
    """Places in the order of the log: by time, then as imported; what has no time first."""
    return places[np.argsort(now["time_ns"][places], kind="stable")]
