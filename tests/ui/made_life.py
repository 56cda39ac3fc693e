"""The life of a group, as a case: created, a member added, one removed by value, read; and a refused change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scimviewer.event import Exchange
from scimviewer.store.case import Case
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.opened_case import OpenedCase
from tests.conftest import call

PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
URL = "https://h.example/scim/v2/Groups/g1"
GROUP = {"id": "g1", "displayName": "Payroll", "members": [{"value": "a"}, {"value": "b"}]}


def patch(*operations: Any, status: int = 204, answer: Any = None, at: str = "09", **more: Any) -> dict[str, Any]:
    """A PATCH of the group, in an hour of the day."""
    body = {"schemas": [PATCH], "Operations": list(operations)}
    response = {} if answer is None else {"body": answer}
    return call(
        "PATCH", URL, status, request={"body": body}, response=response, timestamp=f"2026-09-01T{at}:00:00Z",
        requestId=at, **more,
    )  # fmt: skip


LIFE = (
    call("POST", URL.removesuffix("/g1"), 201, request={"body": {"displayName": "Payroll"}}, response={"body": GROUP}),
    patch({"op": "add", "path": "members", "value": [{"value": "c"}]}, at="09"),
    patch({"op": "Remove", "path": "members", "value": [{"value": "a"}]}, at="10"),
    patch(
        {"op": "replace", "path": "displayName", "value": "X"}, {"op": "add", "path": "nickNames", "value": "Y"},
        status=400, answer={"status": "400", "detail": "no such path", "scimType": "invalidPath"}, at="11",
    ),
    call(
        "GET", URL, 200, response={"body": {**GROUP, "members": []}}, timestamp="2026-09-01T12:00:00Z", requestId="12"
    ),
)  # fmt: skip
CREATED, ADDED, REMOVED, REFUSED, READ = range(1, 6)


def life(case_of: Callable[..., Case]) -> OpenedCase:
    """The life as an opened case."""
    opened = OpenedCase(case_of(*LIFE))
    opened.table.refresh()
    return opened


def shown(opened: OpenedCase, event_id: int, redactor: Any = None) -> ShownEvent:
    """One of its events, as a page gets it."""
    exchange: Exchange = opened.case.exchange(event_id)
    return ShownEvent(opened.rows([event_id])[0], exchange, (), redactor, opened)
