"""A zone that becomes known moves times and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.query.query import Query, event_ids, matching
from scimviewer.query.rows import rows
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions
from scimviewer.store.lock import locked
from scimviewer.store.zoning import customer_zone, set_zone, show_in, shown_zone
from tests.conftest import call
from tests.store.conftest import events, imported, lines

# Summer, a time that never was, one that was twice, one with a zone, none.
WRITTEN = (
    "2026-07-01 12:00:00.250", "2026-03-29 02:30:00", "2026-10-25 02:30:00", "2026-07-01T11:00:00Z", None,
)  # fmt: skip
AS_UTC = [
    "2026-07-01T12:00:00.250Z", "2026-03-29T02:30:00Z", "2026-10-25T02:30:00Z", "2026-07-01T11:00:00Z", None,
]  # fmt: skip
AS_BERLIN = [
    "2026-07-01T10:00:00.250Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-07-01T11:00:00Z", None,
]  # fmt: skip


def zoneless_log(folder: Path, name: str = "log.ndjson") -> Path:
    made = [call("GET", f"/scim/v2/Users/{n}", timestamp=written) for n, written in enumerate(WRITTEN)]
    (folder / name).write_bytes(lines(made))
    return folder / name


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return imported(zoneless_log(tmp_path), tmp_path / "a.scimcase")[1]


def times(case: Case) -> list[str | None]:
    return [row["time"] for row in events(case)]


def evidence(case: Case) -> list[object]:
    """What no zone may change: records, events and columns as stored, the chain."""
    with case.reader() as reader:
        return [
            reader.execute(f"select * from {table} order by 1, 2").fetchall()
            for table in ("event", "block", "link", "problem", "event_part")
        ]


def test_until_it_is_known_utc_is_assumed_and_said(case: Case) -> None:
    assert times(case) == AS_UTC
    assert case.sources()[0]["zone"] == {"name": "UTC", "assumed": True}
    assert case.sources()[0]["zoneless"] == 3
    assert [row["zone_assumed"] for row in events(case)] == [True, True, True, False, False]


def test_a_zone_told_later_moves_times_and_no_evidence(case: Case) -> None:
    before, ids = evidence(case), [row["id"] for row in events(case)]
    set_zone(case, "europe/berlin", [1])

    assert times(case) == AS_BERLIN
    assert evidence(case) == before
    assert [row["id"] for row in events(case)] == ids
    assert not any(row["zone_assumed"] for row in events(case))
    (source,) = case.sources()
    assert source["zone"] == {"name": "Europe/Berlin", "assumed": False}
    assert (source["first"], source["last"]) == ("2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z")


def test_told_at_once_or_later_is_the_same(case: Case, tmp_path: Path) -> None:
    set_zone(case, "Europe/Berlin", [1])
    _, at_once = imported(tmp_path / "log.ndjson", tmp_path / "b", ImportOptions(workers=1, zone="Europe/Berlin"))

    assert events(at_once) == events(case)
    assert evidence(at_once) == evidence(case)
    assert at_once.sources() == case.sources()


def test_filters_sorts_rows_and_outsiders_agree(case: Case) -> None:
    table = Table(case)
    table.refresh()
    then = table.now
    set_zone(case, "Europe/Berlin", [1])
    assert table.refresh()
    assert not table.refresh()

    assert matching(table, "time:2026-07-01T10:00:00.25Z").nonzero()[0].tolist() == [0]
    assert matching(table, "before:2026-07-01T10:30Z").nonzero()[0].tolist() == [0, 1]
    ordered = event_ids(table, Query()).tolist()
    assert ordered == [2, 1, 4, 3, 5]
    assert [row["time"] for row in rows(case, ordered)] == [AS_BERLIN[one - 1] for one in ordered]
    with case.reader() as reader:
        outside = reader.execute("select time_ns from events order by id").fetchall()
    assert [one for (one,) in outside[:4]] == table.now["time_ns"][:4].tolist()
    assert [case.exchange(one).time_ns for one in (1, 2, 3, 4)] == table.now["time_ns"][:4].tolist()
    assert then["time_ns"][0] - table.now["time_ns"][0] == 2 * 3600 * 10**9


def test_a_zone_can_be_changed_again_and_taken_back(case: Case) -> None:
    set_zone(case, "Asia/Tokyo", [1])
    set_zone(case, "Europe/Berlin", [1])
    assert times(case) == AS_BERLIN
    set_zone(case, "UTC", [1])
    assert times(case) == AS_UTC
    assert case.sources()[0]["zone"] == {"name": "UTC", "assumed": False}


def test_the_custody_log_tells_who_changed_what(case: Case) -> None:
    set_zone(case, "+02:00", [1])
    last = case.custody()[-1]

    assert last["action"] == "zone set"
    assert last["details"] == {"source": 1, "path": "log.ndjson", "zone": "+02:00", "before": None}


def test_the_rules_that_a_case_has_stay(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    set_zone(case, "Europe/Berlin", [1])
    monkeypatch.setattr("scimviewer.zones.shifts", lambda name: ((0, 7 * 3600 * 10**9),))
    set_zone(case, "Europe/Berlin", [1])

    assert times(case) == AS_BERLIN


def test_only_the_source_that_is_meant_moves(tmp_path: Path) -> None:
    zoneless_log(tmp_path)
    other = tmp_path / "other.ndjson"
    other.write_bytes(lines([call("GET", "/scim/v2/Groups", timestamp="2026-07-01 12:00:00")]))
    imported(tmp_path / "log.ndjson", tmp_path / "a")
    _, case = imported(other, tmp_path / "a")
    set_zone(case, "Asia/Tokyo", [2])

    assert times(case) == [*AS_UTC, "2026-07-01T03:00:00Z"]


def test_importing_again_with_a_zone_tells_it_where_it_was_unknown(case: Case, tmp_path: Path) -> None:
    done, _ = imported(tmp_path / "log.ndjson", case.path, ImportOptions(workers=1, zone="Europe/Berlin"))
    assert done.added == 0
    assert times(case) == AS_BERLIN
    imported(tmp_path / "log.ndjson", case.path, ImportOptions(workers=1, zone="Asia/Tokyo"))
    assert times(case) == AS_BERLIN


def test_records_that_give_their_zone_need_none(tmp_path: Path) -> None:
    file = tmp_path / "z.ndjson"
    file.write_bytes(lines([call("GET", "/scim/v2/Users")]))
    _, case = imported(file, tmp_path / "b", ImportOptions(workers=1, zone="Asia/Tokyo"))

    assert case.sources()[0]["zone"] is None
    assert times(case) == ["2026-09-01T08:00:00Z"]


def test_no_zone_and_a_busy_case_are_a_sentence_each(case: Case) -> None:
    for name, said in (("Nowhere/Land", "There is no time zone"), ("mine", "Name the zone of the log")):
        with pytest.raises(UserError, match=said):
            set_zone(case, name, [1])
    with locked(case.path), pytest.raises(UserError, match="Another import"):
        set_zone(case, "UTC", [1])
    assert times(case) == AS_UTC


def test_the_zone_that_is_shown_is_kept_and_the_customers_is_remembered(case: Case) -> None:
    assert (shown_zone(case), customer_zone(case)) == ("UTC", None)
    with pytest.raises(UserError, match="customer's zone is not known"):
        show_in(case, "customer")
    set_zone(case, "Asia/Tokyo", [1])
    assert customer_zone(case) == "Asia/Tokyo"
    assert show_in(case, "europe/berlin") == "Europe/Berlin"
    assert show_in(case, "mine") == "mine"
    assert (shown_zone(Case.open(case.path)), customer_zone(case)) == ("mine", "Europe/Berlin")
    assert show_in(case, "customer") == shown_zone(case) == "Europe/Berlin"


def test_what_is_shown_can_be_chosen_during_an_import(case: Case) -> None:
    with locked(case.path):
        assert show_in(case, "mine") == "mine"
