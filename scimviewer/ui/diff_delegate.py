"""How is a line of a comparison painted: sign, tint, changed characters, folds, and what is missing on a side?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from scimviewer.ui.diff_lines import ALIKE, Line, changed_span
from scimviewer.ui.diff_model import ATTRIBUTES, INLINE, LINE_ROLE, DiffModel
from scimviewer.ui.icons import pixmap
from scimviewer.ui.json_highlighter import TOKENS
from scimviewer.ui.ring import paint_ring
from scimviewer.ui.tag import hatch
from scimviewer.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
GUTTER, BAR, ROW, TALL = 32, 3, 22, 40
LOOKS = {"added": "add", "removed": "rem", "changed": "chg", ALIKE: "chg"}
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


class DiffDelegate(QStyledItemDelegate):
    """Paints whole cells. What is lost or contradicted is tinted; what only looks other has a bar."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return theme().size(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model, line = option.widget, index.model(), index.data(LINE_ROLE)
        assert isinstance(view, QTableView)
        assert isinstance(model, DiffModel)
        painter.save()
        rect, column = option.rect, index.column()
        text = model.text(line, column)
        self._paint_ground(painter, rect, model, line, column, text is None)
        if line.kind == "fold":
            # Its words run through all cells of the row.
            painter.setClipRect(rect)
            left = sum(view.columnWidth(one) for one in range(column))
            self._paint_fold(painter, QRect(rect.left() - left, rect.top(), view.width(), rect.height()), model, line)
        elif model.shape == ATTRIBUTES:
            self._paint_attribute(painter, rect, model, line, column)
        elif text is not None:
            self._paint_code(painter, rect, model, line, column, index.data())
        chosen = index.row() == view.currentIndex().row()
        if chosen and option.state & QStyle.StateFlag.State_Selected:
            self._paint_chosen(painter, rect, view, column)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, model: DiffModel, line: Line, column: int, missing: bool
    ) -> None:
        px, colours = theme().px, theme().colours
        if line.kind == "fold":
            painter.fillRect(rect, colours.fold)
            return
        painter.fillRect(rect, colours.surface)
        if missing and model.shape not in (ATTRIBUTES, INLINE):
            painter.fillRect(rect, colours.fold)
            hatch(painter, QRectF(rect))
        look = _look(model, line)
        if (look and not missing) or (look and model.shape == ATTRIBUTES):
            if line.kind != ALIKE:
                painter.fillRect(rect, colours.named(f"{look}_bg"))
            if column == 0 or model.shape not in (ATTRIBUTES, INLINE):
                painter.fillRect(rect.left(), rect.top(), px(BAR), rect.height(), colours.named(look))
        if model.shape == ATTRIBUTES:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.p_grid)
        elif column == 1:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), colours.hair)

    def _paint_fold(self, painter: QPainter, rect: QRect, model: DiffModel, line: Line) -> None:
        px, colours = theme().px, theme().colours
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        name = "arrow-down-s-line" if model.is_open(line) else "arrow-right-s-line"
        mark = pixmap(name, colours.t2, px(14), ratio)
        painter.drawPixmap(rect.left() + px(8), rect.top() + (rect.height() - px(14)) // 2, mark)
        font = theme().font(12)
        place = QRect(rect.left() + px(GUTTER), rect.top(), rect.width() - px(GUTTER) - px(4), rect.height())
        self._say(painter, place, line.left or "", font, colours.t2)

    def _paint_sign(self, painter: QPainter, rect: QRect, sign: str, colour: QColor) -> None:
        px = theme().px
        painter.setFont(theme().font(12, 500, mono=True))
        painter.setPen(colour)
        painter.drawText(QRect(rect.left() + px(12), rect.top(), px(16), rect.height()), MIDDLE, sign)

    def _paint_code(self, painter: QPainter, rect: QRect, model: DiffModel, line: Line, column: int, text: str) -> None:
        px, colours = theme().px, theme().colours
        look = _look(model, line)
        sign = model.sign(line, column)
        if sign:
            self._paint_sign(painter, rect, sign, colours.named(look or "t2"))
        span = None
        if line.differs and line.left is not None and line.right is not None:
            other = line.left if text == line.right else line.right
            span = changed_span(text, other) if text != other else None
        font = theme().font(12, mono=True)
        metrics = QFontMetrics(font)
        place = rect.adjusted(px(GUTTER), 0, -px(4), 0)
        painter.setClipRect(place)
        if span is not None and span[0] < span[1]:
            self._paint_span(painter, place, metrics, text, span, colours.named(f"{look or 'chg'}_em"))
        painter.setFont(font)
        self._paint_tokens(painter, place, metrics, text, bool(look and line.kind != ALIKE), span)

    def _paint_span(
        self, painter: QPainter, place: QRect, metrics: QFontMetrics, text: str, span: tuple[int, int], colour: QColor
    ) -> None:
        start, stop = (metrics.horizontalAdvance(text[:end]) for end in span)
        px = theme().px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = QRect(place.left() + start - px(1), place.top() + px(2), stop - start + px(2), place.height() - px(4))
        painter.drawRoundedRect(mark, px(3), px(3))

    def _paint_tokens(
        self,
        painter: QPainter,
        place: QRect,
        metrics: QFontMetrics,
        text: str,
        tinted: bool,
        span: tuple[int, int] | None = None,
    ) -> None:
        """Text in the colours of JSON, cut where the room ends; on a mark all is as dark as can be."""
        colours, shown = theme().colours, metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        at = 0
        pieces: list[tuple[int, int, str]] = []
        for match in TOKENS.finditer(text):
            if match.start() > at:
                pieces.append((at, match.start(), "t1"))
            name = match.lastgroup or "t1"
            pieces.append((match.start(), match.end(), "t2" if name == "t3" and tinted else name))
            at = match.end()
        pieces.append((at, len(text), "t1"))
        for start, stop, name in pieces:
            for begin, end, marked in _cut(start, stop, span):
                if begin >= len(shown):
                    return
                left = place.left() + metrics.horizontalAdvance(shown[:begin])
                painter.setPen(colours.t1 if marked else colours.named(name))
                painter.drawText(
                    QRect(left, place.top(), place.right() - left + 1, place.height()), MIDDLE, shown[begin:end]
                )

    def _paint_attribute(self, painter: QPainter, rect: QRect, model: DiffModel, line: Line, column: int) -> None:
        px, colours = theme().px, theme().colours
        place = rect.adjusted(px(GUTTER) if column == 0 else px(8), 0, -px(8), 0)
        look = _look(model, line)
        if column == 0:
            self._paint_sign(painter, rect, model.sign(line), colours.named(look or "t2"))
            self._say(painter, place, line.name, theme().font(12, mono=True), colours.t1, Qt.TextElideMode.ElideMiddle)
        elif column < 3:
            text = (line.left, line.right)[column - 1]
            if text is None:
                self._say(painter, place, "nothing", theme().font(12), colours.t2)
                return
            font = theme().font(12, mono=True)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setClipRect(place)
            self._paint_tokens(painter, place, metrics, text, bool(look and line.kind != ALIKE))
        else:
            half = place.height() // 2
            upper = place.adjusted(0, px(3), 0, -half) if line.note else place
            self._say(painter, upper, line.verdict, theme().font(12, 600), colours.named(look or "t2"))
            if line.note:
                self._say(painter, place.adjusted(0, half, 0, -px(3)), line.note, theme().font(11), colours.t2)

    def _say(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        font: QFont,
        colour: QColor,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(place, MIDDLE, QFontMetrics(font).elidedText(text, mode, place.width()))

    def _paint_chosen(self, painter: QPainter, rect: QRect, view: QTableView, column: int) -> None:
        if not view.hasFocus():
            painter.setClipping(False)
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme().colours.line)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme().colours.line)
            return
        left = sum(view.columnWidth(one) for one in range(column))
        width = sum(view.columnWidth(one) for one in range(view.model().columnCount()))
        painter.setClipRect(rect)
        paint_ring(painter, QRect(rect.left() - left, rect.top(), width, rect.height()))


def _look(model: DiffModel, line: Line) -> str:
    """The beginning of the tokens of a line's colours; nothing for what does not differ."""
    if model.shape == INLINE and line.kind == "changed":
        return "rem" if line.name == "left" else "add"
    return LOOKS.get(line.kind, "")


def _cut(start: int, stop: int, span: tuple[int, int] | None) -> list[tuple[int, int, bool]]:
    """A piece of text cut at the ends of the marked span."""
    if span is None or stop <= span[0] or start >= span[1]:
        return [(start, stop, False)]
    cuts = [(start, span[0], False), (max(start, span[0]), min(stop, span[1]), True), (span[1], stop, False)]
    return [(begin, end, marked) for begin, end, marked in cuts if begin < end]
