"""Does an error say what went wrong, in a way that the other side can read? (catalogue group J: errors)"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from scimviewer.quirks import (
    filters,
    lifecycle,
    membership,
    membership_answers,
    paths,
    payload,
    plurals,
    replacement,
    required,
    schemas,
    uniqueness,
    values,
)
from scimviewer.quirks.call import Json
from scimviewer.quirks.limits import bulk_results
from scimviewer.quirks.payload import WITHHELD, speaks_old
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.refusal import ERROR_URN, is_scim_error
from scimviewer.quirks.situation import Situation
from scimviewer.scim.compare import STATES, differences

MEMBERS = ("schemas", "status", "scimtype", "detail", "id", "externalid", "meta")
# RFC 7644 §3.12, RFC 9865 §2.1
KEYWORDS = (
    "invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue",
    "invalidVers", "sensitive", "invalidCursor", "expiredCursor", "invalidCount",
)  # fmt: skip
MEDIA_TYPES = ("application/scim+json", "application/json")
DEEPEST = 4
WRITES = ("create", "replace", "patch", "bulk")
# What a program says when it stumbles over its input.
STUMBLES = re.compile(
    r"(?i)null ?(?:pointer|reference|value in column)|object reference not set|nonetype|of (?:undefined|null)\b|"
    r"\bundefined (?:is not|method)|nil (?:pointer|class|:nilclass)|undefined method|cannot read propert|"
    r"\b(?:type|key|value|attribute|index|name|argument|syntax|integrity|validation|parse)_?error\b|"
    r"(?:cast|argument|format|index|parse|mapping|json|serializ|validation|constraint|dataintegrity\w*)\w*exception|"
    r"\b(?:parse|parsing|deseriali[sz]|unmarshal|unexpected (?:token|character|end))|json[: ]+cannot|"
    r"not[- ]null constraint|duplicate (?:key|entry)|violates|constraint (?:failed|violation)|"
    r"cannot be (?:null|cast|converted)|could not convert|invalid (?:input|literal|cast|json|path|value|op)|"
    r"has no attribute|out of (?:range|bounds)|undefined (?:index|offset|array key|property)|"
    r"is not (?:a function|iterable)|unrecogni[sz]ed (?:property|field|token)|"
    r"(?:failed|unable|could not|cannot|error|exception)\s(?:to\s|while\s|in\s|during\s)?"
    r"(?:patch|process|apply|handl|updat|creat|modif|read(?:ing)? (?:the )?(?:request|body))"
)
# What it says when something else is out of order: then the same request may well work later.
OUTAGE = re.compile(
    r"(?i)time[d-]? ?out|unavailable|overload|maintenance|deadlock|connection|connect to|out of memory|disk|upstream|"
    r"gateway|throttl|too many|lock wait|temporar|try again|unreachable|refused to connect|circuit"
)
NOTHING_TO_DO = re.compile(
    r"(?i)\bno (?:\w+ ){0,3}(?:changes?|updates?|modifications?|fields?|attributes?|operations?)\b|"
    r"\bnothing (?:to|was|has|changed)|\bno[- ]?op\b|\balready (?!exists?\b)|\bunchanged\b|"
    r"(?:\bnot|n't) (?:be(?:en)? )?(?:changed?|modified|differ)|(?:\bnot|n't) \w+ any (?:\w+ )?(?:changes?|updates?)|"
    r"\bsame (?:as|value)|\bidentical\b|\bno effect\b|"
    r"\bat least one (?:\w+ ){0,2}(?:field|attribute|change)|\bempty (?:update|patch|change)|\bup[- ]to[- ]date\b"
)


def _not_scim(case: Situation) -> Found | None:
    body = case.answered
    if case.status is None or case.status < 400 or case.method == "HEAD" or body is None:
        return None
    if isinstance(body, str) and (not body.strip() or WITHHELD.match(body) or ERROR_URN in body.lower()):
        return None  # nothing there, kept from us, or cut off on the way into the log
    if is_scim_error(body):
        extra = [key for key, value in body.items() if value is not None and _is_foreign(key)]
        if not extra:
            return None
        told = f"Beside the members of a SCIM error it has {named(extra)}."
        return Found(tuple(pointer(case.answered_at, key) for key in extra), told)
    if case.refusal.form == "scim11" and speaks_old(case):
        return None
    what = {"text": "plain text", "html": "a web page", "scim11": "an error of SCIM 1.1"}
    kind = what.get(case.refusal.form, "JSON without the schema of SCIM errors")
    said = f"; it says {named([case.refusal.detail])}" if case.refusal.detail else ""
    return Found((case.answered_at,), f"It is {kind}{said}.")


def _is_foreign(key: str) -> bool:
    return key.lower() not in MEMBERS and key[:4].lower() != "urn:"


def _media_type(case: Situation) -> Found | None:
    told = case.answer_header("Content-Type")
    if told is None or case.is_inner or not isinstance(case.answered, dict | list):
        return None
    kinds = {one.partition(";")[0].strip().lower() for one in told.split(",")} - {""}
    if not kinds or kinds <= set(MEDIA_TYPES):
        return None
    return Found((case.at_answer_header("Content-Type"),), f"Content-Type is {named([told])}.")


def _errors(body: Json, at: str, depth: int = 0) -> Iterator[tuple[dict[str, Json], str]]:
    """Every SCIM error in an answer, in wrappers and in texts too, with where it stands."""
    if isinstance(body, str) and ERROR_URN in body.lower():
        try:
            body = json.loads(body)
        except (ValueError, RecursionError):
            return
    if is_scim_error(body):
        yield body, at
    elif depth < DEEPEST and isinstance(body, dict | list):
        for step, inner in body.items() if isinstance(body, dict) else enumerate(body[:20]):
            if isinstance(inner, dict | list | str):
                yield from _errors(inner, pointer(at, step), depth + 1)


def _status_member(case: Situation) -> Found | None:
    if case.status is None or case.operation == "bulk" or (case.succeeded and not is_scim_error(case.answered)):
        return None
    for body, at in _errors(case.answered, case.answered_at):
        key = key_of(body, "status")
        told = body[key] if key is not None else None
        if key is None or told is None or told == str(case.status):
            continue
        how = "a number" if isinstance(told, int | float) else f"{named([told])}"
        return Found((pointer(at, key), case.status_at), f"status is {how}, the HTTP status is {case.status}.")
    return None


def _wrapped(case: Situation) -> Found | None:
    if case.status is None or case.status < 400 or case.operation == "bulk":
        return None
    for _, at in _errors(case.answered, case.answered_at):
        if at == case.answered_at:
            return None
        return Found((at,), f"It stands at {named([at.removeprefix('/response/body/')])}.")
    told = case.refusal
    inner = told.at_scim_type.removeprefix(case.answered_at).count("/") > 1
    return Found((told.at_scim_type.rpartition("/")[0],)) if told.scim_type and inner else None


def _scim_type(case: Situation) -> Found | None:
    odd = [(kind, at) for kind, at in _scim_types(case) if kind not in KEYWORDS]
    return Found(tuple(at for _, at in odd), f"scimType is {named(kind for kind, _ in odd)}.") if odd else None


def _scim_types(case: Situation) -> Iterator[tuple[str, str]]:
    for one in (None if case.is_inner else bulk_results(case)) or ():
        key = key_of(one.told, "response")
        inner: Json = one.told[key] if key is not None else None
        found = key_of(inner, "scimType")
        if key is not None and found is not None and isinstance(inner[found], str) and inner[found]:
            yield inner[found], pointer(one.at, key, found)
    if case.refusal.scim_type and not case.is_inner:
        yield case.refusal.scim_type, case.refusal.at_scim_type


# --- errors that blame the wrong side

REQUESTS = (payload, schemas, paths, filters, required, values, plurals, membership, membership_answers)
# Odd, or the receiver's own fault, and yet no reason to refuse the request.
ALLOWED = ("members-cleared", "member-nested-group", "primary-missing", "member-type-missing", "member-duplicate-add")
FAULTS = tuple(
    quirk for group in REQUESTS for quirk in group.QUIRKS if quirk.severity != "info" and quirk.id not in ALLOWED
)
CAUSES = (*FAULTS, *uniqueness.QUIRKS, *lifecycle.QUIRKS, *replacement.QUIRKS)


def _server_error(case: Situation) -> Found | None:
    if case.status is None or not 500 <= case.status < 600 or case.status == 501:
        return None
    told = case.refusal
    if OUTAGE.search(told.text):
        return None
    stumbled = STUMBLES.search(told.text)
    if stumbled:
        where = f"The answer says {named([_around(told.text, stumbled)])}."
        return Found(case.refused_at, where)
    if case.status != 500 or case.operation not in (*WRITES, "search"):
        return None
    for quirk in FAULTS:
        hit = quirk.find(case)
        if hit is not None:
            return Found((*case.refused_at, *hit.evidence), f"What is wrong with the request: {quirk.title}.")
    wrong = case.strict.error if case.strict is not None else None
    if wrong is None or wrong.status != 400:
        return None
    at = f"{case.asked_at}{wrong.pointer}"
    return Found((*case.refused_at, at), f"By the standard this request gets 400 {wrong.scim_type}: {wrong.detail}")


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 40) : found.end() + 60].strip()


def _noop_refused(case: Situation) -> Found | None:
    if case.operation != "patch" or case.status is None or not 400 <= case.status < 500:
        return None
    if not NOTHING_TO_DO.search(case.refusal.text) or not _changes_nothing(case):
        return None
    return Found((case.asked_at, *case.refused_at), "The resource had these values before.")


def _changes_nothing(case: Situation) -> bool:
    meant = case.intended
    if case.known is None or meant is None or meant.state is None or meant.error is not None or not case.operations:
        return False
    kind = case.resource_type
    return not any(
        one.is_real
        for one in differences(case.known, meant.state, case.server_schemas, ignored=STATES, resource_type=kind)
    )


QUIRKS = (
    Quirk(
        "noop-patch-refused",
        "J",
        "warning",
        "A change is refused because it changes nothing",
        "The resource already had what was asked for. That is a success, and the sender takes the error for a fault "
        "and repeats it.",
        "Nothing is lost; the account is as it should be.",
        "Answer 200 or 204, and leave lastModified as it is.",
        "Does this repeat in every cycle for the same accounts?",
        "RFC 7644 §3.5.2.1; better-auth/better-auth#8549",
        _noop_refused,
    ),
    Quirk(
        "server-error-for-client-mistake",
        "J",
        "warning",
        "A server error for a request that can never work",
        "A status of 500 and above says: try again later. Here the request itself is the trouble, so the sender "
        "repeats in vain and the real reason stays hidden.",
        "Correct the request or the data; waiting will not help.",
        "Check the request before it is carried out, and answer 400 with scimType and detail.",
        "What does the application's own log say at this moment?",
        "RFC 7644 §3.12; RFC 9110 §15.6; wso2/product-is#16097; Metatavu/keycloak-scim-server#95",
        _server_error,
        behind=tuple(quirk.id for quirk in CAUSES),
    ),
    Quirk(
        "error-nested-envelope",
        "J",
        "info",
        "The SCIM error is wrapped",
        "The error is there, but inside another object, where hardly any client looks for it.",
        "Read the raw answer for the reason.",
        "Put schemas, status, scimType and detail at the root of the body.",
        "Is there a gateway that wraps the answers of the application?",
        "RFC 7644 §3.12; simpleidserver/SimpleIdServer#227",
        _wrapped,
    ),
    Quirk(
        "error-body-not-scim",
        "J",
        "warning",
        "The error is not written as SCIM has it",
        "The sender looks for a SCIM error and finds something else. What it shows is then a message of its parser, "
        "not the real reason.",
        "Read the raw answer for the reason.",
        "Return schemas (the Error URN), status as text, scimType and detail, and nothing else.",
        "What does the identity provider show as the reason?",
        "RFC 7644 §3.12; Infisical/infisical#6552; slashdevops/idp-scim-sync#30",
        _not_scim,
        behind=("html-error-page", "error-nested-envelope"),
    ),
    Quirk(
        "error-status-not-string",
        "J",
        "info",
        "The status inside the error is not the HTTP status as text",
        "The member status repeats the HTTP status as a text. Typed clients stumble over a number, and people over two "
        "that differ.",
        "Nothing can be set; rely on the HTTP status.",
        'Write it as text and equal to the HTTP status, such as "404".',
        "Is there a gateway that changes the status of answers?",
        "RFC 7644 §3.12; pingidentity/scim2#87; PennState/SCIMple-Identity#72",
        _status_member,
    ),
    Quirk(
        "scimtype-nonstandard",
        "J",
        "info",
        "The keyword of the error is not one of SCIM's",
        "scimType has a fixed list of words by which a sender decides what to do. This one is the receiver's own.",
        "Read detail for the reason.",
        "Use the keywords of RFC 7644, table 9, and leave scimType out where none fits.",
        "Which product and version is the receiver?",
        "RFC 7644 §3.12; RFC 9865 §2.1; simpleidserver/SimpleIdServer#275, #390",
        _scim_type,
    ),
    Quirk(
        "wrong-content-type-response",
        "J",
        "info",
        "The answer has an unusual media type",
        "The body is JSON, its Content-Type says something else. Strict clients do not read such answers.",
        "As a rule nothing can be set.",
        "Answer with application/scim+json.",
        "Is there a gateway that sets this header?",
        "RFC 7644 §3.1, §8.1; FusionAuth/fusionauth-issues#1769",
        _media_type,
    ),
)
