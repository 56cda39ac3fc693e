"""How does the life of a resource look as a row of states: observed, computed or not known?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.quirks.states import COMPUTED, OBSERVED
from scimviewer.ui.events_columns import counted
from scimviewer.ui.moments import Moment, Moments
from scimviewer.ui.tag import hatch
from scimviewer.ui.theme import theme

HEIGHT, SIDE = 44, 24
# More dots than this melt together; then those around the chosen one are shown.
MOST_DOTS = 48


class StatesTrack(QWidget):
    """One dot a state, in the order of the log; the chosen one has a ring. A click chooses."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moments: tuple[Moment, ...] = ()
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_moments(self, found: Moments, at: int) -> None:
        """Show a life, and where in it one is."""
        self.moments, self.at = found.all, at
        one = found.all[at]
        words = f"State {at + 1} of {len(found.all)}, {one.word}, after event {one.event}"
        self.setAccessibleName(f"{words}. {counted(found.observed, 'state')} observed")
        self.update()

    def sizeHint(self) -> QSize:
        return theme().size(200, HEIGHT)

    def window_of_dots(self) -> range:
        """The states that have a dot."""
        first = max(0, min(self.at - MOST_DOTS // 2, len(self.moments) - MOST_DOTS))
        return range(first, min(len(self.moments), first + MOST_DOTS))

    def place(self, number: int) -> QPointF:
        """Where the dot of a state stands."""
        dots, px = self.window_of_dots(), theme().px
        room = max(1, self.width() - 2 * px(SIDE) - px(40))
        step = min(px(72), room / max(1, len(dots) - 1))
        return QPointF(px(SIDE) + px(40) + (number - dots.start) * step, px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        dots = self.window_of_dots()
        if not dots:
            return
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self.place(dots.start), self.place(dots[-1])
        # Before the first state nothing is known, unless dots were left out there.
        before = QRectF(px(SIDE) - px(8), first.y() - px(3), first.x() - px(SIDE) + px(8), px(6))
        if dots.start == 0:
            hatch(painter, before)
        painter.fillRect(QRectF(first.x(), first.y() - px(3), last.x() - first.x(), px(6)), colours.soft)
        for number in dots:
            self._paint_dot(painter, number)
        painter.setFont(theme().font(11))
        self._paint_time(painter, self.at)
        painter.end()

    def _paint_dot(self, painter: QPainter, number: int) -> None:
        px, colours, centre = theme().px, theme().colours, self.place(number)
        word = self.moments[number].word
        if number == self.at:
            painter.setPen(QPen(colours.accent, 2))
            painter.setBrush(colours.surface)
            painter.drawEllipse(centre, px(9), px(9))
        pen = QPen(colours.accent if word == COMPUTED else colours.t1, 1.6)
        if word == COMPUTED:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([2, 1.4])
        painter.setPen(Qt.PenStyle.NoPen if word == OBSERVED else pen)
        painter.setBrush(colours.t1 if word == OBSERVED else colours.surface)
        painter.drawEllipse(centre, px(5), px(5))
        if word not in (OBSERVED, COMPUTED):
            painter.setPen(colours.t1)
            painter.setFont(theme().font(11, 600))
            box = QRectF(centre.x() - px(8), centre.y() - px(8), px(16), px(16))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "?")

    def _paint_time(self, painter: QPainter, number: int) -> None:
        px = theme().px
        time = self.moments[number].time
        words = f"{time[:10]} {time[11:19]}Z" if time and len(time) > 18 else "no time"
        centre = self.place(number)
        wide = px(150)
        left = max(px(8), min(centre.x() - wide / 2, self.width() - wide - px(8)))
        painter.setPen(theme().colours.t3)
        box = QRectF(left, px(26), wide, px(16))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        dots = self.window_of_dots()
        if dots:
            nearest = min(dots, key=lambda number: abs(self.place(number).x() - event.position().x()))
            if abs(self.place(nearest).x() - event.position().x()) <= theme().px(12):
                self.chosen.emit(nearest)
