"""Did the request reach what it was meant for? (catalogue group J: pages, places, verbs, discovery)"""

from __future__ import annotations

import re

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.refusal import HTML
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute

PAGE_TYPES = ("text/html", "application/xhtml+xml")
ENDPOINT = r"(?:Users|Groups|Bulk|Schemas|ResourceTypes|ServiceProviderConfigs?|Me|\.search)"
FLAG = re.compile(r"(?i)aadoptscim062020")
# The endpoint behind the question mark: the base already had a query when the path was added.
IN_QUERY = re.compile(rf"(?i)^[^&]*?[\w=]/+{ENDPOINT}(?=[/?&]|$)")
TWICE = re.compile(rf"(?i)/(scim2?|v2)(?:/[\w.-]+)?/\1(?=/)|/(?:Users|Groups)/(?:{ENDPOINT})(?=/|$)")
GLUED = re.compile(r"(?i)(?:/scim2?|/v2)(?:Users|Groups|Bulk|Schemas|ResourceTypes|ServiceProviderConfig)(?=/|$)")
BLANK = re.compile(r"(?i)(?:%20|\s)/|/(?:%20|\s)|%3F")
# Answers that come from a place that does not understand the path; others were given by a service that did.
LOST = (400, 404, 405, 410, 501)
LET_IN = (401, 403, 429)  # a page with these is one of a login or a firewall
NO_ROUTE = (
    r"cannot (?:get|post|put|patch|delete|head)\b|\broute\b|no such (?:page|path|url|endpoint)|page (?:not|could|can)|"
    r"\b(?:url|uri|path|endpoint|page|handler|mapping)\b.{0,60}(?:not found|unknown|does not exist|invalid)|"
    r"(?:not found|unknown|no (?:handler|mapping|static resource)).{0,60}\b(?:url|uri|path|endpoint|page|handler)\b|"
    r"resource (?:was |could )?not (?:be )?found|requested resource|^\W*(?:404\W*)?(?:page )?not found\W*$"
)
FEWEST_LOST = 3
LONGEST_HEAD = 4096
MOST_SHOWN = 20
PARTS = ("patch", "bulk", "filter", "changePassword", "sort", "etag")
LIMITS = {"bulk": ("maxOperations", "maxPayloadSize"), "filter": ("maxResults",)}
OLD_CONFIG = re.compile(r"(?i)^urn:scim:schemas:core:1\.\d$")
ID_WORD = r"\b(?:(?:user|group|resource|object|scim)?[ _-]?ids?|identifier|uuid|guid)\b"
MALFORMED = (
    r"invalid|malformed|format|not (?:a )?valid|must be|expect|pars(?:e|ing)|convert|cast|badly|syntax|incorrect|"
    r"unrecogni|illegal"
)
UNKNOWN = r"not found|does ?n[o']t exist|no such|unknown (?:user|group|id|resource)|could not find|cannot find"
ABOUT_THE_QUERY = ("invalidfilter", "invalidvers", "invalidcursor", "expiredcursor", "invalidcount", "invalidpath")


