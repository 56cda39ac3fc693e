import gzip
import tarfile
import tracemalloc

import pytest

from scimviewer.bundle.limits import Limits
from scimviewer.bundle.tars import is_tar, pax_records

LOG = b"".join(b"line %d\n" % number for number in range(5000))
BLOCK = 512


def special(name: str, kind: bytes, **fields) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    for field, value in fields.items():
        setattr(info, field, value)
    return info


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_members_of_every_form(seen_in, tar_of, form, pack):
    members = {"a.log": LOG, "empty.log": b"", "d" * 90 + "/" + "n" * 90: b"long", "e/b.log": LOG[:513]}

    seen = seen_in(pack(tar_of(members, form)))

    assert seen.files == {f"case/{name}": data for name, data in members.items()}
    assert seen.sentences == ""


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_very_long_and_foreign_names(seen_in, tar_of, form):
    names = ["x/" * 150 + "a.log", "größe/ユーザー.log"]

    seen = seen_in(tar_of(dict.fromkeys(names, b"1"), form))

    assert list(seen.files) == [f"case/{name}" for name in names]


def test_old_tars_without_magic(seen_in, tar_of):
    data = bytearray(tar_of({"a.log": LOG}, tarfile.USTAR_FORMAT))
    data[257:265] = bytes(8)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:BLOCK])

    assert is_tar(data[:BLOCK])
    assert seen_in(bytes(data)).files == {"case/a.log": LOG}


def test_links_and_devices_are_reported_and_names_are_labels(seen_in, tar_of, tmp_path):
    data = tar_of(
        [
            ("../up.log", b"1"),
            ("/root.log", b"2"),
            (special("soft.log", tarfile.SYMTYPE, linkname="/etc/passwd"), b""),
            (special("hard.log", tarfile.LNKTYPE, linkname="../up.log"), b""),
            (special("null", tarfile.CHRTYPE, devmajor=1, devminor=3), b""),
            (special("pipe", tarfile.FIFOTYPE), b""),
            (special("folder", tarfile.DIRTYPE), b""),
            ("last.log", b"3"),
        ]
    )

    seen = seen_in(data)

    assert seen.files == {"case/../up.log": b"1", "case//root.log": b"2", "case/last.log": b"3"}
    assert list(seen.problems) == ["case/soft.log", "case/hard.log", "case/null", "case/pipe"]
    assert "link to “/etc/passwd”" in seen.problems["case/soft.log"]
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_sparse_members_are_refused_and_the_next_is_read(seen_in, tar_of, pack):
    sparse = special("huge.log", tarfile.REGTYPE)
    sparse.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.realsize": "8000000000",
    }
    old = bytearray(tar_of({"old.log": b"x"}, tarfile.GNU_FORMAT)[: 2 * BLOCK])
    old[156:157] = tarfile.GNUTYPE_SPARSE
    old[386:410] = b"00000000000\x0000000000001\0"
    old[482], old[483:495] = 1, b"77777777777\0"
    old[148:156] = b" " * 8
    old[148:156] = b"%06o\0 " % sum(old[:BLOCK])
    extension = bytes(504) + b"\1" + bytes(7) + bytes(BLOCK)
    data = bytes(old[:BLOCK]) + extension + bytes(old[BLOCK:]) + tar_of([(sparse, b"1\n0\n1\n"), ("a.log", LOG)])

    seen = seen_in(pack(data))

    assert seen.files == {"case/a.log": LOG}
    assert list(seen.problems) == ["case/old.log", "case/huge.log"]
    assert "sparse" in seen.sentences


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_header_bomb_costs_no_memory(seen_in, tar_of, kind):
    bomb = special("bomb", kind, size=100_000_000)
    data = gzip.compress(tar_of({"a.log": b"1"})[: 2 * BLOCK] + bomb.tobuf() + bytes(100_000_000), 1)
    tracemalloc.start()
    try:
        seen = seen_in(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert seen.files == {"case/a.log": b"1"}
    assert "absurd length" in seen.problems["case"]
    assert peak < 10_000_000 + len(data)


def test_an_endless_row_of_headers_is_limited(seen_in, tar_of):
    empty = special("x", tarfile.XHDTYPE).tobuf()

    assert "more than 10 members" in seen_in(empty * 100, limits=Limits(members=10)).sentences


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_cut_anywhere_the_members_before_are_whole_and_the_cut_is_told(seen_in, tar_of, pack):
    members = {"a.log": LOG[:700], "b.log": LOG[:100], "c.log": LOG[:2000]}
    data = pack(tar_of(members))
    complete = len(tar_of(members).rstrip(b"\0")) // BLOCK * BLOCK + 2 * BLOCK  # the last block and one of zeros
    for length in range(BLOCK, len(data), 97) if pack is bytes else range(20, len(data), 7):
        seen = seen_in(data[:length])
        if list(seen.files) == ["case"]:  # not even the first header came out
            assert "cut off" in seen.broken["case"]
            continue
        whole = [path for path in seen.files if path not in seen.broken]
        assert whole == [f"case/{name}" for name in members][: len(whole)]
        for path, read in seen.files.items():
            assert members[path.removeprefix("case/")].startswith(read)
        assert "case" in seen.problems or (pack is bytes and length >= complete)


def test_the_part_of_a_member_before_the_cut_is_handed_out(seen_in, tar_of):
    seen = seen_in(tar_of({"a.log": b"1", "b.log": LOG})[: 5 * BLOCK])

    assert seen.files == {"case/a.log": b"1", "case/b.log": LOG[: 2 * BLOCK]}
    assert "cut off" in seen.broken["case/b.log"]
    assert "cut off" in seen.problems["case"]


def test_a_tar_without_end_mark_was_probably_cut(seen_in, tar_of):
    seen = seen_in(tar_of({"a.log": b"1"})[: 2 * BLOCK])

    assert seen.files == {"case/a.log": b"1"}
    assert "no end mark" in seen.problems["case"]


def test_damage_in_the_middle_is_not_the_end(seen_in, tar_of):
    data = bytearray(tar_of({"a.log": b"1", "b.log": b"2", "c.log": b"3"}))
    data[2 * BLOCK + 10] ^= 255

    seen = seen_in(bytes(data))

    assert seen.files == {"case/a.log": b"1"}
    assert "damaged from byte 1024" in seen.problems["case"]


def test_what_lies_behind_the_end_is_told_of(seen_in, tar_of):
    one = tar_of({"a.log": b"1"})

    assert "more data behind its end" in seen_in(one + one).problems["case"]
    assert seen_in(one + bytes(100_000)).problems == {}


def test_a_wrong_checksum_of_the_gzip_around_it_is_found(seen_in, tar_of):
    packed = bytearray(gzip.compress(tar_of({"a.log": LOG})))
    packed[-5] ^= 1

    assert "damaged" in seen_in(bytes(packed)).sentences


def test_sizes_beyond_reason_are_damage(seen_in):
    huge, negative = tarfile.TarInfo("a.log"), tarfile.TarInfo("b.log")
    huge.size, negative.size = 2**80, -1000
    for info in (huge, negative):
        seen = seen_in(info.tobuf(tarfile.GNU_FORMAT) + LOG)
        assert "case" in seen.problems


def test_pax_records_are_read_by_their_length():
    assert pax_records(b"13 path=a=b\n\n11 size=12\n12 other=xx\n") == {"path": "a=b\n", "size": "12"}
    for odd in (
        b"",
        b"path=x",
        b"0 path=x\n",
        b"2 path=x\n",
        b"99999999999999999999 path=x\n",
        b"\xb2 path=x",
    ):
        assert set(pax_records(odd)) <= {"path"}
