"""Find text in everything the records hold, block by block."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.needles import Needle, needle
from scimviewer.query.nodes import Text
from scimviewer.query.patience import Patience, steady_part
from scimviewer.query.table import Array, Snapshot
from scimviewer.store import blocks
from scimviewer.store.case import Case

Found = Callable[[Array], None]
# Whether a record (the bytes, from, to) holds what is looked for; which records of a block may hold it.
Wanted = Callable[[bytes, blocks.RecordSpans, str], list[int]]
BLOCKS_AT_ONCE = 16
THREADS = 2  # unpacking and folding leave Python to other threads, matching is short
TWO_BYTES = ("utf-16-le", "utf-16-be")
ESCAPE = re.compile(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt])')
SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_REGEX_S = 20.0  # of a processor, in all records together


def search(
    case: Case,
    snapshot: Snapshot,
    wanted: Text | str,
    progress: Progress = UNWATCHED,
    found: Found | None = None,
) -> Array:
    """Ids of the events whose records hold the text, in any case. `found` hears of hits while the search goes on."""
    text = Text(wanted) if isinstance(wanted, str) else wanted
    if not text.needle or not snapshot.size:
        return np.empty(0, "<i8")
    with case.reader() as reader:
        numbers = [number for (number,) in reader.execute("select id from block order by id")]
    parts = [numbers[at : at + BLOCKS_AT_ONCE] for at in range(0, len(numbers), BLOCKS_AT_ONCE)]
    hits: list[Array] = [np.empty(0, "<i8")]
    total, done = 0, 0
    wants = _by_regex(text) if text.regex else _by_needle(needle(text.needle))
    for part, ids in zip(parts, _in_threads(lambda part: _hits(case, part, wants), parts), strict=True):
        done += len(part)
        if len(ids):
            hits.append(ids)
            total += len(ids)
            if found is not None:
                found(ids)
        progress.report(done, len(numbers), f"{total} hits so far")
    every: Array = np.unique(np.concatenate(hits))
    return every


def text_mask(case: Case, snapshot: Snapshot, wanted: Text, progress: Progress = UNWATCHED) -> Array:
    """The same as a mask over a snapshot."""
    result: Array = np.isin(snapshot["id"], search(case, snapshot, wanted, progress))
    return result


def _in_threads(work: Callable[[list[int]], Array], parts: list[list[int]]) -> Iterator[Array]:
    """Answers in the order of the parts; what was not begun is dropped where nobody wants more."""
    pool = ThreadPoolExecutor(THREADS)
    waiting: deque[Future[Array]] = deque()
    try:
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > THREADS * 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _hits(case: Case, part: list[int], wants: Wanted) -> Array:
    """Ids of the events with hits in a few blocks."""
    sql = """
        select first_record, block.records, first_event, block.events, data, spans, encoding
        from block join source on source.id = block.source where block.id between ? and ? order by block.id
    """
    ids: list[int] = []
    with case.reader() as reader:
        for first_record, records, first_event, events, packed, packed_spans, encoding in reader.execute(
            sql, (part[0], part[-1])
        ).fetchall():
            spans = blocks.unpacked_spans(packed_spans, records)
            numbers = wants(blocks.decompressed(packed), spans, encoding or "utf-8")
            if numbers:
                ids.extend(_events(reader, {first_record + number for number in numbers}, first_event, events))
    return np.array(sorted(set(ids)), dtype="<i8")


def _events(reader: Any, numbers: set[int], first_event: int, events: int) -> Iterator[int]:
    """The events that were read from these records of a block, alone or with others."""
    within = (first_event, first_event + events - 1)
    rows = reader.execute("select id, record from event where id between ? and ?", within)
    yield from (event for event, record in rows if record in numbers)
    sql = "select event, record from event_part where record between ? and ?"
    parts = reader.execute(sql, (min(numbers), max(numbers)))
    yield from (event for event, record in parts if record in numbers)


def _by_needle(sought: Needle) -> Wanted:
    def records(data: bytes, spans: blocks.RecordSpans, encoding: str) -> list[int]:
        if encoding in TWO_BYTES:
            return _transcoded(sought, data, spans, encoding)
        places = sought.places(data)
        if not places:
            return []
        owners = np.searchsorted(spans.starts, places, side="right") - 1
        found: list[int] = []
        starts, ends = spans.starts.tolist(), spans.ends.tolist()
        for place, record in zip(places, owners.tolist(), strict=True):
            if found and found[-1] == record:
                continue
            if sought.is_at(data, place, starts[record], ends[record]):
                found.append(record)
        return found

    return records


def _transcoded(sought: Needle, data: bytes, spans: blocks.RecordSpans, encoding: str) -> list[int]:
    """The same where characters have two bytes: each record as UTF-8."""
    found = []
    for record, (start, end) in enumerate(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)):
        text = data[start:end].decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
        places = sought.places(text)
        if any(sought.is_at(text, place, 0, len(text)) for place in places):
            found.append(record)
    return found


def _by_regex(text: Text) -> Wanted:
    patience = Patience(text.needle, text.position, LONGEST_REGEX_S)
    literal = steady_part(text.needle)
    first = needle(literal) if literal else None

    def records(data: bytes, spans: blocks.RecordSpans, encoding: str) -> list[int]:
        name, errors = (encoding, "surrogatepass") if encoding in TWO_BYTES else ("utf-8", "replace")
        bounds = list(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True))
        possible: Iterable[int] = range(len(bounds))
        if first is not None and encoding not in TWO_BYTES:
            possible = np.unique(np.searchsorted(spans.starts, first.places(data), side="right") - 1).tolist()
        found = []
        for record in possible:
            start, end = bounds[record]
            if any(patience.found_in(form) for form in readings(data[start:end].decode(name, errors))):
                found.append(record)
        return found

    return records


def readings(record: str) -> Iterator[str]:
    """A record as it stands, and as the detail shows it: without JSON's escapes, without those of a URL."""
    yield record
    for _ in range(2):  # JSON in a JSON string is escaped twice
        if "\\" not in record:
            break
        record = _joined_pairs(ESCAPE.sub(_unescaped, record))
        yield record
    if "%" in record:
        yield unquote(record)


def _unescaped(match: re.Match[str]) -> str:
    letter = match[1]
    if letter[0] == "u":
        return chr(int(letter[1:], 16))
    return {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}.get(letter, letter)


def _joined_pairs(text: str) -> str:
    """Characters that JSON escapes as two surrogates, as the one they are."""
    if SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
