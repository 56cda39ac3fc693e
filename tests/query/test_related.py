"""Which events tell about another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.query.related import context, discovery, mentions, others_named, places_of
from scimviewer.query.resources import Resource
from scimviewer.query.table import Table
from tests.conftest import call
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE
from tests.store.conftest import lines

HERE = "scim.example.com"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return case_of(tmp_path_factory.mktemp("related"), lines(LIFE))


def test_history_is_of_the_same_resource_and_oldest_first(table: Table) -> None:
    around = context(table.now, 6)
    assert [one for one in around.history if one in around.own] == [1, 2, 3]
    assert around.later == (7, 8, 9, 10)


def test_a_create_is_known_by_its_name(table: Table) -> None:
    assert context(table.now, 2).history == (1,)


def test_the_times_decide_and_not_the_order_of_the_file(tmp_path: Path) -> None:
    url = "/scim/v2/Users/7"
    made = [call("GET", url, timestamp=f"2026-09-01T10:0{minute}:00Z") for minute in (3, 1, 2)]
    around = context(case_of(tmp_path, lines(made)).now, 3)
    assert (around.history, around.later) == ((2,), (1,))


def test_what_one_sender_did_before_belongs_to_it(tmp_path: Path) -> None:
    made = [
        call("GET", f"/scim/v2/Users/{n}", timestamp=f"2026-09-01T10:{n:02d}:00Z", userAgent=agent)
        for n, agent in enumerate(["Okta", "Entra", "Okta"])
    ]
    assert context(case_of(tmp_path, lines(made)).now, 3).history == (1,)


def test_what_the_server_says_about_itself_belongs_to_every_event(tmp_path: Path) -> None:
    made = [call("GET", "/scim/v2/Schemas"), call("GET", "/scim/v2/Users/1", userAgent="x")]
    now = case_of(tmp_path, lines(made)).now
    assert context(now, 2).history == (1,)
    assert discovery(now, 1) == [1]


def test_only_the_latest_are_taken(tmp_path: Path) -> None:
    made = [call("GET", "/scim/v2/Users/1", timestamp="2026-09-01T10:00:00Z", requestId=str(n)) for n in range(90)]
    assert context(case_of(tmp_path, lines(made)).now, 80).history == tuple(range(40, 80))


def test_an_event_that_is_not_there_is_said(table: Table) -> None:
    with pytest.raises(UserError, match="no event 99"):
        context(table.now, 99)


def test_an_id_in_other_records_is_found(table: Table) -> None:
    assert {4, 5} <= set(mentions(table.case, table.now, ID).tolist())


def test_a_short_id_is_looked_for_as_a_whole_text(tmp_path: Path) -> None:
    body = {"members": [{"value": "7"}]}
    made = [call("GET", "/scim/v2/Groups/1", response={"body": body}), call("GET", "/scim/v2/Groups/777")]
    table = case_of(tmp_path, lines(made))
    assert mentions(table.case, table.now, "7").tolist() == [1]


def test_the_events_of_a_resource_are_those_with_its_id_or_its_name(table: Table) -> None:
    places = places_of(table.now, Resource(HERE, "User", ID))
    assert table.now["id"][places].tolist() == [1, 2, 3, 6, 7, 8, 9, 10]
    assert not len(places_of(table.now, Resource(HERE, "Group", ID)))
    assert not len(places_of(table.now, Resource("elsewhere", "User", ID)))


def test_others_that_had_a_name_of_it_are_found(table: Table) -> None:
    found = others_named(table.case, table.now, Resource(HERE, "User", ID))
    assert [(one.id, event) for one, event in found] == [("8a-again-mira", 11)]


def test_what_became_of_others_with_the_name_belongs_to_it(tmp_path: Path) -> None:
    users, lou = "/scim/v2/Users", {"userName": "lou"}
    made = [
        call("POST", users, 201, request={"body": lou}, response={"body": {"id": "9", **lou}}, requestId="1"),
        call("DELETE", f"{users}/9", 204, requestId="2"),
        call("POST", users, 201, request={"body": lou}, response={"body": {"id": "10", **lou}}, requestId="3"),
    ]
    around = context(case_of(tmp_path, lines(made)).now, 3)
    assert around.history == (1, 2)
    assert around.own == {3}
