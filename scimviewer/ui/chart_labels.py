"""What stands at the right end of a plot: the name of each curve or layer beside its end, and its last value?"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QLinearGradient, QPainter

from scimviewer.ui.chart_items import HEAT_STOPS, diagonals
from scimviewer.ui.chart_marks import curve_pen, paint_marker
from scimviewer.ui.chart_ticks import duration_words, share_words
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.plain import printable
from scimviewer.ui.plot_data import Plot, on_axis
from scimviewer.ui.theme import theme

LINE = 17  # from one label to the next at least
GAP, SAMPLE = 10, 16


@dataclass
class Label:
    """A name and a value at a height, with the sample of colour and dash before it."""

    name: str
    value: str
    colour: str
    y: float
    dash: tuple[float, ...] = ()
    marker: str = ""
    hatched: bool = False
    solid: bool = False  # a block as of a bar


def value_words(unit: str, value: float) -> str:
    """A value as it is written beside its name."""
    if value != value:
        return ""
    if unit == "ms":
        return duration_words(value)
    return share_words(value) if unit == "share" else grouped(int(value))


def labels(plot: Plot, y_of: Callable[[float], float], field: QRectF) -> list[Label]:
    """A label for each curve at its last known value and for each layer with its sum, none over another."""
    found = []
    for curve in plot.curves:
        known = np.flatnonzero(np.isfinite(curve.values))
        last = float(curve.values[known[-1]]) if len(known) else float("nan")
        y = y_of(float(on_axis(plot, curve.values)[known[-1]])) if len(known) else field.bottom()
        found.append(Label(curve.name, value_words(plot.unit, last), curve.colour, y, curve.dash, curve.marker))
    layers = [one for one in plot.layers if one.counts.any()]
    for number, layer in enumerate(reversed(layers)):
        y = field.top() + theme().px(8) + number * theme().px(LINE)
        total = grouped(int(layer.counts.sum()))
        found.append(Label(layer.name, total, layer.colour, y, hatched=layer.hatched, solid=True))
    if plot.curves:
        # Of equal values the last curve stands above: p99 over p95.
        found = sorted(reversed(found), key=lambda one: one.y)  # noqa: C414  (the order of equals is the point)
    return apart(found, field)


def apart(found: list[Label], field: QRectF) -> list[Label]:
    """The labels moved so that none covers another and all stay beside the field."""
    step = theme().px(LINE)
    for before, label in itertools.pairwise(found):
        label.y = max(label.y, before.y + step)
    floor = field.bottom() - step / 2
    for label in reversed(found):
        label.y = min(label.y, floor)
        floor = label.y - step
    return found


def paint_labels(painter: QPainter, found: list[Label], field: QRectF, width: int) -> None:
    """Paint samples, names and values into the column at the right."""
    px = theme().px
    start = field.right() + px(GAP)
    for label in found:
        _paint_sample(painter, label, start)
        left = start + px(SAMPLE + 6)
        room = int(width - left - px(8))
        painter.setPen(theme().colours.t1)
        painter.setFont(theme().font(11, 600))
        bold = QFontMetrics(theme().font(11, 600))
        plain = QFontMetrics(theme().font(11))
        name = bold.elidedText(printable(label.name, 100), Qt.TextElideMode.ElideRight, room)
        place = QRectF(left, label.y - px(8), room, px(16))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), name)
        # A long name has no room for its value, which the table and the cross-hair tell too.
        used = bold.horizontalAdvance(name) + px(6)
        if used + plain.horizontalAdvance(label.value) <= room:
            place.setLeft(left + used)
            painter.setFont(theme().font(11))
            painter.setPen(theme().colours.t2)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), label.value)


def _paint_sample(painter: QPainter, label: Label, left: float) -> None:
    px, colours = theme().px, theme().colours
    colour = colours.named(label.colour)
    if label.solid:
        block = QRectF(left + px(3), label.y - px(5), px(10), px(10))
        painter.fillRect(block, colour)
        if label.hatched:
            painter.setPen(curve_pen((), colours.surface, 1.6))
            painter.drawLines(diagonals(block))
        return
    painter.setPen(curve_pen(label.dash, colour, 2))
    painter.drawLine(QLineF(left, label.y, left + px(SAMPLE), label.y))
    if label.marker:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        paint_marker(painter, label.marker, QPointF(left + px(SAMPLE) / 2, label.y), px(4))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_heat_scale(painter: QPainter, most: int, field: QRectF) -> None:
    """The scale of the cells' colours, from one event to the fullest cell."""
    px, colours = theme().px, theme().colours
    bar = QRectF(field.right() + px(GAP), field.top() + px(8), px(8), field.height() - px(16))
    scale = QLinearGradient(bar.bottomLeft(), bar.topLeft())
    for number, name in enumerate(HEAT_STOPS):
        scale.setColorAt(number / (len(HEAT_STOPS) - 1), colours.named(name))
    painter.fillRect(bar, scale)
    painter.setFont(theme().font(11))
    painter.setPen(colours.t3)
    # Colours go by the square root: the middle is a quarter.
    scale_of = ((0.0, 1), (0.5, round(most / 4)), (1.0, most)) if most >= 8 else ((0.0, 1), (1.0, most))
    for share, count in scale_of:
        y = bar.bottom() - share * bar.height()
        text = grouped(count) + (" in a cell" if share == 1.0 else "")
        place = QRectF(bar.right() + px(8), y - px(8), px(100), px(16))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)
