import io
from pathlib import Path

import pytest

from scimviewer.bundle.found import Found
from scimviewer.bundle.streams import Section


def found(path: str, data: bytes) -> Found:
    return Found(path, len(data), None, lambda: Section(io.BytesIO(data), 0, len(data), path))


def test_it_opens_as_often_as_wanted():
    a = found("a.log", b"one\n")

    for _ in range(2):
        with a.open() as stream:
            assert stream.read(9) == b"one\n"


def test_it_is_a_value_and_how_it_opens_is_no_part_of_it():
    assert found("a.log", b"1") == found("a.log", b"2")
    assert "lambda" not in repr(found("a.log", b"1"))
    with pytest.raises(AttributeError):
        found("a.log", b"1").file = Path("b.log")
