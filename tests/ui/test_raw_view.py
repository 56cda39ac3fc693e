"""Records as they stand."""

from __future__ import annotations

import hashlib

import pytest

from scimviewer.ui.raw_view import RawView, record_text


@pytest.fixture
def view(qtbot):
    made = RawView()
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    return made


def test_bytes_place_and_hash_are_shown(view):
    record = b'{"a": "\xff\x00"}'
    view.show_records([record], "node2.jsonl:18442")
    card = view.cards[0]
    assert card.title.text() == "node2.jsonl:18442 · 11 bytes"
    assert hashlib.sha256(record).hexdigest() in card.hash.text()
    assert "\\xff" in card.text.toPlainText()
    assert "\x00" not in card.text.toPlainText()


def test_several_records_are_numbered_and_fewer_later_hide_the_rest(view):
    view.show_records([b"1", b"2"], "a:1")
    assert [card.title.text().partition(" ·")[0] for card in view.cards] == ["Record 1 of 2", "Record 2 of 2"]
    view.show_records([b"3"], "a:9")
    assert [card.isVisible() for card in view.cards] == [True, False]


def test_names_are_replaced_but_the_hash_is_that_of_the_record(view):
    view.show_records([b"ann"], "a:1", ["*"])
    assert view.cards[0].text.toPlainText() == "*"
    assert view.cards[0].digest == hashlib.sha256(b"ann").hexdigest()
    assert "replaced" in view.note.text()


def test_hash_and_record_can_be_copied(view, qtbot):
    view.show_records([b"abc"], "a:1")
    told = []
    view.copy_wanted.connect(lambda what, text, _whole: told.append((what, text)))
    view.cards[0].copy_hash.click()
    view.cards[0].copy_all.click()
    assert told == [("SHA-256", hashlib.sha256(b"abc").hexdigest()), ("record", "abc")]


def test_an_event_without_records_says_so(view):
    view.show_records([], "")
    assert view.note.text() == "The records of this event are not in the case."


def test_what_is_no_text_is_escaped():
    assert record_text(b"a\xff\xfe") == "a\\xff\\xfe"
