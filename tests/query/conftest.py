"""One case for the questions of all tests here, and its rows as a plain list to compare with."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from scimviewer.event import OUTCOMES
from scimviewer.query.rows import rows
from scimviewer.query.table import Snapshot, Table
from scimviewer.store.blocks import unknown
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.conftest import call
from tests.store.conftest import lines

NAMES = ["ann", "Ann", "ÄRZTIN", "ärztin", "bob@example.com", "zoë", "Zed", "o'neil", "100%", "a b"]


def some_calls(count: int, seed: int) -> list[dict[str, Any]]:
    """Calls of all sorts: unknown times, durations, statuses; few actors, few names."""
    chance = random.Random(seed)
    made = []
    for n in range(count):
        method = chance.choice(["GET", "POST", "PATCH", "DELETE", "PUT"])
        name = chance.choice(NAMES)
        url = chance.choice(["/scim/v2/Users", f"/scim/v2/Users/{chance.randrange(40)}", "/scim/v2/Groups", "/health"])
        failed = chance.random() < 0.3
        one = call(
            method, url, chance.choice([400, 404, 409, 500]) if failed else chance.choice([200, 201, 204]),
            timestamp=f"2026-09-0{chance.randrange(1, 5)}T{chance.randrange(24):02d}:{n % 60:02d}:00.{n % 10}Z",
            request={"body": {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": name}},
            response={"body": {"detail": f"failed for {name}", "scimType": "uniqueness"} if failed else None},
            userAgent=chance.choice(["Okta/1", "okta/1", "Entra", None]), durationMs=chance.randrange(2000) / 10,
        )  # fmt: skip
        for key in ("timestamp", "durationMs", "requestId"):
            if chance.random() < 0.1:
                del one[key]
        made.append(one)
    return made


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("query")
    (folder / "b").mkdir()
    (folder / "b" / "second.ndjson").write_bytes(lines(some_calls(60, 2)))
    (folder / "first.ndjson").write_bytes(lines(some_calls(140, 1)))
    import_paths([folder / "first.ndjson", folder / "b"], folder / "a.scimcase", ImportOptions(workers=1))
    return Case.open(folder / "a.scimcase")


@pytest.fixture(scope="session")
def table(case: Case) -> Table:
    made = Table(case)
    made.refresh()
    return made


@pytest.fixture(scope="session")
def plain(case: Case, table: Table) -> list[dict[str, Any]]:
    """Every row, as `events --json` tells them: the reference."""
    return rows(case, table.ids.tolist())


def case_of(folder: Path, data: bytes, name: str = "log.ndjson") -> Table:
    """A table of a log of its own."""
    (folder / name).write_bytes(data)
    import_paths([folder / name], folder / f"{name}.scimcase", ImportOptions(workers=1))
    made = Table(Case.open(folder / f"{name}.scimcase"))
    made.refresh()
    return made


ACTORS = ["okta", "Entra", "an Ärzt", None]
SOURCES = {1: "a.log", 2: "b.log", 3: "a.log"}  # two bundles may hold the same path
START = 1_790_812_800_000_000_000  # 2026-10-01, midnight
some_times = st.none() | st.integers(START, START + 3 * 86_400 * 10**9) | st.integers(START, START + 9 * 10**9)
some_events = st.lists(
    st.fixed_dictionaries({
        "time_ns": some_times,
        "status": st.sampled_from([None, 200, 201, 400, 404, 429, 499, 500, 503]),
        "duration_us": st.one_of(st.none(), st.integers(0, 3000), st.sampled_from([0, 10**6, 3 * 10**14])),
        "outcome": st.sampled_from(OUTCOMES),
        "operation": st.sampled_from(["create", "read", "patch", "update", "other", None]),
        "kind": st.sampled_from(["http", "http", "step"]),
        "outside_rates": st.sampled_from([False, False, True]),
        "actor": st.sampled_from(ACTORS),
        "source": st.sampled_from(sorted(SOURCES)),
    }),
    max_size=60,
)  # fmt: skip


def snapshot_of(events: list[dict[str, Any]]) -> Snapshot:
    """Columns as a table would load them, of events told as plain values."""
    columns: dict[str, Any] = {"id": np.arange(1, len(events) + 1)}
    words: dict[str, list[str | None]] = {}
    for name, dtype in (("time_ns", "<i8"), ("duration_us", "<i8"), ("status", "<i2")):
        told = [unknown(dtype) if one[name] is None else one[name] for one in events]
        columns[name] = np.array(told, dtype)
    columns["outside_rates"] = np.array([one.get("outside_rates", False) for one in events], "<i1")
    for name in ("outcome", "operation", "kind", "actor"):
        words[name] = [None, *sorted({one[name] for one in events} - {None})]
        columns[name] = np.array([words[name].index(one[name]) for one in events], "<u1")
    columns["source"] = np.array([one["source"] for one in events], "<i4")
    return Snapshot(len(events), columns, words, SOURCES)


PIECES = st.sampled_from(
    ["status:", "op:", "name:", "-", "NOT ", "OR ", " OR ", "AND ", "(", ")", "~(", '"', ">=", "..", "*", "after:",
     "2026-09-01", "14:00", "-2h", " ", ":", ",", "x", "\\", "/", "/a+/", "4", "4xx", "none", "ü", "id:", "time:",
     "speaks_scim:", "urn:", "true", "status:409", "op:(a OR b)", "foo:"]
)  # fmt: skip
# Texts as people may type or paste them: anything, and pieces of the grammar in any order.
FILTER_TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=30).map("".join)
