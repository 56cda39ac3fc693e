import bz2
import gzip
import io
import lzma
import random
import zlib

import pytest
import zstandard

from scimviewer.bundle.compressed import Inflate, Unpacking, compression_of
from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.limits import Allowance, Limits
from scimviewer.bundle.streams import Section

LINES = b"".join(b"line %d\n" % number for number in range(50_000))


PACKERS = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": zstandard.compress}
SKIPPED = b"\x5a\x2a\x4d\x18\x04\0\0\0size"


def unpacking(data: bytes, decoder=lambda: Inflate(31), magics=(b"\x1f\x8b\x08",)) -> Unpacking:
    packed = Section(io.BytesIO(data), 0, len(data), "a.gz")
    return Unpacking(packed, decoder, Allowance().account("a.gz"), magics)


def taken(stream) -> tuple[bytes, str | None]:
    data = b""
    try:
        while piece := stream.read(10_000):
            data += piece
    except BundleError as error:
        return data, error.sentence
    return data, None


def unpacked(data: bytes) -> tuple[bytes, str | None]:
    compression = compression_of(data[:512])
    return taken(unpacking(data, compression.decoder, compression.magics))


@pytest.mark.parametrize("name", PACKERS)
def test_compressions_are_recognised_by_content(name):
    assert compression_of(PACKERS[name](b"x")).name == name
    assert compression_of(PACKERS[name](b"")).name == name


@pytest.mark.parametrize(
    "head", [b"", b"\x1f\x8b", b"BZh9 is a word", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f", b"P\x2a\x4d"]
)
def test_what_only_begins_alike_is_not_compressed(head):
    assert compression_of(head) is None


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
    stream = unpacking(packed + b"what follows in the archive", lambda: Inflate(-15), magics=())

    assert taken(stream) == (LINES, None)
    assert stream.consumed == len(packed)


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("zeros", [0, 4, 512])
def test_streams_of_every_kind_stand_one_behind_the_other(name, zeros):
    pack = PACKERS[name]

    assert unpacked(pack(LINES) + bytes(zeros) + pack(b"") + pack(b"end\n")) == (LINES + b"end\n", None)


@pytest.mark.parametrize("name", PACKERS)
def test_every_kind_tells_where_it_is_cut_and_what_does_not_belong(name):
    packed = PACKERS[name](LINES)
    for length in (len(packed) - 1, len(packed) // 2, 16):
        data, sentence = unpacked(packed[:length])
        assert LINES.startswith(data)
        assert "cut off" in sentence
    data, sentence = unpacked(packed + b"garbage")
    assert data == LINES
    assert "do not belong to it" in sentence


@pytest.mark.parametrize("name", ["bzip2", "xz", "zstd"])
def test_damage_of_every_kind_is_one_sentence_and_no_more_than_the_data(name):
    noise = random.Random(1).randbytes(300_000)
    packed = bytearray(
        PACKERS[name](noise) if name != "zstd" else zstandard.ZstdCompressor(write_checksum=True).compress(noise)
    )
    packed[len(packed) // 2] ^= 255
    data, sentence = unpacked(bytes(packed))

    assert sentence is not None
    assert "damaged" in sentence or "cut off" in sentence
    assert len(data) <= len(noise)


@pytest.mark.parametrize("name", PACKERS)
def test_bombs_of_every_kind_stop_at_the_ratio(name):
    packed = PACKERS[name](bytes(4_000_000))
    compression, allowance = compression_of(packed), Allowance(Limits(ratio_after=1_000_000))
    section = Section(io.BytesIO(packed), 0, len(packed), "a")
    data, sentence = taken(Unpacking(section, compression.decoder, allowance.account("a"), compression.magics))

    assert len(data) <= 1_000_000
    assert "200 times its size" in sentence


@pytest.mark.parametrize("name", ["bzip2", "xz", "zstd"])
def test_every_kind_is_unpacked_in_bounded_pieces(name):
    packed = PACKERS[name](bytes(40_000_000))
    compression = compression_of(packed)
    stream = unpacking(packed, compression.decoder, compression.magics)
    sizes = set()
    while piece := stream._more(1 << 20):
        sizes.add(len(piece))

    assert max(sizes) <= 4 << 20


def test_zstd_frames_that_may_be_skipped_are_skipped():
    assert unpacked(SKIPPED + zstandard.compress(LINES) + SKIPPED + zstandard.compress(b"end\n") + SKIPPED) == (
        LINES + b"end\n",
        None,
    )


@pytest.mark.parametrize(
    "packed",
    [
        b"\x28\xb5\x2f\xfd\x00" + bytes([(29 - 10) << 3]) + b"\x01\0\0",  # a window of 512 MiB
        lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}]),
    ],
)
def test_windows_beyond_reason_are_refused(packed):
    data, sentence = unpacked(packed)

    assert data == b""
    assert "more memory" in sentence
