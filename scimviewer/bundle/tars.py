"""Read the members of a tar archive in one pass forward, extracting nothing."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from scimviewer.bundle.damage import about, cut, explained, problem
from scimviewer.bundle.found import Found
from scimviewer.bundle.labels import joined
from scimviewer.bundle.limits import Allowance
from scimviewer.bundle.streams import PIECE, Section, Stream, Tape
from scimviewer.event import Problem

# tarfile only decodes single headers here: its own walk reads pax headers of any size into memory, ends
# without a word at damage, and keeps every member.
BLOCK = 512
LONG_NAME, LONG_LINK, VOLUME, DUMP_DIRECTORY = b"L", b"K", b"V", b"D"
PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.XGLTYPE)
PASSED_OVER = (tarfile.DIRTYPE, VOLUME, DUMP_DIRECTORY)
LINKS = (tarfile.SYMTYPE, tarfile.LNKTYPE)
DEVICES = (tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)


def is_tar(head: bytes) -> bool:
    """Old tars have no magic, but every header has a checksum."""
    if head[257:262] == b"ustar" and b"\0" in head[:257]:
        return True
    return _decoded(head[:BLOCK]) is not None


def members(found: Found, allowance: Allowance) -> Iterator[Found | Problem]:
    """The members of a tar, in its order; problems for what is no file. BundleError where it is damaged."""
    with found.opener() as stream:
        cursor = Cursor(stream)
        for header in _headers(cursor, found.path, allowance):
            path = joined(found.path, header.name)
            end = cursor.at + -(-header.data_size // BLOCK) * BLOCK
            if header.refusal:
                yield problem(path, header.refusal)
            elif header.type in PASSED_OVER:
                pass
            elif stream.seekable():
                yield Found(path, header.size, None, _section(found, cursor.at, header.size, path))
            else:
                with closing(Tape(cursor.take, header.size, path, _again(found, cursor.at))) as tape:
                    yield Found(path, header.size, None, tape.open)
            cursor.skip_to(end)
        yield from _after_the_end(stream, found.path)


def _section(tar: Found, start: int, size: int, path: str) -> Callable[[], Stream]:
    return lambda: Section(tar.opener(), start, size, path, owned=True)


def _again(tar: Found, start: int) -> Callable[[int], Stream]:
    def again(position: int) -> Stream:
        stream = tar.opener()
        Cursor(stream).skip_to(start + position)
        return stream

    return again


class Cursor:
    """A position in a stream that only goes forward."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self.at = stream, 0

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer only before the end."""
        data = self._stream.read(size)
        self.at += len(data)
        return data

    def exactly(self, size: int) -> bytes:
        """The next `size` bytes; BundleError where they end before."""
        data = self.take(size)
        if len(data) < size:
            self._stream.read(1)  # knows better what is wrong, if it is more than the end
            raise cut(self._stream.path)
        return data

    def block(self) -> bytes:
        """The next header, or the block of zeros that ends a tar; BundleError where there is neither."""
        data = self.take(BLOCK)
        if not data:
            raise about(self._stream.path, "has no end mark: it was probably cut off. What is there was read.")
        return data + self.exactly(BLOCK - len(data))

    def skip_to(self, position: int) -> None:
        """Go forward; BundleError where the stream ends before."""
        if self._stream.seekable() and position > self.at + PIECE:
            self._stream.seek(position - 1)
            self.at = position - 1
        while self.at < position:
            self.exactly(min(PIECE, position - self.at))


@dataclass
class Header:
    """What is said about one member, after all the headers that belong to it."""

    type: bytes
    name: str
    size: int  # bytes of its content
    data_size: int  # bytes that follow in the archive, before padding
    refusal: str = ""  # why it is not handed out


@dataclass
class _Ahead:
    """What extra headers say about the member that comes next."""

    name: str | None = None
    pax: dict[str, str] = field(default_factory=dict)


def _headers(cursor: Cursor, path: str, allowance: Allowance) -> Iterator[Header]:
    """One header a member. Whoever reads them moves the cursor behind the member's data in between."""
    always: dict[str, str] = {}
    ahead = _Ahead()
    while (block := cursor.block()).count(0) < BLOCK:
        allowance.member(path)
        info = _decoded(block)
        if info is None or info.size < 0:
            raise about(path, f"is damaged from byte {cursor.at - BLOCK} on; what came before is kept.")
        if info.type in (LONG_NAME, LONG_LINK, *PAX):
            content = _content(cursor, info.size, path, allowance)
            if info.type == LONG_NAME:
                ahead.name = content.partition(b"\0")[0].decode("utf-8", "backslashreplace")
            elif info.type == tarfile.XGLTYPE:
                always |= pax_records(content)
            elif info.type in PAX:
                ahead.pax |= pax_records(content)
            continue
        yield _header(cursor, info, ahead.name, always | ahead.pax)
        ahead = _Ahead()


