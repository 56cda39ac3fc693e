"""Was the caller slowed down, cut short or overtaken? (catalogue group I: rates, sizes, versions, bulk)"""

from __future__ import annotations

import json
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation, status_told
from scimviewer.scim.facts import attribute

SECOND = 1_000_000_000
NEARLY = SECOND // 10
TIMED_OUT = (408, 429)
MOST_SHOWN = 20


# --- rates


def _rate_limited(case: Situation) -> Found | None:
    if case.status != 429:
        return None
    wait = case.answer_header("Retry-After")
    if wait is None:
        return Found(case.refused_at, "The answer does not say how long to wait (no Retry-After in the log).")
    return Found((*case.refused_at, case.at_answer_header("Retry-After")), f"Retry-After is {named([wait])}.")


def _went_on(case: Situation) -> Found | None:
    now = case.exchange.time_ns
    if now is None or case.is_inner:
        return None
    for n in range(len(case.history) - 1, -1, -1):
        one = case.history[n]
        if one.status != 429 or one.time_ns is None or one.time_ns >= now:
            continue
        earlier = case.earlier[n]
        pause = _pause_ns(earlier)
        answered = one.time_ns + (one.duration_us or 0) * 1000
        # What was on its way before the answer came ignores nothing, and two clocks are never quite the same.
        if pause is None or not answered < now < answered + pause - NEARLY or not _is_same_sender(case, earlier):
            continue
        told = f"Asked to wait {_seconds(pause)}, it went on after {_seconds(now - answered)}."
        return Found((earlier.at_answer_header("Retry-After"), earlier.status_at, case.status_at), told)
    return None


def _pause_ns(call: Call) -> int | None:
    """How long Retry-After asks to wait: seconds or a date (RFC 9110 §10.2.3)."""
    told = (call.answer_header("Retry-After") or "").strip()
    if told.isdecimal() and len(told) < 10:
        return int(told) * SECOND
    try:
        moment = parsedate_to_datetime(told)
        until = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return int(until) * SECOND - (call.exchange.time_ns or 0)


def _is_same_sender(one: Call, other: Call) -> bool:
    agents = {one.agent, other.agent} - {""}
    return one.service[0] == other.service[0] and len(agents) < 2


def _seconds(span_ns: int) -> str:
    return f"{span_ns / SECOND:,.1f}".removesuffix(".0") + " s"


def _retried_into_conflict(case: Situation) -> Found | None:
    if case.operation != "create" or case.status != 409 or not case.identity:
        return None
    for n in range(len(case.history) - 1, -1, -1):
        if (case.history[n].method or "").upper() != "POST":
            continue
        earlier = case.earlier[n]
        if earlier.operation != "create" or not is_same_name(case, earlier):
            continue
        if earlier.succeeded:
            return None  # then this is a plain second create
        if earlier.status is None or earlier.status in TIMED_OUT or earlier.status >= 500:
            how = f"was answered {earlier.status}" if earlier.status else "got no answer"
            told = f"The create of {named(case.identity.values())} was sent before and {how}."
            return Found((earlier.status_at if earlier.status else earlier.asked_at, *case.refused_at), told)
    return None


def is_same_name(one: Call, other: Call) -> bool:
    """Whether two creates at one service are about the same account or group."""
    if one.resource_type != other.resource_type or one.service != other.service:
        return False
    names = one.identity
    return any(names.get(name) == value for name, value in other.identity.items())


# --- sizes and versions


def _too_large(case: Situation) -> Found | None:
    if case.status != 413:
        return None
    size = len(json.dumps(case.asked, ensure_ascii=False).encode(errors="replace")) if case.asked is not None else 0
    if not size:
        return Found(case.refused_at)
    members = sum(len(one.value) for one in case.writes if isinstance(one.value, list))
    inside = f" with {members:,} values" if members > 1 else ""
    return Found((*case.refused_at, case.asked_at), f"The body has about {size:,} bytes{inside}.")


def _version_mismatch(case: Situation) -> Found | None:
    wanted = case.request_header("If-Match")
    if case.status != 412 or wanted is None:
        return None
    current = case.answer_header("ETag")
    told = f"Asked was for version {named([wanted])}" + (f", it is {named([current])} now." if current else ".")
    return Found((case.at_request_header("If-Match"), *case.refused_at), told)


# --- bulk


class Result(NamedTuple):
    """The answer to one operation of a bulk request."""

    told: dict[str, Json]
    at: str
    status: int | None

    @property
    def failed(self) -> bool:
        return self.status is not None and not 200 <= self.status < 300

    @property
    def name(self) -> str:
        """What it was about, for a sentence."""
        told = attribute(self.told, "bulkId") or attribute(self.told, "location")
        place = "/".join(str(told).rsplit("/", 2)[-2:]) if told else ""
        return f"{attribute(self.told, 'method') or ''} {place} ({self.status})".strip()


