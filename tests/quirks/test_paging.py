"""Group I: lists that are read page by page."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import LIST, call, each, error, get, hit, ids, listed

SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


def page(query: str, first: int, last: int, total: int | None = 30, **figures: Any) -> Situation:
    """A page of users with the ids first to last."""
    told = {"totalResults": total, "startIndex": first, "itemsPerPage": last - first + 1, **figures}
    return get(f"/scim/v2/Users{query}", 200, {"schemas": [LIST], **told, "Resources": users(first, last)})


def users(first: int, last: int) -> list[dict[str, Any]]:
    return [
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": f"u{n}", "userName": f"n{n}"}
        for n in range(first, last + 1)
    ]


def after(situation: Situation, *history: Situation) -> Situation:
    return Situation(situation.exchange, history=tuple(one.exchange for one in history))


def search(body: dict[str, Any], answer: Any, status: int = 200) -> Situation:
    return call("POST", "/scim/v2/Users/.search", {"schemas": [SEARCH], **body}, status, answer)


ONE, TWO = page("?startIndex=1&count=10", 1, 10), page("?startIndex=11&count=10", 11, 20)

HOLDS = {
    "paging-itemsperpage-wrong": (
        page("?startIndex=21&count=50", 21, 24, 24, itemsPerPage=50),
        page("?count=100", 1, 20, 300, itemsPerPage=100),
        search({"startIndex": 11, "count": 10}, {**listed(*users(1, 2), total=40), "itemsPerPage": 10}),
        page("", 1, 2, 9, itemsPerPage="100"),
    ),
    "paging-total-wrong": (
        page("?startIndex=11&count=5", 11, 15, 5),
        page("?count=3", 1, 3, 2),
        search({"startIndex": 4, "count": 2}, {"schemas": [LIST], "totalResults": 2, "Resources": users(4, 5)}),
        after(page("?startIndex=11&count=10", 11, 20), page("?startIndex=1&count=10", 1, 10, 10)),
    ),
    "paging-startindex-zero": (
        page("?startIndex=0&count=10&filter=active%20eq%20true", 1, 2, 2),
        get("/scim/Groups?count=5&startIndex=-4", 400, error(400)),
        search({"startIndex": 0}, listed()),
    ),
    "paging-repeats-records": (
        after(page("?startIndex=11&count=10", 10, 19), ONE),
        after(page("?count=10&startIndex=21", 11, 20), ONE, TWO),
        after(page("?cursor=b", 2, 3), page("?cursor=", 1, 2, nextCursor="b")),
        after(search({"startIndex": 3}, listed(*users(2, 4))), search({"startIndex": 1}, listed(*users(1, 2)))),
    ),
    "paging-numbers-as-strings": (
        page("?startIndex=1", 1, 2, 2, startIndex="1"),
        get("/Groups", 200, {"totalResults": 0, "itemsPerPage": "0", "Resources": []}),
        get("/scim/v2/Schemas", 200, {**listed(), "totalResults": "0"}),
    ),
    "cursor-invalid-or-expired": (
        get("/scim/v2/Groups?cursor=zz", 400, error(400, "no such page", "invalidCursor")),
        search({"cursor": "q", "count": 7}, error(400, "count must not change", "invalidCount"), 400),
        get("/scim/v2/Users?cursor=zz&count=2", 410, {"message": "This cursor is no longer valid"}),
        get("/scim/v2/Users?cursor=zz", 400, error(400, "Malformed cursor")),
    ),
}
SILENT = {
    "paging-itemsperpage-wrong": (
        page("?startIndex=1&count=20", 1, 1, 1, itemsPerPage=20),  # as in Entra's own samples
        page("?startIndex=11&count=10", 11, 14, 14),
        get("/Users?count=0", 200, {"totalResults": 9, "itemsPerPage": 20, "Resources": []}),
        page("?cursor=q&count=10", 1, 2, 9, itemsPerPage=10),
    ),
    "paging-total-wrong": (
        page("?startIndex=101&count=10", 101, 100, 3),  # beyond the end
        page("?startIndex=11&count=10", 11, 13, 13),
        page("?cursor=q", 1, 2, 2, startIndex=None),
        after(TWO, page("?startIndex=1&count=10", 1, 10, 14)),
    ),
    "paging-startindex-zero": (
        ONE,
        page("?startIndex=&count=0", 1, 1),
        get("/Users?filter=title%20eq%20%22startIndex=0%22", 200, listed()),
    ),
    "paging-repeats-records": (
        after(TWO, ONE),
        after(ONE, ONE, TWO),  # the list is read again from its beginning
        after(TWO, page("?startIndex=11&count=10", 5, 14), ONE),  # the same page, asked for again
        after(page("?startIndex=6&count=10", 6, 15), ONE),  # overlaps as asked
        after(page("?startIndex=11&count=10", 5, 9), page("?startIndex=1&count=10&filter=active%20pr", 1, 10)),
    ),
    "paging-numbers-as-strings": (ONE, get("/Users/1", 200, {"id": "1", "startIndex": "1"}), page("", 1, 1, None)),
    "cursor-invalid-or-expired": (
        get("/scim/v2/Users?cursor=zz", 400, error(400, "Unsupported filter", "invalidFilter")),
        get("/scim/v2/Users?cursor=zz", 400, error(400, "Unsupported parameter")),
        get("/scim/v2/Users?filter=title%20eq%20%22x%22", 400, error(400, "invalid cursor position in filter")),
        get("/scim/v2/Users?cursor=zz", 401, error(401, "Token expired")),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_a_record_that_came_twice_is_shown_on_both_pages() -> None:
    found = hit("paging-repeats-records", HOLDS["paging-repeats-records"][0])
    assert found.note == "“u10” came on the page from 1 already."
    assert found.evidence == ("/response/body/Resources/0", "/history/0/response/body/Resources/9")
