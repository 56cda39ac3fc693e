"""Read what a zip archive says about its members: the directory at its end, and their own headers.

The layout is PKWARE's APPNOTE.TXT §4.3. Python's zipfile is not used for it: it reads a directory of any size
into memory, gives up a whole archive for one odd entry, finds nothing when the end is missing, and whether it
notices overlapping members depends on its version.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scimviewer.bundle.streams import Seekable

LOCAL_MAGIC, CENTRAL_MAGIC, END_MAGIC = b"PK\3\4", b"PK\1\2", b"PK\5\6"
END64_MAGIC, LOCATOR_MAGIC, DESCRIPTOR_MAGIC = b"PK\6\6", b"PK\6\7", b"PK\7\x08"
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4sBB5H3L5H2L")
END = struct.Struct("<4s4H2LH")
END64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR = struct.Struct("<4sLQL")
IN_EXTRA = 0xFFFFFFFF  # the value is too large for its field and stands in the zip64 extra
DEFLATED = 8
ENCRYPTED, UTF8_NAME = 0x1, 0x800
NAME = 1024  # bytes of a name that are kept


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the archive describes it; nothing of it can be trusted. Sizes and places in bytes."""

    name: str
    flags: int
    method: int
    crc: int | None  # None: not known, do not check
    packed: int
    size: int
    offset: int  # of its own header
    mode: int = 0  # type and permissions, where it was packed on Unix


def directory(archive: Seekable) -> tuple[int, Iterator[Entry]]:
    """Where the directory starts, and its entries; ValueError or struct.error where it is broken."""
    start, length = _directory_place(archive)
    return start, _central_entries(archive, start, start + length)


def _directory_place(archive: Seekable) -> tuple[int, int]:
    length = archive.seek(0, os.SEEK_END)
    first = max(0, length - END.size - 0xFFFF - LOCATOR.size)
    archive.seek(first)
    tail = archive.read(length - first)
    at = len(tail)
    while (at := tail.rfind(END_MAGIC, 0, at)) >= 0:
        if at + END.size <= len(tail):
            *_, size, offset, _comment = END.unpack_from(tail, at)
            end = first + at
            if at >= LOCATOR.size and tail.startswith(LOCATOR_MAGIC, at - LOCATOR.size):
                end = LOCATOR.unpack_from(tail, at - LOCATOR.size)[2]
                archive.seek(end)
                *_, size, offset = END64.unpack(archive.read(END64.size))
            # It must fit exactly: an archive that was cut off may hold another one, with an end of its own.
            if offset + size == end:
                return offset, size
    raise ValueError("no end of directory")


def _central_entries(archive: Seekable, start: int, end: int) -> Iterator[Entry]:
    archive.seek(start)
    while start < end:
        fields = CENTRAL.unpack(archive.read(CENTRAL.size))
        magic, _, system, _, flags, method, _, _, crc, packed, size = fields[:11]
        name_length, extra_length, comment_length, _, _, attributes, offset = fields[11:]
        if magic != CENTRAL_MAGIC:
            raise ValueError("not a directory entry")
        name = archive.read(name_length)
        extra = archive.read(extra_length)
        archive.read(comment_length)
        size, packed, offset = _large(extra, size, packed, offset)
        mode = attributes >> 16 if system == 3 else 0
        yield Entry(decoded(name, flags), flags, method, crc, packed, size, offset, mode)
        start += CENTRAL.size + name_length + extra_length + comment_length
    if start != end:  # a wrong length hides the entries behind it
        raise ValueError("entries do not fill the directory")


def local(archive: Seekable, offset: int) -> tuple[Entry, int] | None:
    """The header that stands before a member's data, and where the data start; None where there is none."""
    archive.seek(offset)
    header = archive.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(LOCAL_MAGIC):
        return None
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = LOCAL.unpack(header)
    name = archive.read(name_length)
    size, packed = _large(archive.read(extra_length), size, packed)
    start = offset + LOCAL.size + name_length + extra_length
    return Entry(decoded(name, flags), flags, method, crc, packed, size, offset), start


def _large(extra: bytes, *values: int) -> list[int]:
    """The values; those too large for their field come from the zip64 extra (§4.5.3), in the same order."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            return [next(wide, value) if value == IN_EXTRA else value for value in values]
        at += 4 + length
    return list(values)


def decoded(name: bytes, flags: int) -> str:
    """A member's name. Without the flag it should be code page 437, but many programs write UTF-8."""
    name = name[:NAME] if b"/" in name else name[:NAME].replace(b"\\", b"/")
    if flags & UTF8_NAME:
        text = name.decode("utf-8", "backslashreplace")
    else:
        try:
            text = name.decode("utf-8")
        except UnicodeDecodeError:
            text = name.decode("cp437")
    return text
