"""Read bytes forward in small pieces until they end, or until damage or a limit stops them."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol, cast

from scimviewer.bundle.damage import BundleError, about, cut, explained

LEAST, PIECE = 1 << 16, 1 << 20  # bytes that are asked for at once: a look at the head, and steady reading
IN_MEMORY = 8 << 20  # bytes of a spool before it goes to disk


class Seekable(Protocol):
    """A file that can go back."""

    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class Stream(io.BufferedIOBase):
    """A forward stream; subclasses say with `_more` how the next piece comes.

    `read(n)` gives n bytes, fewer before the end or before damage, nothing at the end. Damage is a
    BundleError, raised by the first read that has nothing else to give, and by every one after it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._rest = b""
        self._error: BundleError | None = None

    def _more(self, size: int) -> bytes:
        """The next bytes, about `size` of them, or nothing at the end; may raise anything."""
        raise NotImplementedError

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        if self.closed:
            raise ValueError("read of a closed stream")
        everything = size is None or size < 0
        wanted = sys.maxsize if size is None or size < 0 else size
        pieces = []
        while wanted and (piece := self._rest or self._pull(wanted)):
            pieces.append(piece[:wanted])
            self._rest = piece[wanted:]
            wanted -= len(pieces[-1])
        # Somebody who asks for everything would take a part for the whole, so they hear of it at once.
        if self._error is not None and (everything or (size and not pieces)):
            raise self._error
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _pull(self, wanted: int) -> bytes:
        if self._error is None:
            try:
                return self._more(min(max(wanted, LEAST), PIECE))
            except Exception as error:
                self._error = explained(self.path, error)
        return b""


class Section(Stream):
    """`size` bytes of a seekable file from `start`. The file may be shared, so every piece seeks first."""

    def __init__(self, file: Seekable, start: int, size: int, path: str, *, owned: bool = False) -> None:
        super().__init__(path)
        self._file, self._at, self._end, self._owned = file, start, start + size, owned

    def _more(self, size: int) -> bytes:
        size = min(size, self._end - self._at)
        if size <= 0:
            return b""
        self._file.seek(self._at)
        data = self._file.read(size)
        if not data:
            raise cut(self.path)
        self._at += len(data)
        return data

    def close(self) -> None:
        if self._owned:
            self._file.close()
        super().close()


def spool_file(spool: Path | None) -> IO[bytes]:
    """A temporary file without a name (in memory while it is small): gone when closed, or when we die."""
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=None if spool is None else str(spool))


def spooled(stream: Stream, spool: Path | None) -> tuple[IO[bytes], BundleError | None]:
    """All that a stream gives as a seekable file, and the error that ended it early, if one did."""
    file = spool_file(spool)
    try:
        while piece := stream.read(PIECE):
            file.write(piece)
    except Exception as error:
        return file, explained(stream.path, error)
    return file, None


def seekable(stream: Stream, spool: Path | None) -> tuple[Seekable, BundleError | None]:
    """The stream itself where it can go back, else all it gives in a temporary file, and what ended it early."""
    if stream.seekable():
        return cast(Seekable, stream), None
    with stream:
        return spooled(stream, spool)


class Tape:
    """`size` bytes that pass by only once; their beginning is kept, so that a second look costs nothing.

    `take` gives the next bytes, `again` a new stream of the same bytes from a position on: dear, for that
    unpacks the archive from its beginning once more, but hardly ever needed, and nothing goes to disk.
    """

    def __init__(self, take: Callable[[int], bytes], size: int, path: str, again: Callable[[int], Stream]) -> None:
        self._take, self.size, self.path, self.again = take, size, path, again
        self._kept, self._passed, self._closed = bytearray(), 0, False

    def open(self) -> Stream:
        """A stream from the first byte; several may be open at a time."""
        return _Playback(self)

    def piece(self, at: int, size: int) -> bytes | None:
        """Up to `size` bytes from position `at`; None where they have passed by."""
        if self._closed:
            raise about(self.path, "was read too late: the next part of its archive has been reached.")
        if at < len(self._kept):
            return bytes(self._kept[at : at + size])
        if at < self._passed:
            return None
        data = self._take(size)
        self._passed += len(data)
        self._kept += data[: max(0, IN_MEMORY - at)]
        return data

    def close(self) -> None:
        """The bytes behind these have been reached: nothing more can be taken."""
        self._closed = True


class _Playback(Stream):
    def __init__(self, tape: Tape) -> None:
        super().__init__(tape.path)
        self._tape, self._at = tape, 0
        self._own: Stream | None = None

    def _more(self, size: int) -> bytes:
        size = min(size, self._tape.size - self._at)
        if not size:
            return b""
        data = self._tape.piece(self._at, size) if self._own is None else self._own.read(size)
        if data is None:
            self._own = self._tape.again(self._at)
            data = self._own.read(size)
        if not data:
            raise cut(self.path)
        self._at += len(data)
        return data

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
        super().close()
