"""Which events have a text that fits a pattern, in a column where nearly every event has another text?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from ahocorasick_rs import BytesAhoCorasick

from scimviewer.query.columns import BY_KEY
from scimviewer.query.needles import folded
from scimviewer.query.table import Array, Lines, Snapshot
from scimviewer.store.case import Case

Fits = Callable[[str], bool]
EVENTS_AT_ONCE = 100_000
THREADS = 2
NEWLINE = 10


def fitting(now: Snapshot, case: Case, field: str, fits: Fits, must: str = "", decided: bool = False) -> Array:
    """A mask of the events whose text fits. Only those that hold `must` can; where `decided`, all of these do."""
    masks = [np.zeros(0, bool)]
    for data, ends in lines(now, case, field):
        mask = np.zeros(len(ends), bool)
        places = _lines_with(data, ends, must.encode()) if must else np.arange(len(ends))
        if not decided:
            places = np.array([place for place, text in _texts(data, ends, places) if fits(text)], "<i8")
        mask[places] = True
        masks.append(mask)
    result: Array = np.concatenate(masks)
    return result & (now[f"{field}_hash"] != 0)


def lines(now: Snapshot, case: Case, field: str) -> list[Lines]:
    """The texts of a column, a line for each event; those of the column that was asked for last stay in memory."""
    assert BY_KEY[field].kind == "text"
    known = now.lines.get(field)
    if known is None:
        starts = range(0, now.size, EVENTS_AT_ONCE)
        with ThreadPoolExecutor(THREADS) as pool:
            known = list(pool.map(lambda start: _read(now, case, field, start), starts))
        now.lines.clear()
        now.lines[field] = known
    return known


def texts_at(now: Snapshot, case: Case, field: str, positions: Array) -> list[str]:
    """The texts of some events, by their places in the columns."""
    known = lines(now, case, field)
    found: dict[int, str] = {}
    parts = positions // EVENTS_AT_ONCE
    for number in np.unique(parts).tolist():
        here = positions[parts == number]
        data, ends = known[number]
        found.update(zip(here.tolist(), (text for _, text in _texts(data, ends, here % EVENTS_AT_ONCE)), strict=True))
    return [found[one] for one in positions.tolist()]


def _read(now: Snapshot, case: Case, field: str, start: int) -> Lines:
    """SQLite joins texts to one much faster than it hands them out one by one."""
    ids = now["id"][start : start + EVENTS_AT_ONCE]
    within = (int(ids[0]), int(ids[-1]))
    sql = f"select count(*), group_concat(coalesce({field}, ''), char(10)) from event where id between ? and ?"
    with case.reader() as reader:
        count, joined = reader.execute(sql, within).fetchone()
        data = (joined or "").encode("utf-8", "surrogatepass")
        ends = _ends(data)
        if count == len(ends) == len(ids):
            return data, ends
        # Some text has a line break, or a bundle was removed meanwhile.
        sql = f"select id, {field} from event where id between ? and ?"
        texts = {event: (text or "").replace("\n", " ") for event, text in reader.execute(sql, within)}
    data = "\n".join(texts.get(event, "") for event in ids.tolist()).encode("utf-8", "surrogatepass")
    return data, _ends(data)


def _ends(data: bytes) -> Array:
    """Where each line ends."""
    ends: Array = np.append(np.flatnonzero(np.frombuffer(data, np.uint8) == NEWLINE), len(data))
    return ends


def _lines_with(data: bytes, ends: Array, must: bytes) -> Array:
    """The lines that hold some bytes, in any case."""
    matches = BytesAhoCorasick([folded(must)]).find_matches_as_indexes(folded(data))
    places = np.fromiter((place for _, place, _ in matches), "<i8", len(matches))
    found: Array = np.unique(np.searchsorted(ends, places, side="left"))
    return found


def _texts(data: bytes, ends: Array, places: Array) -> Iterator[tuple[int, str]]:
    begins = np.append(-1, ends)[places] + 1
    for place, begin, end in zip(places.tolist(), begins.tolist(), ends[places].tolist(), strict=True):
        yield place, data[begin:end].decode("utf-8", "surrogatepass")
