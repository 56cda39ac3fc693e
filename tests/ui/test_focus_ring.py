"""The ring follows the keyboard, not the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.focus_ring import FocusRing, FocusRings


def test_tab_shows_it_and_a_click_hides_it(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = Button("First"), Button("Second")
    column = QVBoxLayout(window)
    column.addWidget(first)
    column.addWidget(second)
    rings = FocusRings(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    assert window.findChild(FocusRing) is None or not window.findChild(FocusRing).isVisible()

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    ring = window.findChild(FocusRing)
    assert second.hasFocus()
    assert ring.isVisible()
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)

    place = first.mapTo(window, QPoint(5, 5))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert not ring.isVisible()
    assert not rings.by_keyboard


def test_a_widget_that_is_gone_with_the_focus_is_forgotten(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    area, other = QScrollArea(), Button("Other")
    column = QVBoxLayout(window)
    column.addWidget(area)
    column.addWidget(other)
    area.setWidget(Button("Old"))
    rings = FocusRings(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    area.widget().setFocus()
    assert rings.widget is area.widget()

    area.setWidget(Button("New"))  # the old one is gone at once
    other.setFocus()
    assert rings.widget is other
