"""Empty states say what is so and show the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.button import Button
from scimviewer.ui.empty_pane import EmptyPane


def test_each_filter_can_be_turned_off(qtbot) -> None:
    pane = EmptyPane()
    qtbot.addWidget(pane)
    pane.show()
    pane.show_no_match([("status:429", "op:delete", 1), ("op:delete", "status:429", 37)])
    qtbot.waitUntil(lambda: len(pane.texts()) > 2)

    assert pane.texts() == [
        "No event matches both filters",
        "Each leaves something without the other; together they leave nothing.",
        "status:429",
        "without it 1 event",
        "op:delete",
        "without it 37 events",
    ]
    button = next(one for one in pane.findChildren(Button) if one.accessibleName() == "Turn off op:delete")
    with qtbot.waitSignal(pane.text_wanted) as signal:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
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
