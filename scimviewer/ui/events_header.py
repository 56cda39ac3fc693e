"""What stands above the event table's columns: their names, the order, and a menu to choose columns?"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from scimviewer.ui.events_delegate import GUTTER, ROW_HEIGHT, SIDE
from scimviewer.ui.icons import pixmap
from scimviewer.ui.theme import theme


class EventsHeader(QHeaderView):
    """A header painted like the rows below it, with an arrow at the column that orders them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(theme().px(36))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(ROW_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        px, colours = theme().px, theme().colours
        model = self.model()
        painter.fillRect(rect, colours.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.hair)
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        right = bool(
            model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            & int(Qt.AlignmentFlag.AlignRight.value)
        )
        font = theme().font(11, 600)
        inner = rect.adjusted(px(GUTTER if self.visualIndex(section) == 0 else SIDE), 0, -px(SIDE), 0)
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        metrics = QFontMetrics(font)
        arrow = px(12) if sorted_here else 0
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width() - arrow)
        width = metrics.horizontalAdvance(text)
        left = inner.right() + 1 - width if right else inner.left()
        painter.setFont(font)
        painter.setPen(colours.t1 if sorted_here else colours.t2)
        painter.drawText(
            QRect(left, rect.top(), width + px(2), rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        if sorted_here:
            falling = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            device = painter.device()
            ratio = device.devicePixelRatioF() if device is not None else 1.0
            picture = pixmap("arrow-down-s-line" if falling else "arrow-up-s-line", colours.t1, arrow, ratio)
            start = left - arrow - px(1) if right else left + width + px(1)
            painter.drawPixmap(start, rect.top() + (rect.height() - arrow) // 2, picture)
