"""Totals, bars and counts under a filter are those counted one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.progress import Cancelled, Progress
from scimviewer.query.counts import facet
from scimviewer.query.facets import BARS, Facets
from scimviewer.query.query import matching
from scimviewer.query.quirk_sets import BETWEEN
from scimviewer.query.table import Table
from tests.query.conftest import SOURCES, START, case_of, snapshot_of, some_events
from tests.query.test_counts import FIELDS

KEYS = ["actor", "status", "source", "operation"]


def value(event: dict[str, Any], key: str) -> Any:
    return SOURCES[event[key]] if key == "source" else event[key]


@given(events=some_events, most=st.integers(1, 9), every=st.integers(1, 4), positions=st.booleans())
def test_counts_are_those_counted_one_by_one(
    events: list[dict[str, Any]], most: int, every: int, positions: bool
) -> None:
    found = Facets(snapshot_of(events), None, KEYS, most)  # type: ignore[arg-type]
    mask = np.arange(len(events)) % every == 0
    under = found.under(np.flatnonzero(mask) if positions else mask)

    for key in KEYS:
        every_one = Counter(value(one, key) for one in events)
        failed = Counter(value(one, key) for one in events if one["outcome"] == "failure")
        left = Counter(value(one, key) for one in events[::every])
        order = sorted(
            every_one, key=lambda one: (-every_one[one], one is None, one or 0 if key == "status" else one or "")
        )
        totals = found.totals[key]
        assert [one.value for one in totals] == order[:most]
        assert found.distinct[key] == len(order)
        assert [one.count for one in totals] == [every_one[one.value] for one in totals]
        assert [one.failures for one in totals] == [failed[one.value] for one in totals]
        assert under[key] == [left[one.value] for one in totals]


@given(events=some_events)
def test_bars_part_the_time_of_the_case_evenly(events: list[dict[str, Any]]) -> None:
    found = Facets(snapshot_of(events), None, ["actor"])  # type: ignore[arg-type]
    assert (found.span is None) == all(one["time_ns"] is None for one in events)
    for total in found.totals["actor"]:
        own = [one["time_ns"] for one in events if one["actor"] == total.value and one["time_ns"] is not None]
        assert len(total.bars) == BARS
        assert total.bars.sum() == len(own)
        if found.span is not None:
            spans = [found.span.span(bar) for bar in range(BARS)]
            assert total.bars.tolist() == [sum(start <= one < end for one in own) for start, end in spans]


@pytest.mark.parametrize("text", ["", "status:>=400", "op:patch -client:entra", "status:999"])
def test_every_column_of_a_case_counts_as_facets_do(table: Table, text: str) -> None:
    found = Facets(table.now, table.case, FIELDS)
    under = found.under(matching(table, text))
    for key in FIELDS:
        wanted = {one.value: one.count for one in facet(table, text, key)}
        counts = {one.value: count for one, count in zip(found.totals[key], under[key], strict=True) if count}
        assert counts == wanted, key
        assert [(one.value, one.count, one.failures) for one in found.totals[key]] == [
            (one.value, one.count, one.failures) for one in facet(table, "", key)
        ]


def test_an_empty_case_has_no_values(tmp_path: Any) -> None:
    own = case_of(tmp_path, b'{"broken')
    found = Facets(own.now, own.case, FIELDS)
    assert found.span is None
    assert found.totals == found.under(slice(None)) == {key: [] for key in FIELDS}


def test_counting_stops_when_nobody_waits(table: Table) -> None:
    class Impatient(Progress):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        Facets(table.now, table.case, FIELDS).under(slice(None), Impatient())


def test_of_a_column_with_several_values_each_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = ("failure", "success", "success", "failure")
    now = snapshot_of([
        {"time_ns": START, "duration_us": None, "status": None, "outcome": one, "operation": None, "kind": "http",
         "actor": None, "source": 1}
        for one in outcomes
    ])  # fmt: skip
    monkeypatch.setitem(now.words, "quirk", [None, "op-casing", f"bool-as-string{BETWEEN}op-casing"])
    monkeypatch.setitem(now.columns, "quirk", np.array([1, 2, 0, 2]))
    found = Facets(now, None, ["quirk"])  # type: ignore[arg-type]

    told = [(one.value, one.count, one.failures) for one in found.totals["quirk"]]
    assert told == [("op-casing", 3, 2), ("bool-as-string", 2, 1), (None, 1, 0)]
    assert found.under(np.array([False, True, True, False]))["quirk"] == [1, 1, 1]
    assert found.under(np.array([True, True, False, True]))["quirk"] == [3, 2, 0]
