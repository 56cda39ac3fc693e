"""Paragraphs of plain runs."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from scimviewer.ui.paragraph import Paragraph, Run, runs_of
from scimviewer.ui.theme import theme


def made(qtbot, runs, width=200):
    paragraph = Paragraph(runs)
    qtbot.addWidget(paragraph)
    paragraph.resize(width, paragraph.heightForWidth(width))
    paragraph.show()
    return paragraph


def test_what_a_log_says_is_set_as_code_and_the_verb_is_strong():
    assert runs_of("Set title to “Guide”.", strong_first=True) == [
        Run("Set", "strong"), Run(" title to "), Run("Guide", "code"), Run("."),
    ]  # fmt: skip


def test_markup_stays_text(qtbot):
    paragraph = made(qtbot, "<b>bold</b> <img src=x>")
    assert paragraph.text == "<b>bold</b> <img src=x>"
    assert paragraph.accessibleName() == paragraph.text


def test_hidden_characters_are_shown(qtbot):
    assert made(qtbot, [Run("a\u202eb", "code")]).text == "a‹U+202E›b"


def test_it_is_as_high_as_its_lines(qtbot):
    paragraph = made(qtbot, "word " * 40)
    high = paragraph.heightForWidth(200)
    assert high > 3 * 20
    assert high % 20 == 0
    assert paragraph.heightForWidth(400) < high
    theme().use("light", zoom=2.0)
    assert paragraph.heightForWidth(200) > high


def test_a_word_without_spaces_is_broken_not_cut(qtbot):
    assert made(qtbot, "x" * 400).heightForWidth(200) > 5 * 20


def test_words_are_selected_with_the_mouse_and_copied(qtbot):
    paragraph = made(qtbot, "one two three", 300)
    qtbot.mousePress(paragraph, Qt.MouseButton.LeftButton, pos=QPoint(0, 8))
    qtbot.mouseMove(paragraph, QPoint(299, 8))
    paragraph._end = len(paragraph.text)  # offscreen a move has no button pressed
    with qtbot.waitSignal(paragraph.copy_wanted) as copied:
        qtbot.keyClick(paragraph, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == ["one two three"]
    assert not paragraph.grab().isNull()


def test_other_words_forget_the_selection(qtbot):
    paragraph = made(qtbot, "one")
    paragraph._end = 3
    paragraph.set_runs("two")
    assert paragraph.selected() == ""
