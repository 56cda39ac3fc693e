"""How does a part of a pane say on one line what it holds, until somebody unfolds it?"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from scimviewer.ui.icons import pixmap
from scimviewer.ui.pairs_view import Pairs, PairsView
from scimviewer.ui.plain import printable, tip
from scimviewer.ui.theme import theme

HEIGHT = 26
MOST_ROWS = 7  # the body below needs room too


class FoldRow(QAbstractButton):
    """One line on a tint with an arrow. Enter, Space and a click unfold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_words(self, words: str) -> None:
        """What the line says."""
        self.words = printable(words, 400)
        self.setAccessibleName(self.words)
        tip(self, self.words)
        self.update()

    def sizeHint(self) -> QSize:
        return theme().size(120, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.fold)
        left = px(12)
        if self.isEnabled():
            name = "arrow-down-s-line" if self.isChecked() else "arrow-right-s-line"
            mark = pixmap(name, colours.t2, px(14), self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - px(14)) // 2, mark)
        font = theme().font(12)
        place = QRect(left + px(20), 0, self.width() - left - px(28), self.height())
        shown = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(colours.t2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        painter.end()


class FoldedPairs(QWidget):
    """Names and values behind one line that sums them up."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = FoldRow()
        self.pairs = PairsView(name, MOST_ROWS)
        self.pairs.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self.pairs)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.row.toggled.connect(self._unfold)

    def set_content(self, words: str, pairs: Pairs) -> None:
        """Show others; what is unfolded stays so."""
        self.row.set_words(words)
        self.row.setEnabled(bool(pairs))
        self.pairs.set_pairs(pairs)
        self._unfold(self.row.isChecked())

    def _unfold(self, unfolded: bool) -> None:
        self.pairs.setVisible(unfolded and bool(self.pairs.pairs_model.pairs))
