"""Suggestions below the field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scimviewer.ui.completion_list import MOST, CompletionList, Suggestion
from scimviewer.ui.filter_field import FilterField

SOME = [Suggestion("failure", "outcome:failure", 8, 9, 12), Suggestion("foo", "outcome:foo", 8, 9, 0)]


@pytest.fixture
def shown(qtbot) -> Iterator[CompletionList]:
    window, field = QWidget(), FilterField()
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    field.setFocus()
    made = CompletionList(field)
    field.suggesting = made.take_key
    made.show_suggestions(SOME)
    yield made
    window.close()


def test_the_list_lies_below_the_field_and_leaves_it_the_keyboard(shown: CompletionList) -> None:
    field = shown.field
    assert shown.isVisible()
    assert shown.y() >= field.mapTo(field.window(), QPoint(0, field.height())).y()
    assert field.hasFocus()


def test_enter_alone_takes_nothing(shown: CompletionList, qtbot) -> None:
    with qtbot.assertNotEmitted(shown.chosen), qtbot.waitSignal(shown.field.returnPressed):
        qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert not shown.isVisible()


def test_down_and_enter_take_one(shown: CompletionList, qtbot) -> None:
    qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(shown.field.returnPressed), qtbot.waitSignal(shown.chosen) as signal:
        qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert signal.args == [SOME[1]]


def test_tab_takes_the_first(shown: CompletionList, qtbot) -> None:
    with qtbot.waitSignal(shown.chosen) as signal:
        qtbot.keyClick(shown.field, Qt.Key.Key_Tab)
    assert signal.args == [SOME[0]]
    assert shown.field.hasFocus()


def test_escape_closes_the_list_before_it_leaves_the_field(shown: CompletionList, qtbot) -> None:
    with qtbot.assertNotEmitted(shown.field.left):
        qtbot.keyClick(shown.field, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    with qtbot.waitSignal(shown.field.left):
        qtbot.keyClick(shown.field, Qt.Key.Key_Escape)


def test_the_mouse_takes_one(shown: CompletionList, qtbot) -> None:
    with qtbot.waitSignal(shown.chosen) as signal:
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(30, shown.height() - 12))
    assert signal.args == [SOME[1]]


def test_the_current_row_is_spoken(shown: CompletionList, qtbot) -> None:
    with qtbot.waitSignal(shown.told) as signal:
        qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    assert signal.args == ["outcome:failure, 12 events"]


def test_nothing_fits_nothing_is_shown(shown: CompletionList) -> None:
    shown.show_suggestions([])
    assert not shown.isVisible()
    shown.show_suggestions(SOME * 20)
    assert len(shown.suggestions) == MOST
