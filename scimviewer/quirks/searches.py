"""Does a search answer with what its filter asks for? (catalogue group D)"""

from __future__ import annotations

from typing import NamedTuple

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.filters import And, AttributePath, Compare, Filter, Within, attribute_text, parsed_filter

UNIQUE = ("username", "externalid", "id")


class Wanted(NamedTuple):
    """One equality that an answer must fulfil."""

    path: AttributePath
    value: Json


def _ignored(case: Situation) -> Found | None:
    verdicts = _verdicts(case)
    if verdicts is None:
        return None
    wanted, judged = verdicts
    strangers = [at for at, fit in judged if fit == "none"]
    total = _total(case)
    told = f"Asked for {_said(wanted)}; "
    if strangers:
        count = f"{len(strangers)} of {len(judged)} returned {'does' if len(strangers) == 1 else 'do'} not fit"
        more = f", of {total:,} in all." if total and total > len(judged) else "."
        return Found((case.filter_at, *strangers[:20]), f"{told}{count}{more}")
    # Where the answer does not show the attribute: of what is unique, there can be only one.
    unique = any(one.path.sub is None and one.path.name.lower() in UNIQUE for one in wanted)
    results, alike = max(total or 0, len(case.records)), [at for at, fit in judged if fit == "exact"]
    if unique and results > max(1, len(alike)) and len(alike) == len(judged):
        key = key_of(case.answered, "totalResults")
        at = case.answered_at if key is None else pointer(case.answered_at, key)
        return Found((case.filter_at, at), f"{told}the answer has {results:,} results.")
    return None


def _wildcard(case: Situation) -> Found | None:
    verdicts = _verdicts(case)
    if verdicts is None:
        return None
    wanted, judged = verdicts
    loose = [at for at, fit in judged if fit == "loose"]
    if not loose or any(fit == "none" for _, fit in judged):
        return None
    return Found(
        (case.filter_at, *loose[:20]), f"Asked for {_said(wanted)}; {len(loose)} of {len(judged)} only resemble it."
    )


def _verdicts(case: Call) -> tuple[list[Wanted], list[tuple[str, str]]] | None:
    """How each record of an equality search fits: exact, loose, none; unknown ones are left out."""
    if case.operation != "search" or not case.succeeded or case.filter is None:
        return None
    wanted = _equalities(parsed_filter(case.filter).filter)
    if not wanted:
        return None
    judged = [(at, fit) for record, at in case.records if (fit := _fit(case, record, wanted)) != "unknown"]
    return wanted, judged


def _equalities(found: Filter | None) -> list[Wanted]:
    """The equalities that must all hold; nothing where the filter is of another kind."""
    if isinstance(found, Compare):
        return [Wanted(found.attribute, found.value)] if found.operator == "eq" else []
    if isinstance(found, And):
        parts = [_equalities(one) for one in found.terms]
        return [one for part in parts for one in part] if all(parts) else []
    if isinstance(found, Within):
        inner = _equalities(found.filter)
        return [
            Wanted(AttributePath(found.attribute.name, one.path.name, found.attribute.urn), one.value) for one in inner
        ]
    return []


def _fit(case: Call, record: dict[str, Json], wanted: list[Wanted]) -> str:
    fits = [_fit_one(case, record, one) for one in wanted]
    return next((fit for fit in ("none", "unknown", "loose") if fit in fits), "exact")


def _fit_one(case: Call, record: dict[str, Json], wanted: Wanted) -> str:
    values = _values(record, wanted.path)
    if not values:
        return "unknown"  # perhaps the server does not return it
    if isinstance(wanted.value, bool):
        told = [as_bool(one) for one in values]
        return "exact" if wanted.value in told else "unknown" if None in told else "none"
    fits = [_resembles(str(one), str(wanted.value)) for one in values if isinstance(one, str | int | float)]
    return next((fit for fit in ("exact", "loose") if fit in fits), "none" if fits else "unknown")


def _resembles(value: str, wanted: str) -> str:
    """Case never makes a stranger, and a + that a URL turned into a blank neither."""
    held, sought = value.casefold().strip(), wanted.casefold().strip()
    if held == sought or held.replace("+", " ") == sought:
        return "exact"
    return "loose" if sought and sought in held else "none"


