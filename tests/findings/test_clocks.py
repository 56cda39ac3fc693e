"""A source whose times differ from the answers' Date has another clock."""

from __future__ import annotations

from email.utils import formatdate

from scimviewer.findings.clocks import FINDER
from tests.findings.conftest import SECOND, START_NS, at


def dated(behind: int) -> list:
    calls = []
    for n in range(30):
        one = at(60 * n, "GET", f"/Users/{n}", durationMs=10)
        one["response"]["headers"] = {"Date": formatdate(START_NS // SECOND + 60 * n - behind, usegmt=True)}
        calls.append(one)
    return calls


def test_an_hour_ahead_of_the_server(look) -> None:
    (found,) = look(FINDER, *dated(3600))
    assert found.title == "The clock of log0.ndjson is 60 minutes ahead of the server's"
    assert found.severity == "medium"


def test_a_second_is_nothing(look) -> None:
    assert look(FINDER, *dated(1)) == []
