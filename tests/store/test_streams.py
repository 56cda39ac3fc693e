"""A source is read once, and how far and what was read is known."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import BinaryIO, cast

from scimviewer.bundle.damage import BundleError
from scimviewer.store.streams import CountedStream, Rewound, state_of


class Failing(io.BytesIO):
    """Gives what it holds in small pieces, then fails."""

    def __init__(self, data: bytes, error: Exception) -> None:
        super().__init__(data)
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(min(3, size or 3))
        if not piece:
            raise self.error
        return piece


def test_position_and_digest_are_those_of_what_was_read() -> None:
    stream = CountedStream(io.BytesIO(b"0123456789"))
    assert stream.read(4) == b"0123"
    assert (stream.position, stream.digest()) == (4, hashlib.sha256(b"0123").digest())
    assert stream.read(100) == b"456789"
    assert stream.read(1) == b""
    assert (stream.position, stream.failure) == (10, None)


def test_damage_ends_the_stream_and_keeps_what_came_before() -> None:
    for error, said in (
        (BundleError("a is cut off."), "a is cut off."),
        (OSError(5, "Input/output error"), "Reading stopped"),
    ):
        stream = CountedStream(cast(BinaryIO, Failing(b"0123456789", error)))
        assert stream.read(100) == b"0123456789"
        assert stream.failure is not None
        assert said in stream.failure
        assert stream.read(1) == b""


def test_the_head_is_read_again_first() -> None:
    counted = CountedStream(io.BytesIO(b"0123456789"))
    rewound = Rewound(counted.read(4), counted)
    assert [rewound.read(size) for size in (2, 5, 10, 1)] == [b"01", b"23456", b"789", b""]


def test_a_file_that_changes_shows(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    before = state_of(file)
    file.write_bytes(b"xy")
    assert state_of(file) != before
    file.unlink()
    assert state_of(file) == (-1, -1)
    assert state_of(None) is None
