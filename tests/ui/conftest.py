"""What the tests of the window share: a dressed application, a profile of their own, rows."""

from __future__ import annotations

import os
from pathlib import Path

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
def dressed(qapp: QApplication) -> None:
    """Every test starts light, at 100 %."""
    if (theme().choice, theme().zoom) != ("light", 1.0) or qapp.style().objectName() != "fusion":
        theme().use("light", zoom=1.0)


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own settings."""
    folder = tmp_path / "profile"
    monkeypatch.setenv(PROFILE_VARIABLE, str(folder))
    return folder
