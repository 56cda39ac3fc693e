"""A URL taken apart."""

from __future__ import annotations

from scimviewer.ui.url_parts import url_pairs, url_words

URL = "https://scim.x.example/scim/v2/Users/42?attributes=emails&filter=userName%20eq%20%22ann%22"


def test_every_part_has_a_row_and_parameters_are_decoded():
    assert url_pairs(URL) == [
        ("scheme", "https"),
        ("host", "scim.x.example"),
        ("SCIM base", "/scim/v2"),
        ("endpoint", "Users"),
        ("resource type", "User"),
        ("id", "42"),
        ("?attributes", "emails"),
        ("?filter", 'userName eq "ann"'),
    ]


def test_what_is_not_there_has_no_row():
    assert url_pairs("/healthz") == [("path", "/healthz")]
    assert url_pairs(None) == []


def test_one_line_says_whom_it_is_about():
    assert url_words(URL) == 'User 42 at scim.x.example/scim/v2 where userName eq "ann" with attributes'
    assert url_words("/scim/Users?count=1") == "Users with count"
    assert url_words(None) == "This log does not say which URL was asked for"


def test_any_text_is_taken_apart_without_failing():
    for text in ("http://[broken", "?", "::", "%ff%00", "https://u:p@h/x?=&a"):
        assert isinstance(url_words(text), str)
        url_pairs(text)
