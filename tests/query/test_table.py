"""The columns in memory are those of the case, however they came there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scimviewer.formats import framing
from scimviewer.progress import Progress
from scimviewer.query.rows import rows
from scimviewer.query.table import KEPT, Table
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.query.conftest import case_of, some_calls
from tests.store.conftest import lines


def assert_same(first: Table, second: Table) -> None:
    assert first.size == second.size
    for name in ("id", "source", *KEPT):
        assert first.now[name].dtype == second.now[name].dtype, name
        assert (first.now[name] == second.now[name]).all(), name
    assert first.now.words == second.now.words
    assert first.now.sources == second.now.sources


@pytest.mark.parametrize("count", [300, 70_000])
def test_growing_with_an_import_ends_like_loading_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """300 words do not fit one byte, 70 000 do not fit two: the codes widen on the way."""
    monkeypatch.setattr(framing, "CHUNK", count * 5)
    small = [{"method": "GET", "url": "/scim/v2/Users", "status": 200, "userAgent": f"a{n}"} for n in range(count)]
    (tmp_path / "log.ndjson").write_bytes(lines(small))
    case = tmp_path / "a.scimcase"
    grown: list[Table] = []
    kept: list[tuple[int, Any, Any]] = []

    class Refreshing(Progress):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            if not grown:
                grown.append(Table(Case.open(case)))
            grew = grown[0].refresh()
            now = grown[0].now
            assert grew == (not kept or now.size > kept[-1][0]) or not now.size
            kept.append((now.size, now["client"], now["client"].copy()))

    import_paths([tmp_path / "log.ndjson"], case, ImportOptions(workers=2), Refreshing())
    table = grown[0]
    table.refresh()
    fresh = Table(Case.open(case))
    fresh.refresh()

    assert len({size for size, _, _ in kept}) > 3
    assert all((then == now).all() for _, now, then in kept)
    assert_same(table, fresh)
    assert table.size == count
    assert fresh.now["client"].dtype == np.dtype("<u2" if count == 300 else "<u4")
    last = rows(fresh.case, [1, 255, 256, count])
    assert [row["client"] for row in last] == ["a0", "a254", "a255", f"a{count - 1}"]
    words = fresh.now.words["client"]
    assert [words[code] for code in fresh.now["client"][[0, 255, count - 1]]] == ["a0", "a255", f"a{count - 1}"]


def test_nothing_new_is_no_change(tmp_path: Path) -> None:
    table = case_of(tmp_path, lines(some_calls(5, 3)))
    assert not table.refresh()
    assert table.now is table.now


def test_columns_say_what_rows_say(table: Table, plain: list[dict[str, Any]]) -> None:
    now = table.now
    assert now.size == len(plain) == 200
    for at in (0, 77, 199):
        assert now["id"][at] == plain[at]["id"]
        assert now["line"][at] == plain[at]["line"]
        assert now.words["method"][now["method"][at]] == plain[at]["method"]
        assert now.sources[now["source"][at]] == plain[at]["source"]
    assert now.positions(np.array([1, 200])).tolist() == [0, 199]


def test_an_empty_case_is_an_empty_table(tmp_path: Path) -> None:
    table = Table(Case.ready(tmp_path / "a.scimcase"))
    assert not table.refresh()
    assert (table.size, table.ids.tolist()) == (0, [])
