"""Decompress single files: which compression is it, and what comes out, bounded at every step."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from scimviewer.bundle.damage import about, cut
from scimviewer.bundle.found import Found
from scimviewer.bundle.limits import Account, Allowance
from scimviewer.bundle.streams import Stream

INPUT = 1 << 14  # compressed bytes fed at once; what lies behind the end of a member is copied, so not more


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


@dataclass(frozen=True)
class Compression:
    """A way to compress single files; several streams may stand one behind the other."""

    name: str
    magic: bytes
    decoder: Callable[[], Decoder]


COMPRESSIONS: Sequence[Compression] = (
    Compression("gzip", b"\x1f\x8b\x08", partial(Inflate, 31)),
    # bzip2, xz and zstandard are a row each: name, magic, decoder (with a limit for its window).
)


def compression_of(head: bytes) -> Compression | None:
    """Which compression a file has that begins with `head`."""
    return next((row for row in COMPRESSIONS if head.startswith(row.magic)), None)


def decompressed(found: Found, compression: Compression, allowance: Allowance) -> Found:
    """What is in a compressed file; it keeps the file's name."""
    account = allowance.account(found.path)
    return Found(
        path=found.path,
        size=None,
        file=None,
        opener=lambda: Unpacking(found.opener(), compression.decoder, account, compression.magic),
    )


class Unpacking(Stream):
    """What comes out of compressed bytes. With `magic`, further streams may follow the first one."""

    def __init__(self, packed: Stream, decoder: Callable[[], Decoder], account: Account, magic: bytes = b"") -> None:
        super().__init__(account.path)
        self._packed, self._new_decoder, self._account, self._magic = packed, decoder, account, magic
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
        if not self._magic:
            return False
        rest = self._decoder.unused_data.lstrip(b"\0")
        while len(rest) < len(self._magic) and (data := self._packed.read(INPUT)):
            rest = (rest + data).lstrip(b"\0")
        if not rest:
            return False
        if self._out == self._out_before:  # an endless row of empty streams is work without a result
            self._account.allowance.member(self.path)
        if not rest.startswith(self._magic[: len(rest)]):
            raise about(self.path, "is complete, but bytes that do not belong to it follow; they were left out.")
        self._fed = self.consumed
        self._ahead, self._out_before = rest, self._out
        self._decoder = self._new_decoder()
        return True

    def close(self) -> None:
        self._packed.close()
        super().close()
