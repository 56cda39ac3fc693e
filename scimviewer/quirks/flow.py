"""What do the calls of a log show together? (catalogue group K: repetitions, failures)

History may be long: whatever can be said from methods and statuses is asked first, and bodies last.
"""

from __future__ import annotations

import re

from scimviewer.event import Exchange
from scimviewer.quirks.call import Json
from scimviewer.quirks.pointers import key_of
from scimviewer.quirks.quirk import Found, Quirk
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute

WRITE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
FEWEST_REPEATS = 3
FEWEST_WRITES = 20
TOO_MANY = 0.4
MOST_SHOWN = 20
MINUTE = 60_000_000_000
REFERENCES = re.compile(r"(?i)^(?:urn:[^\[]*:)?(?:members|manager)\b")


def method_of(one: Exchange) -> str:
    return (one.method or "").upper()


def has_failed(one: Exchange) -> bool:
    """The same as of a call, without looking at the body."""
    return one.status >= 400 if one.status is not None else one.no_answer is not None


def _retry_storm(case: Situation) -> Found | None:
    one = case.exchange
    if case.is_inner or not case.failed or len(case.history) + 1 < FEWEST_REPEATS:
        return None
    if one.url is None or (case.method in ("POST", "PUT", "PATCH") and one.request_body is None):
        return None  # a log without bodies cannot tell two creates apart
    repeats = []
    for n in range(len(case.history) - 1, -1, -1):
        other = case.history[n]
        if other.url != one.url or other.method != one.method or other.request_body != one.request_body:
            continue
        if not has_failed(other):
            if other.status is not None and other.status < 300 and case.earlier[n].succeeded:
                break  # it went well in between
            continue
        if other.status == one.status:
            repeats.append(n)
    if len(repeats) + 1 < FEWEST_REPEATS:
        return None
    first = case.history[repeats[-1]]
    span = (one.time_ns or 0) - (first.time_ns or 0) if one.time_ns and first.time_ns else 0
    within = f" within {max(1, round(span / MINUTE)):,} min" if span > 0 else ""
    how = str(one.status) if one.status is not None else "no answer"
    where = [case.earlier[n].status_at for n in reversed(repeats[:MOST_SHOWN])]
    told = f"{case.method} {case.target.path} ended {len(repeats) + 1} times with {how}{within}."
    return Found((case.status_at, *where), told)


# --- the log as a whole


def _failure_rate(case: Situation) -> Found | None:
    own = case.exchange
    if case.is_inner or not case.failed or not _is_write(own) or len(case.history) + 1 < FEWEST_WRITES:
        return None
    writes = [(n, one) for n, one in enumerate(case.history) if _is_write(one)]
    failed = [n for n, one in writes if has_failed(one)]
    total = len(writes) + 1
    if total < FEWEST_WRITES or len(failed) + 1 <= TOO_MANY * total or _is_reference(own):
        return None
    failed = [n for n in failed if not _is_reference(case.history[n])]
    count = len(failed) + 1
    if count <= TOO_MANY * total:
        return None
    told = f"{count:,} of {total:,} writes up to here failed ({100 * count / total:.0f} %)."
    return Found((case.status_at, *(f"/history/{n}/response/status" for n in failed[-MOST_SHOWN:])), told)


def _is_write(one: Exchange) -> bool:
    return method_of(one) in WRITE_METHODS and one.url is not None and ".search" not in one.url


def _is_reference(one: Exchange) -> bool:
    """Whether a write only ties one resource to another: members of a group, the manager of a user."""
    body = one.request_body
    key = key_of(body, "Operations") if method_of(one) == "PATCH" else None
    listed = body[key] if key is not None else None
    if not isinstance(listed, list) or not listed:
        return False
    for operation in listed:
        told = attribute(operation, "path") if isinstance(operation, dict) else None
        value = attribute(operation, "value") if isinstance(operation, dict) else None
        names: list[Json] = [told] if told else list(value) if isinstance(value, dict) else []
        if not names or not all(isinstance(name, str) and REFERENCES.match(name) for name in names):
            return False
    return True


QUIRKS = (
    Quirk(
        "high-failure-rate",
        "K",
        "error",
        "So many writes fail that the job is at risk",
        "More than 40 % of the writes in this log failed, not counting members and managers. Entra puts such a job in "
        "quarantine: it runs once a day, and is switched off after four weeks.",
        "Repair the most frequent error first, then restart provisioning.",
        "Look at what the refused requests have in common.",
        "Is the job in quarantine, and since when do so many changes fail?",
        "learn.microsoft.com, application-provisioning-quarantine-status",
        _failure_rate,
    ),
    Quirk(
        "retry-storm",
        "K",
        "warning",
        "The same request fails again and again",
        "Method, path and body are the same, and so is the failure. Nothing suggests that the next attempt will end "
        "differently.",
        "Remove the cause, then repeat it once by hand.",
        "Answer lasting problems with 4xx, so that nobody takes them for passing ones.",
        "Since when does this repeat, and what changed then?",
        "RFC 9110 §15.6; lightdash/lightdash#24458, #22402; learn.microsoft.com, howto-analyze-provisioning-logs",
        _retry_storm,
    ),
)
