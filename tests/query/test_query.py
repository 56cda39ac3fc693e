"""Ids come in the order asked for, with what is unknown last either way."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.errors import UserError
from scimviewer.query.columns import COLUMNS
from scimviewer.query.query import Query, event_ids, ordered_by
from scimviewer.query.table import Table

ASCII = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def python_key(key: str, value: Any) -> Any:
    if key in ("resource_id", "resource_name", "error", "request_id"):
        return value.translate(ASCII), value  # as SQLite's nocase
    return (value.casefold(), value) if isinstance(value, str) and key not in ("time", "source") else value


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", [one.key for one in COLUMNS])
def test_sorting_is_pythons_sorting(table: Table, plain: list[dict[str, Any]], key: str, descending: bool) -> None:
    known = [row for row in plain if row[key] is not None]
    known.sort(key=lambda row: python_key(key, row[key]), reverse=descending)
    wanted = [row["id"] for row in known] + [row["id"] for row in plain if row[key] is None]
    assert event_ids(table, Query("", key, descending)).tolist() == wanted


def test_a_filter_keeps_the_order(table: Table, plain: list[dict[str, Any]]) -> None:
    every = event_ids(table, Query("", "duration_ms", True)).tolist()
    some = event_ids(table, Query("status:>=400", "duration_ms", True)).tolist()
    failed = {row["id"] for row in plain if (row["status"] or 0) >= 400}
    assert some == [one for one in every if one in failed]
    assert event_ids(table, Query("status:999")).tolist() == []


def test_orders_are_read_with_short_forms() -> None:
    assert ordered_by("-duration") == ("duration_ms", True)
    assert ordered_by("op") == ("operation", False)
    with pytest.raises(UserError, match="no column “nothing” to sort by"):
        ordered_by("-nothing")
