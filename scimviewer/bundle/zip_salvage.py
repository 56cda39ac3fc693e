"""Find the members of a zip archive whose directory is lost, one behind the other from its beginning."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scimviewer.bundle.compressed import Inflate, Unpacking
from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.limits import Allowance
from scimviewer.bundle.streams import PIECE, Section, Seekable
from scimviewer.bundle.zip_entries import DEFLATED, DESCRIPTOR_MAGIC, ENCRYPTED, Entry, local

SIZES_FOLLOW = 0x8  # checksum and sizes stand behind the data, because they were not known before


def salvaged(archive: Seekable, path: str, allowance: Allowance) -> Iterator[Entry]:
    """Every member that can be found; the last one may be cut off."""
    length = archive.seek(0, os.SEEK_END)
    archive.seek(0)
    at = 4 if archive.read(4) == DESCRIPTOR_MAGIC else 0  # the mark of an archive that was split once
    while at < length and (header := local(archive, at)):
        entry, start = header
        if entry.flags & SIZES_FOLLOW and not entry.packed:
            entry = _measured(archive, entry, start, length - start, path, allowance)
        at = start + entry.packed
        if entry.flags & SIZES_FOLLOW:
            size, crc = _descriptor(archive, at)
            entry, at = replace(entry, crc=crc), at + size
        yield entry


def _measured(archive: Seekable, entry: Entry, start: int, rest: int, path: str, allowance: Allowance) -> Entry:
    """The entry with its packed size, which only unpacking tells: up to the end if even that does not."""
    if entry.method != DEFLATED or entry.flags & ENCRYPTED:
        return replace(entry, packed=rest)
    account = allowance.account(f"{path}/{entry.name}")
    unpacking = Unpacking(Section(archive, start, rest, account.path), partial(Inflate, -15), account)
    size = 0
    try:
        while data := unpacking.read(PIECE):
            size += len(data)
    except BundleError:  # whoever reads the member will meet it again
        return replace(entry, packed=rest)
    return replace(entry, packed=unpacking.consumed, size=size)


def _descriptor(archive: Seekable, at: int) -> tuple[int, int | None]:
    """The length of what stands behind the data, and the checksum in it; (0, None) where it is not known.

    APPNOTE §4.3.9: the magic may be missing, the two sizes may be wide. What follows tells which it is.
    """
    archive.seek(at)
    data = archive.read(28)
    for marked, length in ((4, 16), (4, 24), (0, 12), (0, 20)):
        is_marked = data.startswith(DESCRIPTOR_MAGIC) == bool(marked)
        if is_marked and len(data) >= length and data[length : length + 2] in (b"PK", b""):
            return length, int(struct.unpack_from("<L", data, marked)[0])
    return 0, None
