"""Is this a table in text: what parts its cells, and what are its columns called?"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from scimviewer.formats.chunks import Chunk, Framing, Span
from scimviewer.formats.format import Dialect
from scimviewer.formats.rows import cells_of, cut_rows

DELIMITERS = (",", ";", "\t", "|")
DECLARED = re.compile(r"sep=([,;\t|])\s*")  # what Excel writes and reads in front of the header
LOOKED_AT = 50  # rows
LEAST_EVEN = 0.5  # share of the rows that have as many cells as the header
MOST_COLUMNS, LONGEST_NAME = 2000, 200
LEAST_NAMES = 2
NAME = re.compile(r"[^\W\d][^{}\"\n]*|[@_$#][^{}\"\n]+")


def table_in(head: bytes, lines: Framing) -> tuple[Framing, Dialect] | None:
    """How the table is cut that begins with these bytes, and its columns; None where this is no table."""
    best: tuple[float, int, Framing, Dialect] | None = None
    for delimiter in DELIMITERS:
        found = _parted_by(delimiter, head, lines)
        if found is not None and (best is None or found[:2] > best[:2]):
            best = found
    return None if best is None else best[2:]


def _parted_by(delimiter: str, head: bytes, lines: Framing) -> tuple[float, int, Framing, Dialect] | None:
    framing = replace(lines, kind="rows", delimiter=delimiter, header=_start(head, lines))
    spans = [span for chunk in cut_rows(io.BytesIO(head), framing) for span in _spans(chunk)][: LOOKED_AT + 2]
    rows = [_cells(head[span.offset : span.offset + span.length], framing) for span in spans]
    declared = DECLARED.fullmatch(delimiter.join(rows[0])) if rows else None
    if declared:
        if declared[1] != delimiter:
            return None
        spans, rows = spans[1:], rows[1:]
    if not rows or not _are_names(rows[0]):
        return None
    columns = tuple(name.strip().removeprefix("\ufeff") for name in rows[0])
    even = sum(len(row) == len(columns) for row in rows[1:])
    if len(rows) > 1 and even < LEAST_EVEN * len(rows[1:]):
        return None
    header = spans[1].offset if len(spans) > 1 else len(head)
    framing = replace(framing, columns=len(columns), header=header)
    return even / max(1, len(rows) - 1), len(columns), framing, Dialect(columns, delimiter)


def _start(head: bytes, lines: Framing) -> int:
    """The bytes before the text: a byte order mark, and the zeros with which truncated files begin."""
    text = head[lines.bom :]
    return lines.bom + (len(text) - len(text.lstrip(b"\0"))) // lines.unit * lines.unit


def _spans(chunk: Chunk) -> list[Span]:
    return chunk.spans or []


def _cells(row: bytes, framing: Framing) -> list[str]:
    try:
        return cells_of(row.decode(framing.encoding, "replace"), framing.delimiter)
    except csv.Error:
        return []


def _are_names(cells: list[str]) -> bool:
    """Whether these could be the names of columns: short, mostly there, no numbers and no data."""
    named = [cell.strip() for cell in cells if cell.strip()]
    return (
        LEAST_NAMES <= len(cells) <= MOST_COLUMNS
        and len(named) * 2 > len(cells)
        and all(len(name) <= LONGEST_NAME and NAME.fullmatch(name.removeprefix("\ufeff")) for name in named)
    )
