"""A chip, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from scimviewer.ui.chip import Chip, ChipFace


@pytest.fixture
def chip(qtbot) -> Chip:
    made = Chip(ChipFace("Entra ID", "actor", sentence="actor is Entra ID"))
    qtbot.addWidget(made)
    made.show()
    made.resize(made.sizeHint())
    return made


@pytest.mark.parametrize(
    ("key", "deed"),
    [
        (Qt.Key.Key_Return, "edit"),
        (Qt.Key.Key_X, "invert"),
        (Qt.Key.Key_Space, "toggle"),
        (Qt.Key.Key_Delete, "remove"),
        (Qt.Key.Key_Backspace, "remove"),
        (Qt.Key.Key_O, "only"),
        (Qt.Key.Key_Left, "left"),
        (Qt.Key.Key_Right, "right"),
        (Qt.Key.Key_Escape, "leave"),
    ],
)
def test_keys_say_what_is_wanted(chip: Chip, qtbot, key: Qt.Key, deed: str) -> None:
    with qtbot.waitSignal(chip.wanted) as signal:
        qtbot.keyClick(chip, key)
    assert signal.args == [deed]


def test_the_cross_removes_and_opens_no_menu(chip: Chip, qtbot) -> None:
    with qtbot.waitSignal(chip.wanted) as signal:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.cross().center())
    assert signal.args == ["remove"]
    assert chip.findChild(QMenu) is None


def test_a_click_opens_a_menu_that_knows_the_state(chip: Chip, qtbot) -> None:
    chip.show_face(ChipFace("read", "operation", excluded=True, off=True))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    menu = chip.findChild(QMenu)

    assert [action.text().partition("\t")[0] for action in menu.actions()] == [
        "Edit",
        "Include instead",
        "Turn on",
        "Remove",
        "Only this",
    ]
    with qtbot.waitSignal(chip.wanted) as signal:
        menu.actions()[2].trigger()
    assert signal.args == ["toggle"]
    menu.close()


def test_a_chip_is_spoken_with_its_state(chip: Chip) -> None:
    chip.show_face(ChipFace("read", "operation", excluded=True, off=True))
    assert chip.accessibleName() == "not operation read, off"


def test_markup_in_a_value_is_shown_as_it_is(chip: Chip) -> None:
    chip.show_face(ChipFace("<img src=x>\u202e", "error"))
    assert "&lt;img src=x&gt;" in chip.toolTip()
    assert "‹U+202E›" in chip.accessibleName()


def test_a_long_value_is_cut_not_the_field(chip: Chip) -> None:
    chip.show_face(ChipFace("x" * 500, "error"))
    assert chip.sizeHint().width() < 300


def test_states_look_different(chip: Chip) -> None:
    pictures = set()
    for face in (
        ChipFace("read", "operation"),
        ChipFace("read", "operation", excluded=True),
        ChipFace("read", "operation", off=True),
        ChipFace("read", "time", timed=True),
    ):
        chip.show_face(face)
        chip.resize(200, 24)
        pictures.add(bytes(chip.grab().toImage().constBits()))
    assert len(pictures) == 4
