"""Where is the keyboard: a ring around the widget that has the focus, drawn outside of it?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from shiboken6 import isValid

from scimviewer.ui.theme import theme

GAP, WIDTH = 1, 2


class FocusRing(QWidget):
    """Lies over a window and lets everything through, because a widget cannot paint outside itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, widget: QWidget) -> None:
        """Stand around a widget of the same window."""
        outer = GAP + WIDTH
        corner = widget.mapTo(self.window(), QPoint(0, 0))
        self.setGeometry(QRect(corner, widget.size()).adjusted(-outer, -outer, outer, outer))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colours.accent, WIDTH))
        half = WIDTH / 2
        radius = theme().px(6) + GAP
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()


class FocusRings(QObject):
    """Moves a ring with the focus, in every window of the program; seen after keys, not after clicks.

    Buttons, tab bars and widgets with the property `ring` get one; views and fields paint their own.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.by_keyboard = False
        self.widget: QWidget | None = None
        self.ring: FocusRing | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, widget: QWidget | None) -> None:
        self._forget()
        if widget is None:
            return
        window = widget.window()
        handle = window.windowHandle()
        if handle is not None:
            # The native window hears keys and clicks first; a filter on the application would hear everything.
            handle.installEventFilter(self)
        if isinstance(widget, QAbstractButton | QTabBar) or widget.property("ring"):
            self.widget = widget
            self.ring = window.findChild(FocusRing) or self._ring_for(window)
            widget.installEventFilter(self)
            self._show()

    def _forget(self) -> None:
        # A widget that had the focus may be gone by now: a page is made anew while its button is the current one.
        if self.widget is not None and isValid(self.widget):
            self.widget.removeEventFilter(self)
        if self.ring is not None and isValid(self.ring):
            self.ring.hide()
        self.widget = self.ring = None

    def _ring_for(self, window: QWidget) -> FocusRing:
        ring = FocusRing(window)
        ring.destroyed.connect(self._lose_ring)
        return ring

    def _lose_ring(self) -> None:
        self.widget = self.ring = None

    def _show(self) -> None:
        if self.ring is not None and self.widget is not None and isValid(self.widget) and isValid(self.ring):
            if self.by_keyboard and self.widget.isVisible():
                self.ring.surround(self.widget)
            else:
                self.ring.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.widget:
            if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
                self._show()
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self.by_keyboard = kind == QEvent.Type.KeyPress
            self._show()
        return False
