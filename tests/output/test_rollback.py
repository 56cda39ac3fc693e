"""A rollback plan as text and as Markdown."""

from __future__ import annotations

from typing import Any

from scimviewer.output.rollback import NOTHING, rollback_markdown, rollback_text

STEP = {
    "event": 3, "resource": {}, "method": "PATCH", "path": "/Users/7", "body": {"title": "a```b\x1b"},
    "basis": "computed", "warnings": ["Pause <b>it</b>."], "headers": {"If-Match": 'W/"1"'},
}  # fmt: skip
CANNOT = {
    "event": 2,
    "resource": None,
    "reason": "It is gone.",
    "instead": {"method": "POST", "path": "/Users", "body": {"a": 1}},
}
TOLD: dict[str, Any] = {"steps": [STEP], "cannot": [CANNOT]}


def test_steps_and_what_cannot_be_undone_are_told() -> None:
    text = rollback_text(TOLD)
    assert text.startswith("1. PATCH /Users/7   takes event 3 back (computed)\n     If-Match")
    assert "! Pause" in text
    assert "Event 2 cannot be undone. It is gone." in text
    assert "instead: POST /Users" in text
    assert "\x1b" not in text


def test_markdown_says_that_nothing_was_sent_and_fences_bodies() -> None:
    text = rollback_markdown(TOLD)
    assert "Nothing was sent." in text
    assert "````" in text
    assert "<b>" not in text


def test_an_empty_plan_says_so() -> None:
    empty: dict[str, Any] = {"steps": [], "cannot": []}
    assert rollback_text(empty) == NOTHING
    assert NOTHING in rollback_markdown(empty)
