"""How does a button look that follows the theme: plain, box, primary, on, link, or an icon alone?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QWidget

from scimviewer.ui.icons import icon, pixmap
from scimviewer.ui.plain import tip
from scimviewer.ui.theme import theme

KINDS = ("box", "plain", "primary", "on", "link", "icon")


class Button(QPushButton):
    """A push button of the design, 28 high; `kind` is one of KINDS. An icon alone needs a `name`."""

    def __init__(
        self,
        text: str = "",
        *,
        icon_name: str = "",
        kind: str = "box",
        name: str = "",
        key: str = "",
        caret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.icon_name = icon_name
        self.caret = caret
        self.setAutoDefault(False)
        self.setProperty("kind", kind)
        self.setAccessibleName(name or text)
        if name or key:
            tip(self, name or text, key)
        self.dress()
        theme().changed.connect(self.dress)

    def set_kind(self, kind: str) -> None:
        """Change the look, "box" to "on" for example."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.dress()

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu on click, marked by a caret where the button has a text."""
        self.setMenu(menu)
        self.caret = bool(self.text())

    def dress(self) -> None:
        """Take font, icon colour and sizes from the theme again."""
        kind = self.property("kind")
        self.setFont(theme().font(13, 600 if kind == "primary" else 500))
        if self.icon_name:
            colour = {"primary": "on_accent", "on": "accent", "link": "accent"}.get(kind, "t2")
            self.setIcon(icon(self.icon_name, colour))
            self.setIconSize(theme().size(16))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        room = theme().px(16) if self.caret else 0
        return QSize(hint.width() + room + (theme().px(4) if self.icon_name and self.text() else 0), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        self._paint_content(painter, option)
        painter.end()

    def _paint_content(self, painter: QPainter, option: QStyleOptionButton) -> None:
        """Icon, gap, text, caret, centred together: the style's own gap is fixed and narrow."""
        px, colours = theme().px, theme().colours
        enabled, kind = self.isEnabled(), self.property("kind")
        name = {"primary": "on_accent", "on": "accent", "link": "accent"}.get(kind, "t1")
        if self.isChecked():
            name = "accent"
        colour = colours.named(name if enabled else "tdis")
        metrics = self.fontMetrics()
        icon_size = px(16) if self.icon_name else 0
        gap = px(6) if self.icon_name and self.text() else 0
        caret = px(16) if self.caret else 0
        side = 0 if kind in ("link", "icon") else px(7)
        room = self.width() - icon_size - gap - caret - 2 * side
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, max(0, room))
        used = icon_size + gap + metrics.horizontalAdvance(text) + caret
        left = 0 if kind == "link" and not self.icon_name else (self.width() - used) // 2
        ratio = self.devicePixelRatioF()
        if self.icon_name:
            tint = colour if name != "t1" or not enabled else colours.t2
            picture = pixmap(self.icon_name, tint, icon_size, ratio)
            painter.drawPixmap(left, (self.height() - icon_size) // 2, picture)
        painter.setPen(colour)
        painter.setFont(self.font())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        start = left + icon_size + gap
        painter.drawText(start, 0, self.width() - start, self.height(), flags, text)
        if self.caret:
            small = px(14)
            mark = pixmap("arrow-down-s-line", colours.t2, small, ratio)
            painter.drawPixmap(left + used - small, (self.height() - small) // 2, mark)
