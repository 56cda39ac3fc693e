"""Names at the right ends."""

from __future__ import annotations

import itertools

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from scimviewer.ui.chart_labels import LINE, Label, apart, labels, paint_heat_scale, paint_labels, value_words
from scimviewer.ui.plot_data import Curve
from scimviewer.ui.theme import theme
from tests.ui.made_plots import bars, curves

FIELD = QRectF(0, 0, 100, 200)


def test_a_curve_is_named_where_it_ends_with_its_last_value() -> None:
    (first, second) = labels(curves(), lambda value: 200 - 50 * value, FIELD)
    assert {(one.name, one.value) for one in (first, second)} == {("p50", "100 ms"), ("=evil()", "90 ms")}
    assert first.name == "p50"  # the higher one stands higher
    assert second.y - first.y >= LINE


def test_a_curve_without_values_has_a_name_only() -> None:
    nothing = curves(curves=(Curve("p50", np.full(10, np.nan), "p_p50"),))
    (label,) = labels(nothing, lambda value: 0.0, FIELD)
    assert (label.name, label.value) == ("p50", "")


def test_layers_are_listed_from_the_top_with_their_sums() -> None:
    found = labels(bars(), lambda value: 0.0, FIELD)
    assert [(one.name, one.value, one.hatched) for one in found] == [
        ("throttled", "20", True),
        ("changed", "55", False),
    ]


def test_labels_move_apart_and_stay_inside() -> None:
    found = apart([Label("a", "", "t1", 190), Label("b", "", "t1", 191), Label("c", "", "t1", 192)], FIELD)
    places = [one.y for one in found]
    assert all(b - a >= LINE for a, b in itertools.pairwise(places))
    assert places[-1] <= FIELD.bottom()


def test_values_are_written_by_their_unit() -> None:
    assert value_words("share", 0.5) == "50 %"
    assert value_words("ms", 1500) == "1.5 s"
    assert value_words("count", 12_000) == "12\u202f000"
    assert value_words("ms", float("nan")) == ""


def test_samples_and_the_scale_of_a_heat_map_are_painted_in_the_margin() -> None:
    image = QImage(260, 200, QImage.Format.Format_RGB32)
    image.fill(theme().colours.surface)
    painter = QPainter(image)
    paint_labels(painter, labels(bars(), lambda value: 0.0, FIELD), FIELD, 260)
    paint_labels(painter, labels(curves(), lambda value: 100.0, FIELD), FIELD, 260)
    painter.end()
    assert image.pixelColor(118, 26) == theme().colours.p_ok
    painter = QPainter(image)
    paint_heat_scale(painter, 40, FIELD)
    painter.end()
    assert image.pixelColor(112, 9).lightness() < image.pixelColor(112, 190).lightness()
