"""Which action is meant by these letters?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from scimviewer.ui.actions import ACTIONS, Actions, keys_of
from scimviewer.ui.theme import theme


class PaletteDialog(QDialog):
    """Type a part of a name, choose with ↑ ↓, do it with Enter."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Every action")
        self.actions_by_name = actions.by_name
        self.field = QLineEdit()
        self.field.setPlaceholderText("What to do")
        self.field.setAccessibleName("Part of an action's name")
        self.list = QListWidget()
        self.list.setAccessibleName("Actions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self._do)
        self.list.itemClicked.connect(lambda _item: self._do())
        self.field.installEventFilter(self)
        self.resize(theme().size(460, 400))
        self._show("")

    def shown(self) -> list[str]:
        """The lines that are on offer."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return False

    def _show(self, text: str) -> None:
        self.list.clear()
        words = text.lower().split()
        for action in ACTIONS:
            there = self.actions_by_name[action.name].isEnabled()
            if there and all(word in f"{action.menu} {action.title}".lower() for word in words):
                keys = keys_of(action.name)
                item = QListWidgetItem(action.title + (f"    {keys}" if keys else ""))
                item.setData(Qt.ItemDataRole.UserRole, action.name)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        action: QAction = self.actions_by_name[item.data(Qt.ItemDataRole.UserRole)]
        self.accept()
        action.trigger()
