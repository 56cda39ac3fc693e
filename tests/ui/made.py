"""Rows for the tests of the window."""

from __future__ import annotations

from typing import Any


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
