"""Tabs that do not all fit."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.tab_strip import TabStrip

TITLES = ("Explain", "Exchange", "Before / After", "Undo", "Headers", "Raw")


def strip(qtbot, width):
    made = TabStrip(TITLES, "Parts")
    qtbot.addWidget(made)
    made.resize(width, 36)
    made.show()
    return made


def test_all_tabs_are_seen_where_there_is_room(qtbot):
    made = strip(qtbot, 900)
    assert made.hidden() == []
    assert not made.more.isVisible()


def test_what_finds_no_room_is_in_the_menu(qtbot):
    made = strip(qtbot, 300)
    hidden = made.hidden()
    assert hidden[-1] == 5
    made.menu.aboutToShow.emit()
    assert [action.text() for action in made.menu.actions()][-1] == "Raw\tCtrl+6"
    made.menu.actions()[-1].trigger()
    assert made.bar.currentIndex() == 5
    assert 5 not in made.hidden()


def test_arrows_go_on_from_tab_to_tab(qtbot):
    made = strip(qtbot, 900)
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made.bar, Qt.Key.Key_Right)
    assert chosen.args == [1]


def test_tabs_that_found_room_again_are_seen_whole(qtbot):
    made = strip(qtbot, 300)
    made.resize(1200, made.height())
    qtbot.waitUntil(lambda: made.bar.width() >= made.bar.sizeHint().width())
    assert not made.hidden()
