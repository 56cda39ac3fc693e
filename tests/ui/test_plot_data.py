"""Plots as values."""

from __future__ import annotations

import numpy as np

from scimviewer.ui.plot_data import is_uneven, on_axis
from tests.ui.made_plots import bars, curves, heat


def test_table_has_a_row_for_each_bucket_and_no_zero_for_the_unknown() -> None:
    plot = curves()
    assert plot.header() == ["time (UTC)", "p50 (ms)", "=evil() (ms)"]
    assert plot.rows()[0] == ["2026-09-01T08:00:00Z", 10.0, 9.0]
    assert plot.rows()[2] == ["2026-09-01T08:10:00Z", None, None]


def test_layers_and_cells_are_counts() -> None:
    assert bars().rows()[9] == ["2026-09-01T08:45:00Z", 10, 2]
    assert heat().header() == ["time (UTC)", "10 to 16 ms", "16 to 25 ms"]
    assert heat().rows()[3][1:] == [0, 16]


def test_durations_stand_by_their_logarithm_and_uneven_counts_by_their_root() -> None:
    assert on_axis(curves(), np.array([100.0])).tolist() == [2.0]
    assert on_axis(bars(root=True), np.array([49])).tolist() == [7.0]
    assert on_axis(bars(), np.array([49])).tolist() == [49.0]


def test_one_bucket_far_above_the_others_is_uneven() -> None:
    assert is_uneven(np.array([1000, 10, 12, 9, 0]))
    assert not is_uneven(np.array([100, 10, 12, 9, 0]))
    assert not is_uneven(np.zeros(3))
