"""Which of pyqtgraph's items draw a plot's bars and cells, and where do the diagonals of a hatch run?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QTransform

from scimviewer.query.heat_map import HeatMap
from scimviewer.ui.plot_data import Array, Layer, Plot, on_axis
from scimviewer.ui.theme import mix, theme

BAR = 0.82  # of the bucket
HEAT_STOPS = ("p_heat1", "p_heat2", "p_heat3", "p_heat4")
# Between two diagonals of a hatch, in pixels.
HATCH = 5.0


def drawn(plot: Plot, pixel: float) -> list[Any]:
    """The items, from the lowest up; `pixel` is one of the screen, measured on the axis."""
    if plot.heat is not None:
        return [_heat(plot.heat)]
    items = []
    for layer, low, high in stacked(plot):
        there = np.flatnonzero(layer.counts)
        height = (high - low)[there]
        # A line of paper between two segments, where they are high enough.
        height = np.where(height > 3 * pixel, height - pixel, height)
        items.append(
            pyqtgraph.BarGraphItem(
                x0=there + (1 - BAR) / 2,
                y0=low[there],
                width=BAR,
                height=height,
                pen=None,
                brush=theme().colours.named(layer.colour),
            )
        )
    return items


def stacked(plot: Plot) -> Iterator[tuple[Layer, Array, Array]]:
    """Each layer with the lower and upper ends of its bars on the axis."""
    under = np.zeros(plot.buckets.count)
    for layer in plot.layers:
        upper = under + layer.counts
        yield layer, on_axis(plot, under), on_axis(plot, upper)
        under = upper


def _heat(heat: HeatMap) -> Any:
    """Cells by the square root of their counts; nothing is paper, a single event is seen."""
    most = max(1, int(heat.counts.max(initial=0)))
    stops = [theme().colours.named(name) for name in HEAT_STOPS]
    shares = np.sqrt(heat.counts / most)
    paper = theme().colours.surface.getRgb()
    table = np.array([paper, *(heat_colour(stops, place / 255).getRgb() for place in range(256))], np.ubyte)
    places = np.where(heat.counts > 0, 1 + np.round(shares * 255), 0).astype(int)
    item = pyqtgraph.ImageItem(table[places], axisOrder="row-major", levels=(0, 255))
    item.setRect(QRectF(0, 0, heat.counts.shape[1], heat.counts.shape[0]))
    return item


def heat_colour(stops: list[QColor], share: float) -> QColor:
    """The colour of a share between 0 and 1 of the fullest cell."""
    place = share * (len(stops) - 1)
    at = min(int(place), len(stops) - 2)
    return mix(stops[at], stops[at + 1], place - at)


def hatching(plot: Plot, transform: QTransform, bar_px: float) -> list[QLineF]:
    """Diagonal lines over the hatched layers' bars, in pixels: colour is never the only sign."""
    lines: list[QLineF] = []
    for layer, low, high in stacked(plot):
        for at in np.flatnonzero(layer.counts).tolist() if layer.hatched and bar_px >= 2 else ():
            bar = QRectF(at + (1 - BAR) / 2, low[at], BAR, high[at] - low[at])
            lines.extend(diagonals(transform.mapRect(bar)))
    return lines


def diagonals(bar: QRectF) -> list[QLineF]:
    """Rising diagonals inside a rectangle, on the same lines in all rectangles."""
    lines = []
    first = int((bar.left() + bar.top()) // HATCH) + 1
    last = int((bar.right() + bar.bottom()) // HATCH)
    for number in range(first, last + 1):
        total = number * HATCH  # x + y of every point of this diagonal
        left = max(bar.left(), total - bar.bottom())
        right = min(bar.right(), total - bar.top())
        if right > left:
            lines.append(QLineF(left, total - left, right, total - right))
    return lines
