"""Names and values, one pair a row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.pairs_view import PairsModel, PairsView

PAIRS = [("Content-Type", "application/scim+json"), ("Authorization", "Bearer ⟦secret:bearer#a1⟧"), ("X", "<b>")]


@pytest.fixture
def view(qtbot):
    made = PairsView("Headers", most_rows=2)
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    made.set_pairs(PAIRS)
    return made


def test_model_keeps_qts_rules(qtmodeltester):
    model = PairsModel()
    model.set_pairs(PAIRS)
    qtmodeltester.check(model)


def test_the_view_is_as_high_as_its_rows_up_to_a_limit(view):
    high = view.sizeHint().height()
    view.set_pairs(PAIRS[:1])
    assert view.sizeHint().height() * 2 == high


def test_the_whole_value_of_the_row_is_copied(view, qtbot):
    view.setCurrentIndex(view.pairs_model.index(0, 1))
    with qtbot.waitSignal(view.copy_wanted) as copied:
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == list(PAIRS[0])


def test_rows_speak_and_tips_are_plain(view):
    assert (
        view.pairs_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Content-Type: application/scim+json"
    )
    assert "<b>" not in view.pairs_model.index(2, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "not in the case" in view.pairs_model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert not view.grab().isNull()
