"""Do both sides understand a filter alike? (catalogue group D)"""

from __future__ import annotations

import re
from typing import NamedTuple

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.paths import FILTERED, names
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.filters import (
    OPERATORS,
    And,
    AttributePath,
    Compare,
    Filter,
    Token,
    Unreadable,
    Within,
    attribute_text,
    parsed_filter,
    tokens,
)

LITERALS = ("true", "false", "null")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
UNIQUE = ("username", "externalid", "id")
UNSUPPORTED = re.compile(
    r"(?i)(?:filter|attribute|search|query|operator|field|propert).*(?:support|implement|allow|unknown|invalid|recogni|"
    r"permit|not|can.?t|only)|(?:support|implement|allow|unknown|invalid|recogni|permit|not|only).*(?:filter|attribute|"
    r"search|query|operator|field|propert)"
)


class Wanted(NamedTuple):
    """One equality that an answer must fulfil."""

    path: AttributePath
    value: Json


def _texts(case: Situation) -> list[tuple[str, str]]:
    """Every filter of the request: that of a search, and those in the brackets of paths."""
    found = [] if case.filter is None else [(case.filter, case.filter_at)]
    for name, at in names(case):
        match = FILTERED.search(name)
        if match and "]" in name:
            found.append((name[match.end() : name.rindex("]")], at))
    return found


def _tokens(text: str) -> list[Token]:
    """The words of a filter as far as they can be read."""
    found: list[Token] = []
    try:
        for token in tokens(text[:10_000]):
            found.append(token)
    except Unreadable:
        pass
    return found


def _no_target(case: Situation) -> Found | None:
    chosen = [one for one in names(case) if FILTERED.search(one[0])]
    told = case.refusal
    says = (told.scim_type or "").lower() == "notarget" or told.says(r"\bno ?target\b|target.{0,20}not found")
    if not chosen or case.status != 400 or not says:
        return None
    at = told.at_scim_type if told.scim_type else told.at
    return Found(
        (*(at for _, at in chosen), at), f"Nothing fits {named(name for name, _ in chosen)}.{_held(case, chosen)}"
    )


def _held(case: Situation, chosen: list[tuple[str, str]]) -> str:
    """What the resource had there before, where that is known."""
    if case.known is None:
        return ""
    name = chosen[0][0].partition("[")[0].rpartition(":")[2]
    held = attribute(case.known, name)
    if not held:
        return f" The resource had no {name} at all."
    if not isinstance(held, list):
        return ""
    types = [attribute(one, "type") for one in held if isinstance(one, dict)]
    known = [one for one in types if isinstance(one, str)]
    return f" Of {name} it had {named(known)}." if known else f" Of {name} it had {len(held)}."


def _unquoted_value(case: Situation) -> Found | None:
    odd = [(word, at) for text, at in _texts(case) for word in _bare_words(text)]
    if not odd:
        return None
    return Found(tuple(dict.fromkeys(at for _, at in odd)), f"Not in double quotes: {named(word for word, _ in odd)}.")


def _bare_words(text: str) -> list[str]:
    """Values behind an operator that are no JSON: neither in double quotes, nor numbers, true, false, null."""
    found, known = [], _tokens(text)
    for name, operator, value in zip(known, known[1:], known[2:], strict=False):
        if name.kind != "word" or operator.kind != "word" or operator.text.lower() not in OPERATORS:
            continue
        if name.text.lower() in ("and", "or", "not"):
            continue
        if value.kind == "single" or (value.kind == "word" and not _is_literal(value.text)):
            found.append(value.text)
    return found


def _is_literal(text: str) -> bool:
    return text.lower() in LITERALS or NUMBER.fullmatch(text) is not None


def _beyond_bracket(case: Situation) -> Found | None:
    if case.filter is None:
        return None
    known = _tokens(case.filter)
    for n, token in enumerate(known[:-1]):
        if token.kind != "mark" or token.text != "]":
            continue
        behind = known[n + 1]
        follows = known[n + 2].text.lower() if n + 2 < len(known) else ""
        if behind.kind == "word" and (
            behind.text.lower() in (*OPERATORS, "pr") or (behind.text.startswith(".") and follows in (*OPERATORS, "pr"))
        ):
            return Found((case.filter_at,), f"Behind the bracket goes on {named([case.filter[behind.position :]])}.")
    return None


