"""Which colours do the parts of a line of JSON have? Only lines that somebody looks at are coloured."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from scimviewer.ui.theme import theme

TOKENS = re.compile(
    r"""(?P<json_key>"(?:[^"\\]|\\.)*"(?=:))
    |(?P<json_string>"(?:[^"\\]|\\.)*")
    |(?P<json_number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<json_literal>\b(?:true|false|null)\b)
    |(?P<t3>[{}\[\],:]|…\ .*\ more)""",
    re.VERBOSE,
)
SECRET_MARK = re.compile(r"⟦secret:[^⟧]{1,60}⟧")


class JsonHighlighter(QSyntaxHighlighter):
    """Colours by token; `look_at` says which lines are on the screen, the others cost nothing."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.is_json = True
        self._seen: set[int] = set()
        self._formats: dict[str, QTextCharFormat] = {}
        self.dress()

    def dress(self) -> None:
        """Take the colours from the theme again and colour anew what is looked at next."""
        colours = theme().colours
        self._formats.clear()
        for name in ("json_key", "json_string", "json_number", "json_literal", "t3"):
            made = self._formats[name] = QTextCharFormat()
            made.setForeground(colours.named(name))
        # Words such as true differ from text by more than their colour.
        self._formats["json_literal"].setFontWeight(QFont.Weight.Medium)
        secret = self._formats["secret"] = QTextCharFormat()
        secret.setForeground(colours.same)
        secret.setBackground(colours.same_bg)
        self._seen.clear()

    def forget(self) -> None:
        """The document has new text."""
        self._seen.clear()

    def look_at(self, first: int, last: int) -> None:
        """Colour these lines, counted from 0, if that has not been done."""
        for number in range(first, last + 1):
            if number not in self._seen:
                block = self.document().findBlockByNumber(number)
                if not block.isValid():
                    return
                self._seen.add(number)
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        if self.currentBlock().blockNumber() not in self._seen:
            return
        if self.is_json:
            for match in TOKENS.finditer(text):
                # Every alternative is a named group, so there always is a last one.
                self.setFormat(match.start(), len(match[0]), self._formats[match.lastgroup or "t3"])
        for match in SECRET_MARK.finditer(text):
            self.setFormat(match.start(), len(match[0]), self._formats["secret"])
