import builtins
import gzip
import io
import random
import sys

import pytest

from scimviewer.bundle.limits import Limits
from scimviewer.bundle.sevenzips import DICTIONARIES, is_sevenzip

py7zr = pytest.importorskip("py7zr", reason="7-Zip archives need the extra “7z”")
LINES = b"".join(b"line %d\n" % number for number in range(5000))


def packed(*members: tuple[str, bytes], **options: object) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", **options) as archive:
        for name, data in members:
            archive.writestr(data, name)
    return buffer.getvalue()


def test_members_are_handed_out_rotated_logs_oldest_first(seen_in):
    seen = seen_in(
        packed(("a/app.log", LINES), ("a/app.log.1", b"old\n"), ("a/app.log.2.gz", gzip.compress(b"older\n")))
    )

    assert list(seen.files.items()) == [
        ("case/a/app.log.2.gz", b"older\n"),
        ("case/a/app.log.1", b"old\n"),
        ("case/a/app.log", LINES),
    ]
    assert not seen.sentences


def test_it_may_lie_in_another_archive_and_hold_others(seen_in, zip_of, tar_of):
    inner = packed(("logs.tar", tar_of({"a.log": b"a\n"})), ("empty", b""))

    assert seen_in(zip_of({"b.7z": inner})).files == {"case/b.7z/empty": b"", "case/b.7z/logs.tar/a.log": b"a\n"}


def test_the_same_name_twice_is_two_files(seen_in):
    assert sorted(seen_in(packed(("a", b"1"), ("a", b"2"))).files.values()) == [b"1", b"2"]


@pytest.mark.parametrize("hidden", [False, True])
def test_with_a_password_it_is_one_sentence(seen_in, hidden):
    seen = seen_in(packed(("a", LINES), password="secret", header_encryption=hidden))

    assert not seen.files
    assert seen.sentences == ("case is protected with a password; unpack it with the password and import the files.")


def test_without_its_library_the_sentence_names_the_extra(seen_in, monkeypatch):
    real = builtins.__import__

    def without(name, *more):
        if name.partition(".")[0] == "py7zr":
            raise ImportError
        return real(name, *more)

    for name in [name for name in sys.modules if name.partition(".")[0] == "py7zr"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    seen = seen_in(packed_before)

    assert not seen.files
    assert "extra “7z”" in seen.sentences


packed_before = packed(("a", b"x"))


def test_a_bomb_stops_early_and_can_be_allowed(seen_in):
    bomb, limits = packed(("zeros", bytes(3_000_000)), ("small", b"x")), Limits(ratio_after=1_000_000)
    seen = seen_in(bomb, limits=limits)

    assert "200 times its size" in seen.broken["case/zeros"]
    assert seen.walk.bombs == ["case"]
    assert "case/small" not in seen.files
    assert seen_in(bomb, limits=limits, accept_bombs=True).files["case/zeros"] == bytes(3_000_000)


def test_too_many_members_and_too_much_altogether(seen_in):
    many = packed(*((f"{number}", b"x") for number in range(20)))

    assert "more than 10 members" in seen_in(many, limits=Limits(members=10)).sentences
    noise = random.Random(1).randbytes(200_000)
    assert "came out of the archives" in seen_in(packed(("a", noise)), limits=Limits(unpacked=100_000)).sentences


def test_damage_anywhere_is_told_and_never_an_exception(seen_in):
    chance, noise = random.Random(1), random.Random(2).randbytes(3000)
    whole = packed(("first", LINES), ("second", noise))
    for _ in range(150):
        data = bytearray(whole)
        data[chance.randrange(6, len(data))] ^= 1 << chance.randrange(8)
        seen = seen_in(bytes(data))
        right = seen.files == {"case/first": LINES, "case/second": noise}
        assert right or seen.sentences
    for length in range(6, len(whole), 97):
        assert "damaged" in seen_in(whole[:length]).sentences


def test_what_came_out_before_the_damage_is_kept(seen_in):
    noise = random.Random(1).randbytes(400_000)
    data = bytearray(packed(("first", LINES), ("second", noise)))
    data[200_000] ^= 255
    seen = seen_in(bytes(data))

    assert seen.files["case/first"] == LINES
    assert "case/first" not in seen.broken
    assert "damaged" in seen.broken["case/second"]


@pytest.mark.parametrize("name", ["../out", "a/../../out", "/etc/out"])
def test_names_that_lead_out_are_left_alone(seen_in, tmp_path, monkeypatch, name):
    monkeypatch.setattr("py7zr.py7zr.check_archive_path", lambda arcname: True)
    monkeypatch.setattr(py7zr.SevenZipFile, "_sanitize_archive_arcname", staticmethod(lambda arcname: arcname))
    seen = seen_in(packed((name, b"x"), ("fine", b"y")))

    assert seen.files == {"case/fine": b"y"}
    assert "leads out of its archive" in seen.sentences
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_links_are_not_followed(seen_in, tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "a.log").write_bytes(b"a\n")
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.write(tmp_path / "link", "link")
        archive.write(tmp_path / "a.log", "a.log")
    seen = seen_in(buffer.getvalue())

    assert seen.files == {"case/a.log": b"a\n"}
    assert "is a link" in seen.problems["case/link"]


def test_a_dictionary_beyond_reason_is_refused(seen_in):
    wide = [{"id": py7zr.FILTER_LZMA2, "dict_size": 1 << 29}]

    assert "more memory" in seen_in(packed(("a", b"x"), filters=wide)).sentences
    assert DICTIONARIES[b"\x21"](b"\x18") == 1 << 24
    assert DICTIONARIES[b"\x03\x01\x01"](b"\x5d\0\0\0\x01") == 1 << 24


def test_it_is_recognised_by_content():
    assert is_sevenzip(packed_before)
    assert not is_sevenzip(b"7z")
