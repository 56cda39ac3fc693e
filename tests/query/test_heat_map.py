"""Each cell counts the events of its time and duration, and leads to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from scimviewer.query.buckets import Buckets, fitting
from scimviewer.query.evaluate import mask
from scimviewer.query.filters import parse
from scimviewer.query.heat_map import EDGES, heat_map
from scimviewer.query.query import matching
from scimviewer.query.table import Table
from tests.query.conftest import snapshot_of, some_events
from tests.query.test_series import buckets_of_any, in_bucket


def test_edges_grow_by_even_steps() -> None:
    assert EDGES[0] == 0
    ratios = np.array(EDGES[2:]) / np.array(EDGES[1:-1])
    assert ((ratios > 1.4) & (ratios <= 2)).all()
    assert EDGES[-1] > 10 * 366 * 86_400 * 10**6


@given(events=some_events, buckets=buckets_of_any)
@pytest.mark.parametrize("kind", ["http", "step"])
def test_cells_count_what_lies_in_them(kind: str, events: list[dict[str, Any]], buckets: Buckets) -> None:
    now = snapshot_of(events)
    found = heat_map(now, np.ones(len(events), bool), buckets, kind)
    inside = [one for one in in_bucket(events, (buckets.first_ns, buckets.end_ns)) if one["kind"] == kind]
    taken = [one["duration_us"] for one in inside if one["duration_us"] is not None]

    assert found.unmeasured == len(inside) - len(taken)
    assert found.counts.sum() == len(taken)
    assert found.counts.shape == (max(len(found.edges_us) - 1, 0), buckets.count)
    if taken:
        assert found.edges_us[0] <= min(taken) < found.edges_us[1]
        assert found.edges_us[-2] <= max(taken) < found.edges_us[-1]
    for row, bucket in np.argwhere(found.counts):
        low, high = found.edges_us[row : row + 2]
        own = [one["duration_us"] for one in in_bucket(inside, buckets.span(bucket))]
        assert found.counts[row, bucket] == sum(one is not None and low <= one < high for one in own)
        assert mask(now, parse(found.cell_filter(row, bucket)), no_text, None).sum() == found.counts[row, bucket]


def no_text(_wanted: object) -> None:
    """The filter of a cell looks for no text."""
    raise AssertionError


def test_the_filter_of_a_cell_means_its_events(table: Table) -> None:
    buckets = fitting(table.now["time_ns"], 12)
    assert buckets is not None
    found = heat_map(table.now, slice(None), buckets)

    assert found.counts.sum() > 100
    for row in range(len(found.counts)):
        for bucket in range(buckets.count):
            assert matching(table, found.cell_filter(row, bucket)).sum() == found.counts[row, bucket]
