"""What is known beside the exchange itself: history, and the calls inside a bulk request."""

from __future__ import annotations

from tests.quirks.made import call, error, get, patch, user


def test_earlier_calls_have_pointers_into_the_history() -> None:
    case = patch(
        history=(get("/scim/v2/Users/7c1", answer=user()), get("/scim/v2/Users/other", answer=user(id="other")))
    )
    assert [one.answered_at for one in case.earlier] == ["/history/0/response/body", "/history/1/response/body"]
    assert [one.resource_id for one in case.earlier_of_same] == ["7c1"]


def test_a_call_of_the_history_is_taken_apart_once() -> None:
    case = patch(history=tuple(get(f"/scim/v2/Users/{n}") for n in range(3)))
    assert case.earlier[1] is case.earlier[1]
    assert case.earlier[-1].url_at == "/history/2/request/url"
    assert [one.resource_id for one in case.earlier[:2]] == ["0", "1"]
    assert [one.resource_id for one in reversed(case.earlier)] == ["2", "1", "0"]


def test_what_a_server_said_of_itself_last_is_what_is_known() -> None:
    badge = {"id": "urn:example:badge:1.0", "attributes": [{"name": "colour", "type": "string"}]}
    case = patch(history=(get("/Schemas", answer={"Resources": [badge]}), get("/Schemas", 500)))
    found = case.server_schemas.attribute("colour", None, "urn:example:badge:1.0")
    assert found is not None


def test_each_operation_of_a_bulk_request_is_a_call() -> None:
    asked = {"Operations": [{"method": "POST", "path": "/Users", "bulkId": "q", "data": {"userName": "x"}}]}
    answer = {"Operations": [{"method": "POST", "bulkId": "q", "status": "409", "response": error(409, "taken")}]}
    inner = call("POST", "/scim/v2/Bulk", asked, 200, answer).inner[0]
    assert (inner.operation, inner.status, inner.refusal.detail) == ("create", 409, "taken")
    assert inner.refusal.at == "/response/body/Operations/0/response/detail"
    assert inner.writes[0].at == "/request/body/Operations/0/data/userName"
