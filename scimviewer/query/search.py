"""Find text in everything the records hold, block by block."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.nodes import Text
from scimviewer.query.table import Array, Snapshot
from scimviewer.store import blocks
from scimviewer.store.case import Case

Found = Callable[[Array], None]
BLOCKS_AT_ONCE = 16
TWO_BYTES = ("utf-16-le", "utf-16-be")


def needles(text: str) -> list[str]:
    """The forms in which a text may stand in a record: plain, escaped in JSON once and twice, encoded in a URL."""
    # ASCII is compared in any case; of other letters the usual spellings are looked for.
    spellings = (text,) if text.isascii() else (text, text.lower(), text.upper(), text.title())
    forms = (form for spelling in spellings for form in _forms(spelling))
    return [form for form in dict.fromkeys(forms) if form]


def _forms(text: str) -> Iterator[str]:
    yield text
    for escape in (_all_escaped, _few_escaped, _for_html, _for_php):
        once = escape(text)
        yield from (once, escape(once))
    surrogates_kept = text.encode("utf-8", "surrogatepass")
    yield from (quote(surrogates_kept), quote(surrogates_kept, safe=""), quote_plus(surrogates_kept))


def _all_escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


def _few_escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _for_html(text: str) -> str:
    """As Go writes JSON: what HTML could take for markup is escaped."""
    escaped = _few_escaped(text)
    return escaped.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _for_php(text: str) -> str:
    """As PHP writes JSON: slashes are escaped, and everything that is not ASCII."""
    return _all_escaped(text).replace("/", "\\/")


def search(
    case: Case, snapshot: Snapshot, text: str, progress: Progress = UNWATCHED, found: Found | None = None
) -> Array:
    """Ids of the events whose records hold `text`, in any case. `found` hears of hits while the search goes on."""
    hits: list[Array] = [np.empty(0, "<i8")]
    total, forms = 0, needles(text)
    with case.reader() as reader:
        count = reader.execute("select count(*) from block").fetchone()[0]
        for done, (block, encoding) in enumerate(_blocks(reader), start=1):
            ids = _hits_of_block(reader, block, _encoded(forms, encoding), 2 if encoding in TWO_BYTES else 1)
            if len(ids):
                hits.append(ids)
                total += len(ids)
                if found is not None:
                    found(ids)
            progress.report(done, count, f"{total} hits so far")
    every: Array = np.unique(np.concatenate(hits))
    return every


def text_mask(case: Case, snapshot: Snapshot, wanted: Text, progress: Progress = UNWATCHED) -> Array:
    """The same as a mask over a snapshot."""
    result: Array = np.isin(snapshot["id"], search(case, snapshot, wanted.needle, progress))
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


def _encoded(forms: list[str], encoding: str) -> list[bytes]:
    """The bytes to look for; folded as the block is, byte by byte, so that both change alike in any encoding."""
    name = encoding if encoding in TWO_BYTES else "utf-8"
    return list(dict.fromkeys(form.encode(name, "surrogatepass").lower() for form in forms))


def _hits_of_block(reader: Any, block: tuple[Any, ...], forms: list[bytes], unit: int) -> Array:
    _, first_record, records, first_event, events, packed, packed_spans = block
    data = blocks.decompressed(packed).lower()
    present = [form for form in forms if form in data]
    if not present:
        return np.empty(0, "<i8")
    spans = blocks.unpacked_spans(packed_spans, records)
    places = spans.starts.tolist(), spans.ends.tolist()
    numbers = {first_record + at for form in present for at in _records_with(data, form, places, unit)}
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


def _records_with(data: bytes, form: bytes, places: tuple[list[int], list[int]], unit: int) -> Iterator[int]:
    """The records that hold a form, each once. What begins in one record and ends in the next is in neither."""
    starts, ends = places
    at = data.find(form)
    while at >= 0:
        record = bisect_right(starts, at) - 1
        if at + len(form) <= ends[record] and (at - starts[record]) % unit == 0:
            yield record
            at = data.find(form, ends[record])
        else:
            at = data.find(form, at + 1)
