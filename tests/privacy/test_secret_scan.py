"""Whole values are noted with everything secret in them, and nothing else."""

from __future__ import annotations

import pytest

from scimviewer.privacy.quoting import mark_at
from scimviewer.privacy.secret_scan import Scan
from scimviewer.privacy.secret_values import Part, Replacements
from scimviewer.privacy.secret_words import meaning_of


def noted(name: bytes, value: bytes) -> list[bytes]:
    data = b'"":' + value
    scan = Scan(data, Replacements(b"k"))
    mark, meaning = mark_at(b'"', 0, 1), meaning_of(name)
    assert mark is not None
    assert meaning is not None
    scan.note_value(3, mark.quote, meaning)
    return [data[start:end] for start, end, _, _ in scan.edits]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (b"password", b'"a\\"b"', [b'a\\"b']),
        (b"password", b"12.5,", [b"12.5"]),
        (b"password", b"null", []),
        (b"tokens", b"12", []),
        (b"password", b'["a",1,{"type":"t","x":"b"}],"c"', [b"a", b"1", b"b"]),
        (b"password", b'{"a":[true,"x"', [b"x"]),
        (b"cookies", b'[{"name":"n","value":"a","path":"/"}]', [b"a"]),
        (b"cookies", b'{"n":"a","path":"b"}', [b"a", b"b"]),
    ],
)
def test_values(name: bytes, value: bytes, expected: list[bytes]) -> None:
    assert noted(name, value) == expected


def test_numbers_get_the_marks_of_their_key() -> None:
    scan = Scan(b"1234", Replacements(b"k"))
    mark = mark_at(b'\\"', 0, 2)
    assert mark is not None

    scan.note(Part(0, 4, "pin"), mark.quote)

    assert scan.edits == [(0, 4, "pin", '\\"⟦secret:pin⟧\\"'.encode())]


def test_what_is_noted_is_done() -> None:
    scan = Scan(b"Bearer abc x", Replacements(b"k"))

    scan.note_token(7, 10, b"BEARER")

    assert (scan.done, scan.edits[0][2]) == (10, "bearer")
