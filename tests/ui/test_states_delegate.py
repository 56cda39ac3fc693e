"""The cells of two states."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from scimviewer.ui.state_rows import NOT_KNOWN, computed_state, state_rows
from scimviewer.ui.states_delegate import HEIGHT, StatesDelegate, StatesHeader
from scimviewer.ui.states_model import StatesModel
from scimviewer.ui.theme import theme

BEFORE = computed_state({"id": "1", "members": [{"value": str(n)} for n in range(20)], "\u202ename": "x" * 900}, set())
AFTER = computed_state({"id": "1", "members": [{"value": "1"}, {"value": "x"}]}, {"members"})


def table(qtbot, before, after):
    view, model = QTableView(), StatesModel()
    model.set_rows(state_rows(before, after))
    qtbot.addWidget(view)
    view.setModel(model)
    delegate = StatesDelegate(model, view)
    view.setItemDelegate(delegate)
    view.setHorizontalHeader(StatesHeader(view))
    view.resize(700, 400)
    view.show()
    return view, model, delegate


def test_a_row_has_room_for_what_came_and_went(qtbot):
    _, model, delegate = table(qtbot, BEFORE, AFTER)
    heights = {
        model.index(row, 0).data(): delegate.sizeHint(QStyleOptionViewItem(), model.index(row, 0)).height()
        for row in range(model.rowCount())
    }
    assert heights["1 attribute unchanged"] == HEIGHT
    assert heights["members"] > 3 * HEIGHT


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_hostile_and_unknown_values_are_painted_in_every_theme(qtbot, name):
    theme().use(name)
    for before in (BEFORE, NOT_KNOWN):
        view, model, _ = table(qtbot, before, AFTER)
        view.selectRow(0)
        model.toggle()
        assert not view.grab().isNull()


def test_unknown_looks_unknown(qtbot):
    view, _, _ = table(qtbot, NOT_KNOWN, AFTER)
    known, _, _ = table(qtbot, AFTER, AFTER)
    for one in (view, known):
        one.setColumnWidth(1, 300)
    cell = view.visualRect(view.model().index(0, 1)).adjusted(150, 2, -2, -2)
    image = view.viewport().grab(cell).toImage()
    pixels = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert len(pixels) > 2
