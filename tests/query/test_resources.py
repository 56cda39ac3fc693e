"""Which resource somebody means."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.query.resources import aliases_in, resource_named, resource_of
from scimviewer.query.table import Table
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE, URL, log, user
from tests.store.conftest import lines

OTHER = "https://other.example.com/scim/v2/Users/twin"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    more = log(
        ("GET", OTHER, 200, None, {"id": "twin", "userName": "doris"}),
        ("GET", OTHER.replace("Users", "Groups"), 200, None, {"id": "twin", "displayName": "Twins"}),
        ("GET", f"{URL}-2", 200, None, user(id=f"{ID}-2", userName="doris", externalId="x-2")),
        ("POST", OTHER.replace("/twin", ""), 409, {"userName": "nobody"}, {"detail": "no"}),
    )
    return case_of(tmp_path_factory.mktemp("named"), lines([*LIFE, *more]))


@pytest.mark.parametrize(
    "text", [ID, f"User/{ID}", f"users/{ID}", "mira", "MIRA", "e-7", f"scim.example.com/User/{ID}"]
)
def test_an_id_a_name_an_external_id_or_a_type_with_an_id_name_it(table: Table, text: str) -> None:
    assert resource_named(table.case, table, text).id == ID


@pytest.mark.parametrize("text", ["", "/", "User/", "nothing like it", "User/8", "%", "'"])
def test_what_names_nothing_is_said(table: Table, text: str) -> None:
    with pytest.raises(UserError, match="No event is about"):
        resource_named(table.case, table, text)


def test_what_may_be_several_is_said_with_the_candidates(table: Table) -> None:
    with pytest.raises(UserError, match=r"may be .*User/twin.*Group/twin") as said:
        resource_named(table.case, table, "twin")
    assert "TYPE/ID" in str(said.value)
    assert resource_named(table.case, table, "Group/twin").name == "Twins"


def test_one_name_at_two_targets_is_ambiguous(table: Table) -> None:
    with pytest.raises(UserError, match="doris"):
        resource_named(table.case, table, "doris")


def test_whom_no_answer_gave_an_id_is_known_by_name(table: Table) -> None:
    found = resource_named(table.case, table, "nobody")
    assert (found.id, found.name) == (None, "nobody")


def test_an_event_tells_its_resource(table: Table) -> None:
    found = resource_of(table.case, 3)
    assert found is not None
    assert (found.type, found.id, found.target) == ("User", ID, "scim.example.com")


def test_an_event_about_nothing_has_none(tmp_path: Path) -> None:
    table = case_of(tmp_path, lines(log(("GET", "/scim/v2/Schemas", 200, None, None))))
    assert resource_of(table.case, 1) is None


def test_names_are_the_attributes_that_people_know() -> None:
    assert aliases_in({"USERNAME": "a", "displayName": "", "externalId": 7, "title": "x"}) == {
        "a": "userName",
        "7": "externalId",
    }


def test_a_log_that_names_no_target_makes_no_second_resource(tmp_path: Path) -> None:
    there = log(("GET", URL, 200, None, user()))
    elsewhere = log(("GET", f"/scim/v2/Users/{ID}", 200, None, None))
    table = case_of(tmp_path, lines([*there, *elsewhere]))
    assert resource_named(table.case, table, ID).target == "scim.example.com"