def _values(record: Json, path: AttributePath) -> list[Json]:
    if path.urn and isinstance(record, dict):
        container = attribute(record, path.urn)
        record = container if isinstance(container, dict) else record
    held = attribute(record, path.name) if isinstance(record, dict) else None
    elements = held if isinstance(held, list) else [held]
    sub = path.sub or "value"
    values = [attribute(one, sub) if isinstance(one, dict) else one if not path.sub else None for one in elements]
    return [one for one in values if one is not None]


def _total(case: Call) -> int | None:
    told = attribute(case.answered, "totalResults") if isinstance(case.answered, dict) else None
    if isinstance(told, str) and told.isdecimal() and len(told) < 12:
        return int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _said(wanted: list[Wanted]) -> str:
    return " and ".join(f"{attribute_text(one.path)} {named([one.value])}" for one in wanted[:3])


def _case_sensitive(case: Situation) -> Found | None:
    if case.operation != "search" or not case.succeeded or case.filter is None or case.records or _total(case):
        return None
    wanted = _equalities(parsed_filter(case.filter).filter)
    if len(wanted) != 1 or not isinstance(wanted[0].value, str) or _is_exact(case, wanted[0].path):
        return None
    sought = wanted[0].value
    for record, at in _living(case):
        texts = [one for one in _values(record, wanted[0].path) if isinstance(one, str)]
        if sought in texts:
            return None  # not a matter of case
        for held in texts:
            if held.casefold() == sought.casefold():
                return Found((case.filter_at, at), f"Asked for {named([sought])}; the log knows {named([held])}.")
    return None


def _is_exact(case: Situation, path: AttributePath) -> bool:
    """Whether the case of this attribute matters (RFC 7643 §2.2); unknown attributes have the default, no."""
    found = case.server_schemas.attribute(path.name, case.resource_type, path.urn)
    if found is not None and found.is_complex:
        found = found.sub(path.sub or "value")
    return found is not None and found.case_exact


def _living(case: Situation) -> list[tuple[dict[str, Json], str]]:
    """The last known form of each resource of this type that the log holds and did not delete, latest first."""
    known: dict[str, tuple[dict[str, Json], str]] = {}
    if case.known is not None:
        known[str(attribute(case.known, "id"))] = (case.known, "/before")
    for one in case.earlier:
        if one.resource_type != case.resource_type or not one.succeeded:
            continue
        if one.operation == "delete":
            known.pop(str(one.resource_id), None)
        for record, at in one.records:
            known.pop(str(attribute(record, "id")), None)
            known[str(attribute(record, "id"))] = (record, at)
        if one.operation == "create" and not one.records and isinstance(one.asked, dict):
            known[one.asked_at] = (one.asked, one.asked_at)
    return list(known.values())[::-1]


QUIRKS = (
    Quirk(
        "filter-ignored-returns-all",
        "D",
        "error",
        "The receiver ignored the filter",
        "The search asked for one value and got records that do not have it. The sender may link the wrong "
        "account, or take the account for missing and create it twice.",
        "Pause provisioning until the application answers filters; then check which accounts were linked.",
        "Refuse a filter that cannot be evaluated with 400 invalidFilter; never answer with everybody.",
        "Were accounts linked or changed wrongly since this began?",
        "RFC 7644 §3.4.2.2; eneo-ai/eneo#443; langwatch/langwatch#6973",
        _ignored,
    ),
    Quirk(
        "filter-wildcard-match",
        "D",
        "warning",
        "The receiver answers eq as if it were “contains”",
        "All records resemble the value asked for, but not all are equal to it. Entra stops when a search for "
        "one brings several; others take the first.",
        "Use names that do not contain each other, until the application compares whole values.",
        "eq compares the whole value.",
        "Are there names that begin or end with the name of another?",
        "RFC 7644 §3.4.2.2; FusionAuth/fusionauth-issues#3111",
        _wildcard,
    ),
    Quirk(
        "filter-case-sensitive-match",
        "D",
        "warning",
        "The search distinguishes upper and lower case",
        "The attribute is not case-sensitive, yet the receiver found nothing although the log holds the value in "
        "another spelling. A second create of the same account is likely to follow.",
        "Send one spelling only, for example in lower case.",
        "Compare attributes whose caseExact is false without regard to case.",
        "How is this name spelled in the directory, and how in the application?",
        "RFC 7643 §2.2, §4.1.1; RFC 7644 §3.4.2.2",
        _case_sensitive,
    ),
)
