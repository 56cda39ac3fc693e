"""What stands at the top of the window: menu, open, the case, the views, the zone?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from scimviewer.ui.actions import Actions, keys_of
from scimviewer.ui.button import Button
from scimviewer.ui.plain import ElidedLabel
from scimviewer.ui.segmented import Segmented
from scimviewer.ui.theme import shown_colours, theme

HEIGHT = 46
# Views of a case; those that do not exist yet are not shown.
VIEWS = ("Events", "Findings", "Plots")


class ToolBar(QWidget):
    """Left what is open, in the middle the views, at the right the zone; both sides are equally wide."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu(self)
        actions.fill(self.menu)
        self.menu_button = Button(icon_name="menu-line", kind="icon", name="Menu", key="F10")
        self.menu_button.set_menu(self.menu)
        self.open_button = Button("Open", icon_name="folder-open-line", kind="plain", key=keys_of("open_files"))
        self.open_button.clicked.connect(actions.by_name["open_files"].trigger)
        self.case_menu = QMenu(self)
        for name in ("add_bundle", "remove_bundle", "show_problems", "close_case"):
            self.case_menu.addAction(actions.by_name[name])
        self.case_button = Button(icon_name="folder-zip-line", kind="plain", name="Case")
        self.views = Segmented(VIEWS, "View")
        self.zone = Button(icon_name="time-line", kind="plain", name="Zone of times")
        self.promise = ElidedLabel("Works offline. Nothing leaves this machine.", px=12, colour="t2")
        self.promise.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        theme().changed.connect(self.dress)
        self.dress()
        self.show_case("")
        self.show_zone("UTC")

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        self._left, self._right = QHBoxLayout(left), QHBoxLayout(right)
        self._left.addWidget(self.menu_button)
        self._left.addWidget(self.open_button)
        self._left.addWidget(self.case_button)
        self._left.addStretch(1)
        self._right.addWidget(self.promise, 1)
        self._right.addStretch(0)
        self._right.addWidget(self.zone)
        for side in (left, right):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.addWidget(left, 1)
        self._row.addWidget(self.views)
        self._row.addWidget(right, 1)

    def dress(self) -> None:
        """Take colours and lengths from the theme again."""
        px = theme().px
        shown_colours(self, "window")
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(12), 0, px(14), 0)
        self._row.setSpacing(px(8))
        for side in (self._left, self._right):
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(px(8))

    def show_zone(self, title: str) -> None:
        """Say in which zone times are shown."""
        self.zone.setText(title)
        self.zone.setAccessibleName(f"Times are in {title}")
        self.zone.caret = True
        self.zone.updateGeometry()

    def show_case(self, name: str) -> None:
        """Say which case is open; "" for none."""
        self.case_button.setText(name)
        self.case_button.setAccessibleName(f"Case {name}")
        if name:
            self.case_button.set_menu(self.case_menu)
        self.case_button.setVisible(bool(name))
        self.views.setVisible(bool(name))
        self.zone.setVisible(bool(name))
        self.promise.setVisible(not name)
        self.case_button.updateGeometry()
