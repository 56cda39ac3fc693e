"""How does somebody search inside a pane: a field, "3 of 17", and back and forth?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import shown_colours, theme


class FindBar(QWidget):
    """The search strip of a pane; it knows nothing about what is searched."""

    needle_changed = Signal(str)
    step_wanted = Signal(int)  # +1 next, -1 the one before
    closed = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(f"Find in {what}")
        self.field.setAccessibleName(f"Find in {what}")
        self.field.setMaxLength(500)
        self.field.textChanged.connect(self.needle_changed)
        self.field.installEventFilter(self)
        self.count = PlainLabel("", px=12, colour="t2")
        self.before = Button(icon_name="arrow-up-s-line", kind="icon", name="The hit before", key="Shift+F3")
        self.next = Button(icon_name="arrow-down-s-line", kind="icon", name="Next hit", key="F3")
        self.leave = Button(icon_name="close-line", kind="icon", name="Close the search", key="Esc")
        self.before.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.leave.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self.before, self.next, self.leave):
            row.addWidget(button)
        self.hide()
        self.dress()
        theme().changed.connect(self.dress)

    def open_bar(self) -> None:
        """Show the strip with the last text selected."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the strip and forget the hits; the text stays for the next time."""
        self.hide()
        self.closed.emit()

    def show_count(self, current: int, total: int, note: str = "") -> None:
        """Say "3 of 17"; `current` counts from 0, -1 for none; `note` says what the number does not cover."""
        if not self.field.text():
            self.count.setText("")
            return
        words = "no hit" if not total else f"{grouped(current + 1)} of {grouped(total)}"
        self.count.setText(f"{words}{' ' + note if note else ''}")
        for button in (self.before, self.next):
            button.setEnabled(total > 0)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.step_wanted.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return False

    def dress(self) -> None:
        """Take the colours from the theme again."""
        shown_colours(self, "fold")
