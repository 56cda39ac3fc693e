"""How does one walk through a comparison: the table of aligned lines, its keys, its folds?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from scimviewer.ui.diff_delegate import GUTTER, ROW, TALL, DiffDelegate
from scimviewer.ui.diff_lines import Line
from scimviewer.ui.diff_model import ATTRIBUTES, LINE_ROLE, DiffModel
from scimviewer.ui.plain import printable
from scimviewer.ui.theme import theme

SHARES = {1: (1.0,), 2: (0.5, 0.5), 4: (0.22, 0.28, 0.28, 0.22)}
# What the menu offers to copy: kind, words.
COPIES = (("row", "Copy row"), ("text", "Copy all as text"), ("markdown", "Copy all as Markdown"))


class DiffHeader(QHeaderView):
    """Titles of columns, in line with what stands below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        px, colours, font = theme().px, theme().colours, theme().font(11, 600)
        painter.fillRect(rect, colours.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.hair)
        place = rect.adjusted(px(8) if section else px(GUTTER), 0, -px(4), 0)
        title = printable(str(self.model().headerData(section, Qt.Orientation.Horizontal)), 200)
        painter.setFont(font)
        painter.setPen(colours.t2)
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def sizeHint(self) -> QSize:
        return theme().size(80, 28)


class DiffView(QTableView):
    """Both sides are one table, so they scroll together. F7 and Shift+F7 go from difference to difference."""

    copy_wanted = Signal(str)  # a kind of COPIES
    moved = Signal()  # another row is current

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = DiffModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(DiffDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("Comparison")
        self.setProperty("own_ring", True)
        self.setHorizontalHeader(DiffHeader(self))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take sizes and colours from the theme again."""
        tall = self.lines.shape == ATTRIBUTES
        self.verticalHeader().setDefaultSectionSize(theme().px(TALL if tall else ROW))
        self.horizontalHeader().setVisible(tall)
        self._fit()
        self.viewport().update()

    def show_lines(self, shape: str, lines: list[Line], titles: tuple[str, str] = ("", "")) -> None:
        """Show lines, and stand at the first difference."""
        self.lines.show(shape, lines, titles)
        self.dress()
        if not self.step(1, wrap=False) and lines:
            self._go_to(0)

    def place(self) -> tuple[int, int]:
        """Which of how many differences the current row is in or after; 0 before the first."""
        places = self.lines.places()
        return sum(1 for row in places if row <= self.currentIndex().row()), len(places)

    def step(self, direction: int, wrap: bool = True) -> bool:
        """Go to the next difference (+1) or the one before (-1), from the last to the first."""
        places, row = self.lines.places(), self.currentIndex().row()
        if not places:
            return False
        if direction > 0:
            found = next((one for one in places if one > row), places[0] if wrap or row < 0 else None)
        else:
            found = next((one for one in reversed(places) if one < row), places[-1] if wrap else None)
        if found is not None:
            self._go_to(found)
        return found is not None

    def chosen(self) -> list[Line]:
        """The selected lines, in the order of the screen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.lines.lines[row] for row in rows]

    def _go_to(self, row: int) -> None:
        index = self.lines.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def event(self, event: QEvent) -> bool:
        # Copying here means these lines, not the row of the table of events.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            copies = event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if copies or event.key() == Qt.Key.Key_F7:
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        if key == Qt.Key.Key_F7:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.copy_wanted.emit("row")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row >= 0:
            self.lines.toggle(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and row >= 0:
            line = self.lines.lines[row]
            if line.hidden and self.lines.is_open(line) == (key == Qt.Key.Key_Left):
                self.lines.toggle(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            line = index.data(LINE_ROLE)
            if line.hidden and not event.modifiers():
                self.lines.toggle(index.row())

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, words in COPIES:
            menu.addAction(words).triggered.connect(lambda _on=False, kind=kind: self.copy_wanted.emit(kind))
        menu.popup(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, count = self.viewport().width(), self.lines.columnCount()
        for column, share in enumerate(SHARES[count]):
            self.setColumnWidth(column, round(room * share))
