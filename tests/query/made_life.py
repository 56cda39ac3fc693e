"""The life of a user and two groups, as a log tells it."""

from __future__ import annotations

from typing import Any

from tests.conftest import call

ANN = "89bb41c0-02d7-4c1e-8a11-51c6d0a1b2c3"
TEAM = "7f3c0d52-61b8-4e0a-9d1e-20c4b7aa3f10"
BASE = "https://scim.example/scim/v2"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def at(minute: int) -> str:
    """A time of that morning."""
    return f"2026-09-01T08:{minute:02}:00Z"


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    """The body of a PATCH."""
    return {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": list(operations)}


def user(**more: Any) -> dict[str, Any]:
    """Ann as a server answers her."""
    return {"schemas": [USER], "id": ANN, "userName": "ann@old.example", "active": True, "title": "Clerk", **more}


def group(*members: str, name: str = "Payroll") -> dict[str, Any]:
    """The team as a server answers it."""
    return {"schemas": [GROUP], "id": TEAM, "displayName": name, "members": [{"value": one} for one in members]}


def did(minute: int, method: str, path: str, status: int, asked: Any = None, answered: Any = None) -> dict[str, Any]:
    """One request of that morning."""
    return call(
        method, f"{BASE}{path}", status, timestamp=at(minute), request={"body": asked}, response={"body": answered}
    )


TITLE = {"op": "replace", "path": "title"}
LIFE = (
    did(0, "POST", "/Users", 201, {"schemas": [USER], "userName": "ann@old.example"}, user()),
    did(5, "GET", f"/Groups/{TEAM}", 200, None, group("b", "c")),
    did(10, "PATCH", f"/Groups/{TEAM}", 204, patch({"op": "add", "path": "members", "value": [{"value": ANN}]})),
    did(15, "PATCH", f"/Users/{ANN}", 200, patch({**TITLE, "value": "Boss"}), user(title="Boss")),
    did(20, "PATCH", f"/Users/{ANN}", 400, patch({**TITLE, "value": 5}), {"detail": "title is text"}),
    did(25, "PATCH", f"/Users/{ANN}", 204, patch({"op": "replace", "path": "userName", "value": "ann@new.example"})),
    did(30, "PATCH", f"/Groups/{TEAM}", 204, patch({"op": "remove", "path": "members"})),
    did(35, "PATCH", f"/Users/{ANN}", 503, patch({**TITLE, "value": "Head"}), None),
)
CREATED, SEEN, JOINED, BOSS, REFUSED, RENAMED, EMPTIED, ERROR = range(1, 9)
