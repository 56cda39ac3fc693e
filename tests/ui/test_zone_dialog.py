"""A time zone, by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.zone_dialog import ZoneDialog

SOURCES = [
    {"id": 3, "path": "node1.log", "first": "2026-09-01T08:00:00Z", "last": "2026-09-01T09:00:00Z"},
    {"id": 4, "path": "node2.log", "first": None, "last": None},
]


@pytest.fixture
def dialog(qtbot) -> ZoneDialog:
    made = ZoneDialog(SOURCES)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_part_of_a_name_finds_the_place(dialog: ZoneDialog, qtbot) -> None:
    qtbot.keyClicks(dialog.search, "new york")
    with qtbot.waitSignal(dialog.chosen) as signal:
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert signal.args == ["America/New_York", [3, 4]]
    assert not dialog.isVisible()


def test_arrows_walk_over_the_places_while_one_types(dialog: ZoneDialog, qtbot) -> None:
    qtbot.keyClicks(dialog.search, "europe/b")
    names = [dialog.places.item(row).text() for row in range(dialog.places.count())]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.places.currentItem().text() == names[1]


def test_an_offset_is_a_zone_too(dialog: ZoneDialog, qtbot) -> None:
    qtbot.keyClicks(dialog.search, "+2")
    with qtbot.waitSignal(dialog.chosen) as signal:
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert signal.args[0] == "+02:00"


def test_what_is_no_zone_is_said(dialog: ZoneDialog, qtbot) -> None:
    qtbot.keyClicks(dialog.search, "Atlantis")
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.wrong.isVisible()
    assert "Atlantis" in dialog.wrong.text()


def test_it_can_be_for_some_of_the_files(dialog: ZoneDialog, qtbot) -> None:
    assert dialog.done_button.text() == "Use for 2 files"
    dialog.sources.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.done_button.text() == "Use for 1 file"
    qtbot.keyClicks(dialog.search, "utc")
    with qtbot.waitSignal(dialog.chosen) as signal:
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert signal.args == ["UTC", [3]]

    dialog.sources.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.done_button.isEnabled()


def test_the_known_zone_is_chosen_at_first(qtbot) -> None:
    dialog = ZoneDialog(zone="Europe/Berlin")
    qtbot.addWidget(dialog)
    assert dialog.zone() == "Europe/Berlin"
    assert dialog.sources.isHidden()
