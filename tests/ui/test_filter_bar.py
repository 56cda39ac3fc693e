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


def shown(bar: FilterBar) -> list[str]:
    return [chip.face.spoken() for chip in bar.area.chips]


def focused(bar: FilterBar) -> str:
    """The text that has the keyboard: a chip's, or "" for the field."""
    number = bar.area.chosen()
    return bar.area.chips[number].face.spoken() if number >= 0 else ""


def test_enter_makes_chips_of_what_is_typed(bar: FilterBar, qtbot) -> None:
    qtbot.keyClicks(bar.field, "op:patch -status:409")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)

    assert shown(bar) == ["operation patch", "not status 409"]
    assert bar.field.text() == ""
    assert bar.text() == "op:patch -status:409"


def test_typing_narrows_what_the_chips_left(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch")
    qtbot.keyClicks(bar.field, "a OR b")
    assert bar.text() == "op:patch (a OR b)"


def test_backspace_at_the_start_goes_to_the_last_chip_and_again_removes_it(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch status:409")
    bar.field.setFocus()
    qtbot.keyClick(bar.field, Qt.Key.Key_Backspace)
    assert focused(bar) == "status 409"
    assert bar.text() == "op:patch status:409"

    qtbot.keyClick(bar.area.chips[1], Qt.Key.Key_Backspace)
    assert bar.text() == "op:patch"
    assert focused(bar) == "operation patch"
    qtbot.keyClick(bar.area.chips[0], Qt.Key.Key_Delete)
    assert bar.text() == ""
    assert bar.field.hasFocus()


def test_arrows_walk_over_the_chips(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch status:409 quota")
    bar.field.setFocus()
    qtbot.keyClick(bar.field, Qt.Key.Key_Left)
    walked = [focused(bar)]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(bar.area.chips[bar.area.chosen()], key)
        walked.append(focused(bar))
    assert walked == ["text “quota”", "status 409", "operation patch", "operation patch", "status 409"]

    qtbot.keyClick(bar.area.chips[1], Qt.Key.Key_End)
    assert bar.field.hasFocus()


def test_space_turns_a_chip_off_and_on_and_keeps_the_keyboard(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch status:409")
    bar.area.choose(0)
    qtbot.keyClick(bar.area.chips[0], Qt.Key.Key_Space)
    assert (bar.text(), focused(bar)) == ("~(op:patch) status:409", "operation patch, off")
    qtbot.keyClick(bar.area.chips[0], Qt.Key.Key_Space)
    assert bar.text() == "op:patch status:409"


def test_enter_edits_a_chip_where_it_stands(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch status:409 quota")
    bar.area.choose(1)
    qtbot.keyClick(bar.area.chips[1], Qt.Key.Key_Return)
    assert bar.field.text() == "status:409"
    assert shown(bar) == ["operation patch", "text “quota”"]
    assert bar.field.x() < bar.area.chips[1].x()

    bar.field.selectAll()
    qtbot.keyClicks(bar.field, "status:412")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.text() == "op:patch status:412 quota"
    assert shown(bar) == ["operation patch", "status 412", "text “quota”"]


def test_editing_another_chip_first_finishes_the_one_being_edited(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch status:409 quota")
    bar.do(0, "edit")
    bar.do(1, "edit")

    assert bar.field.text() == "quota"
    assert bar.text() == "op:patch status:409 quota"


def test_changes_are_taken_back_and_made_again(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch")
    bar.do(0, "invert")
    bar.field.setFocus()
    qtbot.keyClicks(bar.field, "quota")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.text() == "-op:patch"
    bar.step(-1)
    assert bar.text() == "op:patch"
    bar.step(1)
    bar.step(1)
    bar.step(1)
    assert bar.text() == "-op:patch quota"


def test_typed_letters_are_taken_back_before_the_filter_is(bar: FilterBar, qtbot) -> None:
    bar.set_text("op:patch")
    bar.field.setFocus()
    qtbot.keyClicks(bar.field, "quo")
    qtbot.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert bar.field.text() == ""
    assert bar.text() == "op:patch"


def test_the_whole_filter_as_text_and_back(bar: FilterBar) -> None:
    bar.set_text("op:patch ~(status:409)")
    bar.show_as_text(True)
    assert (bar.field.text(), shown(bar)) == ("op:patch ~(status:409)", [])
    bar.set_text("op:read quota")
    assert bar.field.text() == "op:read quota"
    bar.show_as_text(False)
    assert shown(bar) == ["operation read", "text “quota”"]


def test_what_is_no_expression_stays_text(bar: FilterBar, qtbot) -> None:
    qtbot.keyClicks(bar.field, 'status:"unfinished')
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)

    assert (bar.field.text(), shown(bar)) == ('status:"unfinished', [])


def test_all_filters_off_and_on(bar: FilterBar) -> None:
    bar.set_text("op:patch status:409")
    bar.switch_all()
    assert bar.text() == "~(op:patch) ~(status:409)"
    bar.switch_all()
    assert bar.text() == "op:patch status:409"


def test_a_mistake_is_underlined_in_the_field_or_framed_on_its_chip(bar: FilterBar) -> None:
    bar.set_text("op:patch status:409")
    bar.field.setText("colour:red")
    bar.show_error("There is no field “colour”.", 20)
    assert bar.field.wrong_word() == (0, 10)
    assert not any(chip.wrong for chip in bar.area.chips)

    bar.show_error("“x” is not a number.", 16)
    assert [chip.wrong for chip in bar.area.chips] == [False, True]
    assert bar.field.wrong_word() == (0, 0)


def test_many_chips_take_three_rows_at_most_and_scroll(bar: FilterBar) -> None:
    one_row = bar.sizeHint().height()
    bar.set_text(" ".join(f"name:somebody{number}" for number in range(30)))
    assert bar.area.rows > 3
    assert bar.sizeHint().height() == one_row + 60
    bar.area.choose(29)
    last = bar.area.chips[29]
    assert bar.area.viewport().rect().contains(last.mapTo(bar.area.viewport(), last.rect().center()))
