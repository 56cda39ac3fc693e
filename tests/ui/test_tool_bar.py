"""The tool bar with and without a case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from scimviewer.ui.actions import ACTIONS, Actions
from scimviewer.ui.tool_bar import ToolBar


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def bar(qtbot, done: list[str]) -> Iterator[ToolBar]:
    window = QWidget()
    qtbot.addWidget(window)
    made = ToolBar(Actions(window, {a.name: (lambda name=a.name: done.append(name)) for a in ACTIONS}), window)
    made.resize(1000, 46)
    window.resize(1000, 46)
    window.show()
    yield made
    window.close()


def test_open_button_opens_files(bar: ToolBar, qtbot, done: list[str]) -> None:
    qtbot.mouseClick(bar.open_button, Qt.MouseButton.LeftButton)
    assert done == ["open_files"]


def test_case_comes_and_goes(bar: ToolBar) -> None:
    assert bar.promise.isVisible()
    assert not bar.case_button.isVisible()
    bar.show_case("halden-2026-09-01")

    assert bar.case_button.text() == "halden-2026-09-01"
    assert bar.views.isVisible()
    assert not bar.promise.isVisible()


def test_views_stand_in_the_middle_whatever_the_name(bar: ToolBar, qtbot) -> None:
    middles = []
    for name in ("a", "a very long name of a bundle that somebody sent " * 3):
        bar.show_case(name)
        qtbot.wait(1)
        middles.append(bar.views.mapTo(bar, QPoint(bar.views.width() // 2, 0)).x())

    assert max(middles) - min(middles) <= 1
    assert abs(middles[0] - 500) <= 2