def bulk_results(case: Situation) -> list[Result] | None:
    """The results of a bulk request; None where there is no such list."""
    key = key_of(case.answered, "Operations")
    if case.operation != "bulk" or not case.succeeded or key is None or not isinstance(case.answered[key], list):
        return None
    at = pointer(case.answered_at, key)
    found = enumerate(case.answered[key])
    return [
        Result(one, pointer(at, n), status_told(attribute(one, "status"))) for n, one in found if isinstance(one, dict)
    ]


def _partly_failed(case: Situation) -> Found | None:
    results = bulk_results(case)
    if results is None:
        return None
    failed = [one for one in results if one.failed]
    key = key_of(case.asked, "Operations")
    asked = case.asked[key] if key is not None and isinstance(case.asked[key], list) else []
    untried = max(0, len(asked) - len(results))
    if not failed and not untried:
        return None
    told = f"Of {max(len(asked), len(results))} operations {len(failed)} failed"
    told += f" ({named(one.name for one in failed)})" if failed else ""
    told += f" and {untried} {'has' if untried == 1 else 'have'} no result" if untried else ""
    limit = attribute(case.asked, "failOnErrors") if isinstance(case.asked, dict) else None
    told += f"; failOnErrors is {limit}." if isinstance(limit, int) else "."
    where = [pointer(one.at, key_of(one.told, "status") or "status") for one in failed[:MOST_SHOWN]]
    missing = pointer(case.answered_at, key_of(case.answered, "Operations") or "Operations")
    return Found((*where, *((missing,) if untried else ())), told)


QUIRKS = (
    Quirk(
        "retry-after-ignored",
        "I",
        "warning",
        "The sender did not wait as asked",
        "The receiver had named a pause with Retry-After. The next request came before it was over, which keeps the "
        "limit in force and may lengthen it.",
        "Wait as long as Retry-After says before the next request to this host.",
        "Keep sending Retry-After; it is the sender that has to heed it.",
        "Do several jobs or tools share this token?",
        "RFC 6585 §4; RFC 9110 §10.2.3; awslabs/ssosync#13; pingidentity/scim#20",
        _went_on,
    ),
    Quirk(
        "rate-limit-then-409",
        "I",
        "warning",
        "A create that seemed to fail had worked",
        "The same create was sent before and ended in a limit, a server error or no answer. All the same it left "
        "something behind, and now the repetition meets it as a conflict.",
        "Search by name before a create is repeated, and link what is found.",
        "Finish creates quickly, answer 201 only once, and make them repeatable by externalId.",
        "Does this account exist in the application, and is it linked to the directory?",
        "awslabs/ssosync#13; lightdash/lightdash#22402",
        _retried_into_conflict,
    ),
    Quirk(
        "rate-limited-429",
        "I",
        "warning",
        "Too many requests in a short time",
        "The receiver limits how often it may be called. As a rule the sender tries again later, and nothing is lost.",
        "Slow down, heed Retry-After, and let one job at a time use the token.",
        "Say with Retry-After how long to wait.",
        "Is this a first synchronisation, or do several jobs run at once?",
        "RFC 6585 §4; awslabs/ssosync#13; rancher/rancher#54870",
        _rate_limited,
        behind=("retry-after-ignored",),
    ),
    Quirk(
        "payload-too-large-413",
        "I",
        "error",
        "The request is larger than the receiver accepts",
        "The receiver, or a proxy before it, limits the size of a body. Sending the same again cannot help.",
        "Split the change into smaller ones: fewer members in a PATCH, fewer operations in a bulk request.",
        "Name the limit in detail, and publish it in ServiceProviderConfig.",
        "How many members does the largest assigned group have?",
        "RFC 7644 §3.7.4; wso2/charon#400; developers.miro.com/reference/rate-limits",
        _too_large,
    ),
    Quirk(
        "etag-mismatch-412",
        "I",
        "warning",
        "Somebody else changed the resource in between",
        "With If-Match the sender writes only to the version that it has read. The receiver holds another one by now.",
        "Read the resource again, then repeat the change on it.",
        "Compare the version before the change, and return the current ETag.",
        "Who else changes this account: an administrator, a second connector?",
        "RFC 7644 §3.14; Captain-P-Goldfish/SCIM-SDK#746; apache/directory-scimple#534",
        _version_mismatch,
    ),
    Quirk(
        "bulk-partial-failure",
        "I",
        "error",
        "The bulk request succeeded only in part",
        "The status of a bulk answer says that it was read. Whether anything was done stands at each operation: here "
        "some failed, or were not tried any more.",
        "Read the status of every operation, and repeat those that failed or have none.",
        "Return a result for each operation that was tried, with its error as response.",
        "Did anybody look at the single results of this bulk request?",
        "RFC 7644 §3.7.3; Captain-P-Goldfish/scim-for-keycloak#71",
        _partly_failed,
    ),
)
