"""Find text in everything the records hold, block by block."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.table import Array, Snapshot
from scimviewer.store import blocks
from scimviewer.store.case import Case

Found = Callable[[Array], None]
BLOCKS_AT_ONCE = 16


def needles(text: str) -> list[bytes]:
    """The forms in which a text may stand in a record: plain, escaped in JSON once and twice, encoded in a URL."""
    once = json.dumps(text)[1:-1]
    forms = [
        text,
        once,
        json.dumps(text, ensure_ascii=False)[1:-1],
        json.dumps(once)[1:-1],
        quote(text),
        quote_plus(text),
    ]
    return list(dict.fromkeys(form.lower().encode("utf-8", "surrogatepass") for form in forms if form))


def search(
    case: Case, snapshot: Snapshot, text: str, progress: Progress = UNWATCHED, found: Found | None = None
) -> Array:
    """Ids of the events whose records hold `text`, in any case. `found` hears of hits while the search goes on."""
    hits: list[Array] = [np.empty(0, "<i8")]
    total = 0
    with case.reader() as reader:
        count = reader.execute("select count(*) from block").fetchone()[0]
        for done, (block, encoding) in enumerate(_blocks(reader), start=1):
            ids = _hits_of_block(reader, block, _encoded(needles(text), encoding))
            if len(ids):
                hits.append(ids)
                total += len(ids)
                if found is not None:
                    found(ids)
            progress.report(done, count, f"{total} hits so far")
    every: Array = np.unique(np.concatenate(hits))
    return every


def text_mask(case: Case, snapshot: Snapshot, text: str, progress: Progress = UNWATCHED) -> Array:
    """The same as a mask over a snapshot."""
    result: Array = np.isin(snapshot["id"], search(case, snapshot, text, progress))
    return result


def _blocks(reader: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Blocks a few at a time, so that no statement stays open while they are searched."""
    last = 0
    sql = """
        select block.id, first_record, block.records, first_event, block.events, data, spans, encoding
        from block join source on source.id = block.source where block.id > ? order by block.id limit ?
    """
    while rows := reader.execute(sql, (last, BLOCKS_AT_ONCE)).fetchall():
        last = rows[-1][0]
        for row in rows:
            yield row[:7], row[7]


def _encoded(forms: list[bytes], encoding: str) -> list[bytes]:
    if encoding.startswith("utf-8"):
        return forms
    return [form.decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass") for form in forms]


def _hits_of_block(reader: Any, block: tuple[Any, ...], forms: list[bytes]) -> Array:
    _, first_record, records, first_event, events, packed, packed_spans = block
    data = blocks.decompressed(packed).lower()
    places = [at for form in forms for at in _places(data, form)]
    if not places:
        return np.empty(0, "<i8")
    starts = blocks.unpacked_spans(packed_spans, records).starts
    numbers = {first_record + int(at) for at in np.searchsorted(starts, places, side="right") - 1}
    rows = reader.execute(
        "select id, record from event where id between ? and ?", (first_event, first_event + events - 1)
    )
    ids = [event for event, record in rows if record in numbers]
    parts = reader.execute(
        "select event, record from event_part where record between ? and ?",
        (first_record, first_record + records - 1),
    )
    ids.extend(event for event, record in parts if record in numbers)
    return np.array(sorted(set(ids)), dtype="<i8")


def _places(data: bytes, form: bytes) -> Iterator[int]:
    at = data.find(form)
    while at >= 0:
        yield at
        at = data.find(form, at + len(form))
