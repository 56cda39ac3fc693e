"""How a request touches the members of a group."""

from __future__ import annotations

from scimviewer.quirks.members import (
    brought,
    chosen_by_filter,
    elements,
    is_group_type,
    member_id,
    member_writes,
    members_of,
)
from tests.quirks.made import GROUP, group, patch, post

GROUPS = "/scim/v2/Groups/41"


def test_members_are_found_however_they_are_written() -> None:
    case = patch(
        {"op": "Add", "path": f"{GROUP}:members", "value": {"value": "4"}},
        {"op": "replace", "value": {"Members": [{"value": 5}, "6", {}]}},
        {"op": "remove", "path": 'members[value eq "7"]'},
        url=GROUPS,
    )
    assert [len(elements(write)) for write in member_writes(case)] == [1, 3, 0]
    assert brought(case) == {
        "4": "/request/body/Operations/0/value",
        "5": "/request/body/Operations/1/value/Members/0",
        "6": "/request/body/Operations/1/value/Members/1",
    }
    assert chosen_by_filter(case) == {"7": "/request/body/Operations/2/path"}


def test_a_user_has_no_members() -> None:
    assert member_writes(post({"members": [{"value": "4"}]})) == []


def test_a_group_without_a_list_has_unknown_members() -> None:
    assert members_of(group("4")) == ["4"]
    assert members_of({"members": None}) is None
    assert members_of(None) is None


def test_a_member_is_a_group_by_its_type_else_by_its_address() -> None:
    assert is_group_type({"value": "4", "type": "group"})
    assert is_group_type({"value": "4", "$ref": "/scim/v2/Groups/4"})
    assert not is_group_type({"value": "4", "type": "User", "$ref": "/scim/v2/Groups/4"})
    assert not is_group_type("4")


def test_what_is_no_id_is_none() -> None:
    assert [member_id(one) for one in ({"value": True}, {"value": ""}, None, [], {"Value": "x"})] == [
        None, None, None, None, "x",
    ]  # fmt: skip
