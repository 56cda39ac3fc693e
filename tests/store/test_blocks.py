"""What is packed into a block comes out as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from scimviewer.formats.chunks import Span
from scimviewer.store import blocks
from scimviewer.store.writing import LAYOUT


def test_columns_come_out_as_they_went_in() -> None:
    columns = {name: np.arange(5).astype(dtype) for name, dtype in LAYOUT}

    unpacked = blocks.unpacked_columns(blocks.packed_columns(columns, LAYOUT), 5, LAYOUT)

    assert unpacked.keys() == columns.keys()
    assert all((unpacked[name] == columns[name]).all() for name in columns)


def test_unknown_is_no_value_that_a_log_could_hold() -> None:
    assert blocks.unknown("<i2") == -(2**15)
    assert blocks.unknown("<i8") == -(2**63)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_spans_come_out_as_they_went_in(count: int) -> None:
    spans = [Span(n * 1_000_003, n + 1, n * 2) for n in range(count)]
    stored = [(n * 7, n * 7 + 5) for n in range(count)]

    unpacked = blocks.unpacked_spans(blocks.packed_spans(spans, stored), count)

    found = zip(unpacked.offsets.tolist(), unpacked.lengths.tolist(), unpacked.lines.tolist(), strict=True)
    assert [Span(*one) for one in found] == spans
    assert list(zip(unpacked.starts.tolist(), unpacked.ends.tolist(), strict=True)) == stored


def test_bytes_come_out_as_they_went_in() -> None:
    data = bytes(range(256)) * 1000
    assert blocks.decompressed(blocks.compressed(data)) == data


def test_blocks_may_be_unpacked_on_several_threads_at_once() -> None:
    packed = [blocks.compressed(bytes([number]) * 300_000) for number in range(8)]

    def unpack(number: int) -> bool:
        return all(blocks.decompressed(packed[number]) == bytes([number]) * 300_000 for _ in range(50))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(unpack, range(8)))
