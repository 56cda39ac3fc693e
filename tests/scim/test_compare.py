from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from scimviewer.scim.compare import ANSWER, NOTHING, Ignored, differences
from scimviewer.scim.pointers import NOWHERE, pointed
from scimviewer.scim.schemas import ENTERPRISE_USER, GROUP, USER
from tests.scim.patches import json_values, users

SAME = "same value, different type"
ANN: dict[str, Any] = {
    "schemas": [USER],
    "id": "7",
    "userName": "ann",
    "externalId": "E1",
    "active": True,
    "emails": [{"value": "a@x", "type": "work", "primary": True}, {"value": "b@x", "type": "home"}],
    ENTERPRISE_USER: {"department": "Sales", "manager": {"value": "m1", "displayName": "Mia"}},
}


def told(left: Any, right: Any, ignored: Ignored = NOTHING) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.kind, one.path, one.left, one.right) for one in differences(left, right, ignored=ignored)]


def against(**attributes: Any) -> list[tuple[str, str, str | None, str | None]]:
    return told(ANN, {**ANN, **attributes})


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"userName": "bea"}, [("changed", "userName", "/userName", "/userName")]),
        ({"title": "Dr"}, [("added", "title", None, "/title")]),
        ({"active": None}, [("removed", "active", "/active", None)]),
        ({"active": "True"}, [(SAME, "active", "/active", "/active")]),
        ({"active": "False"}, [("changed", "active", "/active", "/active")]),
        ({"userName": "ANN"}, [(SAME, "userName", "/userName", "/userName")]),
        ({"externalId": "e1"}, [("changed", "externalId", "/externalId", "/externalId")]),
        ({"id": 7}, [(SAME, "id", "/id", "/id")]),
        ({"userName": ["ann"]}, [(SAME, "userName", "/userName", "/userName")]),
        ({"userName": ["ann", "b"]}, [("changed", "userName", "/userName", "/userName")]),
        ({"emails": ANN["emails"][::-1]}, []),
        ({"emails": [*ANN["emails"], {"value": "c@x"}]}, [("added", "emails", None, "/emails/2")]),
        ({"emails": ANN["emails"][1:]}, [("removed", "emails", "/emails/0", None)]),
        ({"emails": [{"value": "B@x", "type": "home", "primary": False}, ANN["emails"][0]]},
         [(SAME, "emails.value", "/emails/1/value", "/emails/0/value")]),
        ({"emails": [ANN["emails"][0], {"value": "c@x", "type": "home"}]},
         [("changed", "emails.value", "/emails/1/value", "/emails/1/value")]),
        ({ENTERPRISE_USER: {"department": "IT", "manager": ANN[ENTERPRISE_USER]["manager"]}},
         [("changed", f"{ENTERPRISE_USER}:department", f"/{ENTERPRISE_USER}/department",
           f"/{ENTERPRISE_USER}/department")]),
        ({"emails": {"value": None}}, [("removed", "emails", f"/emails/{index}", None) for index in (0, 1)]),
        ({"nothing": [], "phoneNumbers": None, "name": {"givenName": None}}, []),
    ],
)  # fmt: skip
def test_differences_of_a_user(attributes: dict[str, Any], expected: list[Any]) -> None:
    assert against(**attributes) == expected


def test_a_missing_extension_is_told_by_its_attributes() -> None:
    without = {name: value for name, value in ANN.items() if name != ENTERPRISE_USER}

    assert [one[:2] for one in told(ANN, without)] == [
        ("removed", f"{ENTERPRISE_USER}:department"),
        ("removed", f"{ENTERPRISE_USER}:manager"),
    ]


def test_names_are_the_same_in_any_case() -> None:
    assert told(ANN, {"USERNAME" if name == "userName" else name: value for name, value in ANN.items()}) == []


def test_times_are_compared_as_times() -> None:
    left = {"meta": {"lastModified": "2026-01-02T03:04:05.000Z"}}

    assert [one[0] for one in told(left, {"meta": {"lastModified": "2026-01-02T04:04:05+01:00"}})] == [SAME]
    assert [one[0] for one in told(left, {"meta": {"lastModified": "2026-01-02T04:04:05Z"}})] == ["changed"]


def test_an_answer_may_say_more_than_was_asked() -> None:
    asked = {"userName": "ann", "password": "x", "emails": [{"value": "a@x"}], "members": None}
    answered = {
        "id": "7", "userName": "ann", "active": True, "meta": {"version": "1"}, "schemas": [USER], "groups": [],
        "emails": [{"value": "a@x", "display": "a@x"}],
    }  # fmt: skip

    assert told(asked, answered, ANSWER) == []
    assert [one[1] for one in told(asked, {"emails": [{"value": "b@x"}]}, ANSWER)] == ["userName", "emails", "emails"]


def test_what_a_member_is_called_is_the_servers_word() -> None:
    asked = {"schemas": [GROUP], "members": [{"value": "1", "display": "ann@x.test"}]}
    answered = {"schemas": [GROUP], "members": [{"value": "1", "display": "Ann", "$ref": "/Users/1"}]}

    assert told(asked, answered, ANSWER) == []
    assert [one[1] for one in told(asked, answered)] == ["members.display", "members.$ref"]


def test_by_default_meta_and_schemas_are_no_difference() -> None:
    assert differences({"meta": {"version": "1"}, "schemas": [USER]}, {"meta": {"version": "2"}}) == []


def test_members_are_matched_by_value() -> None:
    left = {"schemas": [GROUP], "members": [{"value": str(number), "display": "x"} for number in range(500)]}
    right = copy.deepcopy(left)
    right["members"].reverse()
    del right["members"][0]

    assert told(left, right) == [("removed", "members", "/members/499", None)]


@given(users, users)
def test_pointers_point_at_what_differs(left: Any, right: Any) -> None:
    for one in differences(left, right, ignored=NOTHING):
        assert one.left is None or pointed(left, one.left) == one.old
        assert one.right is None or pointed(right, one.right) == one.new


@given(users, users)
def test_a_comparison_can_be_turned_around(left: Any, right: Any) -> None:
    there = [(one.left, one.right) for one in differences(left, right)]
    back = [(one.right, one.left) for one in differences(right, left)]

    assert set(there) == set(back)


@given(json_values, json_values)
def test_nothing_breaks_a_comparison(left: Any, right: Any) -> None:
    for ignored in (NOTHING, ANSWER):
        for one in differences(left, right, ignored=ignored):
            assert one.left is None or pointed(left, one.left) is not NOWHERE
    assert differences(left, left, ignored=NOTHING) == []


def test_deep_values_are_compared_to_a_limit() -> None:
    left: Any = "x"
    for _ in range(100_000):
        left = {"a": left}

    assert differences(left, {"a": {"a": 1}})
    assert differences({"a": [left]}, {"a": [[left]]})
