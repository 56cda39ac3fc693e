"""A life as text."""

from __future__ import annotations

from typing import Any

from scimviewer.output.stories import story_text

TOLD: dict[str, Any] = {
    "resource": {"target": "t.example", "type": "User", "id": "7", "name": "mira"},
    "aliases": [{"kind": "id", "value": "8", "event": 9, "possible": "created again"}],
    "events": [
        {"event": 1, "role": "own", "time": None, "method": "PATCH", "operation": "patch", "status": 204,
         "outcome": "success", "text": "Set title.\x1b[31m"},
        {"event": 2, "role": "mention", "time": "2026-09-01T10:00:00Z", "method": None, "operation": "assign",
         "status": None, "outcome": "success", "text": "added"},
    ],
    "states": [
        {"event": 1, "basis": {"": "unknown"}, "reason": "The log has no answer.", "changes": [
            {"kind": "added", "path": "title", "old": None, "new": "x"},
            {"kind": "removed", "path": "nickName", "old": "n", "new": None},
            *({"kind": "changed", "path": "name", "old": n, "new": n + 1} for n in range(20))]},
    ],
    "notes": ["Only the last 3,000."],
}  # fmt: skip


def test_events_states_names_and_changes_are_told() -> None:
    text = story_text(TOLD)
    assert text.startswith("User 7 at t.example\n  id: 8 (event 9; created again)\n  Only the last 3,000.")
    assert "no time  1  PATCH 204" in text
    assert "State: unknown. The log has no answer." in text
    assert "+ title: x" in text
    assert "- nickName: n" in text
    assert "and 10 more changes" in text
    assert "assign success  (mentioned)" in text


def test_a_terminal_is_not_steered_by_what_a_log_holds() -> None:
    assert "\x1b" not in story_text(TOLD)
