"""What a later read proves about a write."""

from __future__ import annotations

from dataclasses import replace

from scimviewer.event import Exchange
from scimviewer.quirks import QUIRKS
from scimviewer.quirks.later import about_earlier, proven
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
