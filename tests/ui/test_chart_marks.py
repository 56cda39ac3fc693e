"""Curves as they are painted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QTransform

from scimviewer.ui.chart_marks import SHAPES, curve_pen, lonely, paint_curves, paint_marker
from scimviewer.ui.plot_data import Curve
from scimviewer.ui.theme import theme
from tests.ui.made_plots import curves


@pytest.fixture
def sheet() -> QImage:
    made = QImage(110, 60, QImage.Format.Format_RGB32)
    made.fill(theme().colours.surface)
    return made


def ink(image: QImage, x: int) -> int:
    paper = theme().colours.surface.rgb()
    return sum(image.pixel(x, y) != paper for y in range(image.height()))


def test_a_point_without_neighbours_is_lonely() -> None:
    known = np.array([True, False, True, True, False, True])
    assert lonely(known).tolist() == [True, False, False, False, False, True]


def test_lines_leave_gaps_where_nothing_is_known(sheet: QImage) -> None:
    painter = QPainter(sheet)
    paint_curves(painter, curves(), QTransform(10, 0, 0, -20, 0, 60))
    painter.end()
    assert ink(sheet, 10)  # between the first two
    assert not ink(sheet, 28)  # the third is unknown
    assert ink(sheet, 35)  # the fourth stands alone: a dot
    assert ink(sheet, 80)


def test_a_filled_curve_is_tinted_down_to_nothing(sheet: QImage) -> None:
    rate = Curve("failed", np.full(10, 0.5), "p_bad", filled=True)
    painter = QPainter(sheet)
    paint_curves(painter, curves("share", curves=(rate,)), QTransform(10, 0, 0, -60, 0, 60))
    painter.end()
    assert sheet.pixelColor(50, 45) not in (theme().colours.surface, theme().colours.p_bad)
    assert sheet.pixelColor(50, 15) == theme().colours.surface


@pytest.mark.parametrize("marker", ["", *SHAPES])
def test_each_marker_is_a_shape_of_its_own(sheet: QImage, marker: str) -> None:
    painter = QPainter(sheet)
    painter.setBrush(theme().colours.p_err)
    paint_marker(painter, marker, QPointF(30, 30), 8)
    painter.end()
    assert sheet.pixelColor(30, 30) == theme().colours.p_err


def test_dashes_are_in_the_pen() -> None:
    assert curve_pen((6.0, 3.0), theme().colours.p_err, 2).dashPattern() == [6.0, 3.0]
    assert curve_pen((), theme().colours.p_err, 2).dashPattern() == []
