from __future__ import annotations

import pytest

from scimviewer.formats.format import JSON, ROW, TEXT, Dialect, Unreadable
from scimviewer.formats.records import decoded, decoder, row, text

TABLE = Dialect(("method", "url", "method"), ";")


def test_a_line_is_text_whatever_its_bytes() -> None:
    assert text(b"GET /\xfc\0 \xf0\x9f\x98\x80") == "GET /�\0 😀"


def test_colours_for_terminals_are_no_text() -> None:
    assert text(b"\x1b[36mGET /Users\x1b[0m 200\x1b]0;title\x07") == "GET /Users 200"


def test_a_row_is_told_by_its_columns_of_equal_names_the_first() -> None:
    assert row(b'GET;"/a;""b"""; x', TABLE) == {"method": "GET", "url": '/a;"b"'}


@pytest.mark.parametrize(("cells", "count"), [(b"GET;/a", 2), (b"GET;/a;x;", 4), (b"", 0), (b'GET;"/a;x', 2)])
def test_a_row_of_another_width_is_a_problem(cells: bytes, count: int) -> None:
    with pytest.raises(Unreadable, match=f"This row has {count} cells, but the header names 3 columns"):
        row(cells, TABLE)


def test_a_line_break_outside_quotes_is_a_problem() -> None:
    with pytest.raises(Unreadable, match="broken"):
        row(b"GET;/a\rb;x", TABLE)


def test_each_kind_of_record_has_its_decoder() -> None:
    assert decoder(TEXT, Dialect())(b"a;b") == "a;b"
    assert decoder(ROW, Dialect(("x", "y"), ";"))(b"a;b") == {"x": "a", "y": "b"}
    assert decoder(JSON, Dialect())(b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(("broken", "why"), [(b"hello", "not JSON"), (b'{"a": ', "cut off"), (b'{"a": }', "broken")])
def test_json_that_is_none_says_why(broken: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        decoded(broken)
