"""How do records and columns lie in a block of the case file?"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import zstandard

from scimviewer.formats.chunks import Span

LEVEL = 3
Array = np.ndarray[Any, np.dtype[Any]]
# The smallest number of a type says "unknown", as 0 and -1 are values of their own.
NUMBERS: dict[str, str] = {
    "time_ns": "<i8",
    "status": "<i2",
    "duration_us": "<i8",
    "line": "<i4",
    "speaks_scim": "<i1",
    "active_asked": "<i1",
    "active_answered": "<i1",
    "members_asked": "<i4",
    "members_answered": "<i4",
    "zone_assumed": "<i1",
    "outside_rates": "<i1",
}
HASHES = ("resource_id", "resource_name", "request_id", "error", "body_hash", "shape_hash")
CODE = "<u4"  # 0 is "unknown"
_own = threading.local()  # zstd's contexts must not be shared between threads
MOST_BYTES = 256 * 1024 * 1024  # a block holds a chunk, or one record of 64 MiB and its escapes


def unknown(dtype: str) -> int:
    """The number that says "unknown" in a column of this type."""
    return int(np.iinfo(np.dtype(dtype)).min)


def compressed(data: bytes) -> bytes:
    if not hasattr(_own, "compressor"):
        _own.compressor = zstandard.ZstdCompressor(level=LEVEL)
    packed: bytes = _own.compressor.compress(data)
    return packed


def decompressed(data: bytes) -> bytes:
    if not hasattr(_own, "decompressor"):
        _own.decompressor = zstandard.ZstdDecompressor()
    unpacked: bytes = _own.decompressor.decompress(data, max_output_size=MOST_BYTES)
    return unpacked


def packed_columns(columns: dict[str, Array], layout: Sequence[tuple[str, str]]) -> bytes:
    """Columns one after another in the layout's order and types, compressed."""
    return compressed(b"".join(columns[name].astype(dtype, copy=False).tobytes() for name, dtype in layout))


def unpacked_columns(data: bytes, count: int, layout: Sequence[tuple[str, str]]) -> dict[str, Array]:
    """The inverse of `packed_columns` for `count` events."""
    raw, columns, position = decompressed(data), {}, 0
    for name, dtype in layout:
        columns[name] = np.frombuffer(raw, dtype=dtype, count=count, offset=position)
        position += count * np.dtype(dtype).itemsize
    return columns


@dataclass(frozen=True, slots=True)
class RecordSpans:
    """Where the records of a block lie in their source, and where in the block's data."""

    offsets: Array
    lengths: Array
    lines: Array
    starts: Array
    ends: Array


def packed_spans(spans: Sequence[Span], stored: Sequence[tuple[int, int]]) -> bytes:
    """Source offset, length and line of each record, and its place in the block's data."""
    numbers = np.empty((5, len(spans)), dtype="<i8")
    for row, values in enumerate(
        (
            [span.offset for span in spans],
            [span.length for span in spans],
            [span.line for span in spans],
            [start for start, _ in stored],
            [end for _, end in stored],
        )
    ):
        numbers[row] = values
    # Differences compress far better than ever growing numbers.
    return compressed(np.diff(numbers, axis=1, prepend=0).tobytes())


def unpacked_spans(data: bytes, count: int) -> RecordSpans:
    numbers = np.frombuffer(decompressed(data), dtype="<i8").reshape(5, count).cumsum(axis=1)
    return RecordSpans(*numbers)
