"""How does a widget become a picture above a caption that places it, as PNG or as SVG?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from scimviewer.errors import UserError
from scimviewer.ui.plain import printable
from scimviewer.ui.theme import theme

RATIO = 2.0
CAPTION_LINE, CAPTION_SIDE = 18, 16


def unseen(widget: QWidget) -> None:
    """Lay a widget out as if it were shown, without showing it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.show()
    QApplication.processEvents()


def joined(parts: Sequence[str]) -> str:
    """The parts of a line of the caption that are there."""
    return "  ·  ".join(printable(part, 300) for part in parts if part)


def strip_height(lines: Sequence[str]) -> int:
    """How high the strip below a picture is."""
    return CAPTION_LINE * len(lines) + 12


def with_caption(widget: QWidget, lines: Sequence[str]) -> QImage:
    """The widget twice as fine with the strip below it; the widget is gone afterwards."""
    width, height = widget.width(), widget.height() + strip_height(lines)
    image = QImage(round(width * RATIO), round(height * RATIO), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    image.fill(theme().colours.window)
    widget.render(image, QPoint(0, 0))
    painter = QPainter(image)
    _paint_strip(painter, widget, lines)
    painter.end()
    _forget(widget)
    return image


def save_svg(widget: QWidget, lines: Sequence[str], out: Path, title: str) -> None:
    """The same as lines and letters in an SVG file."""
    size = QSize(widget.width(), widget.height() + strip_height(lines))
    written, made = QBuffer(), QSvgGenerator()
    made.setOutputDevice(written)
    made.setSize(size)
    made.setViewBox(QRect(QPoint(0, 0), size))
    made.setTitle(title)
    made.setDescription("\n".join(lines))
    painter = QPainter(made)
    painter.fillRect(QRect(QPoint(0, 0), size), theme().colours.window)
    widget.render(painter, QPoint(0, 0))
    _paint_strip(painter, widget, lines)
    painter.end()
    _forget(widget)
    try:
        out.write_bytes(bytes(written.data().data()))
    except OSError as error:
        raise UserError(f"{out} cannot be written: {(error.strerror or 'no access').lower()}.") from error


def _paint_strip(painter: QPainter, widget: QWidget, lines: Sequence[str]) -> None:
    width, top = widget.width(), widget.height()
    painter.fillRect(QRect(0, top, width, strip_height(lines)), theme().colours.sunken)
    painter.fillRect(QRect(0, top, width, 1), theme().colours.hair)
    font = theme().font(12)
    painter.setFont(font)
    painter.setPen(theme().colours.t2)
    for number, line in enumerate(lines):
        place = QRect(CAPTION_SIDE, top + 6 + number * CAPTION_LINE, width - 2 * CAPTION_SIDE, CAPTION_LINE)
        fitted = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), fitted)


def _forget(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    # Now, not when an event loop runs again: the theme's next change would dress it once more.
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
