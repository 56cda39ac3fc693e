"""Is the body of a request what SCIM calls a message? (catalogue group A)"""

from __future__ import annotations

import json
import re

from scimviewer.quirks.call import Call, Json, schema_urns
from scimviewer.quirks.pointers import key_of, leaves, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute
from scimviewer.scim.schemas import PATCH_OP

OPS = ("add", "replace", "remove")
SENDS_BODY = ("POST", "PUT", "PATCH")
# A body that could not be read is refused like this; other refusals came before anyone read it.
NOT_ABOUT_THE_BODY = {401, 403, 404, 405, 409, 412, 429}
WITHHELD = re.compile(
    r"(?i)^[\W_]*(?:secret:|redacted|masked|omitted|truncated|removed|hidden|binary|no body|empty|null\b)"
)
OLD_SCHEMA = re.compile(r"(?i)^urn:scim:schemas:.*:1\.\d")
OLD_BASE = re.compile(r"(?i)/v1(?:\.\d)?(?=/|$)")
NEW_BASE = re.compile(r"(?i)/v2(?:\.\d)?(?=/|$)")
INDEXED = re.compile(r"\[\s*(?:\d+|-|\*)\s*\]")
NUMBERED = re.compile(r"[./]\d+(?:[./]|$)")
MEDIA = re.compile(r"(?i)content[- ]?type|media[- ]?type|mime|charset|application/|text/|\baccept\b")


def _json_unparsable(case: Situation) -> Found | None:
    body = case.asked
    unread = case.status is None or case.status in NOT_ABOUT_THE_BODY or not case.failed
    if not isinstance(body, str) or case.method not in SENDS_BODY or unread:
        return None
    if not body.strip() or WITHHELD.match(body):
        return None
    try:
        json.loads(body)
    except RecursionError:
        return None
    except ValueError as error:
        place = getattr(error, "pos", 0)
        if place >= len(body.rstrip()) or "Unterminated string" in str(error):
            return Found((case.asked_at,), f"It ends in the middle, after {len(body):,} characters.")
        around = named([body[max(0, place - 12) : place + 12]])
        return Found((case.asked_at,), f"Reading stops at character {place + 1} of {len(body):,}, near {around}.")
    return None


def _patch_missing_schemas(case: Situation) -> Found | None:
    if case.method != "PATCH" or key_of(case.asked, "Operations") is None:
        return None
    named_urns = schema_urns(case.asked)
    if any(urn.strip().lower() == PATCH_OP.lower() for urn in named_urns):
        return None
    key = key_of(case.asked, "schemas")
    if key is None:
        return Found((case.asked_at,), "There is no “schemas” at all.")
    told = f"“schemas” names {named(named_urns)} instead." if named_urns else "“schemas” is there, but empty."
    return Found((pointer(case.asked_at, key),), told)


def _operations_key_case(case: Situation) -> Found | None:
    if case.method != "PATCH" and case.operation != "bulk":
        return None
    key = key_of(case.asked, "Operations")
    if key is None or key == "Operations":
        return None
    return Found((pointer(case.asked_at, key),), f"The key here is {named([key])}.")


def _operations_empty(case: Situation) -> Found | None:
    if case.method != "PATCH" or not isinstance(case.asked, dict | list) or _scim11(case):
        return None
    if isinstance(case.asked, list):
        return None if case.asked else Found((case.asked_at,), "The body is an empty list.")
    key = key_of(case.asked, "Operations")
    if key is None:
        inside = f"The body has {named(case.asked)}." if case.asked else "The body is an empty object."
        return Found((case.asked_at,), f"There is no “Operations”. {inside}")
    held, at = case.asked[key], pointer(case.asked_at, key)
    if not isinstance(held, list):
        kind = "an object" if isinstance(held, dict) else "no list"
        return Found((at,), f"“Operations” is {kind}; it must be an array.", title="Operations is not an array")
    if any(isinstance(one, dict) for one in held):
        return None
    return Found((at,), "The list holds no operation." if held else "The list is empty.")


def _op_casing(case: Situation) -> Found | None:
    odd = [one for one in case.operations if one.op in OPS and one.written != one.op]
    if not odd:
        return None
    return Found(tuple(one.at_("op") for one in odd), f"It says {named(one.written for one in odd)}.")


def _op_unknown(case: Situation) -> Found | None:
    odd = [one for one in case.operations if one.op not in OPS]
    if not odd:
        return None
    told = named("nothing" if one.written is None else one.written for one in odd)
    return Found(tuple(one.at_("op") for one in odd), f"The op here is {told}.")


def _json_pointer_path(case: Situation) -> Found | None:
    odd = [one for one in case.operations if one.path and is_pointer(one.path)]
    if odd:
        return Found(tuple(one.at_("path") for one in odd), f"The path here is {named(one.path for one in odd)}.")
    if case.method == "PATCH" and not case.is_inner and isinstance(case.asked, list) and case.operations:
        return Found((case.asked_at,), "The body is a bare list of operations, as JSON Patch has it.")
    return None


