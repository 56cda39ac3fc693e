"""Facts for findings come from the blocks, in the order of the events."""

from __future__ import annotations

from pathlib import Path

from scimviewer.query.fact_columns import FACTS, facts, unknown_of
from tests.conftest import call
from tests.query.conftest import case_of
from tests.store.conftest import lines


def test_facts_lie_beside_the_events(tmp_path: Path) -> None:
    off = {"Operations": [{"op": "replace", "path": "active", "value": False}]}
    table = case_of(
        tmp_path, lines([call("PATCH", "/scim/v2/Users/1", request={"body": off}), call("GET", "/scim/v2/Users/1")])
    )
    loaded = facts(table)
    assert list(loaded) == list(FACTS)
    assert loaded["active_asked"].tolist() == [0, unknown_of("active_asked")]
    assert loaded["body_hash"][0] != unknown_of("body_hash") == loaded["body_hash"][1]
