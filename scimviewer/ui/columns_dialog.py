"""Which columns does the event table show, and in which order?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import COLUMNS, USUAL
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import theme


class ColumnsDialog(QDialog):
    """A check shows a column; dragging, or Alt with ↑ ↓, moves it."""

    columns_chosen = Signal(list)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Columns")
        self.list = QListWidget()
        self.list.setAccessibleName("Columns")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill(keys)
        usual = Button("Usual columns")
        cancel = Button("Cancel")
        done = Button("Show", kind="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(usual)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(16)] * 4)
        layout.setSpacing(theme().px(12))
        layout.addWidget(PlainLabel("Space shows or hides a column, Alt with ↑ ↓ moves it.", px=12, colour="t2"))
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        usual.clicked.connect(lambda: self._fill(USUAL))
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self._choose)
        done.setDefault(True)
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self.move_column(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self.move_column(1))
        self.resize(theme().size(360, 480))
        self.list.setFocus()

    def _fill(self, keys: Sequence[str]) -> None:
        self.list.clear()
        titles = {column.key: column.title for column in COLUMNS}
        for key in [*keys, *(other for other in titles if other not in keys)]:
            item = QListWidgetItem(titles[key])
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def move_column(self, step: int) -> None:
        """Move the current column up (-1) or down (+1)."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)

    def _choose(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        keys = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
        self.columns_chosen.emit(keys)
        self.accept()
