"""Pictures with a caption."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from scimviewer.errors import UserError
from scimviewer.ui.caption import RATIO, joined, save_svg, strip_height, unseen, with_caption
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import theme


@pytest.fixture
def label() -> QWidget:
    made = PlainLabel("Failure rate")
    made.resize(300, 40)
    unseen(made)
    return made


def test_picture_is_twice_as_fine_above_the_strip(label: QWidget) -> None:
    image = with_caption(label, ["case", "no filter"])
    assert (image.width(), image.height()) == (600, (40 + strip_height(["", ""])) * RATIO)
    assert image.pixelColor(598, image.height() - 2) == theme().colours.sunken


def test_svg_holds_letters_and_the_caption(label: QWidget, tmp_path: Path) -> None:
    out = tmp_path / "a.svg"
    save_svg(label, ["case <b>", "no filter"], out, "Failure rate")
    text = out.read_text("utf-8")
    assert "<title>Failure rate</title>" in text
    assert ">Failure rate</text>" in text.replace(" ", " ")
    assert "case &lt;b&gt;" in text


def test_a_file_that_cannot_be_written_is_said(label: QWidget, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        save_svg(label, [], tmp_path / "missing" / "a.svg", "")


def test_hidden_letters_of_a_caption_are_shown() -> None:
    assert joined(["a\u202eb", "", "c"]) == "a‹U+202E›b  ·  c"
