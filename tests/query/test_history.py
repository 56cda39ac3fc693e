"""Which earlier exchanges tell about the resource of an event."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.query.history import earlier_ids, history
from scimviewer.store.case import Case
from tests.conftest import call
from tests.query.conftest import case_of
from tests.store.conftest import lines

CALLS = [
    ("GET", "/scim/v2/Schemas", 200, None),
    ("POST", "/scim/v2/Users", 409, {"userName": "mira"}),
    ("POST", "/scim/v2/Users", 201, {"userName": "mira"}),
    ("GET", "/scim/v2/Users/7", 200, None),
    ("GET", "/scim/v2/Users/8", 200, None),
    ("PATCH", "/scim/v2/Users/7", 204, None),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder: Path = tmp_path_factory.mktemp("history")
    made = [
        call(method, url, status, timestamp=f"2026-09-01T10:00:0{n}Z", request={"body": body})
        for n, (method, url, status, body) in enumerate(CALLS)
    ]
    return case_of(folder, lines(made)).case


def test_what_went_before_is_of_the_same_resource_and_oldest_first(case: Case) -> None:
    assert earlier_ids(case, 6) == [1, 4]


def test_a_create_has_no_id_yet_and_is_known_by_its_name(case: Case) -> None:
    assert earlier_ids(case, 3) == [1, 2]


def test_only_the_last_ones_are_taken(case: Case) -> None:
    assert earlier_ids(case, 6, most=1) == [4]


def test_exchanges_come_decoded(case: Case) -> None:
    assert [one.url for one in history(case, 6)] == ["/scim/v2/Schemas", "/scim/v2/Users/7"]
