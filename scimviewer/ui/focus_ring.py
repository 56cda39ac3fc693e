"""Where is the keyboard: a ring around the widget that has the focus, drawn outside of it?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget

from scimviewer.ui.theme import theme

GAP, WIDTH = 1, 2


class FocusRing(QWidget):
    """Lies over a window and lets everything through; a widget cannot paint outside itself.

    Seen after Tab and keys, not after a click. Widgets with the property `own_ring` paint their own.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.widget: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, widget: QWidget | None) -> None:
        if self.widget is not None:
            self.widget.removeEventFilter(self)
        self.widget = None
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        rung = isinstance(widget, QAbstractButton | QTabBar) or (widget is not None and bool(widget.property("ring")))
        if widget is None or by_mouse or not rung or widget.window() is not self.window():
            self.hide()
            return
        self.widget = widget
        widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget:
            if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._place()
            elif event.type() in (QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
                self.hide()
        return False

    def _place(self) -> None:
        if self.widget is None:
            return
        outer = GAP + WIDTH
        corner = self.widget.mapTo(self.window(), QPoint(0, 0))
        self.setGeometry(QRect(corner, self.widget.size()).adjusted(-outer, -outer, outer, outer))
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
