"""Sorting numbers in one go gives what a stable sort gives."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.columns import COLUMNS
from scimviewer.query.order import ordered
from scimviewer.query.query import Query, event_ids
from scimviewer.query.table import Table

NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1) | st.integers(-3, 3)


@given(st.lists(st.tuples(NUMBERS, st.booleans()), max_size=40), st.booleans())
def test_order_is_stable_with_the_unknown_last(rows: list[tuple[int, bool]], descending: bool) -> None:
    keys = np.array([key for key, _ in rows], "<i8")
    unknown = np.array([flag for _, flag in rows], bool)
    sign = -1 if descending else 1
    wanted = sorted(range(len(rows)), key=lambda at: (rows[at][1], not rows[at][1] and sign * rows[at][0]))
    assert ordered(keys, unknown, descending).tolist() == wanted


@pytest.mark.parametrize("column", [one.key for one in COLUMNS])
@pytest.mark.parametrize("descending", [False, True])
def test_each_column_sorts_as_its_values_do(
    table: Table, plain: list[dict[str, Any]], column: str, descending: bool
) -> None:
    def key(row: dict[str, Any]) -> Any:
        value = row[column]
        return (value.lower(), value) if isinstance(value, str) and column not in ("time", "source") else value

    known = sorted((row for row in plain if row[column] is not None), key=key, reverse=descending)
    found = event_ids(table, Query("", column, descending)).tolist()
    values = {row["id"]: row[column] for row in plain}
    assert [values[one] for one in found[: len(known)]] == [row[column] for row in known]
    assert all(values[one] is None for one in found[len(known) :])
    for one, next_one in pairwise(found):
        assert values[one] != values[next_one] or one < next_one
