"""How does one condition of the filter look as a chip, and which keys change it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import printable, tip
from scimviewer.ui.theme import theme

HEIGHT = 24
SIDE, GAP, ICON = 10, 5, 14
WIDEST = 280
VALUE_LIMIT = 120


@dataclass(frozen=True)
class ChipFace:
    """What a chip shows of its condition; `sentence` says it in words."""

    value: str
    field: str = ""
    excluded: bool = False
    off: bool = False
    timed: bool = False
    sentence: str = ""

    def spoken(self) -> str:
        """For a screen reader: "not actor Okta, off"."""
        words = ["not" if self.excluded else "", self.field, self.value]
        return printable(" ".join(word for word in words if word), 300) + (", off" if self.off else "")


# What the menu offers and the keys do: name → title and key.
DEEDS = {
    "edit": ("Edit", "Enter"),
    "invert": ("Exclude instead", "x"),
    "toggle": ("Turn off", "Space"),
    "remove": ("Remove", "Del"),
    "only": ("Only this", "o"),
}
KEYS = {
    Qt.Key.Key_Return: "edit",
    Qt.Key.Key_Enter: "edit",
    Qt.Key.Key_X: "invert",
    Qt.Key.Key_Space: "toggle",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_O: "only",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "field",
    Qt.Key.Key_Escape: "leave",
    Qt.Key.Key_Down: "leave",
}


class Chip(QAbstractButton):
    """A click opens its menu; × and keys do the same without it."""

    wanted = Signal(str)  # a deed, or where to go: left, right, first, field, leave

    def __init__(self, face: ChipFace, parent: QWidget | None = None, deeds: Sequence[str] = tuple(DEEDS)) -> None:
        super().__init__(parent)
        self.face = face
        self.deeds = deeds
        self.wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", True)
        self.setProperty("ring_radius", HEIGHT // 2)
        self.setMouseTracking(True)
        self.clicked.connect(self.show_menu)
        theme().changed.connect(self.updateGeometry)
        self.show_face(face)

    def show_face(self, face: ChipFace) -> None:
        """Show another condition, or the same one changed."""
        self.face = face
        self.setAccessibleName(face.spoken())
        self.setAccessibleDescription(face.sentence)
        tip(self, f"{face.sentence or face.spoken()}\nclick for more", "Space turns it off, Del removes it")
        self.updateGeometry()
        self.update()

    def show_wrong(self, wrong: bool) -> None:
        """Mark the chip that cannot be used."""
        self.wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        used = sum(width for _text, _font, _colour, width in self._parts())
        gaps = max(0, len(self._parts()) - 1) * theme().px(GAP)
        icons = theme().px(ICON + GAP) * (2 if self.face.timed else 1)
        return QSize(min(theme().px(WIDEST), used + gaps + icons + theme().px(2 * SIDE)), theme().px(HEIGHT))

    def _parts(self) -> list[tuple[str, QFont, str, int]]:
        """(text, font, colour, width) of the words, from left to right."""
        face, plain, strong = self.face, theme().font(12), theme().font(12, 500)
        muted = "t3" if face.off else "t2"
        told = [("not", plain, "err")] if face.excluded else []
        if face.field and not face.timed:
            told.append((printable(face.field, 40), plain, muted))
        colour = "t2" if face.off else "accent" if face.timed else "t1"
        told.append((printable(face.value, VALUE_LIMIT), strong, colour))
        return [(text, font, colour, QFontMetrics(font).horizontalAdvance(text) + 1) for text, font, colour in told]

    def cross(self) -> QRect:
        """Where the × stands."""
        width = theme().px(ICON + SIDE)
        return QRect(self.width() - width, 0, width, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = px(SIDE)
        if self.face.timed:
            left += self._paint_icon(painter, left, "time-line", "t3" if self.face.off else "accent") + px(GAP)
        start = left
        end = self.width() - px(SIDE + ICON + 2)
        for text, font, colour, width in self._parts():
            room = min(width, end - left)
            fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(theme().colours.named(colour))
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
            painter.drawText(QRect(left, 0, room + 1, self.height()), flags, fitted)
            left += room + px(GAP)
        if self.face.off:
            painter.fillRect(start, self.height() // 2, left - px(GAP) - start, 1, theme().colours.t2)
        under = self.cross().contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        self._paint_icon(painter, self.width() - px(SIDE - 1 + ICON), "close-line", "t1" if under else "t2")
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        colours, face = theme().colours, self.face
        on_time = face.timed and not face.off
        usual = colours.ctrl if face.off else colours.line
        pen = QPen(colours.err if self.wrong else colours.accent if on_time else usual)
        if face.off:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        hover = self.underMouse() and not on_time
        painter.setBrush(colours.soft if on_time else colours.hover if hover else colours.surface)
        radius = self.height() / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)

    def _paint_icon(self, painter: QPainter, left: int, name: str, colour: str) -> int:
        size = theme().px(ICON)
        picture = pixmap(name, theme().colours.named(colour), size, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, picture)
        return size

    # Keys and clicks.

    def event(self, event: QEvent) -> bool:
        # Single letters are keys of the window, too; on a chip they are the chip's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = KEYS.get(Qt.Key(event.key()), "")
        if event.key() == Qt.Key.Key_Menu:
            self.show_menu()
        elif _is_own(event):
            self.wanted.emit(deed)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # Space toggles, it does not click

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.cross().contains(event.position().toPoint()):
            self.wanted.emit("remove")
            event.accept()
        elif event.button() == Qt.MouseButton.RightButton:
            self.show_menu()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def show_menu(self) -> None:
        """Everything that can be done with the chip, with its keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed in self.deeds:
            title, key = DEEDS[deed]
            shown = title
            if deed == "toggle" and self.face.off:
                shown = "Turn on"
            elif deed == "invert" and self.face.excluded:
                shown = "Include instead"
            action = menu.addAction(f"{shown}\t{key}")
            action.triggered.connect(lambda _on=False, deed=deed: self.wanted.emit(deed))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + theme().px(2))))


def _is_own(event: QKeyEvent) -> bool:
    """Whether a key does something to the chip."""
    return Qt.Key(event.key()) in KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
