"""Read a source once, knowing how far it was read and what was read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from scimviewer.bundle.damage import BundleError


class CountedStream:
    """A stream that knows how far it was read and the digest of what was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sha = hashlib.sha256()
        self.position = 0
        self.failure: str | None = None

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, fewer only at the end; damage ends the stream and is kept as `failure`."""
        pieces, missing = [], size
        while missing and self.failure is None:
            try:
                piece = self._stream.read(missing)
            except BundleError as error:
                self.failure = error.sentence
                break
            except OSError as error:
                self.failure = f"Reading stopped: {error.strerror or 'the device reported an error'}."
                break
            if not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        data = b"".join(pieces)
        self._sha.update(data)
        self.position += len(data)
        return data

    def digest(self) -> bytes:
        return self._sha.copy().digest()


class Rewound:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, stream: CountedStream) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int) -> bytes:
        if not self._head:
            return self._stream.read(size)
        piece, self._head = self._head[:size], self._head[size:]
        return piece + (self._stream.read(size - len(piece)) if len(piece) < size else b"")


def state_of(file: Path | None) -> tuple[int, int] | None:
    """Size and time of change of a file on disk, by which one that is still written shows; None for other sources."""
    try:
        info = file.stat() if file is not None else None
    except OSError:
        return (-1, -1)
    return None if info is None else (info.st_size, info.st_mtime_ns)
