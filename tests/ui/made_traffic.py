"""A case for the tests of histogram and plots: an hour of calls, some failed, one slow, one without a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from scimviewer.store.case import Case
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from tests.conftest import call


def record(minute: int, method: str, status: int, ms: float, user: str) -> dict:
    return call(
        method,
        f"https://scim.example/Users/{minute}",
        status,
        timestamp=f"2026-09-01T08:{minute:02}:10Z",
        durationMs=ms,
        user=user,
    )


def traffic() -> list[dict]:
    """08:00 to 08:59, a call a minute: reads by ann, writes by bob; 409 at 08:30, 429 at 08:40, slow at 08:50."""
    found = []
    for minute in range(60):
        method, user = ("GET", "ann@halden.example") if minute % 2 else ("PUT", "bob@halden.example")
        status = {30: 409, 40: 429, 50: 500}.get(minute, 200)
        found.append(record(minute, method, status, 5000 if minute == 50 else 20 + minute % 7, user))
    timeless = call("GET", "https://scim.example/Users/x", 200)
    del timeless["timestamp"]
    return [*found, timeless]


@pytest.fixture
def opened(case_of: Callable[..., Case]) -> OpenedCase:
    made = OpenedCase(case_of(*traffic()))
    made.table.refresh()
    return made


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
