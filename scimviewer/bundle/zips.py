"""Hand out the members of a zip archive: checked against each other, refused with a reason, salvaged."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice

from scimviewer.bundle.compressed import Decoder, Inflate, Unpacking
from scimviewer.bundle.damage import about, problem
from scimviewer.bundle.encodings import is_office_document
from scimviewer.bundle.found import Found
from scimviewer.bundle.labels import joined
from scimviewer.bundle.limits import Account, Allowance
from scimviewer.bundle.rotation import oldest_first
from scimviewer.bundle.streams import Section, Seekable, Stream, seekable
from scimviewer.bundle.zip_entries import DEFLATED, ENCRYPTED, END_MAGIC, LOCAL_MAGIC, Entry, directory, local
from scimviewer.bundle.zip_salvage import salvaged
from scimviewer.event import Problem

STORED = 0
METHODS: dict[int, Callable[[], Decoder]] = {DEFLATED: partial(Inflate, -15)}
OVERLAP = 2  # bytes that real archives are known to overlap by (ClamAV allows as many)
SPLIT_MAGIC = b"PK\7\x08" + LOCAL_MAGIC  # an archive that was meant to be split and was not
LOST = "has lost the list of its members: it was probably cut off. Those that are in it were searched for."

REFUSALS: tuple[tuple[Callable[[Entry], bool], str], ...] = (
    (
        lambda entry: bool(entry.flags & ENCRYPTED),
        "is protected with a password; unpack it with the password and import the files.",
    ),
    (
        lambda entry: stat.S_ISLNK(entry.mode),
        "is a link in the archive. Links are not followed; nothing was read.",
    ),
    (
        lambda entry: entry.method != STORED and entry.method not in METHODS,
        "is packed in an uncommon way, which cannot be read; unpack it and import the files.",
    ),
)


def is_zip(head: bytes) -> bool:
    """A zip by its first bytes; neither programs that unpack themselves nor Office documents are meant."""
    return head.startswith((LOCAL_MAGIC, END_MAGIC, SPLIT_MAGIC)) and not is_office_document(head)


def members(found: Found, allowance: Allowance) -> Iterator[Found | Problem]:
    """The members of a zip in the order of its directory, rotated logs oldest first.

    Where the directory is broken they come as they lie in the archive.
    """
    archive, error = seekable(found.opener(), allowance.spool)
    with closing(archive):
        entries: Iterable[tuple[Entry, int | None]]
        try:
            entries = _listed(archive, allowance)
        except Exception:  # a parser boundary: anything may be wrong with a directory
            entries = ((entry, None) for entry in salvaged(archive, found.path, allowance))
            error = error or about(found.path, LOST)
        for entry, end in entries:
            allowance.member(found.path)
            if not entry.name.endswith("/"):
                yield _member(archive, entry, end, joined(found.path, entry.name), allowance)
    if error:
        raise error


def _listed(archive: Seekable, allowance: Allowance) -> Sequence[tuple[Entry, int | None]]:
    """The entries of the directory, each with the place where the next member or the directory begins."""
    end, found = directory(archive)
    entries = list(islice(found, allowance.limits.members + 1))
    ends = [0] * len(entries)
    for index in sorted(range(len(entries)), key=lambda index: (-entries[index].offset, index)):
        ends[index] = end
        end = entries[index].offset
    return oldest_first(list(zip(entries, ends, strict=True)), lambda listed: listed[0].name)


def _member(archive: Seekable, entry: Entry, end: int | None, path: str, allowance: Allowance) -> Found | Problem:
    why = next((why for is_so, why in REFUSALS if is_so(entry)), None)
    if why:
        return problem(path, why)
    start = _data_start(archive, entry)
    if start is None:
        return problem(path, "is listed in its archive, but is not there; the archive is damaged.")
    if end is not None and start + entry.packed > end + OVERLAP:
        return problem(path, "shares its bytes with other members, as archives made to fill a disk do.")
    account = allowance.account(path)
    return Found(path, entry.size, None, partial(_opened, archive, entry, start, account))


def _data_start(archive: Seekable, entry: Entry) -> int | None:
    try:
        header = local(archive, entry.offset)
    except Exception:  # a parser boundary: places may be beyond what a seek can take
        return None
    return header and header[1]


def _opened(archive: Seekable, entry: Entry, start: int, account: Account) -> Stream:
    stream: Stream = Section(archive, start, entry.packed, account.path)
    if entry.method != STORED:
        stream = Unpacking(stream, METHODS[entry.method], account)
    return stream if entry.crc is None else Checked(stream, entry.crc)


class Checked(Stream):
    """A stream whose checksum must be right; that is known at its end, when all of it was handed out."""

    def __init__(self, stream: Stream, crc: int) -> None:
        super().__init__(stream.path)
        self._stream, self._expected, self._crc = stream, crc, 0

    def _more(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._crc = zlib.crc32(data, self._crc)
        if not data and self._crc != self._expected:
            raise about(self.path, "is damaged: its checksum is wrong, so any part of it may be.")
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()
