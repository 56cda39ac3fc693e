"""How is the life of a resource painted: lanes of dots and ribbons above one axis of time?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.ui.chart_ticks import day_words, time_ticks
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import printable, tip
from scimviewer.ui.story_lanes import LOOKS, Dot, Lane, Span, ToldStory
from scimviewer.ui.tag import hatch
from scimviewer.ui.theme import theme

HEAD, LANE, AXIS, TITLES, SIDE, RIBBON, DOT = 28, 28, 26, 152, 16, 18, 5
# Titles take less where the chart is narrow.
NARROW, NARROW_TITLES = 700, 112
ICONS = {"events": "history-line", "attribute": "", "membership": "group-line"}
COLOURS = {"changed": "ok", "same": "t3", "rejected": "p_bad", "error": "p_err", "unknown": "t3"}
ORDER = ("same", "unknown", "changed", "rejected", "error")
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
LEGEND_RIBBONS = ("observed", "computed", "unknown")
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class StoryChart(QWidget):
    """← → walk from event to event, a click chooses the nearest; Enter and a double click open it."""

    event_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told: ToldStory | None = None
        self.current = 0  # the event that is chosen, here and in the table
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Life of the resource")
        theme().changed.connect(self.updateGeometry)
        display_zone().changed.connect(self.update)

    def show_story(self, told: ToldStory | None) -> None:
        """Show another life."""
        self.told, self.current = told, 0
        lanes = 0 if told is None else len(told.lanes)
        self.setAccessibleDescription(f"{lanes} lanes")
        self.updateGeometry()
        self.update()

    def choose(self, event: int) -> None:
        """Put the cursor at an event."""
        self.current = event
        self.update()

    def sizeHint(self) -> QSize:
        lanes = 0 if self.told is None else len(self.told.lanes)
        return theme().size(400, HEAD + lanes * LANE + AXIS)

    # Where things are.

    def field(self) -> QRect:
        """The rectangle of the lanes, without their titles."""
        px = theme().px
        titles = px(NARROW_TITLES if self.width() < px(NARROW) else TITLES) + px(SIDE)
        return QRect(titles, px(HEAD), max(1, self.width() - titles - px(SIDE)), self.height() - px(HEAD + AXIS))

    def x_of(self, ns: int) -> float:
        """Where a time stands."""
        assert self.told is not None
        field = self.field()
        return field.left() + (ns - self.told.start) / max(1, self.told.stop - self.told.start) * field.width()

    def _lane_rect(self, number: int) -> QRect:
        field, px = self.field(), theme().px
        return QRect(field.left(), field.top() + number * px(LANE), field.width(), px(LANE))

    def dots(self) -> list[Dot]:
        """All dots in the order of time."""
        lanes = () if self.told is None else self.told.lanes
        return sorted((dot for lane in lanes for dot in lane.dots), key=lambda dot: dot.ns)

    def dot_at(self, place: QPointF) -> Dot | None:
        """The dot under a place, or the nearest on its lane."""
        if self.told is None:
            return None
        for number, lane in enumerate(self.told.lanes):
            if self._lane_rect(number).contains(place.toPoint()) and lane.dots:
                nearest = min(lane.dots, key=lambda dot: abs(self.x_of(dot.ns) - place.x()))
                return nearest if abs(self.x_of(nearest.ns) - place.x()) <= theme().px(12) else None
        return None

    def span_at(self, place: QPointF) -> tuple[Lane, Span] | None:
        """The stretch of a ribbon under a place."""
        for number, lane in enumerate(() if self.told is None else self.told.lanes):
            if self._lane_rect(number).contains(place.toPoint()):
                found = (one for one in lane.spans if self.x_of(one.start) <= place.x() < self.x_of(one.stop))
                return next(((lane, one) for one in found), None)
        return None

    # Mouse and keys.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in STEPS:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, events = Qt.Key(event.key()), [dot.event for dot in self.dots()]
        if key in STEPS and events:
            at = events.index(self.current) + STEPS[key] if self.current in events else 0
            self._choose(events[max(0, min(len(events) - 1, at))])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        chosen = self._event_at(event.position())
        if chosen:
            self._choose(chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        chosen = self._event_at(event.position())
        if chosen:
            self.opened.emit(chosen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        dot, span = self.dot_at(event.position()), self.span_at(event.position())
        words = ""
        if dot is not None:
            words = f"{display_zone().clock(dot.ns):%H:%M:%S}{display_zone().mark}  {dot.words}"
        elif span is not None:
            words = f"{span[0].title}: {span[1].words or 'not known'} ({span[1].basis})"
        tip(self, words)

    def _event_at(self, place: QPointF) -> int:
        dot, span = self.dot_at(place), self.span_at(place)
        return dot.event if dot is not None else span[1].event if span is not None else 0

    def _choose(self, event: int) -> None:
        self.choose(event)
        self.event_chosen.emit(event)

    # Painting.

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().colours.surface)
        told = self.told
        if told is not None and told.lanes:
            self._paint_axis(painter, told)
            before = ""
            for number, lane in enumerate(told.lanes):
                rect = self._lane_rect(number)
                if lane.kind != before and before:
                    painter.fillRect(0, rect.top(), self.width(), 1, theme().colours.hair)
                before = lane.kind
                self._paint_title(painter, rect, lane)
                for span in lane.spans:
                    self._paint_span(painter, rect, span)
                self._paint_dots(painter, rect, lane)
            self._paint_cursor(painter)
            self._paint_legend(painter, told)
        painter.end()

    def _paint_axis(self, painter: QPainter, told: ToldStory) -> None:
        px, colours, field = theme().px, theme().colours, self.field()
        font = theme().font(11)
        painter.setFont(font)
        for ns, words in time_ticks(told.start, told.stop, max(2, field.width() // px(96))):
            x = round(self.x_of(ns))
            painter.fillRect(x, field.top(), 1, field.height(), colours.p_grid)
            painter.setPen(colours.t3)
            place = QRect(x - px(48), field.bottom() + 1, px(96), px(AXIS))
            if place.right() <= self.width():
                painter.drawText(place, MIDDLE | int(Qt.AlignmentFlag.AlignHCenter), words)

    def _paint_title(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        px, colours = theme().px, theme().colours
        left = px(SIDE)
        if ICONS[lane.kind]:
            mark = pixmap(ICONS[lane.kind], colours.t2, px(14), self.devicePixelRatioF())
            painter.drawPixmap(left, rect.top() + (rect.height() - px(14)) // 2, mark)
            left += px(20)
        font = theme().font(12, 600 if lane.kind == "events" else 400)
        place = QRect(left, rect.top(), rect.left() - left - px(8), rect.height())
        painter.setFont(font)
        painter.setPen(colours.t1 if lane.kind == "events" else colours.t2)
        shown = QFontMetrics(font).elidedText(printable(lane.title, 100), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, MIDDLE, shown)

    def _paint_span(self, painter: QPainter, rect: QRect, span: Span) -> None:
        px = theme().px
        start, stop = self.x_of(span.start), self.x_of(span.stop)
        place = QRectF(start, rect.top() + (rect.height() - px(RIBBON)) / 2, max(2.0, stop - start - 1), px(RIBBON))
        paint_ribbon(painter, place, span.basis)
        font = theme().font(11, 500)
        metrics = QFontMetrics(font)
        room = int(place.width()) - px(12)
        words = printable(span.words or ("not known" if span.start == (self.told and self.told.start) else ""), 200)
        # Half a word of "not known" says less than the hatching.
        least = metrics.horizontalAdvance(words) if span.basis == "unknown" else px(24)
        if room >= least and words:
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            box = place.toRect().adjusted(px(6), 0, -px(6), 0)
            if span.basis == "unknown":
                width = metrics.horizontalAdvance(shown) + px(6)
                painter.fillRect(QRect(box.left() - px(3), box.top(), width, box.height()), theme().colours.surface)
            painter.setFont(font)
            painter.setPen(theme().colours.t2 if span.basis in ("unknown", "gone") else theme().colours.t1)
            painter.drawText(box, MIDDLE, shown)

    def _paint_dots(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        # What changed or failed lies above what was only read.
        for dot in sorted(lane.dots, key=lambda dot: ORDER.index(dot.look)):
            paint_dot(painter, QPointF(self.x_of(dot.ns), rect.center().y() + 0.5), dot.look)

    def _paint_cursor(self, painter: QPainter) -> None:
        found = next((dot for dot in self.dots() if dot.event == self.current), None)
        if found is None:
            return
        px, colours, field = theme().px, theme().colours, self.field()
        x, font = round(self.x_of(found.ns)), theme().font(11, 600)
        painter.fillRect(x - 1, field.top(), 2, field.height() + px(4), colours.accent)
        words = f"{display_zone().clock(found.ns):%H:%M:%S}"
        width = QFontMetrics(font).horizontalAdvance(words) + px(16)
        left = max(0, min(self.width() - width, x - width // 2))
        place = QRect(left, field.bottom() + px(4), width, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(place, px(9), px(9))
        painter.setPen(colours.on_accent)
        painter.setFont(font)
        painter.drawText(place, MIDDLE | int(Qt.AlignmentFlag.AlignHCenter), words)

    def _paint_legend(self, painter: QPainter, told: ToldStory) -> None:
        px, colours = theme().px, theme().colours
        first, last = (display_zone().clock(ns) for ns in (told.start, told.stop))
        days = f"{day_words(told.start)} {first.year}"
        if first.date() != last.date():
            days = f"{day_words(told.start)} – {day_words(told.stop)} {last.year}"
        painter.setFont(theme().font(11, 600))
        painter.setPen(colours.t2)
        painter.drawText(QRect(px(SIDE), 0, self.width(), px(HEAD)), MIDDLE, f"{days}, {display_zone().title}")
        metrics = QFontMetrics(theme().font(11))
        used = {dot.look for dot in self.dots()}
        bases = {span.basis for lane in told.lanes for span in lane.spans}
        entries: list[tuple[str, int, Callable[[QRectF], None]]] = []
        for look, words in LOOKS.items():
            if look in used:
                entries.append((words, px(10), lambda box, look=look: paint_dot(painter, box.center(), look)))  # type: ignore[misc]
        for basis in LEGEND_RIBBONS:
            if basis in bases:
                entries.append((basis, px(20), lambda box, basis=basis: paint_ribbon(painter, box, basis)))  # type: ignore[misc]
        right = self.width() - px(SIDE)
        for words, width, mark in reversed(entries):
            right -= metrics.horizontalAdvance(words)
            if right - width - px(6) < px(TITLES):
                return
            painter.setFont(theme().font(11))
            painter.setPen(colours.t2)
            painter.drawText(QRect(right, 0, px(200), px(HEAD)), MIDDLE, words)
            right -= width + px(6)
            mark(QRectF(right, (px(HEAD) - px(10)) / 2, width, px(10)))
            right -= px(14)


def paint_dot(painter: QPainter, at: QPointF, look: str) -> None:
    """A dot whose shape tells what came of an event, also where colours cannot be told apart."""
    colours, size = theme().colours, float(theme().px(DOT))
    colour: QColor = colours.named(COLOURS[look])
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if look in ("changed", "rejected", "error") else colours.surface)
    if look == "rejected":
        top, low = QPointF(at.x(), at.y() - size), size * 0.8
        corners = [top, QPointF(at.x() + size, at.y() + low), QPointF(at.x() - size, at.y() + low)]
        painter.drawPolygon(QPolygonF(corners))
    elif look == "error":
        sides = ((0, -size), (size, 0), (0, size), (-size, 0))
        painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in sides]))
    elif look == "unknown":
        painter.drawRect(QRectF(at.x() - size * 0.8, at.y() - size * 0.8, size * 1.6, size * 1.6))
    else:
        painter.drawEllipse(at, size, size)


def paint_ribbon(painter: QPainter, place: QRectF, basis: str) -> None:
    """A stretch of a ribbon: filled where observed, dashed where computed, hatched where nobody knows."""
    px, colours = theme().px, theme().colours
    if basis == "unknown":
        hatch(painter, place)
        return
    pen = QPen(colours.accent, 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen if basis == "computed" else Qt.PenStyle.NoPen)
    painter.setBrush(colours.same_bg if basis == "gone" else colours.soft)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
