"""What the tests of the window share: a dressed application, a profile of their own, rows."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.settings import PROFILE_VARIABLE
from scimviewer.ui.theme import theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about what it cannot do; that is not ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light, at 100 %, without the widgets of the one before."""
    # pytest-qt asks for their end, but no event loop is left to grant it; dressing them all takes seconds.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if (theme().choice, theme().zoom) != ("light", 1.0) or not qapp.styleSheet():
        theme().use("light", zoom=1.0)
    display_zone().use("UTC")
    yield
    # Closed windows go only when an event loop runs; until then every change of the theme dresses them again.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own settings."""
    folder = tmp_path / "profile"
    monkeypatch.setenv(PROFILE_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Cases by the text they were made of: starting the import's workers takes longer than any test here."""
    return {"folder": tmp_path_factory.mktemp("imported")}


@pytest.fixture
def case_of(tmp_path: Path, imported: dict[str, Path]) -> Callable[..., Case]:
    """A case of records (JSON values; text stands as it is), its own copy for each test, beside its log."""

    def make(*records: Any, name: str = "log.ndjson") -> Case:
        text = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records)
        log = tmp_path / name
        log.write_text(text)
        if text not in imported:
            imported[text] = imported["folder"] / f"{len(imported)}.scimcase"
            import_paths([log], imported[text], ImportOptions(workers=1))
        path = log.with_suffix(".scimcase")
        shutil.copy(imported[text], path)
        return Case.open(path)

    return make


class _Strays(QObject):
    """Notes widgets that are shown as windows although nobody meant them to be: they take the keys from the window."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() == Qt.WindowType.Window
        ):
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[list[str]]:
    """The classes of the windows that come up while a test runs."""
    watch = _Strays()
    qapp.installEventFilter(watch)
    yield watch.names
    qapp.removeEventFilter(watch)
