"""Group I: rates, sizes, versions, bulk."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import GROUP, USER, call, each, error, get, group, hit, ids, patch, post, put, refused, user

S = 1_000_000_000
TITLE = {"op": "replace", "path": "title", "value": "Guide"}
BASE = "https://hill.example/scim/v2"
NOON = "Mon, 07 Sep 2026 12:00:00 GMT"
NOON_NS = 1_788_782_400 * S
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRe"


def limited(at: float, wait: str | None = "20", url: str = f"{BASE}/Groups/4", **more: Any) -> Situation:
    """A request that was slowed down, at this second."""
    asked = {} if wait is None else {"retry-after": wait}
    return call("PUT", url, group(), 429, error(429), answer_headers=asked, time_ns=int(at * S), **more)


def later(at: float, *history: Situation, url: str = f"{BASE}/Users", **more: Any) -> Situation:
    return get(url, time_ns=int(at * S), history=history, **more)


def bulk(asked: list[Any], answered: Any, status: int = 200, **more: Any) -> Situation:
    body = {"schemas": [BULK + "quest"], "Operations": asked, **more}
    return call("POST", f"{BASE}/Bulk", body, status, {"schemas": [BULK + "sponse"], "Operations": answered})


def done(method: str, status: Any, **more: Any) -> dict[str, Any]:
    return {"method": method, "status": status, **more}


REMOVE = {"method": "DELETE", "path": "/Groups/4"}
CREATE = {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": [USER], "userName": "m"}}
MIRA = {"schemas": [USER], "userName": "Mira@hill.example"}
CLIMBERS = {"schemas": [GROUP], "displayName": "Climbers"}

HOLDS = {
    "rate-limited-429": (
        get("/scim/Users", 429, "slow down"),
        refused(TITLE, status=429),
        post(user(), status=429, answer={"code": "throttled"}, answer_headers={"Retry-After": "5"}),
    ),
    "retry-after-ignored": (
        later(107, limited(100)),
        later(101.5, limited(100, "2"), limited(101, None)),
        get(f"{BASE}/Users/3", time_ns=NOON_NS - 5 * S, history=(limited(NOON_NS / S - 30, NOON),)),
    ),
    "rate-limit-then-409": (
        post(
            MIRA, f"{BASE}/Users", 409, history=(post({"userName": "mira@HILL.example"}, f"{BASE}/Users", status=429),)
        ),
        post(CLIMBERS, "/scim/Groups", 409, error(409), history=(post(CLIMBERS, "/scim/Groups", status=502),)),
        post(
            {"externalId": "e9", "userName": "new"},
            status=409,
            history=(post({"externalId": "e9"}, status=None), post(MIRA)),  # type: ignore[arg-type]
        ),
        post(MIRA, status=409, history=(post(MIRA, status=503), post(MIRA, status=409))),
    ),
    "payload-too-large-413": (
        put(group("1", "2"), "/scim/Groups/4", 413, "<html><body>413</body></html>"),
        call("POST", "/Bulk", {"Operations": [REMOVE]}, 413, error(413)),
        refused(TITLE, status=413),
    ),
    "etag-mismatch-412": (
        refused(TITLE, status=412, headers={"if-match": '"7"'}),
        put(user(), status=412, answer="stale", headers={"If-Match": 'W/"a"'}, answer_headers={"ETag": 'W/"b"'}),
        call("DELETE", "/scim/v2/Groups/4", None, 412, headers={"If-Match": "*"}),
    ),
    "bulk-partial-failure": (
        bulk([CREATE, REMOVE], [done("POST", "201", bulkId="a"), done("DELETE", "403")]),
        bulk([CREATE, REMOVE], [done("POST", 409, bulkId="a")], failOnErrors=1),
        bulk([REMOVE], [done("DELETE", {"code": "404", "description": "gone"})]),
        bulk([CREATE, REMOVE], [done("POST", "201", bulkId="a")]),
    ),
}
SILENT = {
    "rate-limited-429": (
        refused(TITLE, status=503, detail="Too many requests", answer_headers={"Retry-After": "5"}),
        get("/scim/Users/429", 404, error(404, "429")),
    ),
    "retry-after-ignored": (
        later(121, limited(100)),
        later(107, limited(100), url="https://other.example/scim/v2/Users"),
        later(107, limited(100, None)),
        get(f"{BASE}/Users", history=(limited(100),)),  # no time
        later(100, limited(100)),  # sent at the same moment
        later(107, limited(100, headers={"User-Agent": "one"}), headers={"User-Agent": "two"}),
        later(107, limited(100, "soon")),
    ),
    "rate-limit-then-409": (
        post(MIRA, status=409, history=(post({"userName": "other"}, status=504),)),
        post(MIRA, status=409, history=(post(MIRA, status=504), post(MIRA, status=201))),
        post(MIRA, status=409, history=(post(MIRA, status=400),)),
        post(MIRA, status=201, history=(post(MIRA, status=504),)),
        put(MIRA, status=409, history=(put(MIRA, status=504),)),
    ),
    "payload-too-large-413": (
        refused(TITLE, detail="413 too large"),
        get("/scim/Users", 414, error(414, "URI too long")),
    ),
    "etag-mismatch-412": (
        refused(TITLE, status=412, detail="precondition failed"),
        refused(TITLE, status=409, headers={"If-Match": '"1"'}),
    ),
    "bulk-partial-failure": (
        bulk([CREATE, REMOVE], [done("POST", "201", bulkId="a"), done("DELETE", 204)]),
        bulk([CREATE], [done("POST", "400", bulkId="a")], status=400),
        bulk([REMOVE], [done("DELETE", None)]),
        call("POST", "/Bulk", {"Operations": [REMOVE]}, 200),  # the log has no bodies
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_evidence_of_a_pause_stands_in_the_history() -> None:
    found = hit("retry-after-ignored", later(107, limited(100)))
    assert found.evidence[0] == "/history/0/response/headers/retry-after"
    assert found.note == "Asked to wait 20 s, it went on after 7 s."


def test_what_was_not_tried_is_counted_apart_from_what_failed() -> None:
    found = hit("bulk-partial-failure", HOLDS["bulk-partial-failure"][1])
    assert "Of 2 operations 1 failed" in found.note
    assert "1 has no result; failOnErrors is 1." in found.note
    assert "/response/body/Operations/0/status" in found.evidence


def test_an_operation_of_a_bulk_request_counts_by_its_own_status() -> None:
    assert "rate-limited-429" in ids(bulk([REMOVE], [done("DELETE", "429")]))
    assert "etag-mismatch-412" not in ids(bulk([REMOVE], [done("DELETE", "412")]))


def test_a_large_body_is_measured() -> None:
    members = [{"value": str(n)} for n in range(500)]
    case = patch({"op": "add", "path": "members", "value": members}, url="/Groups/1", status=413)
    assert "with 500 values" in hit("payload-too-large-413", case).note
