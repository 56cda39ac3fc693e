import io
import zipfile
import zlib

import pytest

from scimviewer.bundle.limits import Allowance
from scimviewer.bundle.zip_salvage import salvaged

LOG = b"".join(b"line %d\n" % number for number in range(5000))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("streamed", [False, True])
def test_members_are_found_without_a_directory(zip_of, method, streamed):
    if streamed and method == zipfile.ZIP_STORED:
        pytest.skip("nothing tells where such a member ends")
    data = zip_of({"a.log": LOG, "empty.log": b"", "b.log": LOG[:9]}, method, streamed)
    data = data[: data.index(b"PK\1\2")]

    entries = list(salvaged(io.BytesIO(data), "case.zip", Allowance()))

    assert [(entry.name, entry.size) for entry in entries] == [
        ("a.log", len(LOG)),
        ("empty.log", 0),
        ("b.log", 9),
    ]
    assert all(entry.crc is not None for entry in entries)


def test_a_member_of_unknown_length_may_reach_to_the_end(zip_of):
    data = zip_of({"a.log": LOG, "b.log": LOG}, streamed=True)
    cut = data[: data.index(b"b.log") + 200]

    first, second = salvaged(io.BytesIO(cut), "case.zip", Allowance())

    assert first.size == len(LOG)
    assert (second.name, second.crc) == ("b.log", None)


def test_a_descriptor_without_magic_is_understood(zip_of):
    data = zip_of({"a.log": LOG, "b.log": LOG}, streamed=True).replace(b"PK\7\x08", b"")

    entries = list(salvaged(io.BytesIO(data), "case.zip", Allowance()))

    assert [entry.size for entry in entries] == [len(LOG), len(LOG)]
    assert entries[0].crc == entries[1].crc == zlib.crc32(LOG)


def test_the_search_ends_where_nothing_follows():
    assert list(salvaged(io.BytesIO(b"PK\7\x08PK\5\6"), "case.zip", Allowance())) == []
