"""Do both sides understand a filter alike? (catalogue group D)"""

from __future__ import annotations

import re

from scimviewer.quirks.paths import FILTERED, blamed
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute
from scimviewer.scim.filters import (
    OPERATORS,
    SPELLED,
    Token,
    Unreadable,
    parsed_filter,
    tokens,
)
from scimviewer.scim.matching import element_fits
from scimviewer.scim.paths import parsed_path

LITERALS = ("true", "false", "null")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
UNSUPPORTED = re.compile(
    r"(?i)(?:filter|attribute|search|query|operator|field|propert).*(?:support|implement|allow|unknown|invalid|recogni|"
    r"permit|not|can.?t|only)|(?:support|implement|allow|unknown|invalid|recogni|permit|not|only).*(?:filter|attribute|"
    r"search|query|operator|field|propert)"
)


def _texts(case: Situation) -> list[tuple[str, str]]:
    """Every filter of the request: that of a search, and those in the brackets of paths."""
    found = [] if case.filter is None else [(case.filter, case.filter_at)]
    for name, at in case.names:
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
    chosen = [one for one in case.names if FILTERED.search(one[0])]
    told = case.refusal
    says = (told.scim_type or "").lower() == "notarget" or told.says(r"\bno ?target\b|target.{0,20}not found")
    if not chosen or case.status != 400 or not says:
        return None
    chosen = blamed(case, chosen) or chosen
    chosen = [one for one in chosen if not _has_target(case, one[0])] or chosen
    at = told.at_scim_type if told.scim_type else told.at
    return Found(
        (*(at for _, at in chosen), at), f"Nothing fits {named(name for name, _ in chosen)}.{_held(case, chosen)}"
    )


def _has_target(case: Situation, name: str) -> bool:
    """Whether the resource before had something that fits the filter of this path; False where nobody knows."""
    path = parsed_path(name, (), case.server_schemas, case.resource_type).path
    held = attribute(case.known, path.attribute) if path and path.attribute and case.known else None
    if path is None or path.filter is None or not isinstance(held, list):
        return False
    fits = element_fits(path.filter, case.server_schemas.described(path.attribute or "", case.resource_type, path.urn))
    return any(fits(one) for one in held)


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
        if name.kind != "word" or operator.text.lower() not in (*OPERATORS, *SPELLED):
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
)
