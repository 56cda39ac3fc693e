"""Sentences that show where they come from."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.evidence_text import Links
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.statement import EvidenceDot, Statement

PLACE = "/request/body/Operations/0"


def made(qtbot, pointers):
    links = Links()
    row = Statement(links, pointers)
    qtbot.addWidget(row)
    row.add_sentence("1", Paragraph("Set title"))
    row.show()
    row.activateWindow()
    return row, links


def test_a_sentence_is_lit_by_every_line_of_its_operation_and_no_other(qtbot):
    row, links = made(qtbot, [PLACE])
    for pointer, expected in ((f"{PLACE}/path", True), ("/request/body/Operations/01", False), (PLACE, True)):
        links.lit.emit((pointer,))
        assert row.is_lit is expected
    links.lit.emit(())
    assert not row.is_lit


def test_the_keyboard_on_a_sentence_lights_its_place(qtbot):
    row, links = made(qtbot, [PLACE])
    heard, shown = [], []
    links.lit.connect(heard.append)
    links.shown.connect(shown.append)
    row.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(row.hasFocus)
    assert heard[-1] == (PLACE,)
    assert row.is_lit
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert shown == [PLACE]
    row.clearFocus()
    assert heard[-1] == ()


def test_a_click_on_the_words_chooses_the_row(qtbot):
    row, links = made(qtbot, [PLACE])
    with qtbot.waitSignal(links.shown):
        qtbot.mouseClick(row.findChild(Paragraph), Qt.MouseButton.LeftButton)


def test_a_sentence_about_nothing_in_particular_takes_no_focus(qtbot):
    row, _ = made(qtbot, [""])
    assert row.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert row.accessibleName() == "1 Set title"


def test_a_dot_says_where_it_leads(qtbot):
    dot = EvidenceDot(3, "event 7", "event 7, response <b>")
    qtbot.addWidget(dot)
    assert dot.accessibleName() == "Evidence 3: event 7, response <b>"
    assert "<b>" not in dot.toolTip()
    assert not dot.grab().isNull()
