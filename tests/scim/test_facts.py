from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.facts import Facts, as_bool, attribute, facts_of, is_scim_body, patch_operations
from scimviewer.scim.request import operation_of, request_target

GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group"
USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User"
USER = {"schemas": [USER_URN], "id": "7", "userName": "ann", "displayName": "Ann", "active": True}
GROUP = {"schemas": [GROUP_URN], "id": "9", "displayName": "Sales", "members": [{"value": "1"}, {"value": "2"}]}


def facts(method: str, url: str, asked: Any = None, answered: Any = None, failed: bool = False) -> Facts:
    target = request_target(url)
    return facts_of(operation_of(method, target), target, asked, answered, failed)


def patched(*operations: Any, url: str = "/Users/7") -> Facts:
    return facts("PATCH", url, {"Operations": list(operations)})


# --- attributes ---------------------------------------------------------------------------------------------------


def test_names_of_attributes_are_case_insensitive_and_the_plain_one_wins() -> None:
    assert attribute({"USERNAME": 1, "userName": 2}, "userName") == 2
    assert attribute({"USERNAME": 1}, "userName") == 1
    assert attribute({"users": 1}, "user") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), (False, False), ("False", False), (" TRUE ", True), ("no", None), (None, None), (0, None),
     (1, None), ([], None),
     ([{"value": "False"}], False), ([{"$ref": None, "Value": True}], True), ([{"value": [{"value": True}]}], None)],
)  # fmt: skip
def test_booleans_as_clients_send_them(value: Any, expected: bool | None) -> None:
    assert as_bool(value) is expected


@pytest.mark.parametrize(
    ("body", "is_scim"),
    [
        (USER, True), ({"Schemas": ["URN:SCIM:SCHEMAS:CORE:1.0"]}, True), ({"schemas": f'["{USER_URN}"]'}, True),
        (f'{{"schemas":["{USER_URN}"], cut', True), ({"schemas": ["urn:other"]}, False), ({"schemas": [7]}, False),
        ({"a": USER_URN}, False), ("text", False), (None, False), ([USER], False),
    ],
)  # fmt: skip
def test_scim_bodies_name_their_schema(body: Any, is_scim: bool) -> None:
    assert is_scim_body(body) is is_scim


def test_operations_of_a_patch() -> None:
    body = {"operations": [{"Op": "Add", "Path": "x", "Value": 1}, {"op": "remove", "path": 5}, "odd", {"op": 3}]}

    assert list(patch_operations(body)) == [("add", "x", 1), ("remove", None, None), ("", None, None)]
    assert list(patch_operations({"Operations": {"op": "add", "value": {}}})) == [("add", None, {})]
    for odd in (None, "x", [], {}, {"Operations": "x"}):
        assert list(patch_operations(odd)) == []


# --- users --------------------------------------------------------------------------------------------------------


def test_create() -> None:
    found = facts("POST", "/Users", {"userName": "ann", "active": True}, USER)

    assert (found.resource_id, found.resource_name, found.intent) == ("7", "ann", None)
    assert (found.active_asked, found.active_answered, found.members_asked, found.members_answered) == (
        True,
        True,
        None,
        None,
    )


def test_a_body_with_a_password_is_about_the_password() -> None:
    assert facts("POST", "/Users", {"userName": "ann", "password": "⟦secret:password⟧"}).intent == "password"
    assert facts("PUT", "/Users/7", {"userName": "ann", "active": False, "password": "x"}).intent == "deactivate"
    assert patched({"op": "replace", "path": f"{USER_URN}:password", "value": "x"}).intent == "password"


@pytest.mark.parametrize(
    ("body", "intent"),
    [({"active": False}, "deactivate"), ({"Active": "False"}, "deactivate"), ({"active": True}, None), ({}, None)],
)
def test_put_deactivates_and_says_nothing_else(body: Any, intent: str | None) -> None:
    assert facts("PUT", "/Users/7", {"userName": "ann", **body}).intent == intent


