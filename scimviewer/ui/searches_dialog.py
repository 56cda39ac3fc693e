"""Under which name is a filter saved, and what becomes of the saved ones?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scimviewer.store.searches import MOST_NAME
from scimviewer.ui.button import Button
from scimviewer.ui.plain import ElidedLabel, PlainLabel, printable
from scimviewer.ui.theme import theme


class SearchesDialog(QDialog):
    """Saves the filter in use under a name; Enter uses a saved one, F2 renames it, Del deletes it."""

    save_wanted = Signal(str, str)  # name, filter
    rename_wanted = Signal(str, str)  # old name, new name
    delete_wanted = Signal(str)
    use_wanted = Signal(str)  # filter

    def __init__(self, text: str, sentence: str, saved: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Saved filters")
        self.text = text
        self.name = QLineEdit()
        self.name.setAccessibleName("Name")
        self.name.setPlaceholderText("Name")
        self.name.setMaxLength(MOST_NAME)
        self.save = Button("Save", kind="primary")
        self.list = QListWidget()
        self.list.setAccessibleName("Saved filters")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.meaning = ElidedLabel(px=12, colour="t2")
        self._use, self._rename, self._delete = Button("Use"), Button("Rename", key="F2"), Button("Delete", key="Del")
        self._lay_out(sentence)
        self.show_saved(saved)
        self.name.textChanged.connect(lambda typed: self.save.setEnabled(bool(typed.strip())))
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.list.itemActivated.connect(lambda _item: self._use_current())
        self.list.itemChanged.connect(self._renamed)
        self.list.currentItemChanged.connect(lambda *_: self._show_meaning())
        self._use.clicked.connect(self._use_current)
        self._rename.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self._delete.clicked.connect(self._delete_current)
        QShortcut(QKeySequence("Del"), self.list, self._delete_current, context=Qt.ShortcutContext.WidgetShortcut)
        (self.name if text else self.list).setFocus()

    def _lay_out(self, sentence: str) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(16)] * 4)
        column.setSpacing(px(12))
        if self.text:
            column.addWidget(PlainLabel("Save the filter in use", weight=600))
            column.addWidget(PlainLabel(sentence, px=12, colour="t2", wrap=True))
            row = QHBoxLayout()
            row.addWidget(self.name, 1)
            row.addWidget(self.save)
            column.addLayout(row)
            self.save.setEnabled(False)
        column.addWidget(PlainLabel("Saved in this case", weight=600))
        column.addWidget(self.list, 1)
        column.addWidget(self.meaning)
        row = QHBoxLayout()
        for button in (self._use, self._rename, self._delete):
            row.addWidget(button)
        row.addStretch(1)
        close = Button("Close")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(theme().size(460, 420))

    def show_saved(self, saved: Mapping[str, str]) -> None:
        """List these: name → filter."""
        current = self.list.currentItem()
        before = "" if current is None else str(current.data(Qt.ItemDataRole.UserRole)[0])
        self.list.blockSignals(True)
        self.list.clear()
        for name, text in saved.items():
            item = QListWidgetItem(printable(name, MOST_NAME))
            item.setData(Qt.ItemDataRole.UserRole, (name, text))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        names = list(saved)
        self.list.setCurrentRow(names.index(before) if before in names else 0)
        self.list.blockSignals(False)
        self._show_meaning()

    def _current(self) -> tuple[str, str] | None:
        item = self.list.currentItem()
        found: tuple[str, str] | None = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return found

    def _show_meaning(self) -> None:
        found = self._current()
        for button in (self._use, self._rename, self._delete):
            button.setEnabled(found is not None)
        self.meaning.setText("Nothing is saved yet." if found is None else found[1] or "no filter")

    def _save(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.save_wanted.emit(name, self.text)
            self.accept()

    def _use_current(self) -> None:
        found = self._current()
        if found is not None:
            self.use_wanted.emit(found[1])
            self.accept()

    def _renamed(self, item: QListWidgetItem) -> None:
        old, _text = item.data(Qt.ItemDataRole.UserRole)
        new = " ".join(item.text().split())
        if new and new != printable(old, MOST_NAME):
            self.rename_wanted.emit(old, new)

    def _delete_current(self) -> None:
        found = self._current()
        if found is not None:
            self.delete_wanted.emit(found[0])
