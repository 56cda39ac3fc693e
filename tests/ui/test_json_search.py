"""Searching a body."""

from __future__ import annotations

from scimviewer.ui.json_search import places

BODY = {"userName": "Ann", "emails": [{"value": "ann@x.example", "primary": True}], "meta": {"version": 1}}


def hits(needle, body=BODY):
    return [steps for steps in places(body, needle) if steps is not None]


def test_names_and_values_are_found_in_reading_order():
    assert hits("ann") == [("userName",), ("emails", 0, "value")]
    assert hits("EMAILS") == [("emails",)]


def test_words_and_numbers_are_found_as_they_are_written():
    assert hits("true") == [("emails", 0, "primary")]
    assert hits("1") == [("meta", "version")]


def test_misses_are_told_so_that_a_search_can_pause():
    assert list(places(BODY, "nowhere")) == [None] * 7
