"""What is a record, before anyone knows what it says: bytes at a place of a source, and how a source is cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

CHUNK = 512 * 1024
HEAD = 64  # bytes of a record that are shown where it cannot be read
LONGEST_RECORD = 64 * 1024 * 1024


class Source(Protocol):
    """What cutting needs of a stream."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Span:
    """One record: its first byte in the source, its length, and the line it begins on (1 is the first)."""

    offset: int
    length: int
    line: int


@dataclass(slots=True)
class Chunk:
    """A stretch of a source that holds whole records."""

    offset: int
    data: bytes
    first_line: int
    spans: list[Span] | None = None  # None: one record a line
    # Records that could not be framed: where, why in a sentence, and their first bytes.
    faults: list[tuple[Span, str, bytes]] = field(default_factory=list)
    directives: tuple[str, ...] = ()  # lines before this chunk that say how to read those behind them


@dataclass(frozen=True, slots=True)
class Framing:
    """How a source is cut.

    `lines`, `rows` (of a table in text), `values` (one JSON value after another) or `array` (elements at `path`).
    """

    kind: str
    encoding: str = "utf-8"
    unit: int = 1  # bytes of a code unit: 2 in UTF-16
    bom: int = 0  # bytes before the text
    path: tuple[str, ...] = ()
    newline: str = "\n"  # or a carriage return alone
    directive: str = ""  # how lines begin that say how to read those behind them
    delimiter: str = ","  # between the cells of a row
    columns: int = 0  # cells that a row should have
    header: int = 0  # bytes before the first row


def shadow(data: bytes, framing: Framing) -> bytes:
    """One byte a code unit, so that the same search serves UTF-8 and UTF-16: JSON's own marks are all ASCII."""
    if framing.unit == 1:
        return data
    units = np.frombuffer(data[: len(data) // 2 * 2], dtype="<u2" if framing.encoding.endswith("le") else ">u2")
    return np.where(units < 128, units, 255).astype(np.uint8).tobytes()


def too_long(length: int) -> str:
    """The sentence for a record over the limit."""
    return f"A record of {length // 1_048_576} MiB is longer than the {LONGEST_RECORD // 1_048_576} MiB that are read."
