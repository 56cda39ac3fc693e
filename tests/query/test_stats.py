"""The document of `stats` has stable keys, and its points are those of its events."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scimviewer.errors import UserError
from scimviewer.query import stats as module
from scimviewer.query.stats import stats, table_rows
from scimviewer.query.table import Table
from scimviewer.times import instant
from tests.conftest import call
from tests.query.conftest import case_of
from tests.query.test_series import nearest_rank
from tests.store.conftest import lines

POINT = ["time", "requests", "failures", "failure_rate", "p50_ms", "p95_ms", "p99_ms"]


def start_of(row: dict[str, Any], seconds: int) -> str | None:
    """The bucket of an event, in plain words."""
    if row["time"] is None:
        return None
    found = instant(row["time"])
    assert found is not None
    at = found.ns // (seconds * 10**9) * seconds
    return f"2026-09-{1 + (at - 1788220800) // 86400:02d}T{at % 86400 // 3600:02d}:{at % 3600 // 60:02d}:{at % 60:02d}Z"


@pytest.mark.parametrize(("bucket", "seconds"), [("5m", 300), ("1h", 3600), ("1d", 86400), ("7m", 420)])
@pytest.mark.parametrize("by", [None, "method", "resource_name"])
def test_points_are_those_of_the_events(
    table: Table, plain: list[dict[str, Any]], bucket: str, seconds: int, by: str | None
) -> None:
    found = stats(table, "status:>=200", bucket, by)
    rows = [row for row in plain if row["status"] is not None]

    assert found["bucket_s"] == seconds
    assert found["untimed"] == sum(row["time"] is None for row in rows) > 0
    starts = [point["time"] for point in found["series"][0]["points"]]
    assert len(starts) == (instant(starts[-1]).ns - instant(starts[0]).ns) // (seconds * 10**9) + 1  # type: ignore[union-attr]
    by_point: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        by_point.setdefault((start_of(row, seconds), None if by is None else row[by]), []).append(row)
    for one in found["series"]:
        assert [point["time"] for point in one["points"]] == starts
        for point in one["points"]:
            own = by_point.get((point["time"], one["key"]), [])
            taken = [round(row["duration_ms"] * 1000) for row in own if row["duration_ms"] is not None]
            failed = sum(row["outcome"] == "failure" for row in own)
            ranks = [nearest_rank(taken, percent) if taken else None for percent in (50, 95, 99)]
            rate = failed / len(own) if own else None
            assert list(point.values())[1:] == [len(own), failed, rate, *ranks]
            assert list(point) == POINT
    whole = Counter(None if by is None else row[by] for row in rows if row["time"] is not None)
    assert {one["key"]: sum(p["requests"] for p in one["points"]) for one in found["series"]} == dict(whole)


def test_one_bucket_holds_everything_also_events_without_time(table: Table, plain: list[dict[str, Any]]) -> None:
    found = stats(table, "", "all")
    ((point,),) = [one["points"] for one in found["series"]]
    assert (point["requests"], found["untimed"], found["bucket_s"]) == (len(plain), 0, None)
    assert point["time"] == min(row["time"] for row in plain if row["time"])


def test_without_a_length_the_buckets_fit(table: Table) -> None:
    found = stats(table, "")
    assert 1 < len(found["series"][0]["points"]) <= 400
    assert found == stats(table, "", str(found["bucket_s"]))


def test_the_rest_is_told_as_other(table: Table, plain: list[dict[str, Any]]) -> None:
    named, rest = stats(table, "", "all", "method", 1)["series"]
    assert list(named) == ["key", "points"]
    assert (rest["key"], rest["other"]) == (None, True)
    assert named["points"][0]["requests"] + rest["points"][0]["requests"] == len(plain)


@pytest.mark.parametrize("bucket", ["", "5m"])
def test_a_filter_that_means_nothing_has_no_points(table: Table, bucket: str) -> None:
    assert [one["points"] for one in stats(table, "status:999", bucket)["series"]] == [[]]
    assert stats(table, "status:999", bucket, "actor")["series"] == []


def test_in_all_nothing_happened_at_no_time(table: Table) -> None:
    ((point,),) = [one["points"] for one in stats(table, "status:999", "all")["series"]]
    assert list(point.values()) == [None, 0, 0, None, None, None, None]


def test_a_wrong_clock_makes_no_millions_of_points(tmp_path: Path) -> None:
    at = ["1971-03-01T00:00:00Z", *(f"2026-09-01T08:{n:02d}:00Z" for n in range(0, 60, 20))]
    own = case_of(tmp_path, lines([call("GET", f"/scim/v2/Users/{n}", timestamp=one) for n, one in enumerate(at)]))

    found = stats(own, "", "1m")
    assert [(point["time"], point["requests"]) for point in found["series"][0]["points"]] == [(one, 1) for one in at]
    assert found["outside"] == 0
    fitting = stats(own, "")
    assert sum(point["requests"] for point in fitting["series"][0]["points"]) + fitting["outside"] == len(at)
    assert len(fitting["series"][0]["points"]) <= 400


def test_many_series_leave_out_what_is_empty(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    dense = stats(table, "", "1h", "actor")
    monkeypatch.setattr(module, "MOST_POINTS", 10)
    sparse = stats(table, "", "1h", "actor")
    filled = {point["time"] for one in dense["series"] for point in one["points"] if point["requests"]}
    for one, other in zip(dense["series"], sparse["series"], strict=True):
        assert other["points"] == [point for point in one["points"] if point["time"] in filled]


def test_steps_and_exchanges_have_percentiles_of_their_own(table: Table) -> None:
    now = table.now
    kinds = now["kind"].copy()
    kinds[::2] = len(now.words["kind"])
    mixed = type(now)(now.size, {**now.columns, "kind": kinds}, {**now.words, "kind": [*now.words["kind"], "step"]})

    class Mixed(Table):
        @property
        def now(self) -> Any:
            return mixed

    found = stats(Mixed(table.case), "", "all")
    point = found["series"][0]["points"][0]
    assert found["kind"] == "http"
    assert list(point) == [*POINT, "steps"]
    taken = now["duration_us"]
    for figures, own in ((point, taken[1::2]), (point["steps"], taken[::2])):
        known = [int(one) for one in own if one >= 0]
        assert figures["p95_ms"] == nearest_rank(known, 95)
    rows, columns = table_rows(found, None)
    assert columns == [*POINT, "steps_p50_ms", "steps_p95_ms", "steps_p99_ms"]
    assert rows[0]["steps_p95_ms"] == point["steps"]["p95_ms"]


def test_the_document_is_json_and_prints_as_a_table(table: Table) -> None:
    found = stats(table, "", "1d", "actor")
    assert json.loads(json.dumps(found)) == found
    rows, columns = table_rows(found, "actor")
    assert columns == ["key", *POINT]
    assert len(rows) == sum(len(one["points"]) for one in found["series"])
    assert table_rows(stats(table, "status:999"), None) == ([], POINT)


def test_wrong_use_is_said(table: Table) -> None:
    with pytest.raises(UserError, match="“5x” is not the length of a bucket"):
        stats(table, "", "5x")
    with pytest.raises(UserError, match="“5x” is not the length of a bucket"):
        stats(table, "status:999", "5x")
    with pytest.raises(UserError, match="no field “time” to count by"):
        stats(table, "", "1h", "time")
