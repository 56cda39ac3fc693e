"""Colours of JSON lines."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from scimviewer.ui.json_highlighter import JsonHighlighter
from scimviewer.ui.theme import theme


def coloured(text: str, is_json: bool = True):
    document = QTextDocument(text)
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    highlighter = JsonHighlighter(document)
    highlighter.is_json = is_json
    highlighter.look_at(0, 0)
    line = document.firstBlock().text()
    formats = document.firstBlock().layout().formats()
    return document, [(line[f.start : f.start + f.length], f.format.foreground().color().name()) for f in formats]


def test_each_type_has_its_colour():
    colours = theme().colours
    _kept, found = coloured('"a": [1.5, true, "x"]')
    told = dict(found)
    assert told['"a"'] == colours.json_key.name()
    assert told["1.5"] == colours.json_number.name()
    assert told["true"] == colours.json_literal.name()
    assert told['"x"'] == colours.json_string.name()


def test_removed_credentials_stand_out_also_in_plain_text():
    _kept, found = coloured("Bearer ⟦secret:bearer#a1b2⟧ x", is_json=False)
    assert found == [("⟦secret:bearer#a1b2⟧", theme().colours.same.name())]


def test_lines_nobody_looks_at_are_not_coloured():
    document = QTextDocument('"a"\n"b"')
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    highlighter = JsonHighlighter(document)
    highlighter.look_at(0, 0)
    highlighter.rehighlight()
    assert document.firstBlock().layout().formats()
    assert not document.lastBlock().layout().formats()
