"""The filter bar, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.filter_bar import FilterBar


@pytest.fixture
def bar(qtbot) -> FilterBar:
    made = FilterBar()
    qtbot.addWidget(made)
    made.resize(800, 44)
    made.show()
    return made


def test_typing_tells_once_after_a_moment(bar: FilterBar, qtbot) -> None:
    told: list[str] = []
    bar.text_changed.connect(told.append)
    qtbot.keyClicks(bar.field, "status:409")

    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["status:409"]


def test_enter_does_not_wait(bar: FilterBar, qtbot) -> None:
    qtbot.keyClicks(bar.field, "x")
    with qtbot.waitSignal(bar.text_changed, timeout=50):
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)


def test_escape_leaves_the_field(bar: FilterBar, qtbot) -> None:
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)


def test_clear_button_is_there_when_there_is_something_to_clear(bar: FilterBar, qtbot) -> None:
    assert not bar.clear_button.isVisible()
    bar.set_text("status:409")
    with qtbot.waitSignal(bar.text_changed) as signal:
        qtbot.mouseClick(bar.clear_button, Qt.MouseButton.LeftButton)

    assert signal.args == [""]
    assert not bar.clear_button.isVisible()


def test_count_is_said_in_words(bar: FilterBar) -> None:
    said = []
    for shown, total, growing in ((37, 12044, False), (12044, 12044, False), (1, 1, False), (7840, 7840, True)):
        bar.show_count(shown, total, growing)
        said.append(bar.count.text())

    assert said == ["37 of 12\u202f044", "12\u202f044 events", "1 event", "7\u202f840 events so far"]


def test_error_says_what_and_where_and_goes_when_the_text_changes(bar: FilterBar, qtbot) -> None:
    bar.show_error("“status” is no number.", 7)
    assert bar.message.isVisible()
    assert bar.message.text() == "“status” is no number. (at character 8)"

    bar.set_text("status:409")
    assert not bar.message.isVisible()


def test_ring_comes_late_and_goes_at_once(bar: FilterBar, qtbot) -> None:
    bar.show_busy(True)
    assert not bar.ring.isVisible()
    qtbot.waitUntil(bar.ring.isVisible)
    bar.show_busy(False)
    assert not bar.ring.isVisible()
