"""The row of states."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.moments import Moment, Moments
from scimviewer.ui.state_rows import NOT_KNOWN, computed_state
from scimviewer.ui.states_track import MOST_DOTS, StatesTrack


def life(count):
    words = ("observed", "computed", "unknown")
    state = computed_state({"id": "1"}, set())
    time = "2026-09-01T08:00:00Z"
    return Moments("x", tuple(Moment(n, time, NOT_KNOWN, state, words[n % 3]) for n in range(count)), 0)


def track(qtbot, found, at):
    made = StatesTrack()
    qtbot.addWidget(made)
    made.resize(500, 44)
    made.show_moments(found, at)
    made.show()
    return made


def test_a_click_on_a_dot_chooses_its_state(qtbot):
    made = track(qtbot, life(5), 0)
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.place(3).toPoint())
    assert chosen.args == [3]
    assert not made.grab().isNull()


def test_of_a_long_life_the_states_around_the_chosen_one_have_dots(qtbot):
    made = track(qtbot, life(3000), 1500)
    assert 1500 in made.window_of_dots()
    assert len(made.window_of_dots()) == MOST_DOTS
    assert made.place(made.window_of_dots()[-1]).x() < 500


def test_the_track_is_told_in_words(qtbot):
    made = track(qtbot, life(4), 2)
    assert made.accessibleName() == "State 3 of 4, unknown, after event 2. 2 states observed"


def test_a_single_state_and_none_are_painted(qtbot):
    assert not track(qtbot, life(1), 0).grab().isNull()
    empty = StatesTrack()
    qtbot.addWidget(empty)
    assert not empty.grab().isNull()
