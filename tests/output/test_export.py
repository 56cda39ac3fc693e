"""Exports hold all events asked for, name nobody unless told to, and leave nothing behind when they fail."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.output.export import KINDS, export
from scimviewer.privacy.redaction import Redactor
from scimviewer.progress import Cancelled, Progress
from scimviewer.query.columns import COLUMNS
from scimviewer.query.rows import rows
from scimviewer.store.case import Case
from tests.output.conftest import FORMULA
from tests.store.conftest import SECRET, calls, events, imported, lines

IDS = [1, 2, 3, 4, 5]


def test_json_lines_are_the_rows(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "a.ndjson"
    done = export(case, IDS, out, None)
    keys = [one.key for one in COLUMNS]
    assert [json.loads(line) for line in out.read_text().splitlines()] == [
        {key: row[key] for key in keys} for row in rows(case, IDS)
    ]
    assert (done["rows"], done["sha256"]) == (5, hashlib.sha256(out.read_bytes()).hexdigest())


def test_a_spreadsheet_gets_no_formula_and_every_row(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    export(case, [5, 2], out, None)
    with out.open(newline="") as file:
        header, *records = csv.reader(file)
    assert len({len(one) for one in (header, *records)}) == 1
    assert "time (UTC)" in header
    assert [one[0] for one in records] == ["5", "2"]
    assert records[1][header.index("resource_name")] == "'" + FORMULA
    assert not any(cell[:1] in tuple("=+-@|%") and not cell[1:2].isdigit() for one in records for cell in one if cell)


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_names_nobody_and_no_credential(case: Case, redactor: Redactor, tmp_path: Path, kind: str) -> None:
    done = export(case, IDS, tmp_path / f"a{kind}", redactor)
    text = (tmp_path / f"a{kind}").read_text()
    assert done["redacted"] is True
    assert "kanarienvogel" not in text.lower()
    assert SECRET not in text
    export(case, IDS, tmp_path / f"b{kind}", None)
    text = (tmp_path / f"b{kind}").read_text()
    assert "kanarienvogel" in text
    assert SECRET not in text


def test_a_har_can_be_imported_again(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    made = calls(450)
    for number, one in enumerate(made):
        one["request"]["body"], one["response"]["body"] = {"n": [number, "ü"]}, None if number % 3 else "text"
    log.write_bytes(lines(made))
    _, case = imported(log, tmp_path / "a.scimcase")
    done = export(case, [row["id"] for row in events(case)], tmp_path / "a.har", None)
    assert done["rows"] == 450
    _, back = imported(tmp_path / "a.har", tmp_path / "b.scimcase")

    before, after = events(case), events(back)
    assert Counter((row["method"], row["status"]) for row in after) == Counter(
        (row["method"], row["status"]) for row in before
    )
    for number in (1, 201, 450):
        ours, theirs = case.exchange(number), back.exchange(number)
        assert (ours.request_body, ours.response_body) == (theirs.request_body, theirs.response_body)
        assert (ours.time_ns, ours.duration_us) == (theirs.time_ns, theirs.duration_us)


def test_a_long_export_is_whole_and_in_order(case: Case, tmp_path: Path) -> None:
    ids = IDS[::-1] * 300
    assert export(case, ids, tmp_path / "a.csv", None)["rows"] == 1500
    with (tmp_path / "a.csv").open(newline="") as file:
        assert [int(one[0]) for one in list(csv.reader(file))[1:]] == ids


def test_an_unknown_ending_is_said(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“.xlsx” cannot be written. The file must end in .csv, .ndjson, .har"):
        export(case, IDS, tmp_path / "a.xlsx", None)


def test_an_unwritable_target_is_said_and_nothing_is_left(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written: no such file"):
        export(case, IDS, tmp_path / "missing" / "a.csv", None)
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(UserError, match="cannot be written: is a directory"):
        export(case, IDS, tmp_path / "a.csv", None)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_stopped_export_leaves_what_was_there(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "a.ndjson"
    out.write_text("before")

    class Stopping(Progress):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        export(case, IDS * 300, out, None, Stopping())
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]
