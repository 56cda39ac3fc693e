"""The walk knows users from groups, and a value by its path."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.privacy.personal_json import DEEPEST, TOO_DEEP
from scimviewer.privacy.pseudonyms import Pseudonyms
from scimviewer.privacy.redaction import Redactor

GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
SHARED = {"value": "1", "$ref": "https://x/Groups/1"}


def redact(value: Any) -> Any:
    return Redactor(Pseudonyms(b"k")).json(value)


@pytest.mark.parametrize(
    "value",
    [
        {"schemas": [GROUP], "displayName": "Sales", "externalId": "g1"},
        {"displayName": "Sales", "members": []},
        {"meta": {"resourceType": "Group"}, "displayName": "Sales"},
        {"method": "POST", "path": "/Groups", "data": {"displayName": "Sales"}},
        {"request": {"url": "/scim/Groups"}, "response": {"body": {"displayName": "Sales"}}},
        {"userName": "", "groups": [{"value": "1", "display": "Sales"}]},
        {"target": [{"type": "AppInstance", "displayName": "Sales App"}]},
        {"members": [{"value": "1", "display": "Sales", "type": "Group"}, {"display": "Ops", **SHARED}]},
        {"name": "userName", "type": "string", "description": "the name"},
        {"op": "remove", "path": 'members[value eq "1"]'},
        {"active": True, "n": 1.5, "x": None, "title": "Engineer"},
    ],
)
def test_shown(value: Any) -> None:
    assert redact(value) == value


def test_members_of_a_group_are_people() -> None:
    value = redact({"displayName": "Sales", "members": [{"value": "1", "display": "Ann Lee"}]})

    assert value["displayName"] == "Sales"
    assert value["members"][0]["value"] == "1"
    assert value["members"][0]["display"].startswith("user-")


def test_changes_are_known_by_the_property_they_name() -> None:
    (value,) = redact([{"displayName": "mail", "oldValue": None, "newValue": '"ann@x.example"'}])

    assert value["displayName"] == "mail"
    assert value["newValue"].startswith('"user-')
    assert "ann" not in value["newValue"]


def test_shape_stays() -> None:
    before = {"a": [1, "ann@x.example", {"userName": "ann"}], "userName": ["ann", None], "name": {"givenName": "Ann"}}

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return [shape(one) for one in value] if isinstance(value, list) else type(value)

    assert shape(redact(before)) == shape(before)


def test_what_lies_too_deep_is_not_shown() -> None:
    value: Any = {"userName": "ann"}
    for _ in range(DEEPEST + 10):
        value = [value]

    text = str(redact(value))

    assert "ann" not in text
    assert TOO_DEEP in text
