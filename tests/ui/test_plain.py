"""Text from logs: never markup, nothing hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

import scimviewer.ui
from scimviewer.ui.plain import ElidedLabel, PlainLabel, message_box, printable, tip, tip_text

FORBIDDEN = re.compile(
    r"QLabel\(|setToolTip\(|QMessageBox\(|setHtml\(|openUrl\(|setWhatsThis\(|QErrorMessage|QToolTip\."
)
UI = Path(scimviewer.ui.__file__).parent


@pytest.mark.parametrize("file", sorted(UI.glob("*.py")), ids=lambda file: file.name)
def test_only_plain_makes_what_could_read_markup(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if FORBIDDEN.search(line)]

    assert file.name == "plain.py" or not lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ines Carvalho", "Ines Carvalho"),
        ("a\x00b\x1b[31m", "a‹U+0000›b‹U+001B›[31m"),
        ("user\u202egnp.exe", "user‹U+202E›gnp.exe"),
        ("zero\u200bwidth\u00ad", "zero‹U+200B›width‹U+00AD›"),
        ("lone \ud800", "lone ‹U+D800›"),
        ("\ue000 \u3164", "‹U+E000› ‹U+3164›"),
        ("two\nlines", "two‹U+000A›lines"),
        ("12\u202f044 · Jonas Hällström · يوسف", "12\u202f044 · Jonas Hällström · يوسف"),
    ],
)
def test_nothing_stays_hidden(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_long_text_ends_visibly() -> None:
    assert printable("x" * 50, 10) == "x" * 9 + "…"


def test_label_shows_markup_as_it_stands(qtbot) -> None:
    label = PlainLabel('<img src="file:///canary.png"><b>x</b>')
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == '<img src="file:///canary.png"><b>x</b>'


def test_elided_label_takes_any_width_and_keeps_the_rest_in_its_tip(qtbot) -> None:
    label = ElidedLabel("a name that is much too long for this place <b>")
    qtbot.addWidget(label)
    label.resize(90, 20)
    label.grab()

    assert label.minimumSizeHint().width() == 0
    assert label.shown().endswith("…")
    assert "much too long" in label.toolTip()

    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""


def test_tip_is_escaped_and_ends_with_its_key(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    tip(widget, "<table>\nnext", "Ctrl+O")

    assert widget.toolTip() == "<qt>&lt;table&gt;<br>next<br>(Ctrl+O)</qt>"
    assert tip_text("") == ""


def test_message_box_is_plain_and_tells_the_answer(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    answers: list[str] = []
    box = message_box(parent, "Title", "<b>text</b>", more="more", buttons=("Remove", "Keep"), chosen=answers.append)

    assert box.textFormat() == Qt.TextFormat.PlainText
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in box.findChildren(QLabel) if label.text())
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert answers == ["Keep"]


def test_message_box_hears_the_button(qtbot) -> None:
    answers: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    box = message_box(parent, "Title", "text", icon="question", buttons=("Remove", "Keep"), chosen=answers.append)
    assert isinstance(box, QMessageBox)
    qtbot.mouseClick(next(b for b in box.buttons() if b.text() == "Remove"), Qt.MouseButton.LeftButton)

    assert answers == ["Remove"]
