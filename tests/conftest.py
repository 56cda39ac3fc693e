"""What every test may ask for: the recorded traffic beside the project, cases made of lines."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths

# The same examples on every run, however slow the machine: a failure is the change's. FUZZ=1 looks for new ones.
settings.register_profile("steady", derandomize="FUZZ" not in os.environ, deadline=None)
settings.load_profile("steady")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of recorded traffic; tests that need it are skipped where it is missing."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the recorded traffic is not beside the project")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of public sample files."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("the sample files are not beside the project")
    return folder


def call(method: str, url: str, status: int | None = 200, **more: Any) -> dict[str, Any]:
    """One record of a JSON log of requests and answers."""
    record: dict[str, Any] = {
        "timestamp": "2026-09-01T08:00:00Z",
        "requestId": f"{method}-{url}-{status}",
        "request": {"method": method, "url": url, "headers": {}},
        "response": {"headers": {}} if status is None else {"status": status, "headers": {}},
        "durationMs": 12.5,
    }
    for key in ("request", "response"):
        record[key].update(more.pop(key, {}))
    record.update(more)
    return record


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[..., Case]:
    """Make a case of records (JSON values) or of text, read by one worker."""

    def make(*records: Any, name: str = "log.ndjson", text: str | bytes | None = None) -> Case:
        file = tmp_path / name
        if text is None:
            text = "".join(json.dumps(record) + "\n" for record in records)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        path = tmp_path / f"{name}.scimcase"
        import_paths([file], path, ImportOptions(workers=1))
        return Case.open(path)

    return make
