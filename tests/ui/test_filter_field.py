"""The text field of the filter, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.filter_field import FilterField


@pytest.fixture
def field(qtbot) -> FilterField:
    made = FilterField()
    qtbot.addWidget(made)
    made.resize(300, 28)
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Backspace])
def test_at_the_start_the_chips_are_wanted(field: FilterField, qtbot, key: Qt.Key) -> None:
    field.setText("ab")
    field.setCursorPosition(1)
    with qtbot.assertNotEmitted(field.chips_wanted):
        qtbot.keyClick(field, Qt.Key.Key_Left)
    with qtbot.waitSignal(field.chips_wanted):
        qtbot.keyClick(field, key)


def test_selected_text_is_deleted_even_at_the_start(field: FilterField, qtbot) -> None:
    field.setText("ab")
    field.selectAll()
    with qtbot.assertNotEmitted(field.chips_wanted):
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == ""


def test_suggestions_get_their_keys_first(field: FilterField, qtbot) -> None:
    asked: list[int] = []
    field.suggesting = lambda key: bool(asked.append(key)) or key != Qt.Key.Key_Down
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(field, key)
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Down)

    assert asked == [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down]
    assert field.hasFocus()


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [("op:x colour:red", 5, (5, 15)), ("a (colour:red)", 3, (3, 13)), ("abc", 99, (2, 3)), ("", 0, (0, 0))],
)
def test_the_wrong_word_is_underlined(field: FilterField, text: str, position: int, word: tuple[int, int]) -> None:
    field.setText(text)
    before = field.grab().toImage()
    field.show_wrong(position)

    assert field.wrong_word() == word
    assert (field.grab().toImage() != before) == bool(text)


def test_the_place_of_a_letter_is_known_also_when_the_text_is_scrolled(field: FilterField) -> None:
    field.setText("x" * 200)
    field.setCursorPosition(200)
    field.grab()  # it scrolls when it is painted
    assert abs(field.left_of(200) - field.cursorRect().center().x()) <= 1
    assert field.left_of(0) < 0
