"""How are points marked on a curve: by shapes that tell series apart, and where no line can go?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from scimviewer.ui.plot_data import Array, Plot, on_axis
from scimviewer.ui.theme import theme

MARKED = 16  # markers of a curve; more would be a rash
# Corners by name, around a middle of 0, 0 and one unit wide each way.
SHAPES = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((-1, 0.9), (1, 0.9), (0, -1)),
    "diamond": ((0, -1.25), (1.05, 0), (0, 1.25), (-1.05, 0)),
    "flag": ((-1, -0.9), (1, -0.9), (0, 1)),
}


def paint_marker(painter: QPainter, marker: str, centre: QPointF, half: float) -> None:
    """A marker in the painter's brush: a shape by name, else a dot."""
    corners = SHAPES.get(marker)
    if corners is None:
        painter.drawEllipse(centre, half, half)
    else:
        painter.drawPolygon([QPointF(centre.x() + x * half, centre.y() + y * half) for x, y in corners])


def paint_marks(painter: QPainter, plot: Plot, x_of: Callable[[float], float], y_of: Callable[[float], float]) -> None:
    """The markers of all curves, and a dot at each point that has no neighbour."""
    half = theme().px(3.5)
    painter.setPen(Qt.PenStyle.NoPen)
    for number, curve in enumerate(plot.curves):
        painter.setBrush(theme().colours.named(curve.colour))
        known, places = np.isfinite(curve.values), on_axis(plot, curve.values)
        for at in np.flatnonzero(lonely(known)).tolist():
            place = QPointF(x_of(at + 0.5), y_of(float(places[at])))
            paint_marker(painter, "", place, half * 0.7)
        if not curve.marker:
            continue
        every = max(1, len(known) // MARKED)
        turn = (np.arange(len(known)) + number * every // 4) % every == 0
        for at in np.flatnonzero(known & turn).tolist():
            place = QPointF(x_of(at + 0.5), y_of(float(places[at])))
            paint_marker(painter, curve.marker, place, half)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def lonely(known: Array) -> Array:
    """Which known points have no known neighbour: no line goes through them."""
    before, after = np.roll(known, 1), np.roll(known, -1)
    before[:1] = after[-1:] = False
    alone: Array = known & ~before & ~after
    return alone
