"""Choosing between words on a track."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from scimviewer.ui.segmented import Segmented


def test_keys_and_clicks_choose(qtbot):
    track = Segmented(("Tree", "Text"), "Body as")
    qtbot.addWidget(track)
    track.show()
    chosen = []
    track.chosen.connect(chosen.append)
    qtbot.keyClick(track, Qt.Key.Key_Right)
    qtbot.keyClick(track, Qt.Key.Key_Right)
    qtbot.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert chosen == ["Text", "Tree"]
    assert track.accessibleName() == "Body as: Tree"
    assert not track.grab().isNull()
