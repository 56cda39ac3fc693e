"""Patterns are looked for beside the window, and are then a facet and a filter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.query.quirk_scan import is_scanned
from scimviewer.ui.facets_model import ENTRY_ROLE
from scimviewer.ui.main_window import MainWindow
from tests.conftest import call

PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


def deactivation(number: int, op: str) -> dict:
    body = {"schemas": [PATCH], "Operations": [{"op": op, "path": "active", "value": False}]}
    return call("PATCH", f"/scim/v2/Users/{number}", 204, request={"body": body})


@pytest.fixture
def window(qtbot, case_of) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    case = case_of(deactivation(1, "replace"), deactivation(2, "Replace"), deactivation(3, "Replace"))
    made.open_case(case.path)
    qtbot.waitUntil(lambda: made.page.opened is not None and not made.busy())
    return made


def test_an_opened_case_is_looked_through_once(window: MainWindow) -> None:
    opened = window.page.opened
    assert opened is not None
    assert is_scanned(opened.case, opened.table.now)
    assert window.status.activity.text() == ""


def test_patterns_are_a_facet_whose_click_filters(window: MainWindow, qtbot) -> None:
    pane = window.page.facets
    model = pane.model()
    shown = [model.index(row, 0) for row in range(model.rowCount())]
    (row,) = [one for one in shown if one.data(ENTRY_ROLE).name == "quirk" and one.data(ENTRY_ROLE).text == "op-casing"]
    assert row.data(ENTRY_ROLE).count == 2
    pane.scrollTo(row)
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.visualRect(row).center())
    qtbot.waitUntil(lambda: window.page.events.rowCount() == 2)
    assert window.page.filter_bar.text() == "quirk:op-casing"
