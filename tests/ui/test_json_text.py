"""A body as text."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from scimviewer.ui.json_lines import PAGE
from scimviewer.ui.json_text import JsonText

GROUP = {"id": "g", "members": [{"value": f"id-{n}", "display": "x" * 80} for n in range(40)], "last": 1}


@pytest.fixture
def text(qtbot):
    made = JsonText()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def visible(text):
    document = text.document()
    blocks = (document.findBlockByNumber(number) for number in range(text.blockCount()))
    return [block.text() for block in blocks if block.isVisible()]


def stand_on(text, line):
    text.setTextCursor(QTextCursor(text.document().findBlockByNumber(line)))


def test_enter_folds_what_is_around_the_line_and_unfolds_it(text, qtbot):
    text.set_body(GROUP)
    all_lines = visible(text)
    stand_on(text, 5)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.is_folded(3)
    assert len(visible(text)) == len(all_lines) - 3
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert visible(text) == all_lines


def test_a_fold_inside_a_fold_stays_folded(text):
    text.set_body(GROUP)
    text.fold(3, True)
    text.fold(2, True)
    text.fold(2, False)
    assert text.is_folded(3)
    assert visible(text)[3:5] == ["    {", "    {"]


def test_fold_all_leaves_the_first_level(text):
    text.set_body(GROUP)
    text.fold_all(True)
    assert visible(text) == ["{", '  "id": "g",', '  "members": [', '  "last": 1', "}"]
    text.fold_all(False)
    assert len(visible(text)) == text.blockCount()


def test_large_bodies_are_paged(text, qtbot):
    text.set_body({"members": [{"value": str(n), "display": "x" * 90} for n in range(20_000)]})
    qtbot.waitUntil(lambda: not text._next.isActive(), timeout=10_000)
    assert not text.finished
    first = len(text.toPlainText())
    assert first < PAGE * 1.2
    text.show_more()
    qtbot.waitUntil(lambda: not text._next.isActive(), timeout=10_000)
    assert len(text.toPlainText()) > first * 1.8


def test_two_megabytes_in_one_line_do_not_stop_the_window(text):
    began = time.perf_counter()
    text.set_body("<html>" + "x" * 2_000_000)
    assert time.perf_counter() - began < 0.3


def test_what_is_no_json_is_text_without_folds(text):
    text.set_body("<html>\n<b>no</b>\n</html>")
    assert text.toPlainText() == "<html>\n<b>no</b>\n</html>"
    assert not text.can_fold(0)


def test_hits_are_found_and_shown_where_they_are_folded_away(text):
    text.set_body(GROUP)
    text.fold(2, True)
    places = text.matches("ID-7")
    assert len(places) == 1
    text.mark(places, 4, 0)
    assert text.textCursor().selectedText() == "id-7"
    assert not text.is_folded(2)


def test_only_copy_wanted_takes_text_out(text, qtbot):
    text.set_body(GROUP)
    stand_on(text, 1)
    with qtbot.waitSignal(text.copy_wanted) as copied:
        qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [1, 1, ""]
    text.selectAll()
    assert not text.createMimeDataFromSelection().hasText()


def test_breaks_of_long_lines_are_not_copied(qtbot):
    text = JsonText(wrap=True)
    qtbot.addWidget(text)
    text.set_body("a" * 9000 + "\nb")
    text.selectAll()
    with qtbot.waitSignal(text.copy_wanted) as copied:
        text.copy()
    assert copied.args[2] == "a" * 9000 + "\nb"
