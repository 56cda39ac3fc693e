"""One body, looked at, searched, copied."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.json_view import TEXT, TREE, JsonView

BODY = {
    "userName": "ann@x.example",
    "emails": [{"value": "ann@x.example", "type": "work"}],
    "groups": [{"display": f"Group {n}"} for n in range(1500)],
}
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Stars:
    """Replaces every text."""

    def json(self, value: Any, path: tuple[str | int, ...] = ()) -> Any:
        if isinstance(value, dict):
            return {key: self.json(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.json(one) for one in value]
        return "*" if isinstance(value, str) else value

    def text(self, text: str) -> str:
        return text.replace("ann", "*")


@pytest.fixture
def view(qtbot):
    made = JsonView("Request body")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.set_body(BODY)
    return made


def test_json_is_a_tree_first_and_anything_else_text_only(view):
    assert view.mode == TREE
    view.set_body("<html>502</html>")
    assert view.mode == TEXT
    assert not view.is_json
    view.do("switch")
    assert view.mode == TEXT
    view.set_body(BODY)
    assert view.mode == TREE


def test_the_place_is_kept_when_the_presentation_changes(view, qtbot):
    view.tree.go_to(("emails", 0, "value"))
    qtbot.keyClick(view.tree, Qt.Key.Key_T, CONTROL)
    assert view.mode == TEXT
    assert view.current_steps() == ("emails", 0)
    qtbot.keyClick(view.text, Qt.Key.Key_T, CONTROL)
    assert view.current_steps() == ("emails", 0)


def test_value_path_and_pointer_of_the_current_line_are_copied(view, qtbot):
    view.tree.go_to(("emails", 0, "value"))
    kinds = []
    view.copy_requested.connect(kinds.append)
    for keys in (CONTROL, CONTROL | SHIFT, CONTROL | ALT):
        qtbot.keyClick(view.tree, Qt.Key.Key_C, keys)
    assert kinds == ["value", "path", "pointer"]
    assert [view.copying(kind, None)() for kind in kinds] == ["ann@x.example", "emails[0].value", "/emails/0/value"]
    assert view.copying("value", Stars())() == "*"


def test_selected_lines_are_copied_with_names_replaced(view):
    view.set_mode(TEXT)
    told = []
    view.copy_requested.connect(lambda kind: told.append((view.copying(kind, Stars())(), view.copying(kind, None)())))
    view.text.copy_wanted.emit(1, 2, view.text.toPlainText()[2:70])
    assert "ann" not in told[0][0]
    assert told[0][0].splitlines()[0] == '  "userName": "*",'
    assert "ann@x.example" in told[0][1]


def test_part_of_a_name_is_not_copied_either(view):
    view.set_mode(TEXT)
    told = []
    view.copy_requested.connect(lambda kind: told.append(view.copying(kind, Stars())()))
    view.text.copy_wanted.emit(1, 1, "ann@")
    assert told == ["*"]


def test_search_counts_and_steps_through_a_tree(view, qtbot):
    qtbot.keyClick(view.tree, Qt.Key.Key_F, CONTROL)
    assert view.find_bar.isVisible()
    qtbot.keyClicks(view.find_bar.field, "ann@")
    qtbot.waitUntil(lambda: view.find_bar.count.text() == "1 of 2")
    assert view.current_steps() == ("userName",)
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Return)
    assert view.current_steps() == ("emails", 0, "value")
    assert view.find_bar.count.text() == "2 of 2"
    qtbot.keyClick(view.tree, Qt.Key.Key_F3, SHIFT)
    assert view.current_steps() == ("userName",)
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible()


def test_search_in_text_says_what_it_does_not_cover(view, qtbot):
    view.set_mode(TEXT)
    view.do("find")
    view.find_bar.field.setText("Group 3")
    assert view.find_bar.count.text().startswith("1 of")
    view.find_bar.field.setText("nowhere")
    assert "no hit" in view.find_bar.count.text()


def test_the_windows_own_shortcuts_wait_while_the_focus_is_here(view, qtbot):
    from PySide6.QtGui import QKeySequence, QShortcut

    heard = []
    shortcut = QShortcut(QKeySequence("Ctrl+F"), view)
    shortcut.activated.connect(lambda: heard.append("window"))
    view.activateWindow()
    view.tree.setFocus()
    qtbot.keyClick(view.tree, Qt.Key.Key_F, CONTROL)
    assert heard == []
    assert view.find_bar.isVisible()


def test_the_menu_names_the_path(view):
    view.tree.go_to(("emails", 0, "value"))
    titles = [action.text() for action in view.menu().actions()]
    assert any("emails[0].value" in title for title in titles)
