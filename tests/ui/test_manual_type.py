"""How the manual is set."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from scimviewer.ui.manual_type import set_type
from scimviewer.ui.theme import theme

TEXT = "# Title\n\nSome **bold** and `code`.\n\n```\nblock\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def fragments(document):
    block = document.firstBlock()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            yield pieces.fragment().text(), pieces.fragment().charFormat().font()
            pieces += 1
        block = block.next()


def test_no_weight_above_600_and_code_in_the_fixed_face(qapp):
    document = QTextDocument()
    document.setMarkdown(TEXT)
    set_type(document)
    fonts = dict(fragments(document))
    assert max(font.weight() for font in fonts.values()) <= 600
    assert fonts["bold"].weight() == 600
    mono = theme().font(12, mono=True).family()
    assert fonts["code"].family() == fonts["block"].family() == mono
    assert fonts["Title"].pixelSize() == theme().px(20)
