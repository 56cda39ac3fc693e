"""A part of a pane behind one line."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.fold import FoldedPairs


def test_enter_unfolds_and_folds(qtbot):
    folded = FoldedPairs("Headers")
    qtbot.addWidget(folded)
    folded.show()
    folded.set_content("1 header", [("A", "b")])
    assert not folded.pairs.isVisible()
    qtbot.keyClick(folded.row, Qt.Key.Key_Return)
    assert folded.pairs.isVisible()
    qtbot.keyClick(folded.row, Qt.Key.Key_Space)
    assert not folded.pairs.isVisible()
    assert folded.row.accessibleName() == "1 header"
    assert not folded.grab().isNull()


def test_nothing_cannot_be_unfolded(qtbot):
    folded = FoldedPairs("Headers")
    qtbot.addWidget(folded)
    folded.set_content("This log holds no headers", [])
    assert not folded.row.isEnabled()
