"""Where are files dropped, and what opens them without a mouse?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scimviewer.ui.badge import KeyCap
from scimviewer.ui.button import Button
from scimviewer.ui.card import paint_dashed
from scimviewer.ui.events_columns import counted
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import theme

INVITATION = "Drop a bundle here"
KINDS = "A file, a folder or an archive, even archives in archives."
READABLE = "HAR  ·  JSON request and response logs  ·  in folders, zip, gz, tar, tar.gz"


class DropZone(QWidget):
    """Takes files and folders; the three buttons do the same by keyboard."""

    open_files_wanted = Signal()
    open_folder_wanted = Signal()
    demo_wanted = Signal()
    paths_dropped = Signal(list)  # of Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.over = False
        self.picture = PlainLabel()
        self.title = PlainLabel(INVITATION, px=20, weight=600)
        self.kinds = PlainLabel(KINDS, colour="t2", wrap=True)
        self.files = Button("Open files", icon_name="file-add-line", kind="primary", key="Ctrl+O")
        self.folder = Button("Open folder", icon_name="folder-open-line", key="Ctrl+Shift+O")
        self.demo = Button("Make test traffic…", icon_name="test-tube-line")
        self.readable = PlainLabel(READABLE, colour="t2", wrap=True)
        for label in (self.picture, self.title, self.kinds, self.readable):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.files.clicked.connect(self.open_files_wanted)
        self.folder.clicked.connect(self.open_folder_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        self._lay_out()
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.files)
        buttons.addWidget(KeyCap("Ctrl O"))
        buttons.addWidget(self.folder)
        buttons.addWidget(self.demo)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(self.picture)
        column.addSpacing(16)
        column.addWidget(self.title)
        column.addSpacing(8)
        column.addWidget(self.kinds)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addSpacing(28)
        column.addWidget(self.readable)
        column.addStretch(4)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = local_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.show_drag(len(paths), paths[0].name)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.show_drag(0)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_paths(event.mimeData())
        self.show_drag(0)
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)

    def show_drag(self, count: int, name: str = "") -> None:
        """Say what letting go will do while `count` files are held over; 0 when they are gone."""
        self.over = count > 0
        self.title.setText(drop_words(count, name) if count else INVITATION)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_dashed(painter, self, self.over)
        painter.end()

    def dress(self) -> None:
        """Take the picture in the theme's colour again."""
        shown = pixmap("inbox-archive-line", theme().colours.accent, theme().px(40), self.devicePixelRatioF())
        self.picture.setPixmap(shown)


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of a drag; addresses in the web are passed over."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def drop_words(count: int, name: str = "") -> str:
    """What letting go will do: "Drop to open 3 files"."""
    if count == 1 and name:
        return f"Drop to open {name if len(name) <= 40 else name[:24] + '…' + name[-14:]}"
    return f"Drop to open {counted(count, 'file')}"
