"""Strings begin and end where their writer meant them to."""

from __future__ import annotations

import json

import pytest

from scimviewer.privacy.quoting import (
    before_space,
    closed_before,
    closing,
    level_of,
    mark_at,
    opening,
    opening_at,
    run_before,
    unescaped,
)

AWKWARD = 'a"b\\c\\\\"d\\n\\'


def deeper(text: str, times: int) -> str:
    for _ in range(times):
        text = json.dumps(text)[1:-1]
    return text


@pytest.mark.parametrize("depth", range(5))
def test_string_ends_at_its_own_depth(depth: int) -> None:
    data = deeper(json.dumps({"k": AWKWARD, "z": 1}), depth).encode()
    key = mark_at(data, 1, len(data))
    assert key is not None
    value = data.index(b": ") + 2
    begin = opening_at(data, value, len(data), key.quote)
    assert begin is not None

    end = closing(data, begin.end, len(data), begin.quote)

    assert key.quote.level == depth
    text = data[begin.end : end.start].decode()
    for _ in range(depth + 1):
        text = json.loads(f'"{text}"')
    assert text == AWKWARD
    assert data[end.end :].startswith(b", ")


@pytest.mark.parametrize("depth", range(4))
def test_string_begins_where_it_ends(depth: int) -> None:
    data = deeper(json.dumps([AWKWARD]), depth).encode()
    quote = mark_at(data, 1, len(data))
    assert quote is not None

    text_end = closed_before(data, 0, len(data) - 1, quote.quote)

    assert text_end is not None
    assert opening(data, 0, text_end, quote.quote) == quote


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb"\u0022a\\\u0022b\u0022,", rb"a\\\u0022b"),
        (rb"\\u0022ab\\u0022,", b"ab"),
        (rb"\x22a\x5C\x22b\x22,", rb"a\x5C\x22b"),
        (rb"\\x22ab\\x22,", b"ab"),
        (b'""a\\""b"",', b'a\\""b'),
        (b"%22a%5C%22b%22,", b"a%5C%22b"),
        (b"&quot;ab&quot;,", b"ab"),
        (b"'a\"b',", b'a"b'),
        (b'\\"ab"', b"ab"),  # cut: the string around it ends first
        (b'""ab"', b"ab"),  # a CSV field ends
        (b'"ab', b"ab"),
    ],
)
def test_other_writings(data: bytes, text: bytes) -> None:
    begin = mark_at(data, 0, len(data))
    assert begin is not None

    assert data[begin.end : closing(data, begin.end, len(data), begin.quote).start] == text


def test_no_mark_no_answer() -> None:
    assert mark_at(b"u0022", 0, 5) is None
    assert mark_at(b"\\\\\\n", 0, 4) is None
    assert opening(b"abc", 0, 3, mark_at(b'"', 0, 1).quote) is None  # type: ignore[union-attr]


def test_levels_are_the_ones_at_the_end() -> None:
    assert [level_of(run) for run in (0, 1, 2, 3, 5, 7, 11)] == [0, 1, 0, 2, 1, 3, 2]


def test_runs_are_counted_up_to_a_bound() -> None:
    assert run_before(b"a\\\\\\", 0, 4, b"\\") == 3
    assert run_before(b"\\" * 500, 0, 500, b"\\") == 127


def test_space_is_passed_backwards() -> None:
    assert before_space(b"a \t\\n\\r\n", 0, 8) == 1
    assert before_space(b"an", 0, 2) == 2
    assert before_space(b" " * 1000, 0, 1000) == 0


def test_escapes_make_no_difference() -> None:
    secret = 'x/y+z="1\\2'
    forms = [deeper(secret, depth).encode() for depth in range(3)] + [b"x%2Fy%2Bz%3D%221%5C2", rb"x\/y\u002Bz=\"1\\2"]

    assert {unescaped(form) for form in forms} == {secret.encode()}
