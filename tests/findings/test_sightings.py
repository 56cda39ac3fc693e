"""A call that two sources tell of counts once, whatever their clocks say."""

from __future__ import annotations

import json
from pathlib import Path

from scimviewer.findings.clocks import FINDER
from scimviewer.findings.looking import findings
from scimviewer.findings.traffic import Traffic
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.findings.conftest import at


def two_sources(folder: Path, ahead: float, other: bool = False) -> Table:
    calls = [at(7 * n, "PATCH", f"/Users/{n}", 200, {"n": n}) for n in range(60)]
    seen = [at(7 * n + ahead, "PATCH", f"/Users/{n + 900 if other else n}", 200) for n in range(60)]
    for name, records in (("app.ndjson", calls), ("proxy.ndjson", seen)):
        (folder / name).write_text("".join(json.dumps(one) + "\n" for one in records))
    import_paths([folder / "app.ndjson", folder / "proxy.ndjson"], folder / "a.scimcase", ImportOptions(workers=1))
    table = Table(Case.open(folder / "a.scimcase"))
    table.refresh()
    return table


def test_the_same_calls_count_once_and_the_skew_is_known(tmp_path: Path) -> None:
    traffic = Traffic(two_sources(tmp_path, 95))
    assert len(traffic) == 60
    (pair,) = traffic.sightings.pairs
    assert abs(pair.ahead_ns) == 95 * 10**9
    assert pair.matched == 60


def test_other_calls_all_count(tmp_path: Path) -> None:
    assert len(Traffic(two_sources(tmp_path, 0, other=True))) == 120


def test_the_finding_says_how_far_clocks_are_apart(tmp_path: Path) -> None:
    table = two_sources(tmp_path, 95)
    (found,) = findings(table.case, table, finders=(FINDER,))
    assert found.title == "The clock of proxy.ndjson is 95 seconds ahead of app.ndjson"
    assert found.severity == "low"
