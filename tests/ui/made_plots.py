"""Plots for the tests of the window."""

from __future__ import annotations

import numpy as np

from scimviewer.query.buckets import MINUTE, Buckets
from scimviewer.query.heat_map import HeatMap
from scimviewer.times import instant
from scimviewer.ui.plot_data import Curve, Layer, Plot

START = instant("2026-09-01T08:00:00Z").ns
BUCKETS = Buckets(START, 5 * MINUTE, 10)


def bars(**changes) -> Plot:
    """Ten buckets: 1 … 10 changed, and 2 throttled in each."""
    layers = (Layer("changed", np.arange(1, 11), "p_ok"), Layer("throttled", np.full(10, 2), "p_bad", hatched=True))
    return Plot(**{"key": "requests", "title": "Events", "note": "by outcome", "unit": "count", "buckets": BUCKETS,
                   "layers": layers, **changes})  # fmt: skip


def curves(unit: str = "ms", **changes) -> Plot:
    """A curve with a gap and one without, dashed and marked."""
    values = np.array([10, 20, np.nan, 40, np.nan, 60, 70, 80, 90, 100.0])
    if unit == "share":
        values = values / 100
    drawn = (Curve("p50", values, "p_p50"), Curve("=evil()", values * 0.9, "p_split2", (6.0, 3.0), "square"))
    return Plot(**{"key": "latency_http", "title": "Latency", "note": "log scale", "unit": unit, "buckets": BUCKETS,
                   "curves": drawn, **changes})  # fmt: skip


def heat() -> Plot:
    """Two rows, 10 to 16 to 25 ms; the fullest cell is the upper one of the fourth bucket."""
    counts = np.zeros((2, 10), np.int64)
    counts[1, 3], counts[0, 5] = 16, 1
    return Plot("heat_http", "Heat", "", "ms", BUCKETS, heat=HeatMap(BUCKETS, [10_000, 16_000, 25_000], counts, 0))
