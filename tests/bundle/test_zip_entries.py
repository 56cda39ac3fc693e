import io
import zipfile

import pytest

from scimviewer.bundle.zip_entries import CENTRAL, END, LOCAL, decoded, directory, local


def listed(data: bytes):
    return list(directory(io.BytesIO(data))[1])


def test_the_directory_agrees_with_zipfile(zip_of):
    data = zip_of({"a.log": b"1" * 1000, "b/c.log": b"", "größe.log": b"3"})

    ours = [(e.name, e.method, e.crc, e.packed, e.size, e.offset) for e in listed(data)]

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert ours == [
            (i.filename, i.compress_type, i.CRC, i.compress_size, i.file_size, i.header_offset)
            for i in archive.infolist()
        ]


def test_the_structures_have_the_lengths_of_the_specification():
    assert (LOCAL.size, CENTRAL.size, END.size) == (30, 46, 22)


@pytest.mark.parametrize("behind", [b"", b"x" * 1000])
def test_a_comment_and_bytes_behind_it_do_not_hide_the_directory(zip_of, behind):
    buffer = io.BytesIO(zip_of({"a.log": b"1"}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"a comment that says PK\5\6 in the middle of itself, and goes on" * 10

    assert [entry.name for entry in listed(buffer.getvalue() + behind)] == ["a.log"]


def test_large_archives_keep_their_numbers_elsewhere(monkeypatch):
    buffer = io.BytesIO()
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("a.log", "b.log", "c.log"):
            archive.writestr(name, b"1" * 1000)

    assert b"PK\6\6" in buffer.getvalue()
    entries = listed(buffer.getvalue())
    assert [(entry.name, entry.size) for entry in entries] == [
        ("a.log", 1000),
        ("b.log", 1000),
        ("c.log", 1000),
    ]
    assert all(local(buffer, entry.offset)[0].name == entry.name for entry in entries)


def test_the_end_of_an_archive_inside_is_not_taken_for_the_end(zip_of):
    inner = zip_of({"inner.log": b"1"})
    outer = zip_of({"inner.zip": inner, "b.log": b"2" * 500}, zipfile.ZIP_STORED)

    with pytest.raises(ValueError, match="no end"):
        listed(outer[:-200])


@pytest.mark.parametrize("at", [0, 1, 20, 30, 45])
def test_a_broken_directory_is_an_error(zip_of, at):
    data = bytearray(zip_of({"a.log": b"1", "b.log": b"2"}))
    data[data.index(b"PK\1\2") + at] ^= 0x55
    if at in (0, 1, 30):
        with pytest.raises(Exception):  # noqa: B017, PT011 - of whatever kind, the caller catches all
            listed(bytes(data))
    else:
        assert len(listed(bytes(data))) == 2


def test_no_header_where_there_is_none():
    assert local(io.BytesIO(b"PK\3\4"), 0) is None
    assert local(io.BytesIO(b"x" * 100), 0) is None


def test_names_with_and_without_the_flag():
    assert decoded("größe.log".encode(), 0x800) == "größe.log"
    assert decoded("größe.log".encode(), 0) == "größe.log"
    assert decoded("größe.log".encode("cp437"), 0) == "größe.log"
    assert decoded(b"\xff.log", 0x800) == "\\xff.log"
    assert decoded(b"logs\\a.log", 0) == "logs/a.log"
    assert len(decoded(b"n" * 60_000, 0)) == 1024
