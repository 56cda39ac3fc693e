"""Group J: errors that hide what went wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import (
    ERROR,
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
    refused,
    user,
)

TITLE = {"op": "replace", "path": "title", "value": "Guide"}
OLD_ERROR = {"Errors": [{"description": "no", "code": "400"}]}
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRe"


def said(status: int, body: Any, **more: Any) -> Situation:
    """A PATCH with nothing wrong in it that got this answer."""
    return patch(TITLE, status=status, answer=body, **more)


def broken(detail: str, status: int = 500, *operations: Any) -> Situation:
    return refused(*(operations or (TITLE,)), status=status, detail=detail)


def bulk(response: Any, status: str = "400") -> Situation:
    asked = [{"method": "PATCH", "path": "/Users/1", "data": [TITLE]}]
    told = [{"method": "PATCH", "status": status, "response": response}]
    return call("POST", "/Bulk", {"schemas": [BULK + "quest"], "Operations": asked}, 200, {"Operations": told})


def unchanged(*operations: Any, detail: str = "Nothing to update", status: int = 400, **more: Any) -> Situation:
    return refused(*operations, detail=detail, status=status, **{"before": user(title="Guide", nickName="Mi"), **more})


HOLDS = {
    "error-body-not-scim": (
        said(422, {"error": {"code": 17, "message": "title too long"}}),
        said(500, "java.lang.IllegalStateException"),
        said(400, {**error(400, "no"), "exceptionRequestId": "a-1", "schema": ERROR}),
        said(400, OLD_ERROR),
        said(404, []),
    ),
    "wrong-content-type-response": (
        get("/scim/v2/Groups", 200, listed(), answer_headers={"content-type": "text/json"}),
        said(400, error(400), answer_headers={"Content-Type": "application/problem+json"}),
        post(user(), answer=user(), answer_headers={"Content-Type": "text/plain; charset=utf-8"}),
    ),
    "error-status-not-string": (
        said(400, {"schemas": [ERROR], "status": 400}),
        said(500, error(404, "gone")),
        get("/scim/v2/Users/7c1", 200, error(404, "gone")),
        said(409, {"error": {"schemas": [ERROR], "status": 409}}),
        bulk({"schemas": [ERROR], "status": 400}),
    ),
    "error-nested-envelope": (
        said(400, {"error": error(400, "no")}),
        said(404, {"data": {"body": error(404, "gone")}, "ok": False}),
        said(409, [error(409, "there")]),
        said(500, {"message": json.dumps(error(500, "no"))}),
        said(400, {"fault": {"scimType": "invalidValue", "detail": "no"}}),
    ),
    "scimtype-nonstandard": (
        said(400, error(400, "no", "invalidAttribute")),
        said(409, {"error": {"scimType": "CONFLICT"}}),
        bulk(error(400, "no", "schemaViolated")),
        said(404, error(404, "no", "notFound")),
    ),
    "server-error-for-client-mistake": (
        broken("NullPointerException at GroupService.java:12"),
        said(502, {"error": "TypeError: Cannot read properties of undefined (reading 'value')"}),
        broken('null value in column "email" violates not-null constraint'),
        broken("Internal error", 500, {"op": "replace", "path": "title"}),
        said(500, "<html><title>500</title>JSON parse error: Unexpected character</html>"),
        broken("Could not process request"),
    ),
    "noop-patch-refused": (
        unchanged(TITLE),
        unchanged(TITLE, detail="The request does not contain any changes"),
        unchanged({"op": "Replace", "value": {"title": "Guide", "nickName": "Mi"}}, detail="No changes detected"),
        unchanged({"op": "replace", "path": "active", "value": "True"}, detail="User is already active", status=409),
        refused(
            {"op": "add", "path": "members", "value": [{"value": "3"}]},
            url="/scim/v2/Groups/41",
            status=422,
            detail="At least one field must change",
            history=(get("/scim/v2/Groups/41", 200, group("3", "4")),),
        ),
    ),
}
SILENT = {
    "error-body-not-scim": (
        said(400, error(400, "no")),
        said(400, None),
        said(400, "  "),
        said(400, "[REDACTED]"),
        said(400, f'{{"schemas": ["{ERROR}"], "det'),  # cut off in the log
        call("PATCH", "/scim/v1/Users/1", {"title": "x"}, 400, OLD_ERROR),
        said(400, {**error(400), "urn:example:trace:1.0": {"id": "1"}, "meta": None}),
        said(200, {"error": "no"}),
    ),
    "wrong-content-type-response": (
        said(200, user(), answer_headers={"Content-Type": 'Application/JSON; charset="utf-8"'}),
        said(204, None, answer_headers={"Content-Type": "text/html"}),
        said(500, "no", answer_headers={"Content-Type": "text/plain"}),
        Situation(said(200, user()).exchange),
    ),
    "error-status-not-string": (
        said(400, error(400)),
        said(500, {"timestamp": 1, "status": 500, "error": "Internal Server Error"}),
        said(400, {"schemas": [ERROR], "detail": "no"}),
        get("/scim/v2/Users/1", 200, user(title=ERROR)),
    ),
    "error-nested-envelope": (
        said(400, error(400)),
        said(400, {"error": {"message": "no"}}),
        bulk(error(400)),
        said(400, {"schemas": [ERROR], "errors": [error(400, "first")]}),
    ),
    "scimtype-nonstandard": (
        said(400, error(400, "no", "invalidValue")),
        said(400, error(400, "scimType schemaViolated")),
        said(400, {"schemas": [ERROR], "scimType": None}),
        get("/scim/v2/Users?cursor=a", 400, error(400, "no", "expiredCursor")),
        bulk(error(409, "no", "uniqueness"), "409"),
    ),
    "server-error-for-client-mistake": (
        broken("Internal server error"),
        broken("Failed to update user: database connection timed out"),
        broken("Service temporarily unavailable, could not process request", 503),
        broken("PATCH is not implemented", 501),
        broken("NullPointerException", 400),
        broken("Not available", 503, {"op": "replace", "path": "title"}),
    ),
    "noop-patch-refused": (
        unchanged({"op": "replace", "path": "title", "value": "Head"}),
        unchanged(TITLE, before=None),
        unchanged(TITLE, detail="title is read-only"),
        unchanged(TITLE, status=500),
        unchanged(TITLE, status=204),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_web_page_explains_that_the_error_is_not_scim() -> None:
    assert hit("error-body-not-scim", said(404, "<html></html>")).behind == "html-error-page"


def test_the_mistake_that_a_server_error_hides_stands_before_it() -> None:
    case = broken("Internal error", 500, {"op": "replace", "path": "title"})
    found = hit("server-error-for-client-mistake", case)
    assert found.behind == "value-missing"
    assert "/request/body/Operations/0" in found.evidence


def test_the_standard_is_asked_where_no_pattern_fits() -> None:
    case = refused({"op": "replace", "path": "groups", "value": []}, status=500, before=user())
    assert "mutability" in hit("server-error-for-client-mistake", case).note


def test_a_keyword_inside_a_bulk_result_is_shown_there() -> None:
    found = hit("scimtype-nonstandard", bulk(error(400, "no", "odd")))
    assert found.evidence == ("/response/body/Operations/0/response/scimType",)


def test_a_group_can_be_refused_in_text_and_still_be_read() -> None:
    body = json.dumps(error(400, "no", "odd"))
    assert "scimtype-nonstandard" in ids(put({"schemas": [GROUP, USER]}, status=400, answer=body))
