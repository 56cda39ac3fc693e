"""Choosing a bundle to remove."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.bundle_dialog import BundleDialog


def bundle(number: int, removed: str | None = None) -> dict:
    return {"id": number, "name": f"b{number}.zip", "removed_at": removed, "events": 1, "sources": 2}


def test_only_bundles_that_are_there_can_be_removed(qtbot) -> None:
    dialog = BundleDialog([bundle(1), bundle(2, "2026-09-01"), bundle(3)])
    qtbot.addWidget(dialog)
    assert [dialog.list.item(n).text() for n in range(dialog.list.count())] == [
        "b1.zip    1 event in 2 files",
        "b3.zip    1 event in 2 files",
    ]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.removal_wanted) as signal:
        qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)

    assert signal.args[0]["id"] == 3
