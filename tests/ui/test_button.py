"""Buttons of the design."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.button import KINDS, Button
from scimviewer.ui.theme import theme


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_28_high_and_paints(qtbot, kind: str) -> None:
    button = Button("Open" if kind != "icon" else "", icon_name="folder-open-line", kind=kind, name="Open")
    qtbot.addWidget(button)
    button.adjustSize()

    assert button.height() == 28 or kind == "link"
    assert not button.grab().isNull()
    assert button.accessibleName() == "Open"


def test_whole_text_fits_at_every_zoom(qtbot) -> None:
    button = Button("Make test traffic…", icon_name="test-tube-line", caret=True)
    qtbot.addWidget(button)
    for zoom in (1.0, 1.5):
        theme().use(zoom=zoom)
        needed = button.fontMetrics().horizontalAdvance(button.text()) + theme().px(16 + 6 + 16 + 14)
        assert button.sizeHint().width() >= needed


def test_tip_ends_with_the_key(qtbot) -> None:
    button = Button(icon_name="menu-line", kind="icon", name="Menu", key="F10")
    qtbot.addWidget(button)

    assert button.toolTip() == "<qt>Menu<br>(F10)</qt>"


def test_space_presses_it(qtbot) -> None:
    button = Button("Open")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    button.set_kind("on")
    assert button.property("kind") == "on"
