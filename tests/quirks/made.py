"""Exchanges for the tests of the patterns, short to write: patch(…), put(…), post(…), get(…), then ids(situation)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scimviewer.event import Exchange
from scimviewer.quirks import found
from scimviewer.quirks.quirk import Found
from scimviewer.quirks.situation import Situation

Json = Any
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
JSON_TYPE = "application/scim+json"


def call(
    method: str,
    url: str,
    body: Json = None,
    status: int | None = 200,
    answer: Json = None,
    *,
    headers: dict[str, str] | None = None,
    answer_headers: dict[str, str] | None = None,
    before: Json = None,
    history: tuple[Situation, ...] = (),
    time_ns: int | None = None,
) -> Situation:
    """One exchange as a situation; the history is given as situations too."""
    asked = {"Content-Type": JSON_TYPE} if body is not None else {}
    answered = {"Content-Type": JSON_TYPE} if answer is not None else {}
    exchange = Exchange(
        time_ns=time_ns,
        method=method,
        url=url,
        request_headers=list({**asked, **(headers or {})}.items()),
        request_body=body,
        status=status,
        response_headers=list({**answered, **(answer_headers or {})}.items()),
        response_body=answer,
    )
    return Situation(exchange, before=before, history=tuple(one.exchange for one in history))


def patch(
    *operations: Json, url: str = "/scim/v2/Users/7c1", status: int = 204, answer: Json = None, **more: Any
) -> Situation:
    """A PATCH with these operations."""
    return call("PATCH", url, {"schemas": [PATCH_OP], "Operations": list(operations)}, status, answer, **more)


def refused(
    *operations: Json, status: int = 400, detail: str = "", scim_type: str | None = None, **more: Any
) -> Situation:
    """A PATCH with these operations that the server refuses."""
    return patch(*operations, status=status, answer=error(status, detail, scim_type), **more)


def post(body: Json, url: str = "/scim/v2/Users", status: int = 201, answer: Json = None, **more: Any) -> Situation:
    return call("POST", url, body, status, answer, **more)


def put(body: Json, url: str = "/scim/v2/Users/7c1", status: int = 200, answer: Json = None, **more: Any) -> Situation:
    return call("PUT", url, body, status, answer, **more)


def get(url: str, status: int = 200, answer: Json = None, **more: Any) -> Situation:
    return call("GET", url, None, status, answer, **more)


def user(**attributes: Json) -> dict[str, Json]:
    """A user as an answer carries it; give None to leave a member out."""
    made = {"schemas": [USER], "id": "7c1", "userName": "mira@hill.example", "active": True, **attributes}
    return {name: value for name, value in made.items() if value is not None}


def group(*members: str, **attributes: Json) -> dict[str, Json]:
    """A group with the members of these ids."""
    made = {"schemas": [GROUP], "id": "41", "displayName": "Climbers", **attributes}
    return {**made, "members": [{"value": one} for one in members]}


def listed(*resources: Json, total: int | None = None) -> dict[str, Json]:
    """The answer of a search."""
    count = len(resources)
    return {
        "schemas": [LIST],
        "totalResults": count if total is None else total,
        "startIndex": 1,
        "itemsPerPage": count,
        "Resources": list(resources),
    }


def error(status: int, detail: str = "", scim_type: str | None = None) -> dict[str, Json]:
    """An error as RFC 7644 has it."""
    told = {"schemas": [ERROR], "status": str(status), "scimType": scim_type, "detail": detail}
    return {name: value for name, value in told.items() if value}


def ids(situation: Situation) -> list[str]:
    """The ids of the patterns that hold, in order."""
    return [quirk.id for quirk, _ in found(situation)]


def hit(id_: str, situation: Situation) -> Found:
    """What was found under this id; fails where it was not."""
    return next(one for quirk, one in found(situation) if quirk.id == id_)


def each(cases: dict[str, Iterable[Situation]]) -> list[tuple[str, Situation]]:
    """(id, situation) one by one, for parametrize."""
    return [(id_, one) for id_, them in cases.items() for one in them]
