"""How do the small filled words look that judge: how severe something is, and how a value is known?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.quirks.states import COMPUTED, OBSERVED, UNKNOWN
from scimviewer.ui.icons import pixmap
from scimviewer.ui.theme import theme


class Severity(NamedTuple):
    """How a severity looks: word, icon, colours of text and ground, and of the ribbon."""

    word: str
    icon: str
    text: str
    ground: str
    ribbon: str


SEVERITIES: Mapping[str, Severity] = {
    "error": Severity("error", "alarm-warning-fill", "err", "err_bg", "rib_critical"),
    "warning": Severity("warning", "alert-fill", "medium", "medium_bg", "rib_medium"),
    "info": Severity("info", "information-line", "same", "same_bg", "rib_low"),
}
# Of findings.
FINDING_SEVERITIES: Mapping[str, Severity] = {
    "critical": Severity("critical", "alarm-warning-fill", "critical", "critical_bg", "rib_critical"),
    "high": Severity("high", "alert-fill", "high", "high_bg", "rib_high"),
    "medium": Severity("medium", "error-warning-fill", "medium", "medium_bg", "rib_medium"),
    "low": Severity("low", "flag-fill", "redir", "redir_bg", "rib_low"),
    "info": Severity("info", "information-line", "same", "same_bg", "line"),
}
# Nothing was found: a failure that nobody can explain is not harmless, and a success is.
UNEXPLAINED = Severity("not explained", "question-fill", "bad", "bad_bg", "rib_high")
HARMLESS = Severity("nothing odd", "check-line", "ok", "ok_bg", "p_ok")
BASES: Mapping[str, str] = {OBSERVED: "eye-line", COMPUTED: "functions", UNKNOWN: "question-fill"}
BASIS_WORDS: Mapping[str, str] = {
    OBSERVED: "a log entry says so",
    COMPUTED: "requests applied to a known state",
    UNKNOWN: "this log does not tell",
}
TAG_HEIGHT, BASIS_HEIGHT = 20, 18


class SeverityTag(QWidget):
    """How severe something is: icon and word on a tint."""

    def __init__(self, severity: Severity = HARMLESS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = severity
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_severity(severity)
        theme().changed.connect(self.updateGeometry)

    def show_severity(self, severity: Severity) -> None:
        """Show another."""
        self.severity = severity
        self.setAccessibleName(severity.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(severity_width(self.severity), theme().px(TAG_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_severity(painter, self.rect(), self.severity)
        painter.end()


def severity_width(severity: Severity) -> int:
    """How wide a severity is written."""
    return QFontMetrics(theme().font(11, 600)).horizontalAdvance(severity.word) + theme().px(30)


def paint_severity(painter: QPainter, rect: QRect, severity: Severity) -> None:
    """Paint how severe something is: icon and word on a tint."""
    px, colours = theme().px, theme().colours
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.named(severity.ground))
    painter.drawRoundedRect(rect, px(5), px(5))
    ink = colours.named(severity.text)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    mark = pixmap(severity.icon, ink, px(12), ratio)
    painter.drawPixmap(rect.left() + px(7), rect.top() + (rect.height() - px(12)) // 2, mark)
    painter.setPen(ink)
    painter.setFont(theme().font(11, 600))
    place = rect.adjusted(px(23), 0, 0, 0)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), severity.word)
    painter.restore()


class BasisTag(QWidget):
    """How a value is known: observed, computed or unknown."""

    def __init__(self, basis: str = UNKNOWN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.basis = basis
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_basis(basis)
        theme().changed.connect(self.updateGeometry)

    def show_basis(self, basis: str) -> None:
        """Show another."""
        self.basis = basis
        self.setAccessibleName(f"{basis}: {BASIS_WORDS[basis]}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(basis_width(self.basis), theme().px(BASIS_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_basis(painter, QRect(0, 0, self.width(), self.height()), self.basis)
        painter.end()


def basis_width(basis: str) -> int:
    """How wide a basis is written."""
    return QFontMetrics(theme().font(11, 500)).horizontalAdvance(basis) + theme().px(30)


def paint_basis(painter: QPainter, rect: QRect, basis: str) -> None:
    """Paint how a value is known: a thin line and an eye, a dashed line and a sum, or hatched."""
    px, colours = theme().px, theme().colours
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    radius = area.height() / 2
    if basis == UNKNOWN:
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        painter.setClipPath(path)
        hatch(painter, area)
        painter.setClipping(False)
    ink = colours.accent if basis == COMPUTED else colours.t2
    pen = QPen(colours.accent if basis == COMPUTED else colours.line if basis == OBSERVED else colours.ctrl, 1)
    if basis == COMPUTED:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(colours.soft if basis == COMPUTED else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, radius, radius)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    mark = pixmap(BASES[basis], ink, px(11), ratio)
    painter.drawPixmap(rect.left() + px(8), rect.top() + (rect.height() - px(11)) // 2, mark)
    painter.setPen(ink if basis != UNKNOWN else colours.t1)
    painter.setFont(theme().font(11, 500))
    place = rect.adjusted(px(22), 0, 0, 0)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), basis)
    painter.restore()


def hatch(painter: QPainter, area: QRectF) -> None:
    """Fill a rectangle with what unknown looks like: a few slanted lines; those of neighbours meet."""
    colours, step = theme().colours, theme().px(6)
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.line if theme().dark else colours.hair, 1.2))
    height = area.height()
    x = (area.left() - height + area.bottom()) // step * step - area.bottom()
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + height, area.top()))
        x += step
    painter.restore()
