"""How does a paragraph look in which some words are strong and some are code, without any markup being read?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from scimviewer.ui.plain import printable
from scimviewer.ui.theme import theme

LONGEST = 6000
QUOTED = re.compile(r"“([^”\n]{1,400})”")
LINE_HEIGHTS = {11: 16, 12: 18, 13: 20, 15: 22, 20: 28}


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a paragraph; `look` is empty, strong, code or quiet."""

    text: str
    look: str = ""


def runs_of(text: str, strong_first: bool = False) -> list[Run]:
    """A sentence of the program, in which the words of a log are quoted: those are set as code, without quotes."""
    runs, at = list[Run](), 0
    for match in QUOTED.finditer(text):
        runs += [Run(text[at : match.start()]), Run(match[1], "code")]
        at = match.end()
    runs.append(Run(text[at:]))
    if strong_first and runs[0].text:
        word, space, rest = runs[0].text.partition(" ")
        runs[:1] = [Run(word, "strong"), Run(space + rest)]
    return [run for run in runs if run.text]


class Paragraph(QWidget):
    """Text that wraps, is as high as it must be, and can be selected with the mouse."""

    copy_wanted = Signal(str)

    def __init__(
        self,
        runs: Sequence[Run] | str = (),
        *,
        px: int = 13,
        weight: int = 400,
        colour: str = "t1",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.px, self.weight, self.colour = px, weight, colour
        self.text = ""
        self._runs: list[Run] = []
        self._layout = QTextLayout()
        self._laid_out_for = -1
        self._heights: dict[int, int] = {}
        self._anchor = self._end = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.set_runs(runs)
        theme().changed.connect(self._forget)

    def set_runs(self, runs: Sequence[Run] | str) -> None:
        """Show other words."""
        told = runs_of(runs) if isinstance(runs, str) else list(runs)
        self._runs = [Run(printable(run.text, LONGEST, lines=True), run.look) for run in told]
        self.text = "".join(run.text for run in self._runs)
        self._anchor = self._end = 0
        self.setAccessibleName(self.text)
        self._forget()

    def selected(self) -> str:
        """The words selected with the mouse."""
        first, last = sorted((self._anchor, self._end))
        return self.text[first:last]

    # layout

    def _forget(self) -> None:
        self._laid_out_for = -1
        self._heights.clear()
        self.setFont(theme().font(self.px, self.weight))
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return theme().px(LINE_HEIGHTS[self.px])

    def _lay_out(self, width: int) -> float:
        """Set the lines for a width; the height they take."""
        if width != self._laid_out_for:
            self._layout.setText(self.text.replace("\n", "\u2028"))
            self._layout.setFont(theme().font(self.px, self.weight))
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self._layout.setTextOption(option)
            self._layout.setFormats(self._formats())
            self._break(width)
            self._laid_out_for = width
        return float(max(1, self._layout.lineCount()) * self._line_height())

    def _break(self, width: int) -> None:
        height, number = self._line_height(), 0
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, number * height + (height - line.height()) / 2))
            number += 1
        self._layout.endLayout()

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found, start = [], 0
        for run in self._runs:
            made = QTextLayout.FormatRange()
            made.start, made.length = start, len(run.text)
            made.format = self._format(run.look)
            found.append(made)
            start += len(run.text)
        return found

    def _format(self, look: str) -> QTextCharFormat:
        made = QTextCharFormat()
        colours = theme().colours
        made.setForeground(colours.named({"quiet": "t3", "strong": "t1", "code": "t1"}.get(look, self.colour)))
        font = theme().font(self.px, 600 if look == "strong" else self.weight)
        if look == "code":
            font = theme().font(min(self.px, 12) if self.px <= 13 else self.px - 1, max(400, self.weight - 100), True)
            made.setBackground(colours.sunken)
        made.setFont(font)
        return made

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = round(self._lay_out(width))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        # Laying it out for a width that nobody gives it would take longer than all else on a page.
        natural = self.fontMetrics().horizontalAdvance(self.text[:400])
        return QSize(min(natural + 8, theme().px(360)), self._line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), self._line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._lay_out(self.width())
        painter = QPainter(self)
        painter.setPen(theme().colours.named(self.colour))
        selections = []
        if self._anchor != self._end:
            chosen = QTextLayout.FormatRange()
            chosen.start = min(self._anchor, self._end)
            chosen.length = abs(self._anchor - self._end)
            chosen.format = QTextCharFormat()
            chosen.format.setBackground(theme().colours.sel)
            selections.append(chosen)
        self._layout.draw(painter, QPointF(0, 0), selections, QRectF(self.rect()))
        painter.end()

    # selecting

    def _place(self, event: QMouseEvent) -> int:
        number = int(max(0.0, event.position().y()) // self._line_height())
        if not self._layout.lineCount():
            return 0
        line = self._layout.lineAt(min(number, self._layout.lineCount() - 1))
        # The other overload of xToCursor cannot be told apart by its types.
        return int(line.xToCursor(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._anchor = self._end = self._place(event)
        self.update()
        # The row around it is chosen by the same click.
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._end = self._place(event)
            self.update()
        super().mouseMoveEvent(event)

    def event(self, event: QEvent) -> bool:
        # The window copies rows with this key while nothing is selected here.
        copying = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if copying and event.matches(QKeySequence.StandardKey.Copy) and self.selected():  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected():
            self.copy_wanted.emit(self.selected())
        else:
            super().keyPressEvent(event)