def _attribute_unsupported(case: Situation) -> Found | None:
    if case.operation != "search" or case.filter is None or case.status not in (400, 501):
        return None
    if _bare_words(case.filter) or _beyond_bracket(case) or parsed_filter(case.filter).filter is None:
        return None  # not this server's limit: the filter itself is wrong
    told = case.refusal
    kind = (told.scim_type or "").lower()
    says = kind == "invalidfilter" or (kind in ("", "invalidpath") and UNSUPPORTED.search(told.text) is not None)
    if not says and not (case.status == 501 and told.form != "html"):
        return None
    at = told.at if told.text else case.status_at
    return Found((case.filter_at, at), f"Refused with {case.status}: {named([case.filter])}.")


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
    unique = [one for one in wanted if one.path.sub is None and one.path.name.lower() in UNIQUE]
    if unique and total is not None and total > max(1, len(judged)) and all(fit == "exact" for _, fit in judged):
        key = key_of(case.answered, "totalResults") or "totalResults"
        return Found((case.filter_at, pointer(case.answered_at, key)), f"{told}the answer counts {total:,} results.")
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
    if case.operation != "search" or not case.succeeded or case.filter is None or case.records or _total(case) != 0:
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
        "filter-unquoted-value",
        "D",
        "error",
        "A filter compares with a text that is not quoted",
        "A filter compares with JSON values, so text stands in double quotes. Without them, or in single quotes, a "
        "strict receiver cannot read the filter.",
        "Put the value into double quotes.",
        "Refuse it with 400 and scimType invalidFilter, or accept it where it is unmistakable.",
        "Which program builds this filter, and in which version?",
        "RFC 7644 §3.4.2.2; goauthentik/authentik#16455",
        _unquoted_value,
    ),
    Quirk(
        "filter-syntax-nonstandard",
        "D",
        "warning",
        "A filter goes on behind its bracket",
        "In a filter the bracket ends the condition; comparing a sub-attribute behind it is allowed in PATCH "
        "paths only. Entra sends such filters when accounts are matched by e-mail address.",
        "Match accounts by userName or externalId.",
        'Read attribute[a].sub eq "x" as attribute[a and sub eq "x"].',
        "Which attribute is set as the matching attribute?",
        "RFC 7644 §3.4.2.2; MicrosoftDocs/azure-docs#83855",
        _beyond_bracket,
    ),
    Quirk(
        "filter-no-target",
        "D",
        "error",
        "The filter in the path chooses nothing",
        "The operation changes the values that fit a filter, and the resource has none. For replace the standard "
        "demands this error; Entra expects that a value fitting the filter is made.",
        "Map the attribute as a whole, or add the value before it is changed.",
        "Where the filter has only equalities, make the value from them; else answer noTarget as here.",
        "Does this account have a value of this type in the application?",
        "RFC 7644 §3.5.2.3; thomaspoignant/scim-patch#176, #187; Captain-P-Goldfish/scim-for-keycloak#73",
        _no_target,
        behind=("filter-bool-as-string", "filter-unquoted-value"),
    ),
    Quirk(
        "filter-attribute-unsupported",
        "D",
        "error",
        "The receiver cannot search by this filter",
        "Before an account is created the sender asks whether it exists. This receiver cannot search by that "
        "attribute or operator, so the account is neither found nor created.",
        "Choose another matching attribute; userName is supported almost everywhere.",
        "Support eq on userName, externalId, id and emails.value, and on displayName of groups.",
        "Which attribute is set as the matching attribute?",
        "RFC 7644 §3.4.2.2; OctopusDeploy/Issues#9841; better-auth/better-auth#10419; goauthentik/authentik#25987",
        _attribute_unsupported,
    ),
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
