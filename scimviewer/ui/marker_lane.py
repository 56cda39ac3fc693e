"""Where in time lies what was found: a lane of pins and bars with labels above the histogram?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.query.buckets import Buckets
from scimviewer.ui.plain import printable
from scimviewer.ui.theme import shown_colours, theme

HEIGHT = 22
PIN = 8


@dataclass(frozen=True, slots=True)
class Marker:
    """A moment or a stretch of time with a label; `colour` is a token such as `rib_high`."""

    label: str
    start_ns: int
    stop_ns: int
    colour: str = "rib_medium"


class MarkerLane(QWidget):
    """Hidden while it is empty. A click on a marker says which."""

    chosen = Signal(int)  # the marker's place in what was shown

    def __init__(self, left: int, right: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.markers: tuple[Marker, ...] = ()
        self.buckets: Buckets | None = None
        self._sides = (left, right)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.dress)
        self.dress()
        self.show_markers((), None)

    def dress(self) -> None:
        """Take colours and lengths from the theme again."""
        shown_colours(self, "surface")
        self.setFixedHeight(theme().px(HEIGHT))

    def show_markers(self, markers: Sequence[Marker], buckets: Buckets | None) -> None:
        """Show these over the stretch of time that the buckets cover."""
        self.markers, self.buckets = tuple(markers), buckets
        self.setAccessibleName(", ".join(one.label for one in self.markers))
        self.setVisible(bool(self.markers) and buckets is not None)
        self.update()

    def _places(self) -> list[QRectF]:
        """The bar of each marker; nothing where it lies outside."""
        px, buckets = theme().px, self.buckets
        left, right = (px(side) for side in self._sides)
        room, places = max(1, self.width() - left - right), []
        for one in self.markers if buckets is not None else ():
            assert buckets is not None
            span = buckets.end_ns - buckets.first_ns
            ends = [(at - buckets.first_ns) / span for at in (one.start_ns, one.stop_ns)]
            low, high = (left + min(1.0, max(0.0, end)) * room for end in ends)
            seen = ends[1] >= 0 and ends[0] <= 1
            places.append(QRectF(low, self.height() - px(3), max(px(PIN), high - low), px(3)) if seen else QRectF())
        return places

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, place in enumerate(self._places()):
            if place.left() - 2 <= event.position().x() <= place.right() + 2 and not place.isNull():
                self.chosen.emit(number)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        font = theme().font(11, 600)
        metrics, free_from = QFontMetrics(font), 0.0
        painter.setFont(font)
        placed = list(zip(self.markers, self._places(), strict=True))
        for one, place in reversed(placed):  # the first is never covered, and is what a click means
            painter.fillRect(place, colours.named(one.colour))
        for one, place in placed:
            text = printable(one.label, 80)
            width = metrics.horizontalAdvance(text)
            left = min(place.left(), self.width() - width)
            if not place.isNull() and left >= free_from:
                painter.setPen(colours.t1)
                painter.drawText(
                    QRectF(left, 0, width + 2, self.height() - px(4)), int(Qt.AlignmentFlag.AlignVCenter), text
                )
                free_from = left + width + px(8)
        painter.end()
