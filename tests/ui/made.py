"""Rows for the tests of the window."""

from __future__ import annotations

from typing import Any

from scimviewer.progress import UNWATCHED


def make_row(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A row as `events --json` has it."""
    row: dict[str, Any] = {
        "id": number,
        "time": f"2026-09-01T14:{number // 60 % 60:02}:{number % 60:02}.{number * 37 % 1000:03}Z",
        "actor": "Entra ID",
        "client": None,
        "method": "PATCH",
        "operation": "patch",
        "intent": None,
        "resource_type": "User",
        "resource_id": f"{number:08}-aaaa",
        "resource_name": "Ines Carvalho",
        "target": "scim.halden.example",
        "status": 200,
        "outcome": "success",
        "scim_type": None,
        "error": None,
        "duration_ms": 143.0,
        "speaks_scim": True,
        "source": "node2.jsonl",
        "line": number,
        "request_id": None,
        "cycle": None,
        "what": "title, department set",
    }
    return {**row, **changes}


class Desk:
    """Stands in for the pane around a page: works at once and remembers what it was asked for."""

    def __init__(self, redactor: Any = None) -> None:
        self.redactor = redactor
        self.copied: list[tuple[str, str | None]] = []
        self.tabs: list[str] = []
        self.events: list[int] = []

    def beside(self, lane: str, make: Any, done: Any, failed: Any = None) -> None:
        done(make(UNWATCHED))

    def copy_of(self, kind: str, make: Any) -> None:
        self.copied.append((kind, make(self.redactor)()))

    def open_tab(self, key: str) -> None:
        self.tabs.append(key)

    def open_event(self, event_id: int) -> None:
        self.events.append(event_id)
