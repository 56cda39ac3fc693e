"""The patterns of all events are looked for once, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.progress import Cancelled, Progress
from scimviewer.query import quirk_scan, quirk_sets
from scimviewer.query.counts import facet
from scimviewer.query.query import Query, event_ids
from scimviewer.query.quirk_scan import asks_for_quirks, is_scanned, scan
from scimviewer.query.rows import rows
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from tests.query.conftest import case_of
from tests.query.lives import URL, log, patch
from tests.store.conftest import lines

ODD = ("PATCH", URL, 200, patch({"op": "Replace", "path": "title", "value": "x"}), None)
EVEN = ("PATCH", URL, 200, patch({"op": "replace", "path": "title", "value": "x"}), None)
BROKEN = ("PATCH", URL, 400, patch({"op": "Set"}), None)


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return case_of(tmp_path, lines(log(ODD, EVEN, BROKEN, ODD)))


def found(table: Table) -> dict[int, set[str]]:
    with table.case.reader() as reader:
        result: dict[int, set[str]] = {}
        for event, quirk in reader.execute("select event, quirk from event_quirk"):
            result.setdefault(event, set()).add(quirk)
        return result


def test_a_scan_finds_what_each_event_shows(table: Table) -> None:
    assert not is_scanned(table.case, table.now)
    scan(table.case, table)
    assert is_scanned(table.case, table.now)
    shown = found(table)
    assert "op-casing" in shown[1] & shown[4]
    assert 2 not in shown
    assert "op-unknown" in shown[3]


def test_patterns_are_a_column_a_facet_and_a_filter(table: Table) -> None:
    scan(table.case, table)
    assert event_ids(table, Query("quirk:op-casing")).tolist() == [1, 4]
    assert event_ids(table, Query("quirk:OP-*")).tolist() == [1, 3, 4]
    assert event_ids(table, Query("quirk:none")).tolist() == [2]
    assert event_ids(table, Query("-quirk:op-unknown quirk:*")).tolist() == [1, 4]
    counts = {one.value: (one.count, one.failures) for one in facet(table, "", "quirk")}
    assert (counts["op-casing"], counts[None], counts["op-unknown"]) == ((2, 0), (1, 0), (1, 1))
    assert [one["quirk"] for one in rows(table.case, [2, 1])] == [None, "op-casing"]
    assert event_ids(table, Query(sort="quirk")).tolist()[-1] == 2


def test_a_second_table_loads_what_was_found(table: Table) -> None:
    scan(table.case, table)
    again = Table(Case.open(table.case.path))
    again.refresh()
    assert event_ids(again, Query("quirk:op-casing")).tolist() == [1, 4]


def test_before_a_scan_nothing_is_known(table: Table) -> None:
    assert event_ids(table, Query("quirk:*")).tolist() == []


def test_a_scan_that_was_stopped_goes_on(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quirk_scan, "EVENTS_AT_ONCE", 2)

    class Stopped(Progress):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        scan(table.case, table, Stopped())
    assert set(found(table)) == {1}
    assert not is_scanned(table.case, table.now)
    scan(table.case, table)
    assert set(found(table)) == {1, 3, 4}


def test_another_version_of_the_program_looks_again(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    scan(table.case, table)
    monkeypatch.setattr(quirk_sets, "__version__", "99")
    assert not is_scanned(table.case, table.now)
    scan(table.case, table)
    assert set(found(table)) == {1, 3, 4}


def test_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [
        (method, f"{URL}{n % 5}", status, asked, None)
        for n in range(8)
        for method, _, status, asked, _ in (ODD, EVEN, BROKEN)
    ]
    table = case_of(tmp_path, lines(log(*steps)))
    scan(table.case, table)
    alone = found(table)
    monkeypatch.setattr(quirk_sets, "__version__", "99")
    monkeypatch.setattr(quirk_scan, "FEW", 0)
    scan(table.case, table)
    assert found(table) == alone


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("quirk:a", True),
        ("-QUIRK:*", True),
        ("id,quirk", True),
        ("-quirk", True),
        ("op:patch", False),
        ("quirks", False),
    ],
)
def test_who_asks_for_patterns(text: str, asks: bool) -> None:
    assert asks_for_quirks(text) == asks
