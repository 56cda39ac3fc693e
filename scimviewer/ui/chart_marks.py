"""How are curves drawn: lines and dashes, and markers that tell series apart without colour?"""

from __future__ import annotations

from itertools import groupby

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from scimviewer.ui.plot_data import Array, Plot, on_axis
from scimviewer.ui.theme import theme

MARKED = 16  # markers of a curve; more would be a rash
TINT = 0.16
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


def curve_pen(dash: tuple[float, ...], colour: QColor, width: float) -> QPen:
    """The pen of a curve and of its sample."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setDashPattern(list(dash))
    return pen


def paint_curves(painter: QPainter, plot: Plot, transform: QTransform) -> None:
    """Lines with their markers, and a dot at each point that has no neighbour. `transform` leads to pixels.

    They are painted in pixels rather than as items of the plot: their width and dashes are then the same on every
    screen, in a picture twice as fine and in SVG.
    """
    for number, curve in enumerate(plot.curves):
        values = on_axis(plot, curve.values)
        known = np.isfinite(values)
        points = [transform.map(QPointF(at + 0.5, y)) for at, y in enumerate(np.where(known, values, 0.0).tolist())]
        if curve.filled:
            _paint_area(painter, points, known, transform.map(QPointF(0, 0)).y(), theme().colours.named(curve.colour))
        painter.setPen(curve_pen(curve.dash, theme().colours.named(curve.colour), curve.width))
        _paint_line(painter, points, known, bool(curve.dash))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colours.named(curve.colour))
        half = theme().px(3.5)
        for at in np.flatnonzero(lonely(known)).tolist():
            paint_marker(painter, curve.marker, points[at], half * 0.7)
        every = max(1, len(known) // MARKED)
        turn = (np.arange(len(known)) + number * every // 4) % every == 0
        for at in np.flatnonzero(known & turn).tolist() if curve.marker else ():
            paint_marker(painter, curve.marker, points[at], half)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_area(painter: QPainter, points: list[QPointF], known: Array, floor: float, colour: QColor) -> None:
    """A tint between each piece of the line and nothing."""
    tint = QColor(colour)
    tint.setAlphaF(TINT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    for there, places in groupby(range(len(points)), key=lambda at: bool(known[at])):
        piece = [points[at] for at in places] if there else []
        if piece:
            painter.drawPolygon([QPointF(piece[0].x(), floor), *piece, QPointF(piece[-1].x(), floor)])


def _paint_line(painter: QPainter, points: list[QPointF], known: Array, dashed: bool) -> None:
    """Through all points but not over gaps. Single lines: a thick noisy path of one piece takes a second."""
    if not dashed:
        both = np.flatnonzero(known[:-1] & known[1:]).tolist()
        painter.drawLines([QLineF(points[at], points[at + 1]) for at in both])
        return
    for there, places in groupby(range(len(points)), key=lambda at: bool(known[at])):
        if there:
            painter.drawPolyline([points[at] for at in places])


def lonely(known: Array) -> Array:
    """Which known points have no known neighbour: no line goes through them."""
    before, after = np.roll(known, 1), np.roll(known, -1)
    before[:1] = after[-1:] = False
    alone: Array = known & ~before & ~after
    return alone
