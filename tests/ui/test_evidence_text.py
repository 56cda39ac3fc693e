"""Bodies with numbered evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.evidence_text import MOST_LINES, EvidenceText, Links

BODY = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [
        {"op": "Replace", "path": "title", "value": "Guide"},
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": {}},
    ],
}
FIRST = "/request/body/Operations/0"


def made(qtbot, body, evidence=None):
    links = Links()
    text = EvidenceText("/request/body", links)
    qtbot.addWidget(text)
    text.resize(500, 200)
    text.show_body(body, evidence or {})
    text.show()
    return text, links


def marked(text):
    return [one.cursor.selectedText() for one in text.extraSelections() if one.cursor.hasSelection()]


def lit(text):
    selections = text.extraSelections()
    return [one.cursor.block().text().strip() for one in selections if not one.cursor.hasSelection()]


def test_a_dot_and_a_mark_stand_where_the_evidence_is(qtbot):
    text, _ = made(qtbot, BODY, {f"{FIRST}/op": 1, "/request/body/Operations/1/op": 2})
    assert marked(text) == ['"op": "Replace"', '"op": "Add"']
    assert sorted(text.dots.values()) == ["1", "2"]
    assert not text.grab().isNull()


def test_several_numbers_share_a_dot(qtbot):
    text, _ = made(qtbot, BODY, {f"{FIRST}/op": 1, f"{FIRST}/path": 2, f"{FIRST}/value": 3})
    assert list(text.dots.values()) == ["1–3"]


def test_evidence_elsewhere_and_pointers_to_nothing_do_no_harm(qtbot):
    text, _ = made(qtbot, BODY, {"/response/body/x": 1, "/request/body/Operations/7/op": 2, "/request/body": 3})
    assert set(text.dots.values()) == {"2", "3"}
    text, _ = made(qtbot, "<html>no JSON", {"/request/body": 1})
    assert text.dots == {}


def test_lines_are_lit_by_what_speaks_of_them(qtbot):
    text, links = made(qtbot, BODY)
    links.lit.emit((FIRST,))
    assert lit(text) == ['{ "op": "Replace", "path": "title", "value": "Guide" },']
    links.lit.emit(())
    assert lit(text) == []


def test_the_keyboard_on_a_line_tells_what_stands_there(qtbot):
    text, links = made(qtbot, BODY)
    heard = []
    links.lit.connect(heard.append)
    text.activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    qtbot.keyClick(text, Qt.Key.Key_Down)
    assert heard[-1] == ("/request/body/schemas",)
    text.go_to(("Operations", 0))
    assert heard[-1] == (FIRST,)


def test_a_long_body_is_scrolled_and_shows_all_in_a_picture(qtbot):
    text, links = made(qtbot, {"members": [{"value": str(n)} for n in range(300)]})
    low = text.height()
    assert low < 2 * MOST_LINES * text.fontMetrics().lineSpacing()
    links.shown.emit("/request/body/members/250")
    assert text.textCursor().block().text().strip() == '{ "value": "250" },'
    text.show_all()
    assert text.height() > 5 * low


def test_a_hostile_body_is_shown(qtbot):
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    for body in (deep, {"\u202e": "\x00"}, [], 7, True, "", {"a": "y" * 100_000}):
        _text, links = made(qtbot, body, {"/request/body/0/0/0": 1})
        links.lit.emit(("/request/body/0",))


def test_a_bar_below_the_lines_covers_none_of_them(qtbot):
    text, _ = made(qtbot, {"detail": "x" * 300})
    high = text.height()
    text.resize(5000, high)
    qtbot.waitUntil(lambda: text.height() < high)