def is_pointer(path: str) -> bool:
    """Whether a path is written as JSON Patch has it: slashes, or values chosen by their position."""
    text = path.strip()
    if text.startswith("/") or INDEXED.search(text):
        return True
    return text[:4].lower() != "urn:" and "[" not in text and NUMBERED.search(text) is not None


def _scim11(case: Situation) -> Found | None:
    signs = _old_signs(case)
    if not signs or speaks_old(case):
        return None
    return Found(tuple(signs), f"It shows by {named(signs.values())}.")


def _old_signs(case: Situation) -> dict[str, str]:
    """Where the request is SCIM 1.1, and by what."""
    signs: dict[str, str] = {}
    if case.method not in SENDS_BODY or not isinstance(case.asked, dict):
        return signs
    for urn in schema_urns(case.asked):
        if OLD_SCHEMA.match(urn.strip()):
            signs[pointer(case.asked_at, key_of(case.asked, "schemas") or "schemas")] = urn
    if case.method != "PATCH":
        return signs
    meta = key_of(case.asked, "meta")
    cleared = key_of(case.asked[meta], "attributes") if meta else None
    if meta and cleared and isinstance(case.asked[meta][cleared], list):
        signs[pointer(case.asked_at, meta, cleared)] = "meta.attributes"
    for at, value in leaves(case.asked, case.asked_at):
        if at.lower().endswith("/operation") and str(value).lower() == "delete":
            signs[at] = "operation: delete"
            break
    return signs


def speaks_old(case: Call) -> bool:
    """Whether the other side is a SCIM 1.1 server, by its URL or by how it answers."""
    if NEW_BASE.search(case.target.path):
        return False
    answered = case.answered if isinstance(case.answered, dict) else {}
    old = any(OLD_SCHEMA.match(urn) for urn in schema_urns(answered)) or attribute(answered, "Errors") is not None
    return old or OLD_BASE.search(case.target.path) is not None


def _value_missing(case: Situation) -> Found | None:
    bare = [one for one in case.operations if one.op in ("add", "replace") and not one.has_value]
    if not bare:
        return None
    told = named(one.path or "no path" for one in bare)
    return Found(tuple(one.at for one in bare), f"Nothing is given for {told}.")


def _value_json_text(case: Situation) -> Found | None:
    writes = [write for write in case.writes if _holds_json_text(write.value)]
    odd = [(at, value) for write in writes for at, value in leaves(write.value, write.at) if is_json_text(value)]
    if not odd:
        return None
    return Found(tuple(at for at, _ in odd), f"The text is {named(value for _, value in odd)}.")


def _holds_json_text(value: Json) -> bool:
    """Whether such a text stands anywhere inside; groups have thousands of members, so places are named later."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if is_json_text(one):
                return True
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False


def is_json_text(value: object) -> bool:
    """Whether a text is itself JSON of an object or a list; a list of bare numbers may be a person's text."""
    if not isinstance(value, str) or value.strip()[:1] not in ("{", "["):
        return False
    try:
        inner = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return not isinstance(inner, list) or not inner or any(isinstance(one, dict | str) for one in inner)


def _content_type_refused(case: Situation) -> Found | None:
    if case.status != 415 and not (case.status == 406 and MEDIA.search(case.refusal.text)):
        return None
    sent = case.request_header("Content-Type") if case.status == 415 or case.asked is not None else None
    name = "Content-Type" if sent else "Accept"
    sent = sent or case.request_header("Accept")
    evidence = (case.status_at,) if sent is None else (case.at_request_header(name), case.status_at)
    return Found(evidence, f"{name} was {named([sent])}." if sent else "")


