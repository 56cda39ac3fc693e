"""Lists print as table, CSV, JSON lines, JSON or Markdown, and nothing in them is run or rendered."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.output.listing import MEASURED, WIDEST, csv_cell, csv_line, listing, markdown_cell

ROWS = [{"id": 1, "a": "x", "b": None}, {"id": 2, "a": "ü|<b>", "b": 1.5}]


def test_json_is_one_document() -> None:
    assert json.loads("\n".join(listing(ROWS, ("id", "a", "b"), "json"))) == ROWS
    assert json.loads("\n".join(listing([], ("id",), "json"))) == []


def test_json_lines_are_a_document_a_line() -> None:
    assert [json.loads(line) for line in listing(ROWS, ("id", "b"), "ndjson")] == [
        {"id": 1, "b": None},
        {"id": 2, "b": 1.5},
    ]


def test_a_table_is_aligned_and_bounded() -> None:
    lines = list(listing([*ROWS, {"id": 3, "a": "y" * 500, "b": "\x1b[31m"}], ("id", "a", "b"), "table"))
    assert lines[0].split() == ["id", "a", "b"]
    assert lines[1].split() == ["1", "x", "-"]
    assert len(lines[3]) < WIDEST + 30
    assert "\x1b" not in "".join(lines)


def test_a_long_table_is_not_held() -> None:
    def endless() -> Any:
        number = 0
        while True:
            number += 1
            yield {"id": number}

    found = iter(listing(endless(), ("id",), "table"))
    assert [next(found) for _ in range(MEASURED + 100)][-1] == str(MEASURED + 99)


def test_markdown_holds_no_markup() -> None:
    lines = list(listing(ROWS, ("a", "b"), "md"))
    assert lines[:3] == ["| a | b |", "| --- | --- |", "| x |  |"]
    assert lines[3] == "| ü\\|\\<b\\> | 1.5 |"
    assert markdown_cell("a\n# b `c` [d](e)") == "a\\\\x0a\\# b \\`c\\` \\[d\\](e)"


@pytest.mark.parametrize("start", [*"=+-@|%\t\r\n", "＝", "＋", "－", "＠", "  =", " \t="])
def test_a_spreadsheet_runs_nothing(start: str) -> None:
    assert str(csv_cell(f"{start}1")).startswith("'")
    assert next(csv.reader(io.StringIO(csv_line([f"{start}1"]))))[0].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert [csv_cell(one) for one in (-5, 1.5, None, True, "5")] == [-5, 1.5, "", "true", "5"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_a_line_of_csv_is_one_record_of_the_same_cells(cells: list[str]) -> None:
    lines = csv_line(["first", *cells]) + "\r\n" + csv_line(["second"]) + "\r\n"
    records = list(csv.reader(io.StringIO(lines, newline="")))
    assert records == [["first", *(str(csv_cell(one)) for one in cells)], ["second"]]
