"""An event of a case, explained with what went before it and what came after."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.query.explanations import explanation
from scimviewer.query.table import Table
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE
from tests.store.conftest import lines


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return case_of(tmp_path_factory.mktemp("explained"), lines(LIFE))


def test_what_the_resource_was_before_follows_from_the_log(table: Table) -> None:
    states = explanation(table.case, table, 3).explained.states
    assert (states.before or {})["userName"] == "mira"
    assert (states.after or {})["title"] == "Head"
    assert states.inverse is not None


def test_a_computed_state_is_the_ground_for_the_next(table: Table) -> None:
    told = explanation(table.case, table, 6).explained.states
    assert (told.before or {})["title"] == "Head"


def test_history_and_later_name_the_events_behind_the_pointers(table: Table) -> None:
    told = explanation(table.case, table, 6)
    assert [one.url for one in told.situation.history][-1].endswith(ID)
    assert len(told.history) == len(told.situation.history)
    assert told.document()["later"][0] == {"event": 7}


def test_a_case_without_bodies_is_explained_too(tmp_path: Path) -> None:
    table = case_of(tmp_path, b'{"method": "GET", "url": "/scim/v2/Users/1", "status": 404}\n' * 3)
    assert explanation(table.case, table, 2).explained.verdict