QUIRKS = (
    Quirk(
        "json-unparsable",
        "A",
        "error",
        "The body of the request is not JSON",
        "The body breaks off or has a mistake in its JSON, so the receiver could not even begin to read it.",
        "Repair the template or script that writes the body; check length limits and quoting on the way.",
        "Answer 400 with scimType invalidSyntax and the position of the mistake.",
        "What builds this request, and is there a proxy in between that could cut or change bodies?",
        "RFC 7644 §3.12 (invalidSyntax)",
        _json_unparsable,
    ),
    Quirk(
        "scim11-on-scim2",
        "A",
        "error",
        "A SCIM 1.1 request on a SCIM 2.0 service",
        "The request is written for SCIM 1.1, where a PATCH is a partial resource. SCIM 2.0 knows only lists of "
        "operations, so nothing of this can be understood.",
        "Set the connector to SCIM 2.0, or use the base URL of the 1.1 service if there is one.",
        "Refuse it with 400 and say in detail that SCIM 2.0 is spoken here.",
        "Which version of SCIM is the connector set to?",
        "RFC 7644 §3.5.2; SCIM 1.1 §3.3.2; wso2/product-is#3424",
        _scim11,
    ),
    Quirk(
        "json-pointer-path",
        "A",
        "error",
        "The PATCH is written as JSON Patch",
        "JSON Patch (RFC 6902) and SCIM share the verbs, not the paths: SCIM names attributes with dots and chooses "
        "values by a filter in brackets. There are no slashes and no positions.",
        'Write the path as SCIM does, such as name.familyName or emails[type eq "work"].value, inside a PatchOp.',
        "Refuse it with 400 and scimType invalidPath.",
        "Which program or script builds these requests?",
        "RFC 7644 §3.5.2 against RFC 6902",
        _json_pointer_path,
    ),
    Quirk(
        "operations-empty",
        "A",
        "error",
        "The PATCH holds no operation",
        "A PATCH must bring a list of one or more operations. This one asks for nothing.",
        "Leave the request out when there is nothing to change, and put every change into Operations.",
        "Refuse it with 400 and scimType invalidSyntax.",
        "What should this request have changed?",
        "RFC 7644 §3.5.2",
        _operations_empty,
    ),
    Quirk(
        "op-unknown",
        "A",
        "error",
        "The operation of the PATCH is not one of SCIM's",
        "A SCIM PATCH knows add, replace and remove. Anything else is refused, or worse, passed over in silence.",
        "Write replace for update or set, and remove for delete.",
        "Refuse it with 400 and scimType invalidSyntax; a 2xx would say that it was done.",
        "Which program or script builds these requests, and can its operation names be changed?",
        "RFC 7644 §3.5.2; langwatch/langwatch#7130",
        _op_unknown,
    ),
    Quirk(
        "value-missing",
        "A",
        "error",
        "An add or replace says not what to write",
        "add and replace need a value. Without one the receiver can only refuse, or guess that it should be cleared.",
        "Send the value; use remove to clear an attribute.",
        "Refuse it with 400 and scimType invalidValue.",
        "Should the attribute get a value or be cleared?",
        "RFC 7644 §3.5.2.1, §3.5.2.3",
        _value_missing,
    ),
    Quirk(
        "content-type-refused",
        "A",
        "error",
        "The media type was refused",
        "The receiver turned the request away because of its Content-Type or Accept header. Often it compares the "
        "whole header and stumbles over “; charset=utf-8”, or knows only application/json.",
        "As a rule nothing can be set; send application/scim+json.",
        "Accept application/scim+json and application/json, each with or without parameters.",
        "Is there a gateway in front of the application that checks media types?",
        "RFC 7644 §3.1, §8.1; wso2/product-is#6996; limosa-io/laravel-scim-server#8",
        _content_type_refused,
    ),
    Quirk(
        "value-json-encoded-string",
        "A",
        "warning",
        "A value is JSON packed into a text",
        "Where an object belongs there is a text that spells an object. The receiver stores the text as it "
        "stands, and whatever reads the attribute later finds no object.",
        "Entra: map the role with SingleAppRoleAssignment instead of AppRoleAssignmentsComplex, or turn on the "
        "compliance flag; elsewhere send the object itself.",
        "Unpack such a text once where the schema wants an object, or refuse it with invalidValue.",
        "Which attribute mapping or expression produces this value?",
        "Captain-P-Goldfish/SCIM-SDK#201, #516; MicrosoftDocs/azure-docs#50772",
        _value_json_text,
    ),
    Quirk(
        "patch-missing-schemas",
        "A",
        "warning",
        "The PATCH does not name its message type",
        "Every SCIM message names its type in schemas. Strict receivers refuse a PATCH that does not say PatchOp.",
        f'Send "schemas": ["{PATCH_OP}"].',
        "The method says enough: accept it, or refuse it with 400 and invalidSyntax.",
        "Which program or script builds these requests?",
        "RFC 7644 §3.5.2; Infisical/infisical#6552; wso2/product-is#16933",
        _patch_missing_schemas,
    ),
    Quirk(
        "operations-key-case",
        "A",
        "info",
        "“Operations” is spelled differently",
        "Names in SCIM are not case-sensitive, yet many receivers look for exactly “Operations” and find no operation.",
        "Spell the key “Operations”.",
        "Find the key without regard to case (RFC 7643 §2.1).",
        "Which program or script builds these requests?",
        "RFC 7643 §2.1; ssoready/ssoready#182; indigo-iam/iam#934",
        _operations_key_case,
    ),
    Quirk(
        "op-casing",
        "A",
        "info",
        "The operation is written with capitals",
        "RFC 7644 writes add, replace and remove in lower case. Entra without its compliance flag capitalises them, "
        "and a receiver that compares letter by letter refuses or skips the operation.",
        "Entra: end the tenant URL with ?aadOptscim062020, which turns on lower-case operations.",
        "Compare op without regard to case.",
        "Does the tenant URL in Entra end with ?aadOptscim062020?",
        "Microsoft Learn, application-provisioning-config-problem-scim-compatibility; zitadel/zitadel#8140",
        _op_casing,
        behind=(
            "members-remove-by-value",
            "bool-as-string",
            "manager-as-string",
            "value-json-encoded-string",
            "value-array-for-single",
            "filter-bool-as-string",
            "filter-no-target",
            "path-urn-extension-unsupported",
            "path-urn-core-unsupported",
            "path-dot-before-extension-attr",
            "path-value-filter-unsupported",
            "approles-add-only",
            "ref-null",
        ),
    ),
)
