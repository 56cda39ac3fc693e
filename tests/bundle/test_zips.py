import gzip
import io
import stat
import time
import zipfile
import zlib

import pytest

from scimviewer.bundle.limits import Limits
from scimviewer.bundle.zip_entries import CENTRAL, END, LOCAL
from scimviewer.bundle.zips import is_zip

LOG = b"".join(b"line %d\n" % number for number in range(5000))


def crafted(members: list[tuple[bytes, bytes, int]], behind: bytes = b"") -> bytes:
    """A zip of (name, stored bytes, place of its header or -1 for its own), whether it fits or not."""
    body, central = b"", b""
    for name, data, place in members:
        own, crc = len(body), zlib.crc32(data)
        if place < 0:
            body += LOCAL.pack(b"PK\3\4", 20, 0, 0, 0, 0, crc, len(data), len(data), len(name), 0) + name + data
        offset = own if place < 0 else place
        central += CENTRAL.pack(
            b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, crc, len(data), len(data), len(name), 0, 0, 0, 0, 0, offset
        )
        central += name
    body += behind
    return body + central + END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(central), len(body), 0)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_members_of_every_kind(seen_in, zip_of, method, streamed, pack):
    members = {"logs/a.log": LOG, "empty.log": b"", "größe.log": b"1", "folder/": b""}

    seen = seen_in(pack(zip_of(members, method, streamed)))

    del members["folder/"]
    assert seen.files == {f"case/{name}": data for name, data in members.items()}
    assert seen.sentences == ""


def test_an_empty_zip_is_no_problem(seen_in, zip_of):
    assert seen_in(zip_of({})).files == {}
    assert seen_in(zip_of({})).problems == {}


def test_only_its_beginning_makes_a_zip(zip_of):
    assert is_zip(zip_of({"a": b""}))
    assert is_zip(b"PK\7\x08" + zip_of({"a": b""}))
    assert not is_zip(b"MZ" + zip_of({"a": b""}))


def test_a_password_is_named_and_the_rest_is_read(seen_in, zip_of):
    data = bytearray(zip_of({"secret.log": LOG, "open.log": b"1"}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1

    seen = seen_in(bytes(data))

    assert seen.files == {"case/open.log": b"1"}
    assert seen.problems["case/secret.log"].startswith("secret.log is protected with a password; ")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_uncommon_methods_are_refused(seen_in, zip_of, method):
    assert "uncommon way" in seen_in(zip_of({"a.log": LOG}, method)).problems["case/a.log"]


def test_links_are_reported(seen_in):
    buffer = io.BytesIO()
    info = zipfile.ZipInfo("passwd.log")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")

    seen = seen_in(buffer.getvalue())

    assert seen.files == {}
    assert "is a link" in seen.problems["case/passwd.log"]


def test_members_that_share_one_header_are_read_once(seen_in):
    data = crafted([(b"a.log", LOG, -1)] + [(b"a.log", LOG, 0)] * 4999)

    seen = seen_in(data)

    assert seen.files == {"case/a.log": LOG}
    assert "shares its bytes" in seen.problems["case/a.log"]


def test_members_that_contain_each_other_are_refused_but_the_innermost(seen_in):
    inner = LOCAL.pack(b"PK\3\4", 20, 0, 0, 0, 0, zlib.crc32(LOG), len(LOG), len(LOG), 5, 0) + b"b.log" + LOG
    data = crafted([(b"a.log", inner, -1), (b"b.log", LOG, LOCAL.size + 5)])

    seen = seen_in(data)

    assert seen.files == {"case/b.log": LOG}
    assert "shares its bytes" in seen.problems["case/a.log"]


def test_a_member_may_not_reach_into_the_directory(seen_in):
    data = bytearray(crafted([(b"a.log", LOG, -1)]))
    at = data.index(b"PK\1\2")
    data[at + 20 : at + 24] = (len(LOG) + 10).to_bytes(4, "little")

    assert "shares its bytes" in seen_in(bytes(data)).problems["case/a.log"]


def test_a_member_that_is_not_there_does_not_stop_the_others(seen_in):
    seen = seen_in(crafted([(b"a.log", LOG, -1), (b"b.log", b"x", 0xFFFFFFF0), (b"c.log", b"1", -1)]))

    assert seen.files == {"case/a.log": LOG, "case/c.log": b"1"}
    assert "is not there" in seen.problems["case/b.log"]


def test_a_wrong_checksum_is_told_after_the_data(seen_in):
    data = bytearray(crafted([(b"a.log", LOG, -1), (b"b.log", b"1", -1)]))
    data[1000] ^= 1

    seen = seen_in(bytes(data))

    assert len(seen.files["case/a.log"]) == len(LOG)
    assert "checksum is wrong" in seen.broken["case/a.log"]
    assert seen.files["case/b.log"] == b"1"


def test_declared_sizes_are_only_hints(seen_in, zip_of):
    data = bytearray(zip_of({"a.log": LOG}))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = (3).to_bytes(4, "little")

    assert seen_in(bytes(data)).files == {"case/a.log": LOG}


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_cut_anywhere_whole_members_are_whole_and_the_cut_is_told(seen_in, zip_of, streamed, pack):
    members = {"a.log": LOG[:700], "b.log": LOG[:100], "c.log": LOG[:2000]}
    data = pack(zip_of(members, streamed=streamed))
    for length in range(30, len(data), 13):
        seen = seen_in(data[:length])
        assert "case" in seen.problems or "case" in seen.broken
        seen.files.pop("case", None)
        for path, read in seen.files.items():
            whole = members[path.removeprefix("case/")]
            assert read == whole or (path in seen.broken and whole.startswith(read))


def test_a_lost_directory_loses_no_member(seen_in, zip_of):
    data = zip_of({"a.log": LOG, "b.log": b"1"})

    seen = seen_in(data[: data.index(b"PK\1\2")])

    assert seen.files == {"case/a.log": LOG, "case/b.log": b"1"}
    assert "lost the list" in seen.problems["case"]


def test_too_many_members_end_the_archive(seen_in, zip_of):
    seen = seen_in(zip_of({f"{n}.log": b"1" for n in range(20)}), limits=Limits(members=7))

    assert len(seen.files) == 7
    assert "more than 7 members" in seen.problems["case"]


def test_thousands_of_small_members_are_quick(seen_in, zip_of):
    data = zip_of({f"{n}.log": b"1" for n in range(3000)})
    start = time.perf_counter()

    assert len(seen_in(data).files) == 3000
    assert time.perf_counter() - start < 5
