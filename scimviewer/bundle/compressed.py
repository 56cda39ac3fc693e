"""Decompress single files: which compression is it, and what comes out, bounded at every step."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import zstandard

from scimviewer.bundle.damage import about, cut
from scimviewer.bundle.found import Found
from scimviewer.bundle.limits import Account, Allowance
from scimviewer.bundle.streams import Stream

INPUT = 1 << 14  # compressed bytes fed at once; what lies behind the end of a member is copied, so not more
WINDOW = 1 << 27  # bytes that a decoder may look back: what the highest levels of xz and zstd ask for
SLICE = 1 << 6  # compressed bytes that zstd gets at once: it has no limit for what comes out, 128 KiB of 4 at worst


class Decoder(Protocol):
    """One compressed stream, in the manner of bz2.BZ2Decompressor and lzma.LZMADecompressor."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Inflate:
    """zlib's decompressor as a Decoder. Window bits as in zlib: 31 is gzip with its checksum, -15 is bare."""

    def __init__(self, window_bits: int) -> None:
        self._zlib = zlib.decompressobj(window_bits)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)
        # A full answer may have left some output inside, even when all input is gone.
        self.needs_input = not self._zlib.unconsumed_tail and len(out) < max_length
        return out


class Zstandard:
    """A zstd frame as a Decoder; a frame that may be skipped is one without content."""

    def __init__(self) -> None:
        self._zstd = zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
        self._tail = b""

    @property
    def eof(self) -> bool:
        return self._zstd.eof

    @property
    def needs_input(self) -> bool:
        return not self._tail

    @property
    def unused_data(self) -> bytes:
        return self._zstd.unused_data + self._tail if self.eof else b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        self._tail += data
        pieces, size, at = [], 0, 0
        while at < len(self._tail) and size < max_length and not self.eof:
            pieces.append(self._zstd.decompress(self._tail[at : at + SLICE]))
            size, at = size + len(pieces[-1]), at + SLICE
        self._tail = self._tail[at:]
        return b"".join(pieces)


@dataclass(frozen=True)
class Compression:
    """A way to compress single files; several streams may stand one behind the other."""

    name: str
    magics: tuple[bytes, ...]  # with one of them each stream begins
    decoder: Callable[[], Decoder]


# "BZh" alone begins many a word: the magic of the first block, or of the end, follows the level.
BZIP2 = tuple(b"BZh%d" % level + mark for level in range(1, 10) for mark in (b"1AY&SY", b"\x17rE8P\x90"))
# Tools for parallel and seekable zstd write frames with sizes and tables, which a reader may skip.
ZSTD = (b"\x28\xb5\x2f\xfd", *(bytes((low,)) + b"\x2a\x4d\x18" for low in range(0x50, 0x60)))

COMPRESSIONS: Sequence[Compression] = (
    Compression("gzip", (b"\x1f\x8b\x08",), partial(Inflate, 31)),
    Compression("bzip2", BZIP2, bz2.BZ2Decompressor),
    Compression("xz", (b"\xfd7zXZ\0",), partial(lzma.LZMADecompressor, lzma.FORMAT_XZ, WINDOW)),
    Compression("zstd", ZSTD, Zstandard),
)


def compression_of(head: bytes) -> Compression | None:
    """Which compression a file has that begins with `head`."""
    return next((row for row in COMPRESSIONS if head.startswith(row.magics)), None)


def decompressed(found: Found, compression: Compression, allowance: Allowance) -> Found:
    """What is in a compressed file; it keeps the file's name."""
    account = allowance.account(found.path)
    return Found(
        path=found.path,
        size=None,
        file=None,
        opener=lambda: Unpacking(found.opener(), compression.decoder, account, compression.magics),
    )


class Unpacking(Stream):
    """What comes out of compressed bytes. With `magics`, further streams may follow the first one."""

    def __init__(
        self, packed: Stream, decoder: Callable[[], Decoder], account: Account, magics: tuple[bytes, ...] = ()
    ) -> None:
        super().__init__(account.path)
        self._packed, self._new_decoder, self._account, self._magics = packed, decoder, account, magics
        self._decoder = decoder()
        self._ahead = b""  # read from `packed`, but not yet fed
        self._fed = self._out = self._out_before = 0

    @property
    def consumed(self) -> int:
        """Compressed bytes that belonged to what came out."""
        return self._fed - len(self._decoder.unused_data)

    def _more(self, size: int) -> bytes:
        while not self._decoder.eof or self._next_decoder():
            data = self._fed_next() if self._decoder.needs_input else b""
            out = self._decoder.decompress(data, size)
            self._out += len(out)
            self._account.reached(self._out, self._fed)
            if out:
                return out
        return b""

    def _fed_next(self) -> bytes:
        data, self._ahead = self._ahead or self._packed.read(INPUT), b""
        if not data:
            raise cut(self.path)
        self._fed += len(data)
        return data

    def _next_decoder(self) -> bool:
        """Go on with the stream behind the one that ended, if there is one. Zeros in between are padding."""
        if not self._magics:
            return False
        rest = self._decoder.unused_data.lstrip(b"\0")
        while len(rest) < len(self._magics[0]) and (data := self._packed.read(INPUT)):
            rest = (rest + data).lstrip(b"\0")
        if not rest:
            return False
        if self._out == self._out_before:  # an endless row of empty streams is work without a result
            self._account.allowance.member(self.path)
        if not any(rest.startswith(magic[: len(rest)]) for magic in self._magics):
            raise about(self.path, "is complete, but bytes that do not belong to it follow; they were left out.")
        self._fed = self.consumed
        self._ahead, self._out_before = rest, self._out
        self._decoder = self._new_decoder()
        return True

    def close(self) -> None:
        self._packed.close()
        super().close()
