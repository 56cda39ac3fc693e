"""How does text from a log reach the screen without being taken for markup?

Qt guesses whether a text is HTML, loads the pictures it names and can hang on nested tables (271 bytes are
enough). So labels, tool tips and message boxes are made here; a test forbids their constructors elsewhere.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QWidget

from scimviewer.ui.theme import theme

# Control, format (bidi, zero width), surrogate, private use, line and paragraph separators.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
TIP_LIMIT = 1000
LABEL_LIMIT = 10_000

ICONS = {
    "question": QMessageBox.Icon.Question,
    "information": QMessageBox.Icon.Information,
    "warning": QMessageBox.Icon.Warning,
    "error": QMessageBox.Icon.Critical,
}


def printable(text: str, limit: int = TIP_LIMIT, lines: bool = False) -> str:
    """Text in which nothing is hidden: control, direction and invisible characters become visible.

    At most `limit` characters are shown, then "…"; line breaks and tabs stay if `lines`.
    """
    shown = text if len(text) <= limit else text[: max(0, limit - 1)] + "…"
    if shown.isascii() and shown.isprintable():
        return shown
    return "".join([_visible(char, lines) for char in shown])


def _visible(char: str, lines: bool) -> str:
    if lines and char in "\n\t":
        return char
    if unicodedata.category(char) in INVISIBLE or char in BLANK_LETTERS:
        return f"‹U+{ord(char):04X}›"
    return char


class PlainLabel(QLabel):
    """A label that shows any text as it is; its font and colour follow the theme."""

    def __init__(
        self,
        text: str = "",
        *,
        px: int = 13,
        weight: int = 400,
        colour: str = "t1",
        mono: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        self.setWordWrap(wrap)
        self._look = (px, weight, mono)
        self._colour = colour
        self.setText(text)
        self.dress()
        theme().changed.connect(self.dress)

    def setText(self, text: str) -> None:
        super().setText(printable(text, LABEL_LIMIT, lines=True))

    def set_colour(self, colour: str) -> None:
        """Change the colour's token."""
        self._colour = colour
        self.dress()

    def dress(self) -> None:
        """Take font and colour from the theme again."""
        self.setFont(theme().font(*self._look))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme().colours.named(self._colour))
        self.setPalette(palette)


class ElidedLabel(PlainLabel):
    """A one-line label of any width, ending in "…" where it must; the tool tip then has all."""

    def __init__(
        self,
        text: str = "",
        *,
        px: int = 13,
        weight: int = 400,
        colour: str = "t1",
        mono: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        self.mode = mode
        super().__init__(text, px=px, weight=weight, colour=colour, mono=mono, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(" ".join(text.split("\n")))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def shown(self) -> str:
        """What is on the screen now."""
        return self.fontMetrics().elidedText(self.text(), self.mode, self.contentsRect().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.shown()
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()
        if (self.toolTip() != "") != (shown != self.text()):
            tip(self, self.text() if shown != self.text() else "")


def tip_text(text: str, key: str = "") -> str:
    """A tool tip as the markup that shows the text unchanged; the key that does the same stands last."""
    if not text:
        return ""
    whole = printable(text, TIP_LIMIT, lines=True) + (f"\n({key})" if key else "")
    return "<qt>" + html.escape(whole).replace("\n", "<br>") + "</qt>"


def tip(widget: QWidget, text: str, key: str = "") -> None:
    """Give a widget a tool tip that is never taken for markup."""
    widget.setToolTip(tip_text(text, key))


def message_box(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    more: str = "",
    icon: str = "information",
    buttons: Sequence[str] = ("OK",),
    chosen: Callable[[str], None] | None = None,
) -> QMessageBox:
    """Show a message over `parent` without waiting; `chosen` hears the button's text, on Esc the last."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(printable(title, 200))
    box.setIcon(ICONS[icon])
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(printable(text, LABEL_LIMIT, lines=True))
    # The informative text has no format of its own and is markup where it looks like it, so it is joined.
    if more:
        box.setText(box.text() + "\n\n" + printable(more, LABEL_LIMIT, lines=True))
    made = {box.addButton(label, QMessageBox.ButtonRole.ActionRole): label for label in buttons}
    box.setDefaultButton(next(iter(made)))
    box.setEscapeButton(list(made)[-1])
    if chosen is not None:
        box.finished.connect(lambda _result: chosen(_clicked(box, list(buttons))))
    box.open()
    return box


def _clicked(box: QMessageBox, labels: list[str]) -> str:
    button = box.clickedButton()
    return button.text() if button is not None and button.text() in labels else labels[-1]
