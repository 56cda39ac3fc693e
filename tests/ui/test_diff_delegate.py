"""How lines of a comparison are painted."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from scimviewer.ui.diff_delegate import ROW
from scimviewer.ui.diff_lines import ALIKE, Line
from scimviewer.ui.diff_model import ATTRIBUTES, SIDES
from scimviewer.ui.diff_view import DiffView
from scimviewer.ui.theme import theme


@pytest.fixture
def view(qtbot) -> DiffView:
    made = DiffView()
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show()
    return made


def painted(view: DiffView, line: Line, shape: str = SIDES) -> QImage:
    # A row above takes the frame of the current one.
    view.show_lines(shape, [Line("around", "{", "{"), line])
    view.setCurrentIndex(view.lines.index(0, 0))
    return view.viewport().grab().toImage()


def has(image: QImage, colour: QColor, left: int = 0, right: int = 600) -> bool:
    return any(
        image.pixelColor(x, y) == colour for x in range(left, min(right, image.width())) for y in range(ROW, 2 * ROW)
    )


def test_what_is_lost_is_tinted_and_the_empty_side_is_not(view: DiffView) -> None:
    image, colours = painted(view, Line("removed", '"a": 1', None)), theme().colours
    assert has(image, colours.rem_bg, 0, 290)
    assert not has(image, colours.rem_bg, 310)


def test_only_changed_characters_are_marked(view: DiffView) -> None:
    image, colours = painted(view, Line("changed", '"a": "same one"', '"a": "same two"')), theme().colours
    assert has(image, colours.chg_bg)
    assert has(image, colours.chg_em)
    assert not has(image, colours.chg_em, 0, 90)


def test_the_same_value_in_another_form_looks_harmless(view: DiffView) -> None:
    image, colours = painted(view, Line(ALIKE, '"a": "1"', '"a": 1')), theme().colours
    assert not has(image, colours.chg_bg)
    assert has(image, colours.chg, 0, 4)


def test_an_attribute_has_its_verdict(view: DiffView) -> None:
    line = Line("changed", "1", "2", name="title", verdict="contradicts the request", note="why")
    view.show_lines(ATTRIBUTES, [line])
    with_verdict = view.viewport().grab().toImage()
    view.show_lines(ATTRIBUTES, [Line("changed", "1", "2", name="title")])
    assert with_verdict != view.viewport().grab().toImage()


def test_a_text_that_is_cut_keeps_its_colour(view: DiffView) -> None:
    image = painted(view, Line("removed", '"' + "E" * 500 + '"', None))
    assert has(image, theme().colours.json_string)


def test_a_very_long_line_is_cut_where_the_cell_ends(view: DiffView) -> None:
    image = painted(view, Line("removed", '"a": "' + "x" * 5000 + '"', None))
    assert not has(image, theme().colours.json_string, 301)