def is_page(call: Call) -> bool:
    """Whether a web page came back, by its text or by its content type."""
    if isinstance(call.answered, str) and HTML.match(call.answered):
        return True
    kind = (call.answer_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in PAGE_TYPES or isinstance(call.answered, dict | list):
        return False
    # A success without a body carries the framework's default type, and is no page.
    return bool(call.answered) or (call.status is not None and call.status >= 400)


def _page(case: Situation) -> Found | None:
    if case.is_inner or not is_page(case):
        return None
    head = case.answered[:LONGEST_HEAD] if isinstance(case.answered, str) else ""
    title = re.search(r"(?is)<title[^>]*>([^<]{1,200})", head)
    told = f"Its title is {named([' '.join(title[1].split())])}." if title else ""
    kind = case.answer_header("Content-Type")
    return Found((case.answered_at, *((case.at_answer_header("Content-Type"),) if kind else ())), told)


def _misplaced(case: Situation) -> Found | None:
    if case.is_inner or not (case.status in LOST or _is_lost_page(case)):
        return None
    for sign in (_flag_glued, _endpoint_in_query, _misjoined, _base_missing):
        told = sign(case)
        if told:
            return Found((case.url_at, case.status_at), told)
    return _all_lost(case)


def _is_lost_page(call: Call) -> bool:
    """Whether a page came from another place, rather than from a service that is out of order."""
    return is_page(call) and call.status is not None and call.status < 500 and call.status not in LET_IN


def _flag_glued(case: Call) -> str:
    inside = FLAG.search(case.target.path) or re.match(rf"{FLAG.pattern}[^&=]*/", case.target.query)
    return "The flag of Entra stands in the middle of the path, not as the query at its end." if inside else ""


def _endpoint_in_query(case: Call) -> str:
    match = IN_QUERY.match(case.target.query) if case.target.endpoint is None or case.operation == "other" else None
    return f"The endpoint stands behind the question mark: {named(['?' + match[0]])}." if match else ""


def _misjoined(case: Call) -> str:
    """What became of a base that ends otherwise than it should."""
    path = case.target.path
    if "//" in path:
        return "The path has two slashes in a row."
    twice, glued = TWICE.search(path), GLUED.search(path)
    if twice:
        return f"A part of the path stands there twice: {named([twice[0]])}."
    if glued:
        return f"A slash is missing in {named([glued[0]])}."
    return "There is a blank or a question mark in the path itself." if BLANK.search(path) else ""


def _base_missing(case: Situation) -> str:
    """A path without any base is right where SCIM answers; here something else did."""
    target = case.target
    if target.endpoint is None or re.search(r"(?i)scim|/v\d", target.path) or case.refusal.form in ("scim", "scim11"):
        return ""
    if not re.fullmatch(ENDPOINT, target.endpoint, re.IGNORECASE) or not _is_no_route(case):
        return ""
    if any(one.succeeded and one.service == case.service for one in case.earlier):
        return ""
    return f"The path {named([target.path])} has no base such as /scim/v2, and what answered is not SCIM."


def _is_no_route(case: Call) -> bool:
    return _is_lost_page(case) or (
        case.status in (404, 405) and (not case.refusal.text or case.refusal.says(NO_ROUTE)) and not case.resource_id
    )


def _all_lost(case: Situation) -> Found | None:
    """Nothing under this base ever answered as SCIM does, not even where a list must be."""
    if len(case.history) + 1 < FEWEST_LOST or not (case.status == 404 or _is_lost_page(case)):
        return None
    others = []
    for n, one in enumerate(case.history):
        call = case.earlier[n]
        if call.service != case.service:
            continue
        if one.status != 404 and not _is_lost_page(call):
            return None
        others.append(call)
    if len(others) + 1 < FEWEST_LOST or not any(_is_nowhere(one) for one in (case, *others)):
        return None
    told = f"All {len(others) + 1} calls to this base ended so, and none was answered by a SCIM service."
    return Found((case.url_at, case.status_at, *(one.status_at for one in others[:MOST_SHOWN])), told)


def _is_nowhere(call: Call) -> bool:
    """Whether not even the collection is there: what need not exist is an id, or something that fits a filter."""
    if _is_no_route(call):
        return True
    return call.operation in ("create", "discovery") or (call.operation == "search" and call.filter is None)


def _verb_refused(case: Situation) -> Found | None:
    if case.status != 405 and not (case.status == 501 and case.method in ("PATCH", "PUT")):
        return None
    allowed = case.answer_header("Allow")
    told = f"Refused was {case.method} on {case.target.endpoint or case.target.path}."
    told += f" Allowed is {named([allowed])}." if allowed else ""
    return Found(case.refused_at, told)


def _config(case: Situation) -> Found | None:
    if (case.target.endpoint or "").lower() not in ("serviceproviderconfig", "serviceproviderconfigs"):
        return None
    if case.method != "GET" or case.status is None or case.status == 304 or case.is_inner:
        return None
    if case.status != 200:
        return Found(case.refused_at, f"The answer is {case.status}.")
    body = case.answered
    if body is None:
        return None  # perhaps the log leaves bodies out
    if not isinstance(body, dict):
        return Found((case.answered_at,), "The answer is no such document.")
    urns = attribute(body, "schemas")
    if isinstance(urns, list) and any(isinstance(urn, str) and OLD_CONFIG.match(urn) for urn in urns):
        return None  # SCIM 1.1 has other parts
    missing = _missing_parts(body)
    if not missing:
        return None
    where = dict.fromkeys(at for _, at in missing)
    return Found(tuple(pointer(case.answered_at, *at) for at in where), f"Missing is {named(n for n, _ in missing)}.")


def _missing_parts(body: dict[str, Json]) -> list[tuple[str, tuple[str, ...]]]:
    """What RFC 7643 §5 requires and the document does not have, with where it should stand."""
    missing: list[tuple[str, tuple[str, ...]]] = []
    for name in PARTS:
        key = key_of(body, name)
        part = body[key] if key is not None else None
        if key is None or not isinstance(part, dict):
            missing.append((name, (key,) if key is not None else ()))
            continue
        supported = attribute(part, "supported")
        if supported is None:
            missing.append((f"{name}.supported", (key,)))
        elif supported:
            odd = [limit for limit in LIMITS.get(name, ()) if attribute(part, limit) is None]
            missing.extend((f"{name}.{limit}", (key,)) for limit in odd)
    if attribute(body, "authenticationSchemes") is None:
        missing.append(("authenticationSchemes", ()))
    return missing


def _not_found_as_400(case: Situation) -> Found | None:
    if case.operation != "read" or case.resource_id is None or case.status != 400:
        return None
    told = case.refusal
    if (told.scim_type or "").lower() in ABOUT_THE_QUERY:
        return None
    about_id = told.says(ID_WORD) or case.resource_id.lower() in told.text.lower()
    if not (about_id and told.says(MALFORMED)) and not told.says(UNKNOWN):
        return None
    return Found((case.url_at, *case.refused_at), f"The id asked for is {named([case.resource_id])}.")


QUIRKS = (
    Quirk(
        "base-url-misconfigured",
        "J",
        "error",
        "The base URL is put together wrongly",
        "The URL leads past the SCIM service: its parts were joined wrongly, or it points to another place, so nothing "
        "can be found there.",
        "Correct the base URL (in Entra: tenant URL): it ends where /Users begins, often with /scim/v2, without a "
        "slash at the end; the flag of Entra comes last, as ?aadOptscim062020.",
        "Tolerate a double slash and one at the end, and answer unknown paths with a SCIM error.",
        "What exactly is entered as base URL or tenant URL?",
        "RFC 7644 §1.3; MicrosoftDocs/azure-docs#33506, #73841; lightdash/lightdash#15753",
        _misplaced,
    ),
    Quirk(
        "html-error-page",
        "J",
        "error",
        "A web page came back",
        "The answer is a page for people. The request did not reach the SCIM service: a login page, a proxy, a "
        "firewall or the web server in front of it answered instead.",
        "Check the base URL and the token, and whether the sender's addresses are let through.",
        "Answer every path below the base with SCIM errors, also where nobody is logged in.",
        "Is there a proxy, a firewall or single sign-on in front of the application?",
        "RFC 7644 §3.12; goauthentik/authentik#16678; wso2/product-is#3474",
        _page,
    ),
    Quirk(
        "method-not-allowed-405",
        "J",
        "error",
        "The receiver does not offer this verb here",
        "The receiver exists and answers, but not to this method on this resource. Many know only one of PUT and "
        "PATCH.",
        "Switch the connector from PATCH to PUT or the other way round.",
        "Offer PATCH, and say in ServiceProviderConfig what is supported.",
        "Can the connector be set to PUT instead of PATCH, or the reverse?",
        "RFC 7644 §3.2, §3.12; goauthentik/authentik#11249, #16678; getsentry/self-hosted#2280",
        _verb_refused,
    ),
    Quirk(
        "serviceproviderconfig-problem",
        "J",
        "warning",
        "The sender cannot learn what the receiver supports",
        "ServiceProviderConfig is missing, or leaves out parts that the standard requires. The sender then guesses, "
        "and often takes PUT for PATCH or does without filters.",
        "Set by hand what the application supports, where the connector allows it.",
        "Publish the whole document, with the limits of bulk and filter.",
        "Which compatibility mode is the connector set to?",
        "RFC 7643 §5; RFC 7644 §4; Infisical/infisical#6552; goauthentik/authentik#25056",
        _config,
        behind=("html-error-page", "auth-401", "auth-403", "rate-limited-429"),
    ),
    Quirk(
        "not-found-as-400",
        "J",
        "warning",
        "An unknown id is answered with 400 instead of 404",
        "Whoever asks for an id that does not exist, or that the receiver would never make, must get 404. Identity "
        "providers ask for such ids when they test the connection, and take 400 for a fault.",
        "As a rule nothing can be set.",
        "Answer 404 for every id that leads nowhere, whatever its form.",
        "Does the connection test fail, or a user in the middle of provisioning?",
        "RFC 7644 §3.12; vouch-sh/vouch#1413",
        _not_found_as_400,
    ),
)
