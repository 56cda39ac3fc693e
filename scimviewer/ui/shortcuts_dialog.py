"""Which keys are there?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from scimviewer.ui.actions import ACTIONS, MENUS, key_text
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import theme

# Keys that widgets answer themselves.
MORE = (
    ("Go", "Next or previous event", ("↓", "↑")),
    ("Go", "Ten events on or back", ("PageDown", "PageUp")),
    ("Go", "First or last event", ("Home", "End")),
    ("Go", "From the list into the detail", ("Enter",)),
    ("Filter", "Include the value in the list at the left", ("Enter", "Space")),
    ("Filter", "Exclude it", ("x",)),
)


class ShortcutsDialog(QDialog):
    """Every action that has a key, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        px = theme().px
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(px(20), px(12), px(20), px(16))
        grid.setHorizontalSpacing(px(32))
        grid.setVerticalSpacing(px(4))
        line = 0
        for menu in MENUS:
            lines = [(a.title, a.keys) for a in ACTIONS if a.menu == menu and a.keys]
            lines += [(title, keys) for where, title, keys in MORE if where == menu]
            if not lines:
                continue
            grid.setRowMinimumHeight(line, px(12))
            grid.addWidget(PlainLabel(menu, px=12, weight=600, colour="t2"), line + 1, 0, 1, 2)
            for number, (title, keys) in enumerate(lines):
                grid.addWidget(PlainLabel(title), line + 2 + number, 0)
                text = "  ".join(key_text(key) for key in keys)
                grid.addWidget(PlainLabel(text, px=12, mono=True), line + 2 + number, 1)
            line += 2 + len(lines)
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("Keys by menu")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.resize(px(520), px(620))
