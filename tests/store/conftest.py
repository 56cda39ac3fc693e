"""Logs to import, and what a case holds as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from scimviewer.query.rows import rows
from scimviewer.query.table import Table
from scimviewer.store.case import Case
from scimviewer.store.imported import Imported
from scimviewer.store.importing import ImportOptions, import_paths
from tests.conftest import call

ONE = ImportOptions(workers=1)
SECRET = "Zk4q9VwX2pLm7RtYb8NcHs3D"  # random-looking, so that it would get a tag


def lines(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def calls(count: int, note: str = "x") -> list[dict[str, Any]]:
    """Different calls: every seventh fails, names and times differ."""
    return [
        call(
            ("GET", "POST", "PATCH", "DELETE")[n % 4],
            f"/scim/v2/Users/{note}{n}",
            409 if n % 7 == 0 else 200,
            timestamp=f"2026-09-01T{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}.{n % 1000:03d}Z",
            request={"headers": {"Authorization": f"Bearer {SECRET}{n % 3}"}},
            durationMs=n % 50 + 0.5,
        )
        for n in range(count)
    ]


def as_har(made: list[dict[str, Any]]) -> bytes:
    entries = [
        {
            "startedDateTime": one["timestamp"],
            "time": 3,
            "request": {"method": one["request"]["method"], "url": "https://a" + one["request"]["url"], "headers": []},
            "response": {"status": one["response"]["status"], "headers": [], "content": {"text": "[1, {}]"}},
        }
        for one in made
    ]
    return json.dumps({"log": {"version": "1.2", "entries": entries, "after": [{"a": 1}]}}).encode()


def django(count: int) -> list[dict[str, Any]]:
    """Calls as django-structlog and django-scim2 log them: four records each, the bodies as text."""
    made: list[dict[str, Any]] = []
    for n in range(count):
        path, asked = f"PATH\n/scim/v2/Users/{n}\nMETHOD\nPATCH\nBODY\n{{}}", f"PATCH /scim/v2/Users/{n}"
        known = {"request_id": f"r{n}", "timestamp": "2026-09-01T08:00:00.5Z", "logger": "django"}
        made.append({**known, "event": "request_started", "request": asked})
        made.append({**known, "event": path})
        made.append({**known, "event": path + "\nSTATUS_CODE\n200"})
        made.append({**known, "event": "request_finished", "request": asked, "code": 200})
    return made


def events(case: Case) -> list[dict[str, Any]]:
    """All events as `events --json` tells them, in the order of their ids."""
    table = Table(case)
    table.refresh()
    return rows(case, table.ids.tolist())


def counts(case: Case) -> list[tuple[Any, ...]]:
    """What the sources of a case say of themselves, apart from ids."""
    keys = ("path", "format", "sha256", "records", "used", "left_out", "duplicates", "problems", "events", "status")
    return sorted(tuple(source[key] for key in keys) for source in case.sources())


def holdings(case: Case) -> dict[str, Any]:
    """Everything that two imports of the same bundle must agree on."""
    problems = [{**one, "id": None} for one in case.problems()]
    return {
        "events": events(case),
        "sources": counts(case),
        "problems": sorted(problems, key=lambda one: (one["source"], one["offset"] or -1)),
        "secrets": sorted((one["source"], one["kind"], one["count"]) for one in case.secrets()),
        "left_out": sorted((one["source"], one["rule"], one["count"]) for one in case.left_out()),
    }


def assert_no_record_is_lost(case: Case) -> None:
    for source in case.sources():
        told = source["used"] + source["left_out"] + source["duplicates"] + source["problems"]
        assert source["records"] == told, source["path"]


def imported(path: Path, case: Path, options: ImportOptions = ONE) -> tuple[Imported, Case]:
    """Import one path and hand out what that did and the case; every time, no record may be lost."""
    done, opened = import_paths([path], case, options), Case.open(case)
    assert_no_record_is_lost(opened)
    return done, opened


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of twenty calls."""
    file = tmp_path / "log.ndjson"
    file.write_bytes(lines(calls(20)))
    return file
