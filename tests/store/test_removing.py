"""A bundle can be taken out of a case again; the rest stays, and that it was there stays known."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.removing import remove_bundle
from tests.store.conftest import calls, events, holdings, imported, lines


@pytest.fixture
def two(tmp_path: Path, log: Path) -> tuple[Case, dict[str, object], Path]:
    """A case of two bundles, what it held with the first one alone, and the second one."""
    second = tmp_path / "second.ndjson"
    second.write_bytes(lines(calls(7, "canary-")) + b'{"broken\n')
    _, case = imported(log, tmp_path / "a.scimcase")
    before = holdings(case)
    imported(second, case.path)
    return case, before, second


def test_removing_restores_what_was_there_before(two: tuple[Case, dict[str, object], Path]) -> None:
    case, before, _ = two
    assert len(events(case)) == 27
    assert len(case.problems()) == 1

    assert remove_bundle(case, 2) == 7
    assert holdings(case) == before
    assert case.exchange(20).method == "DELETE"


def test_that_it_was_there_stays_known(two: tuple[Case, dict[str, object], Path]) -> None:
    case, _, _ = two
    sha = case.sources()[1]["sha256"]
    remove_bundle(case, 2)

    last = case.custody()[-1]
    assert last["action"] == "bundle removed"
    assert last["details"] == {"bundle": 2, "name": "second.ndjson", "events": 7, "sources": 1, "sha256": sha}
    assert case.bundles()[1]["removed_at"].endswith("Z")


def test_ids_are_never_used_again(two: tuple[Case, dict[str, object], Path]) -> None:
    case, _, second = two
    remove_bundle(case, 2)
    with case.reader() as reader:
        ids = {table: reader.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0] for table in ("block",)}
    imported(second, case.path)

    assert [row["id"] for row in events(case)][20:] == list(range(28, 35))
    with case.reader() as reader:
        assert reader.execute("select max(id) from block").fetchone()[0] > ids["block"] + 1
        refs = [one for (one,) in reader.execute("select ref from link where kind = 'block'")]
    assert len(refs) == len(set(refs))


def test_a_table_notices(two: tuple[Case, dict[str, object], Path]) -> None:
    case, _, _second = two
    table = Table(case)
    table.refresh()
    shown = table.now
    names = shown["resource_id_hash"].copy()

    remove_bundle(case, 1)
    assert table.refresh()
    assert table.ids.tolist() == list(range(21, 28))
    assert not table.refresh()
    assert (shown.size, (shown["resource_id_hash"] == names).all()) == (27, True)
    remove_bundle(case, 2)
    assert table.refresh()
    assert table.size == 0


def test_nothing_of_it_is_left_in_the_file(two: tuple[Case, dict[str, object], Path]) -> None:
    case, _, _ = two
    assert b"canary-3" in case.path.read_bytes()
    remove_bundle(case, 2)
    assert b"canary-3" not in case.path.read_bytes()


def test_what_was_a_repeat_of_it_can_be_read_then(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ndjson"
    copy.write_bytes(log.read_bytes())
    _, case = imported(log, tmp_path / "a.scimcase")
    done, _ = imported(copy, case.path)
    assert done.added == 0
    remove_bundle(case, 1)
    assert "was removed" in case.sources()[0]["note"]
    assert imported(copy, case.path)[0].added == 20


def test_a_bundle_is_removed_once(two: tuple[Case, dict[str, object], Path]) -> None:
    case, _, _ = two
    remove_bundle(case, 2)
    for number in (2, 99):
        with pytest.raises(UserError, match=f"no bundle {number} in this case"):
            remove_bundle(case, number)
