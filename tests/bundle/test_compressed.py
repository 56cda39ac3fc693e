import bz2
import gzip
import io
import lzma
import zlib

import pytest

from scimviewer.bundle.compressed import COMPRESSIONS, Compression, Inflate, Unpacking, compression_of
from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.limits import Allowance
from scimviewer.bundle.streams import Section

LINES = b"".join(b"line %d\n" % number for number in range(50_000))


def unpacking(data: bytes, decoder=lambda: Inflate(31), magic=b"\x1f\x8b\x08") -> Unpacking:
    packed = Section(io.BytesIO(data), 0, len(data), "a.gz")
    return Unpacking(packed, decoder, Allowance().account("a.gz"), magic)


def taken(stream) -> tuple[bytes, str | None]:
    data = b""
    try:
        while piece := stream.read(10_000):
            data += piece
    except BundleError as error:
        return data, error.sentence
    return data, None


def test_gzip_is_recognised_by_content():
    assert compression_of(gzip.compress(b"x")).name == "gzip"
    assert compression_of(b"\x1f\x8b") is None
    assert len({row.magic for row in COMPRESSIONS}) == len(COMPRESSIONS)


def test_gzip_members_stand_one_behind_the_other():
    assert taken(unpacking(b"".join(gzip.compress(part) for part in (LINES, b"", b"end\n")))) == (
        LINES + b"end\n",
        None,
    )


@pytest.mark.parametrize("zeros", [1, 511, 100_000])
def test_zeros_behind_the_end_are_padding(zeros):
    assert taken(unpacking(gzip.compress(LINES) + bytes(zeros))) == (LINES, None)
    assert taken(unpacking(gzip.compress(b"a") + bytes(zeros) + gzip.compress(b"b"))) == (b"ab", None)


def test_other_bytes_behind_the_end_are_told_of_after_the_data():
    data, sentence = taken(unpacking(gzip.compress(LINES) + b"garbage"))

    assert data == LINES
    assert "do not belong to it" in sentence


def test_a_wrong_checksum_is_told_of_after_the_data():
    packed = bytearray(gzip.compress(LINES))
    packed[-8] ^= 1
    data, sentence = taken(unpacking(bytes(packed)))

    assert LINES.startswith(data)
    assert len(data) > len(LINES) - 100_000
    assert "damaged" in sentence


def test_cut_at_any_byte_what_came_before_is_good():
    packed = gzip.compress(LINES[:3000]) + gzip.compress(b"end\n")
    whole = len(gzip.compress(LINES[:3000]))
    for length in range(1, len(packed)):
        data, sentence = taken(unpacking(packed[:length]))
        assert (LINES[:3000] + b"end\n").startswith(data)
        assert (sentence is None) == (length == whole)


def test_zeros_are_unpacked_in_small_pieces():
    stream = unpacking(gzip.compress(bytes(30_000_000)))
    sizes = set()
    while piece := stream._more(1 << 20):
        sizes.add(len(piece))

    assert max(sizes) <= 1 << 20


def test_consumed_is_what_belonged_to_the_output():
    packed = zlib.compress(LINES, wbits=-15)
    stream = unpacking(packed + b"what follows in the archive", lambda: Inflate(-15), magic=b"")

    assert taken(stream) == (LINES, None)
    assert stream.consumed == len(packed)


@pytest.mark.parametrize(
    ("compression", "compress"),
    [
        (Compression("bzip2", b"BZh", bz2.BZ2Decompressor), bz2.compress),
        (Compression("xz", b"\xfd7zXZ\0", lzma.LZMADecompressor), lzma.compress),
    ],
)
def test_another_compression_is_only_another_row(compression, compress):
    packed = compress(LINES) + compress(b"end\n")

    assert taken(unpacking(packed, compression.decoder, compression.magic)) == (LINES + b"end\n", None)
    assert "cut off" in taken(unpacking(packed[:-20], compression.decoder, compression.magic))[1]
