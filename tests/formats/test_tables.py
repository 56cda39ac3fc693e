from __future__ import annotations

import pytest

from scimviewer.formats.chunks import Framing
from scimviewer.formats.format import Dialect
from scimviewer.formats.tables import table_in

ROWS = [["time", "method", "url"], ["2026-03-04", "GET", "/Users"], ["2026-03-05", "PUT", "/Users/7"]]


def found(text: str, encoding: str = "utf-8", bom: int = 0) -> tuple[Framing, Dialect]:
    table = table_in(text.encode(encoding), Framing("lines", encoding, 2 if "16" in encoding else 1, bom))
    assert table is not None
    return table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(("encoding", "bom"), [("utf-8", 0), ("utf-8", 3), ("utf-16-le", 2), ("utf-16-be", 0)])
def test_columns_and_delimiter(delimiter: str, encoding: str, bom: int) -> None:
    text = "\ufeff" * bool(bom) + "\n".join(delimiter.join(row) for row in ROWS)
    framing, dialect = found(text, encoding, bom)

    assert dialect == Dialect(("time", "method", "url"), delimiter)
    assert (framing.kind, framing.delimiter, framing.columns) == ("rows", delimiter, 3)
    assert text.encode(encoding)[framing.header :].decode(encoding).startswith("2026-03-04")


def test_excel_may_declare_the_delimiter() -> None:
    framing, dialect = found("sep=;\ntime;method,x\n2026;GET\n")

    assert dialect == Dialect(("time", "method,x"), ";")
    assert framing.header == len("sep=;\ntime;method,x\n")


def test_quoted_names_and_json_cells() -> None:
    _, dialect = found('"a b";"c;d"\r\n1;"{""x"": [1, 2],\n""y"": 2}"\r\n2;\r\n')

    assert dialect.columns == ("a b", "c;d")


def test_a_header_alone_is_a_table() -> None:
    framing, dialect = found("method,url,status")

    assert dialect.columns == ("method", "url", "status")
    assert framing.header == 17


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one word\nand another, with a comma\nand none\n",
        "2026-03-04 09:15:23,123 INFO started\n2026-03-04 09:15:24,456 INFO done\n",
        '10.0.0.1 - - [04/Mar/2026:09:15:23 +0000] "GET /a,b HTTP/1.1" 200 1\n' * 3,
        "a,b\n1,2,3\n1,2,3\n1\n",
        "a\nb\nc\n",
        ",,,\n1,2,3,4\n",
        '"unclosed,a\nb,c',
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert table_in(text.encode(), Framing("lines")) is None
