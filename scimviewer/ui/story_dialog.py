"""Whose life is wanted: a user or group by id, userName, externalId or displayName?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from scimviewer.ui.event_pane import EventPane
from scimviewer.ui.story_page import StoryPage
from scimviewer.ui.theme import theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.ui.opened_case import OpenedCase


class StoryDialog(QDialog):
    """Type a name and press Enter; a row leads to its event in the window behind."""

    def __init__(
        self, pane: EventPane, opened: OpenedCase | None, redactor: Redactor | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or pane.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Story of a user or group")
        self.opened, self.redactor = opened, redactor
        self.field = QLineEdit()
        self.field.setPlaceholderText("id, userName, externalId or displayName")
        self.field.setAccessibleName("User or group")
        self.page = StoryPage(pane.beside)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.page, 1)
        self.resize(theme().size(1000, 680))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter asks; a dialog would take it for "OK".
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
        else:
            super().keyPressEvent(event)

    def ask(self) -> None:
        """Show the life of whom the field names."""
        if self.field.text().strip():
            self.page.show_of(self.opened, self.field.text(), self.redactor)
