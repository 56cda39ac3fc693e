from __future__ import annotations

from scimviewer.scim.outcomes import Change, Patched, Step


def test_the_changes_of_a_request_are_those_of_its_operations() -> None:
    one, other = (Change("added", path, None, f"/{path}", None, 1) for path in "ab")
    outcome = Patched({}, {}, (Step("/0", "add", "a", changes=(one,)), Step("/1", "add", "b", changes=(other,))))

    assert outcome.changes == (one, other)
