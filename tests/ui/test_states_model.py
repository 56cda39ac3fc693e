"""The table of two states."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.state_rows import computed_state, state_rows
from scimviewer.ui.states_model import ROW, StatesModel

ROWS = state_rows(
    computed_state({"id": "1", "title": "a"}, {"title"}), computed_state({"id": "1", "title": "b"}, set())
)


def test_the_model_keeps_to_the_rules(qtmodeltester):
    model = StatesModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)


def test_what_stayed_is_folded_until_asked_for():
    model = StatesModel()
    model.set_rows(ROWS)
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["title", "1 attribute unchanged"]
    assert model.index(1, 0).data(ROW) is None
    model.toggle()
    assert model.index(2, 0).data() == "id"
    model.set_rows([])
    assert model.rowCount() == 0


def test_cells_are_spoken_with_their_basis():
    model = StatesModel()
    model.set_rows(ROWS)
    assert model.index(0, 1).data() == "computed: a"
    assert model.index(0, 2).data() == "observed: b"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "title, changed"