def _decoded(block: bytes) -> tarfile.TarInfo | None:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "backslashreplace")
    except Exception:  # a parser boundary: tarfile raises all sorts of things
        return None


def _content(cursor: Cursor, size: int, path: str, allowance: Allowance) -> bytes:
    if size > allowance.limits.tar_header:
        raise about(path, "has a header of absurd length, as archives made to fill memory do; reading stopped.")
    return cursor.exactly(-(-size // BLOCK) * BLOCK)[:size]


PAX_KEYS = ("path", "size", "GNU.sparse.name", "GNU.sparse.major", "GNU.sparse.map", "GNU.sparse.size")


def pax_records(content: bytes) -> dict[str, str]:
    """The records of a pax header that matter here: lines `length key=value`, the length being the line's."""
    records, at = {}, 0
    while (space := content.find(b" ", at, at + 20)) > at and content[at:space].isdigit():
        end = at + int(content[at:space])
        key, _, value = content[space + 1 : end - 1].partition(b"=")
        if end <= space:
            break
        if (name := key.decode("utf-8", "replace")) in PAX_KEYS:
            records[name] = value.decode("utf-8", "backslashreplace")
        at = end
    return records


def _header(cursor: Cursor, info: tarfile.TarInfo, long_name: str | None, pax: dict[str, str]) -> Header:
    size = int(pax["size"]) if pax.get("size", "").isdecimal() else info.size
    name = pax.get("GNU.sparse.name") or pax.get("path") or long_name or info.name
    has_data = info.type not in (*LINKS, *DEVICES, tarfile.DIRTYPE)
    header = Header(info.type, name, size, size if has_data else 0)
    if info.type in LINKS:
        header.refusal = f"is a link to “{info.linkname}” in the archive. Links are not followed."
    elif info.type in DEVICES:
        header.refusal = "is a device in the archive, not a file; it was left alone."
    elif info.type == tarfile.GNUTYPE_SPARSE or any(key.startswith("GNU.sparse") for key in pax):
        header.refusal = "is stored with holes (sparse), which is not read. Pack it again without --sparse."
        _skip_sparse_map(cursor, info)
    return header


def _skip_sparse_map(cursor: Cursor, info: tarfile.TarInfo) -> None:
    # GNU's old form: byte 482 of the header, then 504 of every further block, says that one more follows.
    structs = getattr(info, "_sparse_structs", None)
    more = bool(structs and structs[1])
    while more:
        more = bool(cursor.exactly(BLOCK)[504])


def _after_the_end(stream: Stream, path: str) -> Iterator[Problem]:
    """Read on to the end of the stream, so that its checksum is tested and nothing hides behind the tar."""
    try:
        while data := stream.read(PIECE):
            if data.count(0) < len(data):
                yield problem(path, "has more data behind its end; it was left out.")
                return
    except Exception as error:
        yield Problem(path, None, None, explained(path, error).sentence)
