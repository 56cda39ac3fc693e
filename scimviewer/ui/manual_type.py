"""How is a page of the manual set: faces, sizes, room between lines and around tables?"""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from scimviewer.ui.theme import theme

HEADINGS = {1: 20, 2: 15, 3: 13}
ABOVE = {0: 4, 1: 0, 2: 18, 3: 12}
LINE = 20
PICTURE_MARK = "\ufffc"  # stands for a picture in a text; a line of fixed height would cut it


def set_type(document: QTextDocument) -> None:
    """Give what Markdown made the fonts and distances of the design."""
    cursor = QTextCursor(document)
    block = document.firstBlock()
    while block.isValid():
        cursor.setPosition(block.position())
        table = cursor.currentTable()
        if table is not None:
            _set_table(table)
        _set_block(cursor, block, table is not None)
        _set_faces(cursor, block)
        block = block.next()


def _set_block(cursor: QTextCursor, block: QTextBlock, in_table: bool) -> None:
    shape = QTextBlockFormat(block.blockFormat())
    level = shape.headingLevel()
    if not in_table:
        shape.setTopMargin(theme().px(ABOVE.get(level, 12)))
        shape.setBottomMargin(theme().px(8 if level else 4))
        if not level and PICTURE_MARK not in cursor.block().text():
            fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
            shape.setLineHeight(theme().px(LINE), fixed.value)
    if _is_code(block):
        shape.setLeftMargin(theme().px(12))
        shape.setBackground(QBrush(theme().colours.fold))
        shape.setTopMargin(0)
        shape.setBottomMargin(0)
    cursor.setBlockFormat(shape)


def _is_code(block: QTextBlock) -> bool:
    return bool(block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence.value))


def _set_faces(cursor: QTextCursor, block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    pieces = block.begin()
    found = []
    while not pieces.atEnd():
        found.append(pieces.fragment())
        pieces += 1
    for piece in found:
        shape = piece.charFormat()
        font = theme().font(13)
        if shape.fontFixedPitch() or _is_code(block):
            font = theme().font(12, mono=True)
        elif level:
            font = theme().font(HEADINGS.get(level, 13), 600)
        elif shape.fontWeight() > 400:
            # The face has no weight of 700; Qt would smear it.
            font = theme().font(13, 600)
        changed = QTextCharFormat(shape)
        changed.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
        changed.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)  # or headings grow once more
        changed.setFontItalic(shape.fontItalic())
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(changed)
        cursor.clearSelection()


def _set_table(table: QTextTable) -> None:
    shape = table.format().toTableFormat()
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(theme().colours.hair))
    shape.setCellPadding(theme().px(6))
    shape.setTopMargin(theme().px(4))
    shape.setBottomMargin(theme().px(8))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if shape != table.format():
        table.setFormat(shape)
