"""A log of one life, for the tests of states: created, changed, put into a group, renamed, lost, deleted."""

from __future__ import annotations

from typing import Any

from tests.conftest import call

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ID = "7f3b9c1e-mira"
URL = f"https://scim.example.com/scim/v2/Users/{ID}"
USERS = "https://scim.example.com/scim/v2/Users"


def user(**more: Any) -> dict[str, Any]:
    return {"schemas": [USER], "id": ID, "userName": "mira", "externalId": "e-7", **more}


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": [PATCH_OP], "Operations": list(operations)}


def replace(path: str, value: Any) -> dict[str, Any]:
    return patch({"op": "replace", "path": path, "value": value})


def log(*steps: tuple[str, str, int | None, Any, Any]) -> list[dict[str, Any]]:
    """Records a minute apart: method, URL, status, request body, response body."""
    return [
        call(
            method, url, status, timestamp=f"2026-09-01T10:{n:02d}:00Z", requestId=f"r{n}",
            request={"body": asked}, response={"body": answered},
        )
        for n, (method, url, status, asked, answered) in enumerate(steps)
    ]  # fmt: skip


GROUP = "https://scim.example.com/scim/v2/Groups/g-admins"
LIFE = log(
    ("POST", USERS, 409, {"schemas": [USER], "userName": "mira"}, {"detail": "taken", "status": "409"}),  # 1
    ("POST", USERS, 201, {"schemas": [USER], "userName": "mira", "externalId": "e-7"}, user()),  # 2
    ("PATCH", URL, 204, replace("title", "Head"), None),  # 3
    ("PATCH", GROUP, 204, patch({"op": "add", "path": "members", "value": [{"value": ID}]}), None),  # 4
    ("GET", USERS, 200, None, {"schemas": [LIST], "totalResults": 2, "Resources": [
        {"schemas": [USER], "id": "other-one-here", "userName": "olaf"}, user(title="Head")]}),  # 5
    ("PATCH", URL, 200, replace("userName", "mira.new"), user(userName="mira.new", title="Head")),  # 6
    ("PATCH", URL, 400, replace("title", "Boss"), {"detail": "no", "status": "400"}),  # 7
    ("PATCH", URL, 204, patch({"op": "remove"}), None),  # 8
    ("GET", URL, 200, None, user(userName="mira.new")),  # 9
    ("DELETE", URL, 204, None, None),  # 10
    ("POST", USERS, 201, {"schemas": [USER], "userName": "mira.new"},
     {"schemas": [USER], "id": "8a-again-mira", "userName": "mira.new"}),  # 11
)  # fmt: skip
