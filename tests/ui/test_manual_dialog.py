"""The manual."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl

from scimviewer.formats import FORMATS
from scimviewer.ui.actions import ACTIONS
from scimviewer.ui.manual_dialog import ManualDialog, pages


@pytest.fixture
def manual(qtbot):
    made = ManualDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def page(name):
    return next(one for one in pages() if one.name.startswith(name))


def test_contents_lead_to_pages_and_headings(manual, qtbot):
    assert manual.contents.topLevelItemCount() == len(pages())
    manual.contents.setFocus()
    qtbot.keyClick(manual.contents, Qt.Key.Key_End)
    qtbot.keyClick(manual.contents, Qt.Key.Key_Home)
    assert "What the customer sent" not in manual.text.toPlainText()
    filtering = next(item for item in range(7) if manual.contents.topLevelItem(item).text(0) == "Filtering")
    manual.contents.setCurrentItem(manual.contents.topLevelItem(filtering).child(1))
    assert "Short forms" in manual.text.toPlainText()


def test_links_between_pages_work_and_others_do_nothing(manual):
    manual.text.anchorClicked.emit(QUrl("03-filtering.md"))
    assert manual.text.toPlainText().startswith("Filtering")
    manual.text.anchorClicked.emit(QUrl("https://x.example/"))
    assert manual.text.toPlainText().startswith("Filtering")
    manual.back()
    assert manual.text.toPlainText().startswith("Open a bundle")


def test_every_link_of_the_manual_leads_somewhere():
    names = {one.name for one in pages()}
    for one in pages():
        for target in re.findall(r"(?<!!)\[[^\[\]]*\]\(([^)]+)\)", one.text):
            assert target in names


def test_search_leaves_the_pages_that_have_it(manual, qtbot):
    qtbot.keyClick(manual.contents, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(manual.search, "pseudonym")
    assert manual.count.text().endswith("hits")
    assert manual.text.toPlainText().startswith("Privacy")
    hidden = [manual.contents.topLevelItem(number).isHidden() for number in range(7)]
    assert hidden.count(False) < 3
    assert manual.text.textCursor().selectedText().casefold() == "pseudonym"
    manual.search.setText("no such word")
    assert manual.count.text() == "no hits"


def test_every_format_has_a_heading():
    headings = page("04").headings
    for one in FORMATS:
        assert one.title in headings


def test_keys_of_the_table_are_those_of_the_actions():
    keys = {key for action in ACTIONS for key in action.keys}
    text = page("07").text
    for key in ("Ctrl+O", "Ctrl+Shift+O", "Ctrl+W", "F1", "F10", "Ctrl+Shift+D", "Ctrl+[", "Ctrl+]", "e", "j", "x"):
        assert key in keys
        assert f"**{key}**" in text


def test_the_manual_loads_nothing(manual):
    assert not manual.text.openLinks()
    assert all(
        "://" not in one.text and "<" not in re.sub(r"`[^`]*`|```.*?```", "", one.text, flags=re.S) for one in pages()
    )
