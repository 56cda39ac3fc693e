"""Imports in a process of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions
from scimviewer.ui.bundle_import import BundleImport
from scimviewer.ui.jobs import Jobs
from tests.conftest import call

ONE = ImportOptions(workers=1)


@pytest.fixture
def importer(qapp) -> Iterator[BundleImport]:
    jobs = Jobs()
    yield BundleImport(jobs)
    jobs.close()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log.ndjson"
    file.write_text("".join(json.dumps(call("GET", f"https://x/Users/{n}")) + "\n" for n in range(50)))
    return file


def test_import_tells_sources_and_its_end(importer: BundleImport, log: Path, tmp_path: Path, qtbot) -> None:
    sources: list[dict] = []
    importer.source_changed.connect(sources.append)
    case = tmp_path / "log.scimcase"
    with qtbot.waitSignal(importer.ended, timeout=20_000) as signal:
        importer.start([log], case, ONE)
        assert importer.running

    assert signal.args[0].events == 50
    assert sources[-1]["status"] == "read"
    assert len(Case.open(case).sources()) == 1
    assert not importer.running


def test_what_cannot_be_read_is_told_in_a_sentence(importer: BundleImport, tmp_path: Path, qtbot) -> None:
    with qtbot.waitSignal(importer.failed, timeout=20_000) as signal:
        importer.start([tmp_path / "missing.zip"], tmp_path / "a.scimcase", ONE)

    assert signal.args == [f"{tmp_path / 'missing.zip'} does not exist."]
