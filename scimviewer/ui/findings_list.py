"""How is the list of findings shown: severity, sentence, span, and where in the case's time they lie?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scimviewer.ui.chart_ticks import span_words
from scimviewer.ui.events_columns import counted
from scimviewer.ui.finding_watch import Shown
from scimviewer.ui.plain import printable
from scimviewer.ui.tag import FINDING_SEVERITIES, TAG_HEIGHT, paint_severity, severity_width
from scimviewer.ui.theme import theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

HEIGHT, RIBBON, SIDE, SPARK = 92, 4, 16, 82
SHOWN_ROLE = Qt.ItemDataRole.UserRole + 1
LONGEST = 400
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
AnyIndex = QModelIndex | QPersistentModelIndex


def size_words(shown: Shown) -> str:
    """How many events, from when to when."""
    finding = shown.finding
    return f"{counted(len(finding.events), 'event')}  ·  {span_words(finding.first_ns, finding.last_ns)}"


class FindingsModel(QAbstractListModel):
    """Findings in the order in which they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[Shown, ...] = ()
        self.redactor: Redactor | None = None

    def show_findings(self, shown: tuple[Shown, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.shown[index.row()]
        if role == SHOWN_ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(one.told(one.finding.title, self.redactor), LONGEST)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f", {one.judgement.verdict}" if one.judgement else ""
            title = one.told(one.finding.title, self.redactor)
            return printable(f"{one.finding.severity}{said}: {title}. {size_words(one)}", LONGEST)
        painter.drawText(below, LEFT, QFontMetrics(font).elidedText(text, elide, below.width()))
        self._spark(painter, QRect(inner.right() - px(SPARK), line.bottom(), px(SPARK), px(24)), one, severity.ribbon)
        if focused and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours.accent)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _text(self, painter: QPainter, rect: QRect, one: Shown, flags: int) -> None:
        painter.setFont(theme().font(12))
        painter.setPen(theme().colours.t2)
        painter.drawText(rect, flags, size_words(one))

    def _spark(self, painter: QPainter, rect: QRect, one: Shown, token: str) -> None:
        colours = theme().colours
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.hair)
        most, count = max(one.bars, default=0), len(one.bars)
        for number, bar in enumerate(one.bars):
            if bar:
                left = rect.left() + number * rect.width() // count
                width = max(1, rect.left() + (number + 1) * rect.width() // count - left - 1)
                height = max(2, round((rect.height() - 2) * bar / most))
                painter.fillRect(QRect(left, rect.bottom() - height, width, height), colours.named(token))
