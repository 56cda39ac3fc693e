"""Choosing columns by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.columns_dialog import ColumnsDialog
from scimviewer.ui.events_columns import COLUMNS


def test_space_shows_and_alt_moves(qtbot) -> None:
    dialog = ColumnsDialog(["time", "what"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.list.count() == len(COLUMNS)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    dialog.move_column(-1)
    dialog.list.setCurrentRow(2)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)

    with qtbot.waitSignal(dialog.columns_chosen) as signal:
        dialog._choose()
    assert signal.args == [["what", "time", "method"]]
