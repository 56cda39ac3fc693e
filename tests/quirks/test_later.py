"""What a later read proves about a write."""

from __future__ import annotations

from dataclasses import replace

from scimviewer.event import Exchange
from scimviewer.quirks import QUIRKS
from scimviewer.quirks.explaining import explain
from scimviewer.quirks.later import about_earlier, contradicted, proven
from scimviewer.quirks.quirk import Found
from scimviewer.quirks.situation import Situation

HIT = (QUIRKS[0], Found(("/history/2/request/body", "/history/1/url", "/history/3/status", "/response/body")))


def test_evidence_is_told_from_the_write() -> None:
    ((_, hit),) = about_earlier([HIT], 2, 1)
    assert hit.evidence == ("/request/body", "/history/1/url", "/later/0/status", "/later/1/response/body")


def test_patterns_that_do_not_rest_on_the_write_are_not_its_own() -> None:
    assert about_earlier([HIT], 0) == []
    assert about_earlier([(HIT[0], replace(HIT[1], evidence=("/response/body",)))], 2) == []


def test_after_another_write_a_read_proves_nothing() -> None:
    write = Exchange(method="PATCH", url="/Users/7", status=204, request_body={"Operations": []})
    read = Exchange(method="GET", url="/Users/7", status=200, response_body={"id": "7"})
    assert proven(Situation(write), [write, read]) == []
    assert proven(Situation(read), [read]) == []
    assert proven(Situation(write), []) == []


GROUP = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g", "displayName": "Team"}
BEFORE = {**GROUP, "members": [{"value": f"u{n}"} for n in range(5)]}
REMOVE = {"Operations": [{"op": "Remove", "path": "members", "value": [{"value": "u1"}]}]}
WRITE = Exchange(method="PATCH", url="/Groups/g", status=204, request_body=REMOVE)


def seen(resource: dict, query: str = "") -> Exchange:
    return Exchange(method="GET", url=f"/Groups/g{query}", status=200, response_body=resource)


def test_what_the_next_read_shows_otherwise_is_said_first() -> None:
    explained = explain(Situation(WRITE, BEFORE), [Exchange(method="GET", url="/Groups/g", status=200), seen(GROUP)])
    assert explained.verdict.endswith("the next read shows something else: members has 0 where 4 were expected.")
    assert explained.states.remarks[0].startswith("The next read shows something else")


def test_a_read_that_confirms_or_shows_only_a_part_contradicts_nothing() -> None:
    left = {**GROUP, "members": BEFORE["members"][:1] + BEFORE["members"][2:]}
    write = Situation(WRITE, BEFORE)
    assert contradicted(write, [seen(left)], left) == ""
    assert contradicted(write, [seen(GROUP, "?excludedAttributes=members")], left) == ""
    assert contradicted(write, [WRITE, seen(GROUP)], left) == ""
    assert contradicted(write, [seen({**GROUP, "id": "h"})], None) == ""
