"""Do the pages of a list fit together? (catalogue group I: paging)"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute

FIGURES = ("totalResults", "itemsPerPage", "startIndex")
PLACE = ("startindex", "count", "cursor")
CURSOR_ERRORS = ("invalidcursor", "expiredcursor", "invalidcount")
SPOILED = r"invalid|expired?|unknown|malformed|not valid|not found|no longer|stale|timed? ?out"
MOST_SHOWN = 20


class Page(NamedTuple):
    """One page of a list: what was asked for and what the answer says of itself. Figures are None where unknown."""

    start: int  # as asked, from 1
    size: int | None  # as asked
    cursor: str | None
    told_start: int | None
    total: int | None
    per_page: int | None
    items: int


def number(value: Json) -> int | None:
    """A whole number, also where it is written as text."""
    if isinstance(value, str) and value.strip().removeprefix("-").isdecimal() and len(value.strip()) < 12:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def wanted(call: Call, name: str) -> tuple[Json, str] | None:
    """A parameter of a search and where it stands: in the URL, or in the body of a .search request."""
    if name.lower() in call.parameters:
        return call.parameters[name.lower()], call.url_at
    key = key_of(call.asked, name) if call.target.is_search else None
    return (call.asked[key], pointer(call.asked_at, key)) if key is not None else None


def list_items(call: Call) -> list[Json]:
    """What `Resources` holds; nothing where there is none."""
    key = key_of(call.answered, "Resources")
    held = call.answered[key] if key is not None else None
    return held if isinstance(held, list) else []


def page_of(call: Call) -> Page | None:
    """A successful search as a page; None where the answer is no list."""
    body = call.answered
    if call.operation != "search" or not call.succeeded or not isinstance(body, dict):
        return None
    if key_of(body, "Resources") is None and key_of(body, "totalResults") is None:
        return None
    start, count, cursor = (wanted(call, name) for name in ("startIndex", "count", "cursor"))
    told_start, total, per_page = (
        number(attribute(body, name)) for name in ("startIndex", "totalResults", "itemsPerPage")
    )
    asked = number(start[0]) if start else None
    held = str(cursor[0]) if cursor and cursor[0] is not None else None
    size = number(count[0]) if count else None
    return Page(max(1, asked or 1), size, held, told_start, total, per_page, len(list_items(call)))


def _at(call: Call, name: str) -> str:
    key = key_of(call.answered, name)
    return call.answered_at if key is None else pointer(call.answered_at, key)


def _per_page(case: Situation) -> Found | None:
    page = page_of(case)
    if page is None or page.per_page is None or page.per_page == page.items or page.size == 0:
        return None
    if page.cursor is not None or attribute(case.answered, "nextCursor"):
        return None  # then nobody reckons with the figure
    goes_on = page.start > 1 or (page.total is not None and page.total > page.items)
    if not goes_on:
        return None
    told = f"itemsPerPage says {page.per_page:,}, the page from {page.start:,} holds {page.items:,}."
    return Found((_at(case, "itemsPerPage"), _at(case, "Resources")), told)


def _total(case: Situation) -> Found | None:
    page = page_of(case)
    if page is None or page.items == 0:
        return None
    start = 1 if page.cursor is not None else max(1, page.told_start or page.start)
    last = start - 1 + page.items
    if page.total is not None and page.total < last:
        told = f"totalResults says {page.total:,}, yet this page reaches to record {last:,}."
        return Found((_at(case, "totalResults"), _at(case, "Resources")), told)
    if start == 1:
        return None
    for earlier, before in _pages_before(case, page):
        if before.total is not None and before.items and before.total == before.items < start:
            told = f"An earlier page counted {before.total:,} in all; the page from {start:,} still has {page.items:,}."
            return Found((_at(earlier, "totalResults"), _at(case, "Resources")), told)
    return None


def _start_zero(case: Situation) -> Found | None:
    asked = wanted(case, "startIndex")
    start = number(asked[0]) if asked else None
    if asked is None or start is None or start >= 1 or case.operation not in ("search", "discovery"):
        return None
    return Found((asked[1],), f"startIndex is {start}.")


def _repeats(case: Situation) -> Found | None:
    page = page_of(case)
    if page is None or page.items == 0 or not case.history or (page.start == 1 and not page.cursor):
        return None
    here = {str(attribute(one, "id")): at for one, at in case.records if attribute(one, "id") is not None}
    for earlier, before in _pages_before(case, page):
        if not page.cursor and before.start + before.items > page.start:
            continue  # such pages overlap as asked
        twice = [(id_, at) for one, at in earlier.records if (id_ := str(attribute(one, "id"))) in here]
        if twice:
            told = f"{named(id_ for id_, _ in twice)} came on the page from {before.start:,} already."
            where = [at for id_, first in twice[:MOST_SHOWN] for at in (here[id_], first)]
            return Found(tuple(where), told)
    return None


def _pages_before(case: Situation, page: Page) -> Iterator[tuple[Call, Page]]:
    """The pages before this one in the same run through the list, latest first."""
    query, start, cursor = _query(case), page.start, page.cursor
    for n in range(len(case.history) - 1, -1, -1):
        if case.history[n].method != case.exchange.method or case.history[n].status != case.status:
            continue
        earlier = case.earlier[n]
        if earlier.operation != "search" or _query(earlier) != query:
            continue
        before = page_of(earlier)
        if before is None:
            continue
        if cursor:
            if attribute(earlier.answered, "nextCursor") != cursor:
                continue
            cursor = before.cursor
        elif before.start >= start:
            return  # an earlier run through the list
        start = before.start
        yield earlier, before
        if page.cursor and not cursor:
            return


def _query(call: Call) -> tuple[object, ...]:
    """What is searched, apart from which page of it."""
    named_ones = sorted((name, value) for name, value in call.parameters.items() if name not in PLACE)
    body = call.asked if call.target.is_search and isinstance(call.asked, dict) else {}
    asked = sorted((name.lower(), repr(value)) for name, value in body.items() if name.lower() not in PLACE)
    return call.service, call.resource_type, tuple(named_ones), tuple(asked)


def _as_text(case: Situation) -> Found | None:
    body = case.answered
    if case.operation not in ("search", "discovery") or not case.succeeded or not isinstance(body, dict):
        return None
    if key_of(body, "Resources") is None and key_of(body, "totalResults") is None:
        return None
    odd = [name for name in FIGURES if isinstance(attribute(body, name), str)]
    return Found(tuple(_at(case, name) for name in odd), f"A text is {named(odd)}.") if odd else None


def _cursor(case: Situation) -> Found | None:
    if case.status is None or not 400 <= case.status < 500:
        return None
    kind = (case.refusal.scim_type or "").lower()
    asked = wanted(case, "cursor")
    if case.status == 400 and kind in CURSOR_ERRORS:
        at = case.refusal.at_scim_type
    elif (
        asked
        and kind in ("", "invalidvalue", "invalidsyntax")
        and case.refusal.says(rf"cursor.*(?:{SPOILED})|(?:{SPOILED}).*cursor")
    ):
        at = case.refusal.at
    else:
        return None
    told = f"The cursor was {named([asked[0]])}." if asked and asked[0] else ""
    return Found((*((asked[1],) if asked else ()), at), told)


QUIRKS = (
    Quirk(
        "cursor-invalid-or-expired",
        "I",
        "warning",
        "The mark of the page is no longer valid",
        "The list is read page by page with cursors, and the receiver does not know this one (any more), or the "
        "page size changed on the way. What was read so far is not the whole list.",
        "Begin again with an empty cursor, and keep every other parameter the same from page to page.",
        "Publish cursorTimeout in ServiceProviderConfig and make it long enough for slow readers.",
        "How long does reading the whole list take?",
        "RFC 9865 §2.1",
        _cursor,
    ),
    Quirk(
        "paging-repeats-records",
        "I",
        "warning",
        "Two pages hold the same record",
        "A record came on two pages of one list. The pages are cut wrongly or the order changes, and then others are "
        "left out and look as if they did not exist.",
        "Take a record that comes twice once, and check whether others are missing.",
        "Sort by something that never changes, such as id, and begin the page at startIndex.",
        "Are accounts missing that the application has?",
        "RFC 7644 §3.4.2.4; wso2/product-is#9957",
        _repeats,
    ),
    Quirk(
        "paging-total-wrong",
        "I",
        "warning",
        "totalResults counts only the page",
        "totalResults must count everything that fits. With a smaller figure the sender stops reading too early and "
        "takes the rest for missing.",
        "Read on until a page comes back empty.",
        "Count all matches, not those of the page.",
        "How many users does the application show itself?",
        "RFC 7644 §3.4.2; wso2/product-is#7320, #13752",
        _total,
    ),
    Quirk(
        "paging-itemsperpage-wrong",
        "I",
        "warning",
        "itemsPerPage is not the number of records on the page",
        "itemsPerPage tells how many records this page has, not how many were asked for. A sender that adds it to "
        "startIndex skips records or reads them twice.",
        "Go on by the number of records received.",
        "Return the number of entries in Resources.",
        "Are accounts missing from the middle of the list?",
        "RFC 7644 §3.4.2.4; ory/polis#4054",
        _per_page,
    ),
    Quirk(
        "paging-numbers-as-strings",
        "I",
        "warning",
        "Figures of the list are texts",
        "totalResults, itemsPerPage and startIndex are numbers. Okta and typed clients refuse a list in which they are "
        "texts.",
        "Nothing can be set, unless the client can be told to be lenient.",
        "Return numbers, without quotes.",
        "Which version of the application is this?",
        "RFC 7644 §3.4.2; okta-developer-docs, SCIM 2.0 reference",
        _as_text,
    ),
    Quirk(
        "paging-startindex-zero",
        "I",
        "info",
        "The list is counted from 0",
        "SCIM counts from 1, and what is smaller is read as 1. Whoever goes on from 0 in steps of the page size reads "
        "the last record of each page twice.",
        "Begin with 1, then add the number of records received.",
        "Read values below 1 as 1.",
        "Which program or script reads this list?",
        "RFC 7644 §3.4.2.4; wso2/product-is#22589; langfuse/langfuse#14747",
        _start_zero,
    ),
)
