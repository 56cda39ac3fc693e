"""What stands in the detail pane while no event is shown?"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scimviewer.ui.badge import KeyCap
from scimviewer.ui.busy_ring import BUSY_AFTER_MS, BusyRing
from scimviewer.ui.plain import PlainLabel

KEYS = (
    (("↑", "↓"), "choose an event"),
    (("e",), "go to the next failure"),
    (("/",), "filter, or search the payloads"),
)


class Nothing(QWidget):
    """No event is chosen: says how to choose one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(PlainLabel("No event is chosen", px=15, weight=600), 0, Qt.AlignmentFlag.AlignHCenter)
        for keys, words in KEYS:
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addStretch(1)
            for key in keys:
                row.addWidget(KeyCap(key, "t1"))
            row.addWidget(PlainLabel(words, colour="t2"))
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)


class Loading(QWidget):
    """An event is on its way; short waits are not worth a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = BusyRing()
        self.words = PlainLabel("Reading the event", colour="t2")
        self._later = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._later.timeout.connect(lambda: self._show_busy(True))
        row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.ring)
        row.addWidget(self.words)
        row.addStretch(1)
        self._show_busy(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
        self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        self.words.setVisible(busy)
        self.ring.show_busy(busy)
