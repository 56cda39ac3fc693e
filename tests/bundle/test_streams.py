import io
from pathlib import Path

import pytest

from scimviewer.bundle.damage import BundleError, cut
from scimviewer.bundle.streams import IN_MEMORY, Section, Stream, Tape, spooled


class Given(Stream):
    """Hands out these pieces; an exception among them is raised."""

    def __init__(self, *pieces):
        super().__init__("given.log")
        self._pieces = list(pieces)

    def _more(self, size):
        piece = self._pieces.pop(0) if self._pieces else b""
        if isinstance(piece, Exception):
            raise piece
        return piece


def test_read_joins_pieces_and_ends():
    stream = Given(b"abc", b"def", b"g")

    assert [stream.read(5), stream.read(5), stream.read(5)] == [b"abcde", b"fg", b""]


def test_what_comes_before_damage_is_handed_out_first():
    stream = Given(b"abc", b"def", ValueError("whatever"))

    assert stream.read(100) == b"abcdef"
    for _ in range(2):
        with pytest.raises(BundleError, match=r"given\.log is damaged"):
            stream.read(100)


def test_reading_everything_tells_of_damage_at_once():
    with pytest.raises(BundleError):
        Given(b"abc", cut("given.log")).read()


def test_reading_nothing_is_never_an_error():
    stream = Given(b"abc", cut("given.log"))
    stream.read(9)

    assert stream.read(0) == b""


def test_lines_can_be_read():
    assert list(io.BufferedReader(Given(b"one\ntw", b"o\n"))) == [b"one\n", b"two\n"]


def test_closed_stream_refuses():
    stream = Given(b"abc")
    stream.close()

    with pytest.raises(ValueError, match="closed"):
        stream.read(1)


def test_sections_share_a_file():
    file = io.BytesIO(b"0123456789")
    first, second = Section(file, 0, 5, "first"), Section(file, 5, 5, "second")

    assert [first.read(2), second.read(2), first.read(9), second.read(9)] == [b"01", b"56", b"234", b"789"]


def test_section_beyond_the_file_is_cut():
    section = Section(io.BytesIO(b"0123"), 2, 5, "part.log")

    assert section.read(5) == b"23"
    with pytest.raises(BundleError, match="cut off"):
        section.read(1)


def again(data):
    """Opens these bytes anew, from a position on."""
    return lambda position: Section(io.BytesIO(data), position, len(data) - position, "a.log")


def never(position):
    raise AssertionError("not needed")


def test_the_beginning_of_a_tape_is_read_once_and_played_again():
    source = io.BytesIO(b"0123456789")
    tape = Tape(source.read, 8, "a.log", never)
    first, second = tape.open(), tape.open()

    assert first.read(3) == b"012"
    assert second.read(100) == b"01234567"
    assert first.read(100) == b"34567"
    assert source.tell() == 8
    tape.close()
    with pytest.raises(BundleError, match="too late"):
        tape.open().read(1)


def test_a_tape_that_ends_early_is_cut():
    stream = Tape(io.BytesIO(b"0123").read, 8, "a.log", never).open()

    assert stream.read(8) == b"0123"
    with pytest.raises(BundleError, match="cut off"):
        stream.read(8)


def test_behind_what_is_kept_the_one_in_front_reads_on_and_the_others_open_it_again():
    data = bytes(range(256)) * (IN_MEMORY // 256 + 9000)
    tape = Tape(io.BytesIO(data).read, len(data), "a.log", again(data))

    with tape.open() as slow, tape.open() as fast:
        assert slow.read(1000) == data[:1000]
        assert fast.read() == data
        assert slow.read() == data[1000:]
        assert tape.open().read() == data


def test_a_spool_has_no_name_on_disk(tmp_path: Path):
    piece = bytes(1 << 20)
    file, error = spooled(Given(*[piece] * (IN_MEMORY // len(piece) + 1)), tmp_path)

    with file:
        assert error is None
        assert file.seek(0, 2) > IN_MEMORY
        assert list(tmp_path.iterdir()) == []


def test_a_spool_keeps_what_came_before_damage():
    file, error = spooled(Given(b"abc", cut("given.log")), None)

    with file:
        file.seek(0)
        assert file.read(9) == b"abc"
        assert "cut off" in error.sentence


def test_a_spool_without_a_place_says_so(tmp_path: Path):
    file, error = spooled(Given(*[bytes(1 << 20)] * 9), tmp_path / "missing")

    file.close()
    assert "could not be read" in error.sentence
