"""What the tests of the window share: a dressed application, a profile of their own, rows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from scimviewer.ui.settings import PROFILE_VARIABLE
from scimviewer.ui.theme import theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about what it cannot do; that is not ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light, at 100 %."""
    if (theme().choice, theme().zoom) != ("light", 1.0) or qapp.style().objectName() != "fusion":
        theme().use("light", zoom=1.0)
    yield


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own settings."""
    folder = tmp_path / "profile"
    monkeypatch.setenv(PROFILE_VARIABLE, str(folder))
    return folder


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
