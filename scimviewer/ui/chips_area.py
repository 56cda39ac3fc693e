"""Where do chips and the text field stand: beside each other, over at most three rows, then scrolled?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from scimviewer.ui.chip import Chip, ChipFace
from scimviewer.ui.theme import theme

ROW, GAP, EDGE = 30, 6, 3
MOST_ROWS = 3
FIELD_WIDTH = 150  # less, and the field goes to a row of its own
EMPTY_WIDTH = 50  # as long as nothing is typed


def flowed(widths: Sequence[int], stretching: int, room: int, gap: int) -> list[tuple[int, int, int]]:
    """(row, left, width) of each item laid side by side; the stretching one takes what is left of its row."""
    places: list[tuple[int, int, int]] = []
    row = left = 0
    for width in widths:
        shown = min(width, room)
        if left and left + shown > room:
            row, left = row + 1, 0
        places.append((row, left, shown))
        left += shown + gap
    line = places[stretching][0]
    rest = room - max(start + width for at, start, width in places if at == line)
    if rest > 0:
        for number in range(stretching, len(places)):
            at, start, width = places[number]
            if at == line:
                moved = (at, start, width + rest) if number == stretching else (at, start + rest, width)
                places[number] = moved
    return places


class ChipsArea(QScrollArea):
    """Chips before the field, the field, chips after it while one in the middle is edited."""

    deed_wanted = Signal(int, str)  # number of the chip, what to do
    field_wanted = Signal()
    left = Signal()
    rows_changed = Signal()

    def __init__(self, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.chips: list[Chip] = []
        self.field_at = 0
        self.rows = 1
        self._inner = QWidget()
        field.setParent(self._inner)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)  # the scroll area had it fill
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        field.textChanged.connect(lambda _text: self.arrange())
        theme().changed.connect(self.arrange)

    def show_chips(self, faces: Sequence[ChipFace], field_at: int) -> None:
        """Show these conditions; chips that stay keep the keyboard."""
        self.field_at = field_at
        while len(self.chips) > len(faces):
            gone = self.chips.pop()
            gone.hide()
            gone.deleteLater()
        for chip, face in zip(self.chips, faces, strict=False):
            if chip.face != face:
                chip.show_face(face)
        for number in range(len(self.chips), len(faces)):
            chip = Chip(faces[number], self._inner)
            chip.wanted.connect(lambda deed, number=number: self._hear(number, deed))
            self.chips.append(chip)
            chip.show()
        self.arrange()

    def choose(self, number: int) -> None:
        """Put the keyboard on a chip; beyond the last one is the field."""
        if 0 <= number < len(self.chips):
            chip = self.chips[number]
            chip.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(chip, 0, theme().px(EDGE))
        elif number >= len(self.chips):
            self.field_wanted.emit()

    def chosen(self) -> int:
        """The chip that the keyboard is on, -1 for none."""
        return next((number for number, chip in enumerate(self.chips) if chip.hasFocus()), -1)

    def _hear(self, number: int, deed: str) -> None:
        if deed == "left":
            self.choose(max(0, number - 1))
        elif deed == "right":
            self.choose(number + 1)
        elif deed == "first":
            self.choose(0)
        elif deed == "field":
            self.field_wanted.emit()
        elif deed == "leave":
            self.left.emit()
        else:
            self.deed_wanted.emit(number, deed)

    def arrange(self) -> None:
        """Lay everything out for the width there is."""
        px = theme().px
        room = max(px(FIELD_WIDTH), self.viewport().width() - px(2 * EDGE))
        items: list[QWidget] = list(self.chips)
        items.insert(self.field_at, self.field)
        wanted = px(FIELD_WIDTH if self.field.text() or not self.chips else EMPTY_WIDTH)
        widths = [wanted if item is self.field else item.sizeHint().width() for item in items]
        places = flowed(widths, self.field_at, room, px(GAP))
        rows = places[-1][0] + 1
        for item, (row, left, width) in zip(items, places, strict=True):
            height = px(ROW - 2) if item is self.field else item.sizeHint().height()
            top = row * px(ROW) + (px(ROW) - height) // 2
            item.setGeometry(QRect(left + px(EDGE), top, width, height))
        self._inner.resize(self.viewport().width(), rows * px(ROW))
        self._order_focus(items)
        if rows != self.rows:
            self.rows = rows
            self.updateGeometry()
            self.rows_changed.emit()

    def _order_focus(self, items: Sequence[QWidget]) -> None:
        for before, after in pairwise(items):
            QWidget.setTabOrder(before, after)

    def height_wanted(self) -> int:
        """High enough for the rows, three at most."""
        return theme().px(ROW) * min(MOST_ROWS, self.rows)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height_wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(FIELD_WIDTH), theme().px(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
