"""A body as a tree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.json_tree import JsonTree

BODY = {
    "schemas": ["urn:a"],
    "Operations": [{"op": "Remove", "path": "members", "value": [{"value": "1"}]}],
    "members": [{"value": str(n)} for n in range(20_000)],
}


@pytest.fixture
def tree(qtbot):
    made = JsonTree()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.set_body(BODY)
    return made


def index(tree, *steps):
    return tree.body_model.index_of(steps)


def test_short_parts_are_open_at_first_and_long_ones_folded(tree):
    assert tree.isExpanded(index(tree, "Operations", 0))
    assert not tree.isExpanded(index(tree, "members"))
    assert not tree.isExpanded(index(tree, "schemas"))


def test_keys_fold_and_unfold(tree, qtbot):
    tree.setCurrentIndex(index(tree, "members"))
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(index(tree, "members"))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert not tree.isExpanded(index(tree, "members"))


def test_going_to_a_value_unfolds_the_way(tree):
    tree.go_to(("members", 12_345, "value"))
    assert tree.current_node().value == "12345"
    assert tree.isExpanded(index(tree, "members", 12_345))


def test_copy_key_asks_for_the_value(tree, qtbot):
    tree.setCurrentIndex(index(tree, "schemas"))
    with qtbot.waitSignal(tree.copy_wanted):
        qtbot.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_the_ring_shows_only_while_the_keyboard_steers(tree, qtbot):
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.by_keyboard
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton)
    assert not tree.by_keyboard


def test_every_kind_of_row_can_be_painted(tree):
    tree.set_body({"a": "x", "s": "⟦secret:bearer⟧", "n": 1, "t": None, "l": [1], "o": {"k": 1}})
    tree.set_hits({("a",)})
    assert not tree.grab().isNull()
