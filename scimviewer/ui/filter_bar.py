"""Which filter is in use, how many events are left, and what is wrong with what somebody types?"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from scimviewer.ui.badge import KeyCap
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.theme import theme

DEBOUNCE_MS = 120
# Shorter waits need no sign; longer ones must not look like "nothing found".
BUSY_AFTER_MS = 150
TURN_MS = 1000


class BusyRing(QWidget):
    """A ring that turns once a second, and stands still where motion is not wanted."""

    moving = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS // 25)
        self._timer.timeout.connect(self._turn)
        self.setAccessibleName("Working")
        self.setVisible(False)

    def sizeHint(self) -> QSize:
        return theme().size(16)

    def show_busy(self, busy: bool) -> None:
        """Turn, or be gone."""
        self.setVisible(busy)
        if busy and self.moving:
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + 14) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(px(2), (self.height() - px(12)) / 2, px(12), px(12))
        painter.setPen(QPen(colours.hair, px(2)))
        painter.drawEllipse(ring)
        painter.setPen(QPen(colours.accent, px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, -self._angle * 16, 100 * 16)
        painter.end()


class FilterField(QLineEdit):
    """The text; Esc and ↓ leave it for the table."""

    left = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setProperty("own_ring", True)
        self.setPlaceholderText("Filter, or type text to search payloads")
        self.setAccessibleName("Filter")
        self.setMaxLength(20_000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class _Frame(QWidget):
    """The row around text, count and buttons; its line tells where the focus is and if the text is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong = False
        self.field = FilterField(self)
        self.field.focus_changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.field.hasFocus()
        colour = colours.err if self.wrong else colours.accent if focused else colours.line
        width = 2 if focused or self.wrong else 1
        painter.setPen(QPen(colour, width))
        painter.setBrush(colours.surface)
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, px(8), px(8))
        size = px(16)
        picture = pixmap("filter-3-line", colours.t2, size, self.devicePixelRatioF())
        painter.drawPixmap(px(12), (self.height() - size) // 2, picture)
        painter.end()


class FilterBar(QWidget):
    """Says which filter is wanted, a moment after the last key."""

    text_changed = Signal(str)  # the filter to use now
    left = Signal()  # the field was left by Esc; the table wants the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self._frame = _Frame(self)
        self.field = self._frame.field
        self.key = KeyCap("/")
        self.ring = BusyRing(self)
        self.count = PlainLabel(px=12, colour="t2")
        self.clear_button = Button(icon_name="close-line", kind="icon", name="Clear the filter", key="Esc Esc")
        self.message = ElidedLabel(px=12, colour="err")
        self._debounce = QTimer(self, interval=DEBOUNCE_MS, singleShot=True)
        self._busy_soon = QTimer(self, interval=BUSY_AFTER_MS, singleShot=True)
        self._lay_out()
        self._debounce.timeout.connect(self.tell)
        self._busy_soon.timeout.connect(lambda: self.ring.show_busy(True))
        self.field.textEdited.connect(lambda _text: self._debounce.start())
        self.field.textChanged.connect(self._show_buttons)
        self.field.focus_changed.connect(self._show_buttons)
        self.field.returnPressed.connect(self.tell)
        self.field.left.connect(self._leave)
        self.clear_button.clicked.connect(self.clear)
        theme().changed.connect(self.dress)
        self.clear_button.setVisible(False)
        self.message.setVisible(False)
        self.dress()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self._frame)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.key)
        for widget in (self.ring, self.count, self.clear_button):
            self._row.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._frame)
        self._column.addWidget(self.message)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def dress(self) -> None:
        """Take font and lengths from the theme again."""
        px = theme().px
        self.field.setFont(theme().font(13))
        self._frame.setFixedHeight(px(36))
        self._row.setContentsMargins(px(38), 0, px(6), 0)
        self._row.setSpacing(px(8))
        self._column.setContentsMargins(px(12), px(2), px(12), px(6))
        self._column.setSpacing(px(2))

    def _show_buttons(self) -> None:
        self.clear_button.setVisible(bool(self.field.text()))
        self.key.setVisible(not self.field.text() and not self.field.hasFocus())

    def text(self) -> str:
        """The filter in the field."""
        return self.field.text().strip()

    def set_text(self, text: str) -> None:
        """Put a filter there and use it at once."""
        self.field.setText(text)
        self.tell()

    def clear(self) -> None:
        """No filter."""
        self.set_text("")

    def tell(self) -> None:
        """Say what is in the field, if that is news."""
        self._debounce.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.show_error("")
            self.text_changed.emit(self._told)

    def show_count(self, shown: int, total: int, growing: bool = False) -> None:
        """Say how many events are left: "37 of 12 044"."""
        if growing and shown == total:
            text = f"{grouped(total)} events so far"
        elif shown == total:
            text = f"{grouped(total)} event" + ("" if total == 1 else "s")
        else:
            text = f"{grouped(shown)} of {grouped(total)}" + (" so far" if growing else "")
        self.count.setText(text)

    def show_busy(self, busy: bool) -> None:
        """Show the ring if the work takes longer than a moment."""
        if not busy:
            self._busy_soon.stop()
            self.ring.show_busy(False)
        elif not self.ring.isVisible() and not self._busy_soon.isActive():
            self._busy_soon.start()

    def show_error(self, message: str, position: int | None = None) -> None:
        """Say in words what is wrong with the filter and where; "" when it is right."""
        self.message.set_colour("err")
        place = f" (at character {position + 1})" if message and position is not None else ""
        self.message.setText(message + place)
        self.message.setVisible(bool(message))
        self._frame.wrong = bool(message)
        self.field.setAccessibleDescription(message + place)
        self._frame.update()

    def show_note(self, note: str) -> None:
        """Say how the text was understood, "searched as text" for example; "" for nothing to say."""
        self.message.set_colour("t2")
        self.message.setText(note)
        self.message.setVisible(bool(note))

    def focus(self) -> None:
        """Put the cursor into the field and select its text."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _leave(self) -> None:
        self.tell()
        self.left.emit()
