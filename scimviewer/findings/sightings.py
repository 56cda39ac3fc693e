"""Which events of two sources are the same call, seen by a server and by what stands before it?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from scimviewer.query.table import Array, Snapshot
from scimviewer.times import SECOND

MOST_SOURCES = 40
FEWEST_EVENTS = 20
TOLERANCE = 2 * SECOND  # access logs write whole seconds, and the end of a call rather than its beginning
SURE = 0.8  # of the smaller source's calls must be in the other
FURTHEST = 26 * 3600 * SECOND  # clocks differ by a zone and a day at most
SAMPLE = 20_000
FEW_TIMES = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sources that tell of the same calls: the second's clock is ahead by so many nanoseconds."""

    source: int
    other: int
    ahead_ns: int
    matched: int


@dataclass(frozen=True, slots=True)
class Sightings:
    """`first` is a mask over the events: False where a fuller source tells of the same call."""

    first: Array
    pairs: tuple[Pair, ...]


def sightings(now: Snapshot, rows: Array, members_answered: Array) -> Sightings:
    """Compare every two sources of these events (positions in the snapshot, in order of time)."""
    first = np.ones(len(rows), bool)
    sources = now["source"][rows]
    keys, pairs = _keys(now, rows), []
    taken = now["duration_us"][rows]
    ends = now["time_ns"][rows] + np.where(taken > 0, taken, 0) * 1000
    places = {int(one): np.flatnonzero(sources == one) for one in np.unique(sources)}
    wide = [one for one, mine in places.items() if len(mine) >= FEWEST_EVENTS]
    for one, other in combinations(wide[:MOST_SOURCES], 2):
        fuller, poorer = sorted((one, other), key=lambda it: _fullness(now, rows[places[it]], members_answered))[::-1]
        mine, yours = places[fuller], places[poorer]
        ahead = _offset(ends, keys, mine, yours)
        if ahead is None:
            continue
        seen = _matched(ends, keys, mine, yours, ahead)
        if len(seen) >= SURE * min(len(mine), len(yours)):
            first[seen] = False
            pairs.append(Pair(fuller, poorer, ahead, len(seen)))
    return Sightings(first, tuple(pairs))


def _fullness(now: Snapshot, rows: Array, members_answered: Array) -> tuple[int, int, int]:
    """How much a source tells: durations, facts from bodies, then simply how many events."""
    known = members_answered[rows] != np.iinfo(members_answered.dtype).min
    named = (now["resource_name_hash"][rows] != 0).sum() + (now["resource_id_hash"][rows] != 0).sum()
    return int(known.sum() > 0), int(named), len(rows)


def _keys(now: Snapshot, rows: Array) -> Array:
    """What every recorder tells of a call: method, status, type, and the id where it stands in the URL."""
    in_url = np.isin(now["method"][rows], _codes(now, "method", "GET", "PUT", "PATCH", "DELETE"))
    in_url &= ~np.isin(now["operation"][rows], _codes(now, "operation", "search", "create"))
    number = np.where(in_url, now["resource_id_hash"][rows], 0)
    mixed = now["method"][rows].astype("<i8") << 40
    mixed ^= now["status"][rows].astype("<i8") << 20
    mixed ^= now["resource_type"][rows].astype("<i8")
    keys: Array = number ^ mixed
    return keys


def _codes(now: Snapshot, field: str, *words: str) -> list[int]:
    return [code for code, word in enumerate(now.words.get(field, [])) if word in words]


def _offset(times: Array, keys: Array, mine: Array, yours: Array) -> int | None:
    """How far the other clock is ahead: the most frequent distance between calls that are alike and rare."""
    here, there = _rare(keys, mine), _rare(keys, yours)
    _, a, b = np.intersect1d(here[0], there[0], return_indices=True)
    apart = times[there[1][b]] - times[here[1][a]]
    apart = np.sort(apart[np.abs(apart) <= FURTHEST])
    if len(apart) < FEWEST_EVENTS // 2:
        return None
    ends = np.searchsorted(apart, apart + TOLERANCE, side="right")
    best = int(np.argmax(ends - np.arange(len(apart))))
    if ends[best] - best < max(FEWEST_EVENTS // 2, len(a) // 2):
        return None
    return int(np.median(apart[best : ends[best]]))


def _rare(keys: Array, places: Array) -> tuple[Array, Array]:
    """Keys that occur a few times, told apart by how often and which time it is, and their places."""
    order = places[np.argsort(keys[places], kind="stable")]
    _, begins, counts = np.unique(keys[order], return_index=True, return_counts=True)
    turn = np.arange(len(order)) - np.repeat(begins, counts)
    often = np.repeat(counts, counts)
    few = np.flatnonzero(often <= FEW_TIMES)[:SAMPLE]
    return keys[order[few]] ^ (often[few] << 8) ^ turn[few], order[few]


def _matched(times: Array, keys: Array, mine: Array, yours: Array, ahead: int) -> Array:
    """Places of `yours` that have a call of `mine` beside them, each used once."""
    both = np.concatenate([mine, yours])
    second = np.concatenate([np.zeros(len(mine), bool), np.ones(len(yours), bool)])
    moved = times[both] - np.where(second, ahead, 0)
    order = np.lexsort((moved, keys[both]))
    found: list[int] = []
    key, waiting = None, deque[tuple[int, bool, int]]()
    columns = (keys[both[order]], moved[order], second[order], both[order])
    for this, time, is_second, place in zip(*(one.tolist() for one in columns), strict=True):
        if this != key:
            key, waiting = this, deque()
        while waiting and time - waiting[0][0] > TOLERANCE:
            waiting.popleft()
        if waiting and waiting[0][1] != is_second:
            found.append(place if is_second else waiting[0][2])
            waiting.popleft()
        else:
            waiting.append((time, is_second, place))
    seen: Array = np.array(sorted(found), "<i8")
    return seen
