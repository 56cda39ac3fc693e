"""What does a record say, before a format reads it: a JSON value, a line of text, or a row by its columns?"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from functools import partial

import msgspec

from scimviewer.event import Json
from scimviewer.formats.format import ROW, TEXT, Dialect, Unreadable
from scimviewer.formats.rows import cells_of

TERMINAL_CODES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\))")


def decoder(takes: str, dialect: Dialect) -> Callable[[bytes], Json]:
    """What turns the UTF-8 of a record into that which a format is given."""
    if takes == TEXT:
        return text
    return partial(row, dialect=dialect) if takes == ROW else decoded


def text(record: bytes) -> str:
    """A line as text; colours for terminals are no part of what it says."""
    line = record.decode("utf-8", "replace")
    return TERMINAL_CODES.sub("", line) if "\x1b" in line else line


def row(record: bytes, dialect: Dialect) -> dict[str, str]:
    """A row by its columns; raises Unreadable where it has more or fewer cells than the header names."""
    try:
        cells = cells_of(record.decode("utf-8", "replace"), dialect.delimiter)
    except csv.Error:
        raise Unreadable("The quotes or line ends of this row are broken.") from None
    if len(cells) != len(dialect.columns):
        raise Unreadable(f"This row has {len(cells)} cells, but the header names {len(dialect.columns)} columns.")
    told: dict[str, str] = {}
    for name, cell in zip(dialect.columns, cells, strict=True):
        told.setdefault(name, cell)
    return told


def decoded(text: bytes) -> Json:
    """A record as JSON; raises Unreadable with the reason in words."""
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise Unreadable("The JSON of this record is nested too deeply.") from None
    except (msgspec.DecodeError, UnicodeError, ValueError) as first:
        try:  # forgiving: NaN, control characters, bytes that are not UTF-8
            return json.loads(text.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            raise Unreadable(_why(text, str(first))) from None


def _why(text: bytes, reason: str) -> str:
    if text[:1] not in (b"{", b"["):
        return "This is not JSON."
    if "truncated" in reason:
        return "The record is cut off: its JSON never ends."
    return f"The JSON of this record is broken: {reason}."
