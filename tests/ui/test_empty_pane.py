"""Empty states say what is so and show the way out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.query.ways import Way
from scimviewer.ui.button import Button
from scimviewer.ui.chip import Chip
from scimviewer.ui.empty_pane import EmptyPane


@pytest.fixture
def pane(qtbot) -> EmptyPane:
    made = EmptyPane()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_no_match([Way("status:429", "op:delete", 1), Way("op:delete", "status:429", 37)])
    qtbot.waitUntil(lambda: len(made.texts()) > 2)
    return made


def test_each_filter_says_how_many_there_would_be_without_it(pane: EmptyPane) -> None:
    assert pane.texts() == [
        "No event matches both filters",
        "Each leaves something without the other; together they leave nothing.",
        "without it 1 event",
        "without it 37 events",
    ]
    assert [chip.face.spoken() for chip in pane.findChildren(Chip)] == ["status 429", "operation delete"]


def test_a_filter_is_turned_off_by_a_click(pane: EmptyPane, qtbot) -> None:
    button = next(one for one in pane.findChildren(Button) if one.accessibleName() == "Turn off operation delete")
    with qtbot.waitSignal(pane.off_wanted) as signal:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert signal.args == ["op:delete"]


def test_a_filter_is_turned_off_by_a_key(pane: EmptyPane, qtbot) -> None:
    chip = pane.findChildren(Chip)[0]
    chip.setFocus()
    with qtbot.waitSignal(pane.off_wanted) as signal:
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert signal.args == ["status:429"]


def test_case_without_events_says_what_was_read(qtbot) -> None:
    pane = EmptyPane()
    qtbot.addWidget(pane)
    pane.show()
    pane.show_no_events(3, 2, 1)

    assert pane.texts() == [
        "No events in this case",
        "3 files read, 1 record left out as not about provisioning.",
    ]
    assert pane.problems.text() == "Show 2 problems"
