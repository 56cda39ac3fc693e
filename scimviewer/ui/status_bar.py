"""What does the line at the bottom say about the events that are shown?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from scimviewer import __version__
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.opened_case import Answer
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.theme import shown_colours, theme

HEIGHT = 26
SECOND_NS = 1_000_000_000


def span_text(nanoseconds: int) -> str:
    """How long something took: "00:14:00", "3 d 02:10:00"."""
    seconds = nanoseconds // SECOND_NS
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{grouped(days)} d {clock}" if days else clock


def failed_text(failed: int, shown: int) -> str:
    """How many failed: "12 failed (32 %)"; a share that is neither none nor all is never shown as one."""
    if not shown:
        return ""
    share = 100 * failed / shown
    text = "<1" if 0 < share < 1 else ">99" if 99 < share < 100 else f"{share:.0f}"
    return f"{grouped(failed)} failed ({text} %)"


class StatusBar(QWidget):
    """Counts, span, failures at the left; problems and the zone at the right."""

    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = PlainLabel(px=12, weight=600)
        self.span = PlainLabel(px=12, colour="t2")
        self.failed = PlainLabel(px=12, colour="t2")
        self.activity = ElidedLabel(px=12, colour="t2")
        self.problems = Button(kind="link", icon_name="error-warning-line", name="Problems")
        self.zones = Button(kind="link", icon_name="time-line", name="Files without a time zone")
        self.zone = PlainLabel("UTC", px=12, colour="t2")
        self.show_zone("UTC")
        self.version = PlainLabel(f"scimviewer {__version__}", px=12, colour="t2")
        self._row = QHBoxLayout(self)
        for widget in (self.version, self.shown, self.span, self.failed):
            self._row.addWidget(widget)
        self._row.addWidget(self.activity, 1)
        self._row.addWidget(self.zones)
        self._row.addWidget(self.problems)
        self._row.addWidget(self.zone)
        self.problems.clicked.connect(self.problems_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.dress)
        self.dress()
        self.show_nothing()

    def dress(self) -> None:
        """Take colours and lengths from the theme again."""
        px = theme().px
        shown_colours(self, "window")
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(14), 1, px(14), 0)
        self._row.setSpacing(px(20))
        self.problems.setFont(theme().font(12))
        self.zones.setFont(theme().font(12))

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(HEIGHT))

    def show_nothing(self) -> None:
        """No case is open."""
        for widget in (self.shown, self.span, self.failed, self.activity, self.zones, self.problems, self.zone):
            widget.setVisible(False)
        self.version.setVisible(True)

    def show_answer(self, answer: Answer, growing: bool = False) -> None:
        """Say what is shown of how many, over which time, and how much of it failed."""
        count = len(answer.ids)
        if count == answer.total:
            text = counted(count, "event") + (" so far" if growing else "")
        else:
            text = f"{grouped(count)} of {counted(answer.total, 'event')}"
        self.shown.setText(text)
        timed = answer.first_ns is not None and answer.last_ns is not None
        self.span.setText(f"span {span_text((answer.last_ns or 0) - (answer.first_ns or 0))}" if timed else "")
        self.failed.setText(failed_text(len(answer.failure_rows), count))
        for label in (self.shown, self.span, self.failed):
            label.setVisible(bool(label.text()))
        self.activity.setVisible(True)
        self.zone.setVisible(True)
        self.version.setVisible(False)

    def show_activity(self, text: str) -> None:
        """Say what is going on: "reading node2.jsonl.gz"."""
        self.activity.setText(text)
        self.activity.setVisible(True)

    def show_problems(self, count: int) -> None:
        """Link to what could not be understood."""
        self.problems.setText(counted(count, "problem"))
        self.problems.setAccessibleName(self.problems.text())
        self.problems.setVisible(count > 0)
        self.problems.updateGeometry()

    def show_zone(self, title: str) -> None:
        """Say in which zone times are shown."""
        self.zone.setText(title)
        self.zone.setAccessibleName(f"Times are in {title}")

    def show_assumed(self, count: int) -> None:
        """Ask for the zone of so many sources, without being in the way."""
        self.zones.setText(f"UTC assumed in {counted(count, 'file')}")
        self.zones.setAccessibleName(f"{self.zones.text()}: say which zone it was")
        self.zones.setVisible(count > 0)
        self.zones.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme().colours.hair)
        painter.end()

    def texts(self) -> list[str]:
        """What is on the screen, from left to right."""
        left = (self.version, self.shown, self.span, self.failed, self.activity)
        widgets = (*left, self.zones, self.problems, self.zone)
        return [widget.text() for widget in widgets if not widget.isHidden() and widget.text()]
