from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.formats import rows
from scimviewer.formats.chunks import Framing
from scimviewer.formats.rows import cells_of, cut_rows

HEADER = "method,url,body\n"


class Cut:
    """What came out of cutting a table."""

    def __init__(self, data: bytes, framing: Framing) -> None:
        self.rows: list[str] = []
        self.lines: list[int] = []
        self.faults: list[tuple[int, str]] = []
        self.chunks = 0
        covered = framing.header
        for chunk in cut_rows(io.BytesIO(data), framing):
            assert chunk.offset == covered
            covered += len(chunk.data)
            self.chunks += 1
            for span in chunk.spans or []:
                self.rows.append(data[span.offset : span.offset + span.length].decode(framing.encoding))
                self.lines.append(span.line)
            self.faults += [(span.line, what) for span, what, _ in chunk.faults]
        assert covered == len(data)


def cut(text: str, **more: Any) -> Cut:
    encoding = more.pop("encoding", "utf-8")
    unit = 2 if "16" in encoding else 1
    framing = Framing("rows", encoding, unit, columns=3, header=len(HEADER) * unit, **more)
    return Cut((HEADER + text).encode(encoding), framing)


def small(monkeypatch: pytest.MonkeyPatch, chunk: int = 1) -> None:
    monkeypatch.setattr(rows, "CHUNK", chunk)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_line_breaks_and_delimiters_in_quotes_end_no_row(encoding: str, end: str) -> None:
    found = cut('GET,/Users,\r\n\nPOST,/Ü∢ਊ,"{""a"":\n ""b,c""}"\nPUT,"",x' + end, encoding=encoding)

    assert found.rows == ["GET,/Users,", 'POST,/Ü∢ਊ,"{""a"":\n ""b,c""}"', 'PUT,"",x']
    assert found.lines == [2, 4, 6]
    assert found.faults == []


def test_a_quote_inside_a_cell_is_a_character() -> None:
    assert cut('GET,/a"b,c\nGET,/x,y"\n').rows == ['GET,/a"b,c', 'GET,/x,y"']


def test_a_quote_that_nobody_closes_costs_one_row() -> None:
    assert cut('GET,"/a,b\nGET,/x,y\nGET,/z,1\n').rows == ['GET,"/a,b', "GET,/x,y", "GET,/z,1"]
    assert cut('GET,"/a,b\nGET,"/x",y\nGET,/z,1\n').rows == ['GET,"/a,b', 'GET,"/x",y', "GET,/z,1"]


def test_a_table_that_ends_in_quotes_was_cut_off() -> None:
    found = cut('GET,/a,b\nPOST,/Users,"{\n  ""a"": 1,\n')

    assert found.rows == ["GET,/a,b"]
    assert found.faults == [(3, "The file ends in the middle of this record.")]


def test_a_row_beyond_the_limit_is_one_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch, 16)
    monkeypatch.setattr(rows, "LONGEST_RECORD", 100)

    found = cut('GET,/a,b\nPOST,/Users,"' + "x" * 200 + '"\nPUT,/c,d\n')

    assert found.rows[0] == "GET,/a,b"
    assert found.faults[0][0] == 3
    assert "longer than" in found.faults[0][1]


def test_carriage_returns_alone_end_rows_where_the_table_says_so() -> None:
    text = 'GET,/a,b\rPUT,"c\rd",e\r'
    found = Cut(("m,u,b\r" + text).encode(), Framing("rows", newline="\r", columns=3, header=6))

    assert found.rows == ["GET,/a,b", 'PUT,"c\rd",e']


CELLS = st.text(st.sampled_from('ab",;\n\r €ਊ{}'), max_size=12)


@given(table=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), chunk=st.integers(1, 64))
def test_what_a_writer_of_csv_wrote_comes_out_again(table: list[tuple[str, str, str]], chunk: int) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    patch = pytest.MonkeyPatch()
    with patch.context() as patched:
        patched.setattr(rows, "CHUNK", chunk)
        found = cut(written.getvalue())

    assert [tuple(cells_of(row, ",")) for row in found.rows] == table


@given(text=st.text(st.sampled_from('a",\n\r\0'), max_size=80), chunk=st.integers(1, 40))
def test_any_bytes_are_cut_without_loss(text: str, chunk: int) -> None:
    patch = pytest.MonkeyPatch()
    with patch.context() as patched:
        patched.setattr(rows, "CHUNK", chunk)
        found = cut(text)

    assert sum(map(len, found.rows)) <= len(text)
