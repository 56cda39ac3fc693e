"""Hand out the members of a 7-Zip archive, where the library for it is installed."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from typing import Any, cast

from scimviewer.bundle.damage import BundleError, about, explained, problem
from scimviewer.bundle.found import Found
from scimviewer.bundle.labels import joined
from scimviewer.bundle.limits import Account, Allowance
from scimviewer.bundle.rotation import oldest_first
from scimviewer.bundle.streams import Section, Seekable, seekable, spool_file
from scimviewer.event import Problem

MAGIC = b"7z\xbc\xaf\x27\x1c"
MISSING = (
    "is a 7-Zip archive. Install scimviewer with its extra “7z” to read it, or unpack it yourself and import the files."
)
LOCKED = "is protected with a password; unpack it with the password and import the files."
UNCOMMON = "is packed in an uncommon way, which cannot be read; unpack it and import the files."
OUTSIDE = "has a name that leads out of its archive, as archives made to do harm do; it was left alone."
A_LINK = "is a link in the archive. Links are not followed; nothing was read."
MOST_MEMORY = 1 << 28  # bytes of a dictionary
# Where a coder keeps how much memory it wants: by its id, a function of its properties.
DICTIONARIES: dict[bytes, Callable[[bytes], int]] = {
    b"\x03\x01\x01": lambda told: int.from_bytes(told[1:5], "little"),  # LZMA
    b"\x21": lambda told: (2 | told[0] & 1) << (told[0] // 2 + 11),  # LZMA2
    b"\x03\x04\x01": lambda told: int.from_bytes(told[1:5], "little"),  # PPMd
}


def is_sevenzip(head: bytes) -> bool:
    """A 7-Zip archive by its first bytes."""
    return head.startswith(MAGIC)


def members(found: Found, allowance: Allowance) -> Iterator[Found | Problem]:
    """The members of a 7-Zip archive, rotated logs oldest first.

    They are packed into each other, so all of them are unpacked at once, into one unlinked temporary file.
    """
    try:
        import py7zr
        from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
    except ImportError:
        raise about(found.path, MISSING) from None
    file, error = seekable(found.opener(), allowance.spool)
    unpacked = _Unpacked(found.path, allowance)
    with closing(file), ExitStack() as stack:
        stack.callback(unpacked.forget)
        try:
            with py7zr.SevenZipFile(io.BufferedReader(_Positioned(file))) as archive:
                if archive.needs_password():
                    raise PasswordRequired
                yield from _refused(archive, found.path, allowance)
                wanted = [one.filename for one in archive.files if _why_not(one) is None and not one.is_directory]
                unpacked.packed = file.seek(0, os.SEEK_END)
                archive.extract(targets=wanted, factory=cast(Any, unpacked))
        except PasswordRequired:
            raise about(found.path, LOCKED) from None
        except UnsupportedCompressionMethodError:
            raise about(found.path, UNCOMMON) from None
        except Exception as reason:  # a parser boundary; what came out before is good
            error = explained(found.path, reason)
        yield from unpacked.members(error)
    if error:
        raise error


def _refused(archive: Any, path: str, allowance: Allowance) -> Iterable[Problem]:
    """Count the members before anything is unpacked, and say which are no files."""
    streams = getattr(archive.header, "main_streams", None)
    for folder in streams.unpackinfo.folders if streams else ():
        for coder in folder.coders:
            memory = DICTIONARIES.get(coder["method"])
            if memory and coder["properties"] and memory(coder["properties"]) > MOST_MEMORY:
                raise MemoryError
    for one in archive.files:
        allowance.member(path)
        if why := _why_not(one):
            yield problem(joined(path, one.filename), why)


def _why_not(member: Any) -> str | None:
    if member.is_symlink or member.is_junction:
        return A_LINK
    parts = member.filename.replace("\\", "/").split("/")
    return OUTSIDE if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0] else None


class _Positioned(io.RawIOBase):
    """A file that only seeks and reads, with a position of its own, as the library wants it."""

    def __init__(self, file: Seekable) -> None:
        self._file, self._at = file, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        self._at = self._file.seek(offset, whence) if start is None else start + offset
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        self._file.seek(self._at)
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


class _Part(Section):
    """One member; `why` it is not whole."""

    def __init__(self, file: Seekable, start: int, size: int, path: str, why: BundleError | None) -> None:
        super().__init__(file, start, size, path)
        self._why = why

    def _more(self, size: int) -> bytes:
        data = super()._more(size)
        if not data and self._why:
            raise self._why
        return data


class _Unpacked:
    """Takes what comes out of the archive; the library's factory of writers, and each writer in turn."""

    def __init__(self, path: str, allowance: Allowance) -> None:
        self._path, self._file = path, spool_file(allowance.spool)
        self._account: Account = allowance.account(path)
        self._starts: list[tuple[str, int]] = []
        self._out = self.packed = 0

    def create(self, filename: str) -> _Unpacked:
        self._starts.append((filename, self._out))
        return self

    def write(self, data: bytes) -> int:
        self._file.write(data)
        self._out += len(data)
        self._account.reached(self._out, self.packed)
        return len(data)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        pass

    def size(self) -> int:
        return self._out

    def members(self, error: BundleError | None) -> Iterator[Found]:
        """What came out. Where that was not all, the last one that was begun ends with the reason."""
        ends = [start for _, start in self._starts[1:]] + [self._out]
        spans = [(name, start, end - start) for (name, start), end in zip(self._starts, ends, strict=False)]
        for name, start, size in oldest_first(spans, lambda span: span[0]):
            path = joined(self._path, name)
            why = error if (name, start) == self._starts[-1] else None
            yield Found(path, size, None, partial(_Part, self._file, start, size, path, why))

    def close(self) -> None:
        """One member is complete, says the library; the file stays."""

    def forget(self) -> None:
        self._file.close()
