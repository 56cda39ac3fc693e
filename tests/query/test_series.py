"""Counts, rates and percentiles are those that plain Python counts event by event."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scimviewer.query.buckets import Buckets, fitting
from scimviewer.query.outcome_classes import CLASSES
from scimviewer.query.series import KINDS, histogram, percentiles, series
from scimviewer.query.table import Table
from tests.query.conftest import SOURCES, START, snapshot_of, some_events
from tests.query.test_outcome_classes import class_of

HOUR = 3600 * 10**9
buckets_of_any = st.builds(lambda at, length, n: Buckets(START + at * length, length, n), st.integers(-2, 30),
                           st.sampled_from([10**9, HOUR, 24 * HOUR]), st.integers(1, 80))  # fmt: skip


def nearest_rank(taken: list[int], percent: int) -> float:
    return sorted(taken)[-(-percent * len(taken) // 100) - 1] / 1000


def in_bucket(events: list[dict[str, Any]], span: tuple[int, int]) -> list[dict[str, Any]]:
    return [one for one in events if one["time_ns"] is not None and span[0] <= one["time_ns"] < span[1]]


def same(found: float, wanted: float | None) -> bool:
    return math.isnan(found) if wanted is None else found == wanted


def check(one: Any, at: int, events: list[dict[str, Any]]) -> None:
    """A bucket of a series against the events in it."""
    classes = Counter(class_of(event) for event in events)
    assert one.classes[:, at].tolist() == [classes[kind.key] for kind in CLASSES]
    failed = sum(event["outcome"] == "failure" for event in events)
    assert (one.requests[at], one.failures[at]) == (len(events), failed)
    counted = [event["outcome"] for event in events if not event["outside_rates"]]
    bad, good = counted.count("failure"), counted.count("success")
    assert same(one.failure_rate[at], bad / (bad + good) if bad + good else None)
    for kind in KINDS:
        taken = [e["duration_us"] for e in events if e["kind"] == kind and e["duration_us"] is not None]
        if kind in one.latency_ms:
            assert one.measured[kind][at] == len(taken)
            for figure, percent in zip(one.latency_ms[kind][:, at], (50, 95, 99), strict=True):
                assert same(figure, nearest_rank(taken, percent) if taken else None)
        else:
            assert not taken


@given(events=some_events, buckets=buckets_of_any, every=st.integers(1, 3))
def test_figures_are_those_counted_one_by_one(events: list[dict[str, Any]], buckets: Buckets, every: int) -> None:
    now, mask = snapshot_of(events), np.arange(len(events)) % every == 0
    chosen = [event for event, is_in in zip(events, mask, strict=True) if is_in]
    (one,) = series(now, None, mask, buckets)  # type: ignore[arg-type]

    assert np.array_equal(one.classes, histogram(now, mask, buckets))
    for at in range(buckets.count):
        check(one, at, in_bucket(chosen, buckets.span(at)))


@given(events=some_events, buckets=buckets_of_any, by=st.sampled_from(["actor", "status", "source", "operation"]),
       most=st.none() | st.integers(1, 3))  # fmt: skip
def test_split_series_are_those_of_each_value(
    events: list[dict[str, Any]], buckets: Buckets, by: str, most: int | None
) -> None:
    found = series(snapshot_of(events), None, np.arange(len(events)), buckets, by, most)  # type: ignore[arg-type]
    inside = in_bucket(events, (buckets.first_ns, buckets.end_ns))
    value = (lambda event: SOURCES[event[by]]) if by == "source" else (lambda event: event[by])
    totals = Counter(map(value, inside))
    order = sorted(totals, key=lambda key: (-totals[key], key is None, key or ""))
    named = order[:most]

    assert [one.key for one in found if not one.other] == named
    assert [one.other for one in found] == [False] * len(named) + [True] * (len(order) > len(named))
    for one in found:
        own = [event for event in inside if (value(event) not in named if one.other else value(event) == one.key)]
        for at in range(buckets.count):
            check(one, at, in_bucket(own, buckets.span(at)))


@given(events=some_events)
def test_one_bucket_for_everything_holds_events_without_time_too(events: list[dict[str, Any]]) -> None:
    (one,) = series(snapshot_of(events), None, slice(None), None)  # type: ignore[arg-type]
    check(one, 0, events)


@settings(deadline=None)
@given(taken=st.lists(st.integers(0, 400) | st.integers(0, 2**48), min_size=1), total=st.sampled_from([1, 3, 2**20]))
def test_percentiles_are_those_of_numpy(taken: list[int], total: int) -> None:
    durations = np.array(taken, "<i8")
    found, counts = percentiles(np.full(len(taken), total - 1), durations, total)

    wanted = np.quantile(durations, (0.5, 0.95, 0.99), method="inverted_cdf") / 1000
    assert found[:, -1].tolist() == wanted.tolist()
    assert np.isnan(found[:, :-1]).all()
    assert counts.sum() == counts[-1] == len(taken)


@pytest.mark.parametrize("by", [None, "resource_name", "error", "target", "speaks_scim", "duration_ms", "line"])
def test_a_real_case_is_split_by_any_column(table: Table, plain: list[dict[str, Any]], by: str | None) -> None:
    buckets = fitting(table.now["time_ns"])
    assert buckets is not None
    found = series(table.now, table.case, slice(None), buckets, by)

    timed = [row for row in plain if row["time"] is not None]
    wanted = Counter(None if by is None else row[by] for row in timed)
    assert {one.key: one.requests.sum() for one in found} == dict(wanted)
    plainly = series(table.now, table.case, slice(None), buckets, by, latency=False)
    assert [one.latency_ms for one in plainly] == [{}] * len(found)
    assert all(np.array_equal(a.classes, b.classes) for a, b in zip(found, plainly, strict=True))