@pytest.mark.parametrize(
    ("operation", "asked"),
    [
        ({"op": "replace", "path": "active", "value": False}, False),
        ({"op": "Replace", "path": "active", "value": "False"}, False),
        ({"op": "replace", "path": "active", "value": [{"$ref": None, "value": "False"}]}, False),
        ({"op": "replace", "path": f"{USER_URN}:active", "value": False}, False),
        ({"op": "replace", "value": {"active": False}}, False),
        ({"op": "Replace", "value": {"Active": "false"}}, False),
        ({"op": "add", "path": "active", "value": "True"}, True),
        ({"Op": "REPLACE", "Value": {f"{USER_URN}:active": True}}, True),
        ({"op": "remove", "path": "active"}, None),
        ({"op": "replace", "path": "active", "value": "perhaps"}, None),
        ({"op": "replace", "path": 'roles[active eq "x"].value', "value": False}, None),
        ({"op": "replace", "path": "inactive", "value": False}, None),
    ],
)
def test_patch_of_active(operation: Any, asked: bool | None) -> None:
    found = patched(operation)

    assert found.active_asked is asked
    assert found.intent == {True: "reactivate", False: "deactivate", None: None}[asked]


def test_the_operation_that_matters_most_names_a_patch() -> None:
    rename = {"op": "replace", "path": "userName", "value": "ben"}
    active = {"op": "replace", "path": "active", "value": False}

    assert patched(rename, active).intent == "deactivate"
    assert (patched(rename).intent, patched(rename).resource_name) == ("rename", "ben")
    assert patched({"op": "replace", "path": "displayName", "value": "Ben"}).intent is None
    assert patched({"op": "remove", "path": "userName"}).intent is None


def test_scim_1_patches_are_partial_resources() -> None:
    assert facts("PATCH", "/Users/7", {"active": False}).intent == "deactivate"
    removed = facts("PATCH", "/Groups/9", {"members": [{"value": "1", "operation": "delete"}, {"value": "2"}]})
    assert (removed.intent, removed.members_asked) == ("member_remove", 2)
    assert facts("PATCH", "/Groups/9", {"members": [{"value": "1"}]}).intent == "member_add"


# --- groups -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "intent", "count"),
    [
        ({"op": "add", "path": "members", "value": [{"value": "1"}, {"value": "2"}]}, "member_add", 2),
        ({"op": "Add", "path": "Members", "value": {"value": "1"}}, "member_add", 1),
        ({"op": "add", "value": {"members": [{"value": "1"}]}}, "member_add", 1),
        ({"op": "remove", "path": 'members[value eq "2819c223"]'}, "member_remove", 1),
        ({"op": "Remove", "path": "members", "value": [{"value": "1"}]}, "member_remove", 1),
        ({"op": "remove", "path": f'{GROUP_URN}:members[value eq "urn:x:y"]'}, "member_remove", 1),
        ({"op": "add", "path": f"{GROUP_URN}:members", "value": [{"value": "1"}]}, "member_add", 1),
        ({"op": "remove", "path": "members"}, "member_remove", None),
        ({"op": "replace", "path": "members", "value": []}, None, 0),
        ({"op": "add", "path": "membership", "value": [1]}, None, None),
    ],
)
def test_members(operation: Any, intent: str | None, count: int | None) -> None:
    found = patched(operation, url="/Groups/9")

    assert (found.intent, found.members_asked) == (intent, count)


def test_members_are_added_up() -> None:
    add = {"op": "add", "path": "members", "value": [{"value": "1"}]}
    remove = {"op": "remove", "path": 'members[value eq "2"]'}

    assert patched(add, add, remove, url="/Groups/9").members_asked == 3
    assert patched(add, remove, url="/Groups/9").intent == "member_remove"


def test_a_group_is_renamed_by_its_display_name() -> None:
    found = patched({"op": "replace", "value": {"id": "9", "displayName": "Sales EMEA"}}, url="/Groups/9")

    assert (found.intent, found.resource_name) == ("rename", "Sales EMEA")


def test_groups_asked_and_answered() -> None:
    found = facts("PUT", "/Groups/9", {"displayName": "Sales", "members": [{"value": "1"}]}, GROUP)

    assert (found.resource_name, found.members_asked, found.members_answered) == ("Sales", 1, 2)


def test_other_types_have_both() -> None:
    found = facts("POST", "/scim/v2/Teams", {"displayName": "T", "active": False, "members": []}, {"id": 5})

    assert (found.active_asked, found.members_asked, found.resource_id) == (False, 0, "5")


