"""How does one choose a page of the detail, where not all tabs fit?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.plain import tip_text
from scimviewer.ui.theme import theme


class _Bar(QTabBar):
    def wanted(self, number: int) -> int:
        """How wide a tab would be."""
        return self.tabSizeHint(number).width()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class TabStrip(QWidget):
    """Tabs in one row; those that find no room are in the menu behind them. The chosen one is always seen."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self.bar = _Bar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setAccessibleName(name)
        self.bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for number, title in enumerate(self.titles):
            self.bar.addTab(title)
            self.bar.setTabToolTip(number, tip_text(title, f"Ctrl+{number + 1}"))
        self.more = Button(icon_name="more-2-fill", kind="icon", name="More pages of the event")
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addWidget(self.more)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.bar)
        self.bar.currentChanged.connect(self._choose)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.dress()
        theme().changed.connect(self.dress)

    def _choose(self, number: int) -> None:
        self.fit()
        self.chosen.emit(number)

    def hidden(self) -> list[int]:
        """The tabs that found no room."""
        return [number for number in range(len(self.titles)) if not self.bar.isTabVisible(number)]

    def _fill_menu(self) -> None:
        self.menu.clear()
        for number in self.hidden():
            action = self.menu.addAction(f"{self.titles[number]}\tCtrl+{number + 1}")
            action.triggered.connect(lambda _checked=False, number=number: self.bar.setCurrentIndex(number))

    def fit(self) -> None:
        """Show as many tabs as there is room for."""
        widths = [self.bar.wanted(number) for number in range(len(self.titles))]
        room = self.width()
        if sum(widths) > room:
            room -= self.more.sizeHint().width()
        shown, current = {self.bar.currentIndex()}, self.bar.currentIndex()
        used = widths[current]
        for number, width in enumerate(widths):
            if number != current and used + width <= room:
                used += width
                shown.add(number)
            elif number != current:
                break
        for number in range(len(widths)):
            self.bar.setTabVisible(number, number in shown)
        self.more.setVisible(len(shown) < len(widths))
        self.bar.updateGeometry()  # a tab that comes back changes the hint without saying so

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def dress(self) -> None:
        """Take the font from the theme again."""
        self.bar.setFont(theme().font(13, 500))
        self.fit()
