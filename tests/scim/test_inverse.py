from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scimviewer.scim.compare import differences
from scimviewer.scim.inverse import Inverse, inverse, is_undone
from scimviewer.scim.patch import patched
from scimviewer.scim.schemas import ENTERPRISE_USER, GROUP, PATCH_OP, USER
from tests.scim.patches import cases, json_values, odd_bodies

ANN: dict[str, Any] = {
    "schemas": [USER],
    "id": "7",
    "userName": "ann",
    "active": True,
    "name": {"givenName": "Ann", "familyName": "Lee"},
    "emails": [{"value": "a@x", "type": "work", "primary": True}, {"value": "b@x", "type": "home"}],
}


def undone(**attributes: Any) -> Inverse:
    """What undoes that the user got these attributes; None takes one away."""
    after = {name: value for name, value in {**ANN, **attributes}.items() if value is not None}
    return inverse(ANN, after)


def operations(found: Inverse) -> list[tuple[Any, ...]]:
    assert found.body is not None
    assert found.body["schemas"] == [PATCH_OP]
    return [tuple(one.values()) for one in found.body["Operations"]]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"active": False}, [("replace", "active", True)]),
        ({"title": "Dr"}, [("remove", "title")]),
        ({"active": None}, [("add", "active", True)]),
        ({"userName": "ANN"}, [("replace", "userName", "ann")]),
        ({"name": {"givenName": "An", "middleName": "M", "familyName": "Lee"}},
         [("remove", "name.middleName"), ("replace", "name.givenName", "Ann")]),
        ({"emails": [*ANN["emails"], {"value": 'c"\\x'}]}, [("remove", r'emails[value eq "c\"\\x"]')]),
        ({"emails": ANN["emails"][1:]}, [("add", "emails", [ANN["emails"][0]])]),
        ({"emails": [ANN["emails"][0], {"value": "c@x", "type": "home"}]},
         [("replace", 'emails[type eq "home"].value', "b@x")]),
        ({"emails": [{"value": "a@x", "type": "work"}, {"value": "b@x", "type": "home", "primary": True}]},
         [("replace", 'emails[value eq "a@x"].primary', True), ("remove", 'emails[value eq "b@x"].primary')]),
        ({ENTERPRISE_USER: {"department": "IT"}}, [("remove", f"{ENTERPRISE_USER}:department")]),
    ],
)  # fmt: skip
def test_the_smallest_patch_back(attributes: dict[str, Any], expected: list[Any]) -> None:
    assert operations(undone(**attributes)) == expected


def test_elements_that_no_filter_tells_apart_are_replaced_as_a_list() -> None:
    twins = [{"value": "a@x", "type": "work"}, {"value": "A@x", "type": "WORK"}]
    found = inverse({**ANN, "emails": twins[:1]}, {**ANN, "emails": twins})

    assert operations(found) == [("replace", "emails", twins[:1])]
    assert "whole list of emails" in found.warnings[0]


def test_members_of_an_emptied_group_come_back_in_one_operation() -> None:
    members = [{"value": str(number)} for number in range(2000)]
    group = {"schemas": [GROUP], "id": "9", "displayName": "Sales", "members": members}
    empty = {name: value for name, value in group.items() if name != "members"}

    assert operations(inverse(group, empty)) == [("add", "members", members)]
    assert operations(inverse(group, {**group, "members": members[:-1]})) == [("add", "members", members[-1:])]
    assert operations(inverse({**group, "members": members[:-1]}, group)) == [("remove", 'members[value eq "1999"]')]


def test_more_removals_than_anyone_would_send_replace_the_list() -> None:
    members = [{"value": str(number)} for number in range(1200)]
    group = {"schemas": [GROUP], "id": "9", "displayName": "Sales", "members": members}
    found = inverse({**group, "members": members[:100]}, group)

    assert operations(found) == [("replace", "members", members[:100])]
    assert found.warnings


def test_a_known_version_guards_what_happened_since() -> None:
    after = {**ANN, "active": False, "meta": {"version": 'W/"2"'}}

    assert inverse(ANN, after).headers == (("If-Match", 'W/"2"'),)
    assert undone(active=False).headers == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, ANN), (ANN, None), (ANN, {}), (ANN, ANN), ({}, ANN), ({"id": "7"}, {"id": "8"}), ("x", [])],
)
def test_what_cannot_be_undone_has_a_reason(before: Any, after: Any) -> None:
    found = inverse(before, after)

    assert found.body is None
    assert found.reasons


def test_what_a_server_derives_is_not_sent() -> None:
    manager = {"value": "m1", "displayName": "Mia"}
    found = inverse({**ANN, ENTERPRISE_USER: {"manager": manager}}, ANN)

    assert operations(found) == [("add", f"{ENTERPRISE_USER}:manager", {"value": "m1"})]


def test_what_a_strict_server_refuses_is_said() -> None:
    assert undone(title="Dr").warnings == ()
    assert "strict" in inverse({**ANN, "shoeSize": 42}, ANN).warnings[0]


def test_passwords_do_not_come_back() -> None:
    found = inverse({**ANN, "password": "old"}, {**ANN, "password": "new", "active": False})

    assert operations(found) == [("replace", "active", True)]
    assert "password" in found.warnings[0]


@given(cases)
@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
def test_an_inverse_gives_the_state_before_back(case: tuple[Any, Any]) -> None:
    before, body = case
    after = patched(before, body, strict=False).state
    found = inverse(before, after)

    if found.body is not None:
        again = patched(after, found.body, strict=False).state
        assert differences(before, again) == []
        assert is_undone(before, again)
    elif after is not None:
        assert differences(before, after) == [] or found.reasons


@given(json_values, odd_bodies)
def test_nothing_breaks_the_search_for_an_inverse(before: Any, body: Any) -> None:
    after = patched(before, body, strict=False).state
    found = inverse(before, after)

    assert (found.body is None) is bool(found.reasons)
    if found.body is not None:
        again = patched(after, found.body, strict=False).state
        assert again is not None
        assert is_undone(before, again)
