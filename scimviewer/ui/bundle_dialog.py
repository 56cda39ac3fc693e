"""Which bundle of the case shall go?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted
from scimviewer.ui.plain import PlainLabel, printable
from scimviewer.ui.theme import theme


class BundleDialog(QDialog):
    """The bundles of a case; the chosen one is removed, the custody log keeps what it was."""

    removal_wanted = Signal(dict)  # a bundle of `Case.bundles()`

    def __init__(self, bundles: Sequence[dict[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Remove bundle")
        self.bundles = [bundle for bundle in bundles if bundle["removed_at"] is None]
        self.list = QListWidget()
        self.list.setAccessibleName("Bundles of the case")
        for bundle in self.bundles:
            self.list.addItem(QListWidgetItem(_line(bundle)))
        self.list.setCurrentRow(0)
        self.remove_button = Button("Remove", kind="primary", icon_name="delete-bin-line")
        self.remove_button.setEnabled(bool(self.bundles))
        self.remove_button.setDefault(True)
        cancel = Button("Cancel")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(16)] * 4)
        layout.setSpacing(theme().px(12))
        words = "Its records and events leave the case. What was sent to you stays where it is."
        layout.addWidget(PlainLabel(words, colour="t2", wrap=True))
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        cancel.clicked.connect(self.reject)
        self.remove_button.clicked.connect(self._choose)
        self.resize(theme().size(460, 300))

    def _choose(self) -> None:
        bundle = self.bundles[self.list.currentRow()]
        self.accept()
        self.removal_wanted.emit(bundle)


def _line(bundle: dict[str, Any]) -> str:
    name = printable(str(bundle["name"]), 200)
    return f"{name}    {counted(bundle['events'], 'event')} in {counted(bundle['sources'], 'file')}"