# --- searches, answers, errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filter_", "intent", "name"),
    [
        ('userName eq "ann"', "lookup", "ann"), (f'{USER_URN}:userName eq "ann"', "lookup", "ann"),
        ('externalId eq "00u7"', "lookup", None), ('emails[type eq "work"].value eq "a@b"', "lookup", None),
        ('displayName eq "Sales"', "lookup", "Sales"), ('id eq "7"', "lookup", None), ('title eq "x"', None, None),
        ('userName sw "a"', None, None),
    ],
)  # fmt: skip
def test_lookups(filter_: str, intent: str | None, name: str | None) -> None:
    found = facts("GET", f"/Users?filter={filter_}", None, {"totalResults": 0, "Resources": []})

    assert (found.intent, found.resource_name, found.resource_id) == (intent, name, None)
    posted = facts("POST", "/Users/.search", {"filter": filter_})
    assert (posted.intent, posted.resource_name) == (intent, name)


def test_one_hit_of_a_lookup_is_the_resource() -> None:
    one = facts("GET", '/Users?filter=externalId eq "x"', None, {"Resources": [USER]})
    two = facts("GET", '/Users?filter=externalId eq "x"', None, {"Resources": [USER, USER]})
    listed = facts("GET", "/Users", None, {"Resources": [USER]})

    assert (one.resource_id, one.resource_name, one.active_answered) == ("7", "ann", True)
    assert (two.resource_id, listed.resource_id) == (None, None)


def test_the_path_names_the_resource_before_the_answer_does() -> None:
    assert facts("GET", "/Users/8", None, USER).resource_id == "8"
    assert facts("POST", "/Users", None, {"id": True}).resource_id is None
    assert facts("POST", "/Users", None, {"id": ""}).resource_id is None


def test_answers_that_are_no_resources_name_nobody() -> None:
    assert facts("GET", "/Schemas", None, {"id": USER_URN, "name": "User"}).resource_id is None
    assert facts("GET", "/api/clients/1", None, {"id": "1", "userName": "x"}).resource_id is None
    assert facts("GET", "/provision/1", None, USER).resource_id == "7"


def test_failed_answers_are_no_resources() -> None:
    found = facts("POST", "/Users", {"userName": "ann"}, {"id": "e-1", "detail": "taken"}, failed=True)

    assert (found.resource_id, found.resource_name, found.error) == (None, "ann", "taken")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"detail": "taken", "title": "Conflict"}, "taken"),
        ({"Detail": "taken"}, "taken"),
        ({"Errors": [{"description": "no such user", "code": "404"}]}, "no such user"),
        ({"error": {"code": 7, "message": "no"}}, "no"),
        ({"error": "invalid_token", "error_description": "expired"}, "expired"),
        ({"detail": [{"loc": ["body"], "msg": "field required"}]}, "field required"),
        ({"errors": ["first", "second"]}, "first"),
        ({"message": ""}, None),
        ({}, None),
        ("Unauthorized\nmore", "Unauthorized"),
        ("<html><head><title>502 Bad\n Gateway</title></head></html>", "502 Bad Gateway"),
        ("<html></html>", None),
        ("", None),
        (None, None),
        ([1], None),
    ],
)
def test_errors_as_servers_tell_them(body: Any, error: str | None) -> None:
    assert facts("POST", "/Users", None, body, failed=True).error == error


def test_the_scim_type_of_an_error() -> None:
    assert facts("POST", "/Users", None, {"scimType": "uniqueness"}, failed=True).scim_type == "uniqueness"
    assert facts("POST", "/Users", None, {"scimType": ""}, failed=True).scim_type is None
    assert facts("POST", "/Users", None, {"scimType": "uniqueness"}).scim_type is None


# --- hostile ------------------------------------------------------------------------------------------------------

NAMES = ["Operations", "op", "path", "value", "active", "members", "password", "userName", "displayName", "id",
         "Resources",
         "filter", "Errors", "detail", "scimType", "schemas", "operation"]  # fmt: skip
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["add", "remove", "members", "active", "False"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=20,
)


@given(
    JSON,
    JSON,
    st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    st.sampled_from(
        ["/Users", "/Users/1", "/Groups/1", "/Schemas", "/Bulk", "/x", "/Users?filter=id eq 1", "/scim/Teams/1"]
    ),
    st.booleans(),
)
def test_no_body_makes_it_fail(asked: Any, answered: Any, method: str, url: str, failed: bool) -> None:
    found = facts(method, url, asked, answered, failed)

    assert found.members_asked is None or found.members_asked >= 0
