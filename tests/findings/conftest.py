"""Cases of a few lines for finders: what happened is told as short as it can be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.looking import findings
from scimviewer.findings.traffic import Traffic
from scimviewer.query.table import Table
from scimviewer.times import utc_text
from tests.conftest import call

START_NS = 1_788_249_600_000_000_000  # 2026-09-01T08:00:00Z
SECOND = 1_000_000_000


def at(seconds: float, method: str, url: str, status: int | None = 200, asked: Any = None, answered: Any = None,
       actor: str | None = "hr-sync", **more: Any) -> dict[str, Any]:  # fmt: skip
    """One call so many seconds after eight o'clock."""
    return call(
        method, f"/scim/v2{url}", status, timestamp=utc_text(START_NS + int(seconds * SECOND)), actor=actor,
        request={"body": asked}, response={"body": answered}, **more,
    )  # fmt: skip


@pytest.fixture
def look(make_case: Callable[..., Any]) -> Callable[..., list[Finding]]:
    """What one finder finds in a few calls."""

    made = count()

    def looked(finder: Finder, *calls: dict[str, Any]) -> list[Finding]:
        table = Table(make_case(*calls, name=f"log{next(made)}.ndjson"))
        table.refresh()
        return findings(table.case, table, finders=(finder,))

    return looked


@pytest.fixture
def traffic_of(make_case: Callable[..., Any]) -> Callable[..., Traffic]:
    """The traffic of a few calls."""
    made = count()

    def loaded(*calls: dict[str, Any]) -> Traffic:
        table = Table(make_case(*calls, name=f"traffic{next(made)}.ndjson"))
        table.refresh()
        return Traffic(table)

    return loaded
