"""Bars, cells and hatches."""

from __future__ import annotations

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from scimviewer.ui import chart_items
from scimviewer.ui.plot_data import Plot
from scimviewer.ui.theme import theme
from tests.ui.made_plots import BUCKETS, bars, heat


def test_layers_stand_on_each_other_without_a_frame() -> None:
    lower, upper = chart_items.drawn(bars(), 0.01)
    assert isinstance(lower, pyqtgraph.BarGraphItem)
    assert lower.opts["y0"].tolist() == [0] * 10
    assert upper.opts["y0"].tolist() == list(range(1, 11))
    assert lower.opts["pen"] is None
    assert lower.opts["brush"] == theme().colours.p_ok


def test_a_cell_with_one_event_is_seen() -> None:
    (item,) = chart_items.drawn(heat(), 0.01)
    colours = item.image[..., :3]
    assert tuple(colours[1, 3]) == theme().colours.p_heat4.getRgb()[:3]
    assert tuple(colours[0, 0]) == theme().colours.surface.getRgb()[:3]
    assert not np.array_equal(colours[0, 5], colours[0, 0])


def test_only_hatched_layers_have_diagonals_and_they_stay_inside() -> None:
    scale = QTransform(20, 0, 0, -10, 0, 200)
    lines = chart_items.hatching(bars(), scale, 20)
    assert lines
    assert not chart_items.hatching(Plot("x", "", "", "count", BUCKETS, layers=bars().layers[:1]), scale, 20)
    inside = QRectF(3, 4, 9, 20).adjusted(-0.01, -0.01, 0.01, 0.01)
    for line in chart_items.diagonals(QRectF(3, 4, 9, 20)):
        assert inside.contains(line.p1())
        assert inside.contains(line.p2())


def test_stops_of_the_heat_are_met() -> None:
    stops = [theme().colours.named(name) for name in chart_items.HEAT_STOPS]
    assert chart_items.heat_colour(stops, 0).name() == stops[0].name()
    assert chart_items.heat_colour(stops, 1).name() == stops[-1].name()
