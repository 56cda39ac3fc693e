"""Which values are there, how often and when, and how does one click on them become a filter?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QMenu, QWidget

from scimviewer.query.terms import chosen, toggled
from scimviewer.ui.events_columns import Row
from scimviewer.ui.facets_delegate import FacetsDelegate
from scimviewer.ui.facets_model import ENTRY_ROLE, Entry, FacetCounts, FacetsModel
from scimviewer.ui.theme import theme


class FacetsPane(QListView):
    """A click includes a value, a second one takes it back; ✗, Shift with a click, or x excludes it."""

    filter_changed = Signal(str)
    folds_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self.viewport())
        self.facets = FacetsModel(self)
        self._text = ""
        self._painter = FacetsDelegate(self)
        self.setItemDelegate(self._painter)
        self.setModel(self.facets)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setProperty("own_ring", True)
        self.setAccessibleName("Values to filter by")
        self.search.setPlaceholderText("Find a value")
        self.search.setAccessibleName("Find a value")
        self.search.textChanged.connect(self._seek)
        self.search.installEventFilter(self)
        self.search.hide()
        self.customContextMenuRequested.connect(self._show_menu)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take sizes and colours from the theme again."""
        self.search.setFont(theme().font(12))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_text(self, text: str) -> None:
        """Hear the filter that is in use."""
        self._text = text
        self._show(self.facets.counts)

    def set_counts(self, counts: Mapping[str, FacetCounts]) -> None:
        """Show these counts, one for each field."""
        self._show(counts)

    def set_redaction(self, redact: Callable[[Row], Row] | None) -> None:
        """Show values as the rows of the table are shown."""
        self.facets.redact = redact
        self.facets.rebuild()

    def toggle_current(self, exclude: bool) -> None:
        """Include or exclude the value that the keyboard is on."""
        entry = self._current()
        if entry is not None and entry.kind == "value":
            self.toggle(entry, exclude)

    def _show(self, counts: Mapping[str, FacetCounts]) -> None:
        entry, scrolled = self._current(), self.verticalScrollBar().value()
        self.facets.show(counts, chosen(self._text))
        self._restore(entry, scrolled)

    def _restore(self, entry: Entry | None, scrolled: int) -> None:
        if entry is not None and not self.currentIndex().isValid():
            row = self.facets.row_of(entry.kind, entry.name, entry.value)
            if row < 0:
                row = self.facets.row_of("head", entry.name)
            if row >= 0:
                self.setCurrentIndex(self.facets.index(row))
            self.verticalScrollBar().setValue(scrolled)

    def _current(self) -> Entry | None:
        entry: Entry | None = self.currentIndex().data(ENTRY_ROLE) if self.currentIndex().isValid() else None
        return entry

    def toggle(self, entry: Entry, exclude: bool = False) -> None:
        """Do what a click on this row does: fold a head, show more, include or exclude a value."""
        if entry.kind == "value":
            self.filter_changed.emit(toggled(self._text, entry.name, entry.value, exclude))
            return
        if entry.kind == "head":
            self.facets.folded ^= {entry.name}
        elif entry.kind == "more":
            self.facets.opened = "" if self.facets.opened == entry.name else entry.name
            self.search.clear()
        scrolled = self.verticalScrollBar().value()
        self.facets.rebuild()
        self._restore(entry, scrolled)
        self._place_search()
        if entry.kind == "head":
            self.folds_changed.emit()
        elif self.facets.opened:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_folded(self, names: set[str]) -> None:
        """Fold these facets and no other."""
        self.facets.folded = set(names)
        self.facets.rebuild()

    # The field that finds a value among many.

    def _seek(self, text: str) -> None:
        self.facets.sought = text.strip()
        self.facets.rebuild()
        self._place_search()

    def _place_search(self) -> None:
        """Lay the field over its row."""
        row = self.facets.row_of("search", self.facets.opened)
        if row >= 0:
            px = theme().px
            place = self.visualRect(self.facets.index(row))
            self.search.setGeometry(place.adjusted(px(20), 1, -px(12), -1))
        self.search.setVisible(row >= 0)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_search()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field: ↓ goes to the values, Enter includes the first one, Esc closes the field."""
        if watched is not self.search or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        first = self.facets.row_of("search", self.facets.opened) + 1
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._painter.by_keyboard = True
            self.setFocus(Qt.FocusReason.TabFocusReason)
            self.setCurrentIndex(self.facets.index(first))
            if event.key() != Qt.Key.Key_Down and self.facets.entries[first].kind == "value":
                self.toggle(self.facets.entries[first])
        elif event.key() == Qt.Key.Key_Escape:
            self.toggle(Entry("more", self.facets.opened, ""))
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _show_menu(self, place: QPoint) -> None:
        index = self.indexAt(place) if place.y() >= 0 else self.currentIndex()
        entry: Entry | None = index.data(ENTRY_ROLE) if index.isValid() else None
        if entry is None or entry.kind != "value":
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        include = "Do not include" if entry.state == "in" else "Only these"
        exclude = "Do not exclude" if entry.state == "out" else "All but these"
        menu.addAction(include, lambda: self.toggle(entry))
        menu.addAction(exclude, lambda: self.toggle(entry, exclude=True))
        menu.popup(self.viewport().mapToGlobal(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            place = event.position().toPoint()
            cross = self._painter.cross(self.visualRect(index), self._painter.count_width(self))
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.toggle(index.data(ENTRY_ROLE), exclude=shifted or cross.contains(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._painter.by_keyboard = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._painter.by_keyboard = True
        entry = self._current()
        key = event.key()
        if entry is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggle(entry)
        elif key in (Qt.Key.Key_X, Qt.Key.Key_Delete) and entry.kind == "value":
            self.toggle(entry, exclude=True)
        elif key == Qt.Key.Key_Left and entry.name not in self.facets.folded:
            head = self.facets.row_of("head", entry.name)
            self.setCurrentIndex(self.facets.index(head))
            self.toggle(self.facets.entries[head])
        elif key == Qt.Key.Key_Right and entry.name in self.facets.folded:
            self.toggle(entry)
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def keyboardSearch(self, _text: str) -> None:
        """Letters are keys of the window here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painter.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.facets.entries and self._painter.by_keyboard:
            self.setCurrentIndex(self.facets.index(0))
        self.viewport().update()
