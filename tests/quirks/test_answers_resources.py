"""Group J: answers to writes that show something else, another resource, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import (
    ENTERPRISE,
    GROUP,
    USER,
    call,
    each,
    error,
    get,
    group,
    hit,
    ids,
    listed,
    patch,
    post,
    put,
    user,
)

WORK = {"value": "mira@hill.example", "type": "work", "primary": True}
HOME = {"value": "mira@home.example", "type": "home"}
NAME = {"givenName": "Mira", "familyName": "Hill"}
DEPARTMENT = f"{ENTERPRISE}:department"
TEAM = "/scim/v2/Groups/41"
BARE = {name: value for name, value in group().items() if name != "members"}


def answered(answer: Any, *operations: Any, before: Any = None, **more: Any) -> Situation:
    return patch(*operations, status=200, answer=answer, before=before, **more)


def op(kind: str, path: str | None, value: Any = None) -> dict[str, Any]:
    made = {"op": kind, "path": path, "value": value}
    return {name: one for name, one in made.items() if one is not None}


HOLDS = {
    "response-contradicts-patch": (
        answered(user(title="Head"), op("replace", "title", "Guide"), before=user(title="Head")),
        answered(user(), op("add", "nickName", "Mi")),
        answered(user(nickName="Mi"), op("remove", "nickName"), before=user(nickName="Mi")),
        answered(group("1", "2"), op("remove", 'members[value eq "2"]'), url=TEAM),
        answered(group("1"), op("add", "members", [{"value": "2"}, {"value": "1"}]), url=TEAM),
        answered(group("9"), op("add", "members", [{"value": "9"}]), before=group("1", "9"), url=TEAM),
        answered(user(emails=[WORK]), op("Replace", 'emails[type eq "work"].value', "m@new.example")),
        answered(
            user(**{ENTERPRISE: {"department": "Ridge"}}),
            op("replace", None, {DEPARTMENT: "Valley", "title": "Guide"}),
        ),
        answered(user(name={"givenName": "Mi"}), op("replace", "name.givenName", "Mi"), before=user(name=NAME)),
        answered(
            group("1", displayName="Old"), op("replace", "displayName", "New"), op("add", "members", []), url=TEAM
        ),
    ),
    "attributes-query-204": (
        patch(op("replace", "title", "x"), url="/scim/Groups/1?attributes=displayName,members"),
        patch(op("remove", "title"), url="/Users/1?aadOptscim062020&Attributes=userName"),
        patch(op("add", "members", []), url="/v2/Groups/1?attributes=id", answer=None),
    ),
    "id-mismatch": (
        get("/scim/v2/Users/8", 200, user(id="9")),
        put(user(), "/Users/7c1", answer=user(), answer_headers={"Location": "https://h/Users/7c2"}),
        post({"userName": "m"}, answer={"schemas": [USER], "userName": "m"}),
        post({"displayName": "C"}, "/scim/Groups", answer={"displayName": "C", "id": ""}),
        get("/Groups", 200, listed(group(meta={"location": "/scim/v2/Groups/42"}))),
    ),
    "create-empty-body": (
        post({"schemas": [GROUP], "displayName": "C"}, "/scim/Groups", 204),
        post(user(), status=200, answer=""),
        post({"userName": "m"}, "/hr/scim/v2/Users", 201, {}, answer_headers={"Content-Length": "0"}),
    ),
}
SILENT = {
    "response-contradicts-patch": (
        answered(user(title="Guide"), op("Replace", "title", "Guide"), before=user(title="Head")),
        answered(user(), op("replace", "active", "True"), op("replace", "userName", "MIRA@hill.example")),
        answered(user(phoneNumbers=[{"value": "+15550100"}]), op("add", "phoneNumbers", [{"value": "+1 555-0100"}])),
        answered(BARE, op("replace", "displayName", "Climbers"), before=group("1", "2"), url=TEAM),
        answered(user(), op("replace", "password", "x"), before=user()),
        answered(user(emails=[{**HOME, "type": "other"}]), op("add", "emails", [HOME])),
        answered(
            user(name={**NAME, "formatted": "Mira Hill"}), op("replace", "name", NAME), before=user(displayName="M")
        ),
        answered(
            group("2", "1", "3"), op("add", "members", [{"value": "3", "display": "M", "type": "User"}]), url=TEAM
        ),
        answered(
            user(name={"givenName": "Mi"}, displayName="Mi"),
            op("replace", "name.givenName", "Mi"),
            before=user(name={"givenName": "Mira"}, displayName="Mira"),
        ),
        answered(
            user(title="Guide", active=False), op("add", "title", "Guide"), history=(get("/Users/7c1", 200, user()),)
        ),
        answered(
            user(userName="m@new.example", emails=[{"value": "m@new.example"}]),
            op("replace", "userName", "m@new.example"),
            before=user(emails=[WORK]),
        ),
        answered(user(title="B"), op("add", "title", "A"), op("replace", "title", "B")),
        answered({"id": "7c1", "userName": "m"}, op("add", "title", "A"), url="/Users/7c1?attributes=userName"),
        answered(
            user(title="Head"), op("replace", "nickName", "Mi"), op("remove", "nickName"), before=user(title="Head")
        ),
        patch(op("replace", "title", "Guide"), before=user(title="Head")),
        patch(op("replace", "title", "Guide"), status=400, answer=error(400), before=user(title="Head")),
    ),
    "attributes-query-204": (
        patch(op("replace", "title", "x"), url="/Users/1?attributes=title", status=200, answer=user(id="1", title="x")),
        patch(op("replace", "title", "x"), url="/Users/1?excludedAttributes=members"),
        put(user(), "/Users/7c1?attributes=title", 204),
    ),
    "id-mismatch": (
        get("/scim/v2/Users/7C1", 200, user(id="7C1", meta={"location": "https://h/scim/v2/Users/7C1/"})),
        get("/Me", 200, user(meta={"location": "https://h/Me"})),
        get(
            "/Users/6F9619FF-8B86-D011-B42D-00CF4FC964FF", 200, user(id="6f9619ff-8b86-d011-b42d-00cf4fc964ff")
        ),
        get("/Users/12", 200, user(id=12)),
        get("/Users/a%40b", 200, user(id="a@b", meta={"location": "/Users/a%40b"})),
        post({"userName": "m"}, status=201),
        post({"userName": "m"}, answer=user(), answer_headers={"Location": "/scim/v2/Users"}),
    ),
    "create-empty-body": (
        post(user(), answer=user()),
        post(None, "/scim/v2/Users", 201),  # the log leaves bodies out
        post(user(), status=201, answer_headers={"content-length": "512"}),
        post({"filter": 'title eq "x"'}, "/Users/.search", 204),
        post(user(), status=409),
        put(user(), status=204),
        call("POST", "/Bulk", {"Operations": [{"method": "POST", "path": "/Users", "data": user()}]}, 200, {
            "Operations": [{"method": "POST", "status": "201", "location": "/Users/1"}]}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_both_sides_of_a_contradiction_are_shown() -> None:
    found = hit("response-contradicts-patch", HOLDS["response-contradicts-patch"][0])
    assert found.note == "title should be “Guide”, the answer has “Head”."
    assert found.evidence == ("/request/body/Operations/0/value", "/response/body/title")


def test_two_ids_are_shown_where_they_stand() -> None:
    found = hit("id-mismatch", HOLDS["id-mismatch"][0])
    assert found.evidence == ("/response/body/id", "/request/url")
    assert "“9”" in found.note
    assert "“8”" in found.note
