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
        return None


class FindingsDelegate(QStyledItemDelegate):
    """Paints an item of the list, 92 high."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return theme().size(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        px, colours = theme().px, theme().colours
        model, view = index.model(), option.widget
        assert isinstance(model, FindingsModel)
        rect, one = QRect(option.rect), model.shown[index.row()]
        severity = FINDING_SEVERITIES[one.finding.severity]
        focused = isinstance(view, QWidget) and view.hasFocus()
        ground = colours.surface
        if option.state & QStyle.StateFlag.State_Selected:
            ground = colours.sel if focused else colours.sel_off
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.hair)
        painter.fillRect(QRect(rect.left(), rect.top(), px(RIBBON), rect.height()), colours.named(severity.ribbon))
        inner = rect.adjusted(px(SIDE), px(10), -px(SIDE), -px(10))
        tag = QRect(inner.left(), inner.top(), severity_width(severity), px(TAG_HEIGHT))
        paint_severity(painter, tag, severity)
        self._text(painter, QRect(tag.right(), tag.top(), inner.right() - tag.right(), tag.height()), one, RIGHT)
        line = QRect(inner.left(), tag.bottom() + px(5), inner.width(), px(20))
        font = theme().font(13, 600)
        font.setStrikeOut(one.judgement is not None)
        painter.setFont(font)
        painter.setPen(colours.t3 if one.judgement is not None and ground == colours.surface else colours.t1)
        metrics = QFontMetrics(font)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(line, LEFT, metrics.elidedText(str(index.data()), elide, line.width()))
        below = QRect(inner.left(), line.bottom() + px(3), inner.width() - px(SPARK + 12), px(20))
        font = theme().font(12)
        told = one.finding.explanation
        if one.judgement is not None:
            told = f"{one.judgement.verdict}: {one.judgement.note}" if one.judgement.note else one.judgement.verdict
        painter.setFont(font)
        painter.setPen(colours.t2)
        text = printable(one.told(told, model.redactor), LONGEST)
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
