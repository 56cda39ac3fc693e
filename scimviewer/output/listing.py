"""Print lists of rows: as a table, CSV, JSON lines, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from scimviewer.output.terminal import safe

Row = dict[str, Any]
FORMATS = ("table", "csv", "ndjson", "json", "md")
# Spreadsheets run what begins like this (OWASP ASVS 1.2.10), also in full width.
FORMULA = tuple("=+-@|%\t\r\n＝＋－＠")
WIDEST = 48
MEASURED = 1000  # rows by which the columns of a table get their widths


def listing(rows: Iterable[Row], columns: Sequence[str], kind: str) -> Iterable[str]:
    """The lines of a list in one of FORMATS, without line ends."""
    if kind == "json":
        yield from _json(rows, columns)
    elif kind == "ndjson":
        yield from (json.dumps({key: row.get(key) for key in columns}, ensure_ascii=False) for row in rows)
    elif kind == "csv":
        yield csv_line(columns)
        yield from (csv_line([row.get(key) for key in columns]) for row in rows)
    elif kind == "md":
        yield from _markdown(rows, columns)
    else:
        yield from _table(rows, columns)


def _json(rows: Iterable[Row], columns: Sequence[str]) -> Iterable[str]:
    """One document, an object a line."""
    before = "["
    for row in rows:
        yield before + json.dumps({key: row.get(key) for key in columns}, ensure_ascii=False)
        before = ","
    yield "]" if before == "," else "[]"


def csv_line(values: Sequence[Any]) -> str:
    """One line of CSV (RFC 4180) without its end; text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    # The writer quotes line ends in a cell only where it writes line ends itself.
    csv.writer(out, lineterminator="\r\n").writerow([csv_cell(value) for value in values])
    return out.getvalue()[:-2]


def csv_cell(value: Any) -> str | int | float:
    """A value as a spreadsheet may see it: numbers as numbers, text never as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = safe(str(value), keep="\n\r\t")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _markdown(rows: Iterable[Row], columns: Sequence[str]) -> Iterable[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield "| " + " | ".join(markdown_cell(row.get(key)) for key in columns) + " |"


def markdown_cell(value: Any) -> str:
    """A value in a table of Markdown: nothing in it is markup."""
    text = safe("" if value is None else str(value))
    for mark in "\\`*_[]<>|#&":
        text = text.replace(mark, "\\" + mark)
    return text


def _table(rows: Iterable[Row], columns: Sequence[str]) -> Iterable[str]:
    """Columns as wide as the first rows need them: a list may be too long to be held."""
    lines = ([_cell(row.get(key)) for key in columns] for row in rows)
    first = list(islice(lines, MEASURED))
    widths = [max([len(key), *(len(line[at]) for line in first)]) for at, key in enumerate(columns)]
    yield "  ".join(key.ljust(width) for key, width in zip(columns, widths, strict=True)).rstrip()
    for line in chain(first, lines):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    text = safe("-" if value is None else str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
