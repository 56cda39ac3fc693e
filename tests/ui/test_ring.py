"""The ring inside a row."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from scimviewer.ui.ring import paint_ring
from scimviewer.ui.theme import theme


def test_the_ring_is_two_pixels_inside_the_row(qapp):
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_ring(painter, QRect(0, 0, 20, 20))
    painter.end()
    accent = theme().colours.accent.rgb()
    assert [image.pixel(0, 10), image.pixel(1, 10), image.pixel(19, 10), image.pixel(10, 19)] == [accent] * 4
    assert image.pixel(2, 10) == 0xFFFFFFFF
