"""Is a list what was asked for? (catalogue group J: lists)"""

from __future__ import annotations

from scimviewer.quirks.call import Call, Json, schema_urns
from scimviewer.quirks.paging import number, wanted
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.writes import Split, split
from scimviewer.scim.facts import attribute
from scimviewer.scim.matching import is_unassigned

LIST_URN = "urn:ietf:params:scim:api:messages:2.0:listresponse"
ALWAYS = ("id", "schemas")
MOST_LOOKED_AT = 200
MOST_SHOWN = 20


def _list_of(call: Call) -> dict[str, Json] | None:
    """The answer where it is, or means to be, a list."""
    body = call.answered
    if call.operation not in ("search", "discovery") or not call.succeeded or not isinstance(body, dict):
        return None
    if any(urn.lower() == LIST_URN for urn in schema_urns(body)):
        return body
    return body if any(key_of(body, name) for name in ("Resources", "totalResults")) else None


def _no_resources(case: Situation) -> Found | None:
    body = _list_of(case)
    if body is None:
        return None
    key = key_of(body, "Resources")
    count = wanted(case, "count")
    if (key is not None and body[key] is not None) or (count is not None and number(count[0]) == 0):
        return None  # who asks for no records gets the total alone
    total = number(attribute(body, "totalResults"))
    told = "Resources is null." if key is not None else "There is no Resources."
    if total:
        told += f" totalResults says {total:,}, so the records are missing."
    return Found((case.answered_at if key is None else pointer(case.answered_at, key),), told)


def _no_total(case: Situation) -> Found | None:
    body = _list_of(case)
    if body is None or attribute(body, "totalResults") is not None:
        return None
    if wanted(case, "cursor") is not None or any(key_of(body, name) for name in ("nextCursor", "previousCursor")):
        return None  # with cursors it may be left out
    key = key_of(body, "totalResults")
    return Found((case.answered_at if key is None else pointer(case.answered_at, key),))


def _no_list(case: Situation) -> Found | None:
    if case.operation != "search" or case.filter is None or case.is_inner:
        return None
    if case.status == 404:
        return Found((case.filter_at, *case.refused_at), f"Searched was for {named([case.filter])}.")
    if not case.succeeded or _list_of(case) is not None:
        return None
    body = case.answered
    if isinstance(body, dict):
        what = "a single resource" if attribute(body, "id") is not None else "an object that is no list"
    elif isinstance(body, list):
        what = "a bare array"
    elif case.status == 204 or case.answer_header("Content-Length") == "0":
        what = "empty"
    else:
        return None  # perhaps the log leaves bodies out
    at = case.answered_at if body is not None else case.status_at
    return Found((case.filter_at, at), f"The answer to {named([case.filter])} is {what}.")


def _not_excluded(case: Situation) -> Found | None:
    asked = wanted(case, "excludedAttributes")
    if asked is None or not case.records:
        return None
    told = asked[0].split(",") if isinstance(asked[0], str) else asked[0] if isinstance(asked[0], list) else []
    names = [split(one) for one in told if isinstance(one, str) and one.strip()]
    names = [one for one in names if one.name and not _is_always_returned(case, one)]
    found = [
        (at, name, size)
        for record, start in case.records[:MOST_LOOKED_AT]
        for name in names
        for at, size in _held(record, start, name)
    ]
    if not found:
        return None
    what = named(f"{name.name}.{name.sub}" if name.sub else name.name for _, name, _ in found)
    most = max(size for _, _, size in found)
    count = f", up to {most:,} values of it" if most > 1 else ""
    return Found((asked[1], *(at for at, _, _ in found[:MOST_SHOWN])), f"The answer still has {what}{count}.")


def _is_always_returned(case: Situation, name: Split) -> bool:
    if name.urn is None and name.name in ALWAYS:
        return True
    known = case.server_schemas.attribute(name.name, case.resource_type, name.urn)
    if known is not None and name.sub:
        known = known.sub(name.sub)
    return known is not None and known.returned == "always"


def _held(record: dict[str, Json], at: str, name: Split) -> list[tuple[str, int]]:
    """Where a record has the attribute all the same, and how many values of it."""
    if name.urn is not None:
        container = key_of(record, name.urn)
        if container is None or not isinstance(record[container], dict):
            return []
        record, at = record[container], pointer(at, container)
    key = key_of(record, name.name)
    if key is None or is_unassigned(record[key]):
        return []
    held, where = record[key], pointer(at, key)
    if not name.sub:
        return [(where, len(held) if isinstance(held, list) else 1)]
    elements = [(one, pointer(where, n)) for n, one in enumerate(held)] if isinstance(held, list) else [(held, where)]
    inner = [(pointer(place, sub), 1) for one, place in elements if (sub := key_of(one, name.sub)) and one[sub]]
    return [(inner[0][0], len(inner))] if inner else []


QUIRKS = (
    Quirk(
        "query-not-listresponse",
        "J",
        "error",
        "A search is not answered with a list",
        "A search gets 200 and a list, an empty one where nothing fits. Entra takes 404 for a broken connection and "
        "puts the job in quarantine; others cannot read a single resource where a list belongs.",
        "Check the base URL too: a wrong one also ends in 404.",
        "Answer 200 with a ListResponse, with totalResults 0 where nothing fits.",
        "Does the connection test of the identity provider succeed?",
        "RFC 7644 §3.4.2; learn.microsoft.com, application-provisioning-quarantine-status; wso2/charon#60",
        _no_list,
        behind=("base-url-misconfigured",),
    ),
    Quirk(
        "excluded-attributes-ignored",
        "J",
        "warning",
        "The answer has what the sender asked to leave out",
        "With excludedAttributes the sender says what it does not want, as a rule the members of large groups. Sent "
        "all the same they make answers slow, and Entra may report several entries.",
        "Nothing can be set.",
        "Leave out what excludedAttributes names, in single resources and in lists.",
        "How large are the groups, and how long do such requests take?",
        "RFC 7644 §3.9; learn.microsoft.com, howto-analyze-provisioning-logs",
        _not_excluded,
    ),
    Quirk(
        "list-without-total",
        "J",
        "warning",
        "A list without totalResults",
        "totalResults is required in every list but one that is read with cursors. Without it clients stop, or take "
        "the list for empty.",
        "Nothing can be set.",
        "Return totalResults.",
        "Does the connection test of the identity provider succeed?",
        "RFC 7644 §3.4.2; RFC 9865 §2; 15five/django-scim2#159",
        _no_total,
    ),
    Quirk(
        "list-without-resources",
        "J",
        "info",
        "A list without Resources",
        "Where nothing fits the standard lets Resources be left out. Several clients and Okta's tests fail all the "
        "same.",
        "Nothing can be set.",
        'Send "Resources": [] where nothing fits.',
        "Which client shows an error after this search?",
        "RFC 7644 §3.4.2; pingidentity/scim2#233; elimity-com/scim#78",
        _no_resources,
    ),
)
