"""What is said where the log has little."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.message_words import (
    duration_words,
    headers_words,
    missing_request,
    missing_response,
    size_words,
)


def test_a_read_needs_no_body_and_a_write_does():
    assert missing_request(Exchange(method="GET")).title == "A GET request has no body"
    missing = missing_request(Exchange(method="PATCH"))
    assert missing.title == "This log holds no body of this request"
    assert missing.ask
    empty = Exchange(method="POST", request_headers=[("Content-Length", "0")])
    assert missing_request(empty).title == "The request was sent with an empty body"


def test_no_answer_is_not_an_empty_answer():
    assert "timed out" in missing_response(Exchange(no_answer="timed out")).meaning
    assert missing_response(Exchange()).title == "This log holds no answer"
    assert missing_response(Exchange(status=204)).title.startswith("204")
    assert missing_response(Exchange(status=200)).ask


def test_headers_are_summed_up():
    headers = [
        ("content-type", "application/scim+json; charset=utf-8"),
        ("User-Agent", "Azure AD"),
        ("Authorization", "Bearer ⟦secret:bearer#a1⟧"),
    ]
    assert headers_words(headers, "request") == (
        "3 headers: application/scim+json, User-Agent “Azure AD”, Authorization removed at import"
    )
    assert headers_words([], "response") == "This log holds no headers of the response"
    assert headers_words([("X", "y")], "request") == "1 header"


def test_numbers_are_told_as_people_say_them():
    assert size_words([("Content-Length", "1412")]) == "1\u202f412 bytes"
    assert size_words([("Content-Length", "many")]) == ""
    assert duration_words(5012) == "5\u202f012 ms"
    assert duration_words(0.25) == "0.2 ms"
    assert duration_words(None) == ""
