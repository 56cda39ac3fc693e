"""204 and no look afterwards is told as what it is: not known."""

from __future__ import annotations

from scimviewer.findings.unverified import FINDER
from tests.findings.conftest import at

PATCH = {"Operations": [{"op": "replace", "path": "title", "value": "x"}]}


def test_what_nobody_looked_at_is_counted(look) -> None:
    seen = at(9, "GET", "/Users/8", 200, None, {"id": "8"})
    (found,) = look(FINDER, at(0, "PATCH", "/Users/7", 204, PATCH), at(1, "PATCH", "/Users/8", 204, PATCH), seen)
    assert found.title == "1 change answered 204 and never looked at again"
    assert (found.severity, found.events) == ("info", (1,))
    assert "50 %" in found.explanation
