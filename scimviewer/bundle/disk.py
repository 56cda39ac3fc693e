"""Find and open the files that lie on disk, following no links and waiting for no devices."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scimviewer.bundle.damage import about, explained, problem
from scimviewer.bundle.rotation import oldest_first
from scimviewer.bundle.streams import Stream
from scimviewer.errors import UserError
from scimviewer.event import Problem

# Without O_NONBLOCK, opening a pipe waits for somebody to write into it. Windows has neither flag.
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
JUNCTION = 0xA0000003  # the reparse tag of Windows' links between folders

NOT_FILES: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISLNK, "is a link. Links are not followed; import what it points to if you need it."),
    (stat.S_ISFIFO, "is a pipe, not a file; it was left alone."),
    (stat.S_ISSOCK, "is a socket, not a file; it was left alone."),
    (stat.S_ISCHR, "is a device, not a file; it was left alone."),
    (stat.S_ISBLK, "is a device, not a file; it was left alone."),
)


@dataclass(frozen=True)
class OnDisk:
    """A regular file: where it is, what it is called in the bundle, and its size in bytes."""

    file: Path
    path: str
    size: int


def files(named: Path) -> Iterator[OnDisk | Problem]:
    """The file that the user named, or all in that folder by name, rotated logs oldest first.

    UserError where there is nothing. A link is followed here and nowhere else: the user pointed at it.
    """
    label = printable(named.name)
    try:
        found = Path(os.path.realpath(named, strict=True))
    except PermissionError as error:
        yield Problem(label, None, None, explained(label, error).sentence)
    except (OSError, ValueError):
        raise UserError(f"There is no file or folder {printable(str(named))}.") from None
    else:
        yield from _below(found, label or printable(found.name) or "files")


def _below(top: Path, label: str) -> Iterator[OnDisk | Problem]:
    # A stack instead of recursion: folders can be nested deeper than Python's calls.
    waiting = [(top, label)]
    while waiting:
        place, label = waiting.pop()
        try:
            info = os.lstat(place)
            if getattr(info, "st_reparse_tag", 0) == JUNCTION:
                yield problem(label, NOT_FILES[0][1])
            elif stat.S_ISDIR(info.st_mode):
                names = oldest_first(sorted(os.listdir(place)), str)
                waiting += [(place / name, f"{label}/{printable(name)}") for name in reversed(names)]
            elif stat.S_ISREG(info.st_mode):
                yield OnDisk(place, label, info.st_size)
            else:
                yield problem(label, _why_not(info.st_mode))
        except OSError as error:
            yield Problem(label, None, None, explained(label, error).sentence)


def printable(name: str) -> str:
    """A file name as text that can be stored: bytes that are no UTF-8 become `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _why_not(mode: int) -> str:
    return next((why for is_it, why in NOT_FILES if is_it(mode)), "is not a file; it was left alone.")


class DiskFile(Stream):
    """A regular file on disk; `noted` hears how far reading has come in it, in bytes."""

    def __init__(self, file: Path, path: str, noted: Callable[[int], None] = lambda position: None) -> None:
        super().__init__(path)
        self._noted = noted
        try:
            self._file = open(os.open(file, FLAGS), "rb", buffering=0)  # noqa: SIM115 - closed by close()
        except OSError as error:
            raise explained(path, error) from None
        # It may have been exchanged since the folder was listed.
        mode = os.fstat(self._file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            self._file.close()
            raise about(path, _why_not(mode))

    def _more(self, size: int) -> bytes:
        data = self._file.read(size)
        self._noted(self._file.tell())
        return data

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._rest, self._error = b"", None
        return self._file.seek(offset, whence)

    def close(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
        super().close()
