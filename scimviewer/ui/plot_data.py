"""What does one plot show: curves, layers of bars or a field of cells over the same buckets, and as which numbers?"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scimviewer.query.buckets import Buckets
from scimviewer.query.heat_map import HeatMap
from scimviewer.times import utc_text

Array = NDArray[Any]
# How values are written and on which axis they stand.
UNITS = ("count", "share", "ms")
# A line through fewer points than this would invent a trend.
FEWEST = 5
UNEVEN = 25


@dataclass(frozen=True, eq=False)
class Layer:
    """Bars of a stack: how many events of one kind lie in each bucket."""

    name: str
    counts: Array
    colour: str  # a token
    hatched: bool = False


@dataclass(frozen=True, eq=False)
class Curve:
    """A line: its values, NaN where there is nothing to tell; dash and marker say the same as its colour."""

    name: str
    values: Array
    colour: str  # a token
    dash: tuple[float, ...] = ()
    marker: str = ""  # a shape of chart_marks
    width: float = 1.6
    filled: bool = False  # tinted down to nothing


@dataclass(frozen=True, eq=False)
class Plot:
    """One plot as values. `trouble` says in two sentences why there is nothing to draw."""

    key: str
    title: str
    note: str
    unit: str
    buckets: Buckets
    layers: tuple[Layer, ...] = ()
    curves: tuple[Curve, ...] = ()
    heat: HeatMap | None = None
    trouble: tuple[str, str] = ("", "")
    spoken: str = ""
    root: bool = False  # counts stand by their square root, because a few buckets hold far more than the others

    def columns(self) -> list[tuple[str, Array]]:
        """Title and numbers of each column of the table that says the same."""
        if self.heat is not None:
            edges = [edge / 1000 for edge in self.heat.edges_us]
            names = [f"{low:g} to {high:g} ms" for low, high in itertools.pairwise(edges)]
            return list(zip(names, self.heat.counts, strict=True))
        unit = {"count": "", "share": " (share)", "ms": " (ms)"}[self.unit]
        bars = [(one.name, one.counts) for one in self.layers]
        return bars + [(one.name + unit, one.values) for one in self.curves]

    def rows(self) -> list[list[Any]]:
        """The table: time of the bucket, then a number of each column; what is unknown is None."""
        columns = [values.tolist() for _title, values in self.columns()]
        return [
            [utc_text(start, 0), *(_number(values[at]) for values in columns)]
            for at, start in enumerate(self.buckets.starts)
        ]

    def header(self) -> list[str]:
        """The titles of the table's columns."""
        return ["time (UTC)", *(title for title, _values in self.columns())]

    @property
    def stacked(self) -> Array:
        """The sum of all layers in each bucket."""
        counts: Array = np.sum([one.counts for one in self.layers], axis=0)
        return counts


def _number(value: float) -> float | int | None:
    return None if value != value else round(value, 6)


def on_axis(plot: Plot, values: Array) -> Array:
    """Where values lie on the plot's axis: durations by logarithm, very uneven counts by square root."""
    if plot.unit == "ms":
        placed: Array = np.log10(np.maximum(values, 1e-3))
        return placed
    return np.sqrt(values) if plot.root else np.asarray(values, float)


def is_uneven(counts: Array) -> bool:
    """Whether most buckets could not be seen beside the fullest one."""
    there = counts[counts > 0]
    return bool(len(there)) and float(there.max()) > UNEVEN * float(np.median(there))
