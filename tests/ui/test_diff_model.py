"""Rows of a comparison."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.diff_lines import ALIKE, Line, aligned, folded, inline
from scimviewer.ui.diff_model import ATTRIBUTES, INLINE, SIDES, DiffModel

LEFT, RIGHT = {"a": 1, "b": 2, "c": 3, "d": "x", "f": "1"}, {"a": 1, "b": 2, "c": 3, "d": "y", "e": 5, "f": 1}


@pytest.fixture
def model(qapp, qtmodeltester) -> DiffModel:
    made = DiffModel()
    qtmodeltester.check(made)
    made.show(SIDES, folded(aligned(LEFT, RIGHT)))
    return made


def shown(model: DiffModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_both_sides_of_a_line_stand_on_one_row(model: DiffModel) -> None:
    assert ['  "d": "x"', '  "d": "y"'] in shown(model)
    assert ["", '  "e": 5'] in shown(model)


def test_a_fold_opens_in_place_and_closes_again(model: DiffModel) -> None:
    before = shown(model)
    model.toggle(1)
    assert ['  "b": 2', '  "b": 2'] in shown(model)
    assert model.is_open(model.lines[1])
    model.toggle(1)
    assert shown(model) == before


def test_runs_of_differences_are_places(model: DiffModel) -> None:
    assert [model.lines[row].kind for row in model.places()] == ["changed"]


def test_a_long_run_with_a_fold_in_it_is_one_place(model: DiffModel) -> None:
    members = [{"value": str(at)} for at in range(50)]
    model.show(SIDES, folded(aligned({"id": "1", "members": members}, {"id": "1"})))
    (fold,) = (row for row, line in enumerate(model.lines) if line.hidden)
    assert len(model.places()) == 1
    model.toggle(fold)
    assert len(model.places()) == 1


def test_signs_stand_where_something_stands(model: DiffModel) -> None:
    added = Line("added", None, "x")
    assert (model.sign(added, 0), model.sign(added, 1)) == ("", "+")
    assert model.sign(Line(ALIKE, "x", "y")) == "≈"


def test_below_each_other_there_is_one_column(model: DiffModel) -> None:
    model.show(INLINE, inline(aligned({"d": "x"}, {"d": "y"})))
    assert shown(model) == [["{"], ['  "d": "x"'], ['  "d": "y"'], ["}"]]
    assert [model.sign(line) for line in model.lines] == ["", "−", "+", ""]


def test_attributes_have_titles_and_verdicts(model: DiffModel) -> None:
    model.show(ATTRIBUTES, [Line("removed", '"x"', None, name="title", verdict="lost")], ("Asked", "Answered"))
    assert shown(model) == [["title", '"x"', "", "lost"]]
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert titles == ["Attribute", "Asked", "Answered", "Verdict"]


def test_hostile_text_is_shown_and_never_meant(model: DiffModel) -> None:
    model.show(SIDES, [Line("changed", "<b>a</b>\u202e" + "x" * 100, "y")])
    index = model.index(0, 0)
    assert "‹U+202E›" in index.data()
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("changed: <b>")
