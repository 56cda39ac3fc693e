"""The search strip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.find_bar import FindBar


@pytest.fixture
def bar(qtbot):
    made = FindBar("the body")
    qtbot.addWidget(made)
    made.open_bar()
    return made


def test_keys_step_and_close(bar, qtbot):
    steps = []
    bar.step_wanted.connect(steps.append)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert steps == [1, -1]
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_the_count_is_told_in_words(bar):
    bar.field.setText("a")
    bar.show_count(2, 1700)
    assert bar.count.text() == "3 of 1\u202f700"
    bar.show_count(-1, 0)
    assert bar.count.text() == "no hit"
    assert not bar.next.isEnabled()
