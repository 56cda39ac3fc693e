"""Walking through a comparison."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.diff_lines import aligned, folded
from scimviewer.ui.diff_model import ATTRIBUTES, SIDES
from scimviewer.ui.diff_view import DiffView

LEFT = {"a": 1, "k1": 0, "k2": 0, "b": 1, "k3": 0, "k4": 0, "c": 1}
RIGHT = {**LEFT, "a": 2, "b": 2, "c": 2}


@pytest.fixture
def view(qtbot) -> DiffView:
    made = DiffView()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.show_lines(SIDES, folded(aligned(LEFT, RIGHT)))
    return made


def here(view: DiffView) -> str:
    return str(view.lines.index(view.currentIndex().row(), 0).data()).strip()


def test_one_stands_at_the_first_difference(view: DiffView) -> None:
    assert here(view) == '"a": 1'
    assert view.place() == (1, 3)


def test_f7_goes_on_from_the_last_to_the_first(view: DiffView, qtbot) -> None:
    seen = []
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_F7)
        seen.append(here(view))
    assert seen == ['"b": 1', '"c": 1', '"a": 1']
    qtbot.keyClick(view, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert here(view) == '"c": 1'


def test_a_click_and_enter_open_a_fold(view: DiffView, qtbot) -> None:
    before = view.lines.rowCount()
    place = view.visualRect(view.lines.index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.lines.rowCount() == before + 2
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.lines.rowCount() == before


def test_arrows_open_and_close_a_fold_and_nothing_twice(view: DiffView, qtbot) -> None:
    before = view.lines.rowCount()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.lines.rowCount() == before + 2
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.lines.rowCount() == before


def test_copying_means_the_rows_here(view: DiffView, qtbot) -> None:
    with qtbot.waitSignal(view.copy_wanted) as heard:
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["row"]
    assert [line.left.strip() for line in view.chosen()] == ['"a": 1']


def test_nothing_to_walk_through_is_no_error(view: DiffView, qtbot) -> None:
    view.show_lines(SIDES, folded(aligned({"a": 1}, {"a": 1})))
    qtbot.keyClick(view, Qt.Key.Key_F7)
    assert view.place() == (0, 0)


def test_columns_share_the_width(view: DiffView) -> None:
    assert view.columnWidth(0) == view.columnWidth(1)
    view.show_lines(ATTRIBUTES, [])
    assert sum(view.columnWidth(column) for column in range(4)) == pytest.approx(view.viewport().width(), abs=3)
    assert view.horizontalHeader().isVisible()
