from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from scimviewer.scim.drafts import MOST_ATTRIBUTES
from scimviewer.scim.schemas import ENTERPRISE_USER, USER
from scimviewer.scim.whole import created, deleted, replaced
from tests.scim.patches import json_values, users

ANN: dict[str, Any] = {
    "schemas": [USER],
    "id": "7",
    "meta": {"version": "1"},
    "userName": "ann",
    "active": True,
    ENTERPRISE_USER: {"department": "IT"},
}


def test_a_put_takes_away_what_it_leaves_out_and_keeps_what_is_the_servers() -> None:
    outcome = replaced(ANN, {"schemas": [USER], "userName": "bea"}, strict=True)

    assert outcome.state == {"schemas": [USER], "userName": "bea", "id": "7", "meta": {"version": "1"}}
    assert {(one.kind, one.path) for one in outcome.changes} == {
        ("replaced", "userName"),
        ("removed", "active"),
        ("removed", f"{ENTERPRISE_USER}:department"),
    }
    assert [note.id for note in outcome.steps[0].notes] == ["left-out", "left-out"]


def test_read_only_values_in_a_put_are_ignored() -> None:
    outcome = replaced(ANN, {"userName": "ann", "id": "8", "groups": [{"value": "g"}]}, strict=True)

    assert outcome.state is not None
    assert outcome.state["id"] == "7"
    assert "groups" not in outcome.state


@pytest.mark.parametrize(
    ("body", "scim_type"),
    [
        ({"userName": "ann", "active": "False"}, "invalidValue"), ({"active": False}, "mutability"),
        ({"userName": "ann", "shoeSize": 5}, "invalidValue"), (None, "invalidSyntax"), ("cut", "invalidSyntax"),
    ],
)  # fmt: skip
def test_puts_that_a_strict_server_refuses(body: Any, scim_type: str) -> None:
    outcome = replaced(ANN, body, strict=True)

    assert outcome.error is not None
    assert outcome.error.scim_type == scim_type
    assert outcome.state == ANN


def test_puts_as_they_were_meant() -> None:
    outcome = replaced(ANN, {"userName": "ann", "active": "False"}, strict=False)

    assert outcome.state is not None
    assert outcome.state["active"] is False
    assert replaced(ANN, "cut", strict=False).reason


def test_a_put_on_an_unknown_state_leaves_the_servers_own_unknown() -> None:
    outcome = replaced(None, {"schemas": [USER], "userName": "ann", "title": None}, strict=False)

    assert outcome.state is None
    assert outcome.known == {"schemas": [USER], "userName": "ann", "title": None}
    assert outcome.reason


def test_a_post_makes_what_its_body_says() -> None:
    body = {"schemas": [USER], "userName": "ann", "id": "x", "emails": [], "name": {"givenName": None}}
    outcome = created(body, strict=True)

    assert outcome.state == {"schemas": [USER], "userName": "ann"}
    refused = created({"schemas": [USER]}, strict=True)
    assert refused.error is not None
    assert (refused.error.scim_type, refused.state) == ("invalidValue", None)


def test_a_delete_leaves_nothing() -> None:
    outcome = deleted(ANN)

    assert outcome.state == {}
    assert len(outcome.changes) == len(ANN)
    assert deleted(None).changes == ()


@given(users)
def test_a_put_of_the_state_itself_changes_nothing(before: Any) -> None:
    outcome = replaced(before, before, strict=True)

    assert outcome.state == before
    assert outcome.changes == ()


@given(json_values, json_values)
def test_nothing_breaks_it(before: Any, body: Any) -> None:
    for strict in (True, False):
        assert strict or replaced(before, body, strict=strict).error is None
        created(body, strict=strict)
    deleted(before)


def test_a_body_of_more_attributes_than_any_resource_is_not_worked_out() -> None:
    outcome = replaced({"userName": "ann"}, {f"a{n}": n for n in range(MOST_ATTRIBUTES + 1)}, strict=False)
    assert outcome.state is None
    assert "not worked out" in (outcome.reason or "")
