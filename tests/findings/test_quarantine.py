"""Entra's line is told with the moment of its crossing, and for Entra alone."""

from __future__ import annotations

from scimviewer.findings.quarantine import FINDER
from tests.findings.conftest import at


def runs(agent: str) -> list:
    return [
        at(n * 2400 + user, "PATCH", f"/Users/{user}", 500 if n == 6 and user > 2 else 200, {"a": n}, userAgent=agent)
        for n in range(10) for user in range(20)
    ]  # fmt: skip


def test_the_first_cycle_above_the_line(look) -> None:
    (found,) = look(FINDER, *runs("Microsoft Azure Active Directory SCIM"))
    assert "17 of 20 changes failed" in found.title
    assert "was crossed at 2026-09-01T12:00:12Z" in found.title
    assert (found.severity, found.count) == ("low", 17)
    assert "5,000" in found.explanation


def test_other_senders_have_no_such_line(look) -> None:
    assert look(FINDER, *runs("Okta SCIM Client 1.0.0")) == []
