"""Which of pyqtgraph's items draw a plot's bars, curves and cells?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QTransform

from scimviewer.query.heat_map import HeatMap
from scimviewer.ui.plot_data import Array, Curve, Layer, Plot, on_axis
from scimviewer.ui.theme import mix, theme

BAR = 0.82  # of the bucket
HEAT_STOPS = ("surface", "p_heat1", "p_heat2", "p_heat3", "p_heat4")
# Between two diagonals of a hatch, in pixels.
HATCH = 5.0


def drawn(plot: Plot, ratio: float, pixel: float) -> list[Any]:
    """The items, from the lowest up. Pens are measured in the pixels of the device; `pixel` is one on the axis."""
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
    items.extend(_curve(plot, curve, ratio) for curve in plot.curves)
    return items


def stacked(plot: Plot) -> Iterator[tuple[Layer, Array, Array]]:
    """Each layer with the lower and upper ends of its bars on the axis."""
    under = np.zeros(plot.buckets.count)
    for layer in plot.layers:
        upper = under + layer.counts
        yield layer, on_axis(plot, under), on_axis(plot, upper)
        under = upper


def _curve(plot: Plot, curve: Curve, ratio: float) -> Any:
    colour = theme().colours.named(curve.colour)
    x = np.arange(len(curve.values)) + 0.5
    y = on_axis(plot, curve.values)
    pen = QPen(colour, curve.width * ratio)
    pen.setCosmetic(True)
    if curve.dash:
        pen.setDashPattern(list(curve.dash))
    # Thick antialiased lines with many corners take a second as one path, and milliseconds as single ones.
    return pyqtgraph.PlotCurveItem(
        x, y, pen=pen, antialias=True, connect="finite", segmentedLineMode="off" if curve.dash else "on"
    )


def _heat(heat: HeatMap) -> Any:
    """Cells by the square root of their counts; nothing is paper, one is seen."""
    most = max(1, int(heat.counts.max(initial=0)))
    stops = [theme().colours.named(name) for name in HEAT_STOPS]
    shares = np.sqrt(heat.counts / most)
    table = np.array([heat_colour(stops, place / 255).getRgb() for place in range(256)], np.ubyte)
    places = np.where(heat.counts > 0, np.maximum(24, np.round(shares * 255)), 0).astype(int)
    item = pyqtgraph.ImageItem(table[places], axisOrder="row-major", autoDownsample=False)
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


def pen_style(dash: tuple[float, ...], colour: QColor, width: float) -> QPen:
    """The pen of a label's sample."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern(list(dash))
    return pen
