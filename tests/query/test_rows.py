"""Rows come by id, in the order asked for, with what is unknown as None."""

from __future__ import annotations

import time
from typing import Any

from scimviewer.query.columns import COLUMNS
from scimviewer.query.rows import all_rows, rows
from scimviewer.store.case import Case


def test_rows_come_in_the_order_asked_for(case: Case) -> None:
    assert [row["id"] for row in rows(case, [7, 200, 1, 7])] == [7, 200, 1, 7]
    assert rows(case, []) == []


def test_ids_that_are_not_there_are_passed_over(case: Case) -> None:
    assert [row["id"] for row in rows(case, [999, 3, 0])] == [3]


def test_a_row_has_every_column(plain: list[dict[str, Any]]) -> None:
    assert all({one.key for one in COLUMNS} <= row.keys() for row in plain)
    unknown = [row for row in plain if row["time"] is None]
    assert unknown
    assert all(row["time"].endswith("Z") for row in plain if row["time"] is not None)
    assert {type(row["speaks_scim"]) for row in plain} == {bool}
    assert all(row["cycle"] is None for row in plain)


def test_durations_are_milliseconds(plain: list[dict[str, Any]]) -> None:
    known = [row["duration_ms"] for row in plain if row["duration_ms"] is not None]
    assert all(0 <= one < 200 for one in known)
    assert any(isinstance(one, float) for one in known)
    assert any(isinstance(one, int) for one in known)


def test_a_long_list_is_the_same_rows(case: Case, plain: list[dict[str, Any]]) -> None:
    assert list(all_rows(case, [row["id"] for row in plain] * 3)) == plain * 3


def test_a_page_is_quick(case: Case) -> None:
    ids = list(range(1, 201))
    rows(case, ids)
    taken = []
    for _ in range(10):
        begun = time.perf_counter()
        rows(case, ids)
        taken.append(time.perf_counter() - begun)
    assert min(taken) < 0.02  # 2 ms when nobody else is at work
