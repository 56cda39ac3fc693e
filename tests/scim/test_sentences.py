from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from scimviewer.scim.patch import patched
from scimviewer.scim.schemas import ENTERPRISE_USER, GROUP, USER
from scimviewer.scim.sentences import sentences
from scimviewer.scim.whole import created, deleted, replaced
from tests.scim.patches import json_values, odd_bodies

ANN = {"schemas": [USER], "userName": "ann", "emails": [{"value": "a@x", "type": "work"}]}
SALES = {"schemas": [GROUP], "displayName": "Sales", "members": [{"value": "u1"}]}
UUID = "89bb41c0-1111-2222-3333-444455556666"


def said(before: Any, *operations: Any) -> list[tuple[str, bool]]:
    outcome = patched(before, {"Operations": list(operations)}, strict=False)
    return [(one.text, one.is_meant) for one in sentences(outcome)]


def op(name: str, path: str | None = None, *value: Any) -> dict[str, Any]:
    told = {"op": name} if path is None else {"op": name, "path": path}
    return {**told, "value": value[0]} if value else told


@pytest.mark.parametrize(
    ("before", "operation", "text"),
    [
        (ANN, op("replace", "active", False), "Set active to false"),
        (ANN, op("replace", None, {"active": False}), "Set active to false"),
        (ANN, op("replace", "name.givenName", "Ann"), "Set name.givenName to “Ann”"),
        (ANN, op("replace", "name", {"givenName": "A", "familyName": "B"}),
         "Set name to givenName “A” and familyName “B”"),
        (ANN, op("replace", "title", None), "Clear title"),
        (ANN, op("replace", "emails", []), "Clear emails"),
        (ANN, op("remove", "name.givenName"), "Remove name.givenName"),
        (ANN, op("replace", 'emails[type eq "work"].value', "b@x"),
         "Set value of the email with type “work” to “b@x”"),
        (ANN, op("remove", 'emails[type eq "work"].display'), "Remove display of the email with type “work”"),
        (ANN, op("remove", 'emails[value sw "a"]'), 'Remove the email with value sw "a" from emails'),
        (ANN, op("replace", ENTERPRISE_USER, {"department": "IT"}),
         f"Set department of the extension {ENTERPRISE_USER}"),
        (ANN, op("replace", f"{ENTERPRISE_USER}:department", "IT"), "Set department to “IT”"),
        (ANN, op("replace", None, {"active": True, "title": "Dr"}), "Set active to true; set title to “Dr”"),
        (SALES, op("add", "members", [{"value": UUID}]), "Add the member 89bb41c0… to members"),
        (SALES, op("remove", 'members[value eq "u1"]'), "Remove the member u1 from members"),
        (SALES, op("add", "members", [{"value": "u2"}, {"value": "u3"}]), "Add the members u2 and u3 to members"),
        (SALES, op("replace", "members", [{"value": str(at)} for at in range(9)]), "Replace all members by 9 members"),
        (SALES, op("add", "members", [{"value": str(at)} for at in range(40)]), "Add 40 members"),
        (SALES, op("remove", "members"), "Remove all members"),
        (SALES, op("remove", "externalId"), "Remove externalId"),
    ],
)  # fmt: skip
def test_one_plain_sentence(before: Any, operation: Any, text: str) -> None:
    assert said(before, operation) == [(text, False)]


@pytest.mark.parametrize(
    ("before", "operation", "text"),
    [
        (ANN, op("Replace", "active", "False"), "Set active to false (sent as text instead of a boolean)"),
        (ANN, op("Add", f"{ENTERPRISE_USER}:manager", "m1"), "Set manager to “m1” (sent as a plain value)"),
        (ANN, op("replace", "displayName", ["a", "b"]),
         "Set displayName to a list of 2 (a list where one value belongs)"),
        (SALES, op("Remove", "members", [{"value": "u1"}]),
         "Remove the member u1 from members (named in the value, which strict servers refuse)"),
        (ANN, op("remove"), "Remove something without saying what"),
        (ANN, op("add", "title"), "Add title without saying what"),
        (ANN, op("update", "active", 1), "Do “update”, which is no operation of SCIM"),
        (ANN, op("replace", "emails[0].value", 1),
         "Replace something at “emails[0].value”, which is no path of SCIM"),
        (ANN, op("replace", None, "x"), "Replace a value without saying where"),
    ],
)  # fmt: skip
def test_what_was_meant_is_marked(before: Any, operation: Any, text: str) -> None:
    assert said(before, operation) == [(text, True)]


def test_sentences_point_at_their_operations() -> None:
    outcome = patched(ANN, {"operations": [op("remove", "title"), op("remove", "active")]}, strict=False)

    assert [one.pointer for one in sentences(outcome)] == ["/operations/0", "/operations/1"]


def test_whole_resources() -> None:
    told = [sentences(outcome)[0].text for outcome in (created(ANN, strict=False), deleted(ANN))]

    assert told == ["Create the resource", "Delete the resource"]
    assert sentences(replaced(ANN, ANN, strict=True))[0].text == "Replace the whole resource"


@given(json_values, odd_bodies)
def test_every_operation_has_a_sentence(before: Any, body: Any) -> None:
    outcome = patched(before, body, strict=False)

    assert len(sentences(outcome)) == len(outcome.steps)
    assert all(one.text for one in sentences(outcome))
