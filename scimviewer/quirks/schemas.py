"""Which schemas does a message name, and do its attributes stand where these say? (catalogue group B)"""

from __future__ import annotations

import re

from scimviewer.quirks.call import Json, schema_urns
from scimviewer.quirks.chaining import is_projected
from scimviewer.quirks.payload import OLD_SCHEMA
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.writes import CORE_URN, Write
from scimviewer.scim.facts import attribute

RESOURCES = ("User", "Group")
IETF = re.compile(r"(?i)^urn:ietf:params:scim:(?:schemas:core|api:messages):")
ELSEWHERE = {401, 403, 404, 405, 409, 412, 413, 415, 429}
UNKNOWN = re.compile(
    r"(?i)unknown|un-?recogni[sz]ed|un-?supported|unexpected|undefined|no such|no attribute|"
    r"invalid (?:attribute|field|propert)|isn.t (?:known|supported|defined)|"
    r"not (?:a )?(?:known|recogni[sz]ed|supported|defined|found|exist|part of|valid|permitted|allowed)|"
    r"(?:does|do) not (?:exist|have|define|support)|extra (?:input|field)|additional propert|NotFound|"
    r"can(?:not|.t) find|illegal (?:attribute|field|propert)|not in (?:the )?schema"
)
# Where an attribute is known but its value or its change is not liked, these say so.
ABOUT_VALUE = re.compile(
    r"(?i)\b(?:required|read-?only|immutable|mutability|unique|uniqueness|already|duplicate|expected|"
    r"must be (?:an?|one|unique|in|of)|too (?:long|large)|value)\b"
)
# Some loggers take the dot of a URN (2.0) for a step into an object: "…:2": {"0:User": {…}}.
CUT, CUT_OFF = re.compile(r":\d+$"), re.compile(r"\d+(?::|$)")
QUOTED = re.compile(r"""["'‘“`]([^"'‘’“”`]{1,200})["'’”`]""")
WORD = re.compile(r"[A-Za-z$][\w.$-]*(?::[\w.$-]+)*")


def _unknown_urn(case: Situation) -> Found | None:
    odd = {at: urn for at, urn in _named_by_request(case) if not _is_known(case, urn)}
    odd.update({at: urn for at, urn in _invented(case) if at not in odd})
    if not odd:
        return None
    return Found(tuple(odd), f"Nobody defines {named(odd.values())} here.")


def _named_by_request(case: Situation) -> list[tuple[str, str]]:
    key = key_of(case.asked, "schemas")
    if key is None or not isinstance(case.asked, dict):
        return []
    held, at = case.asked[key], pointer(case.asked_at, key)
    if isinstance(held, list):
        return [(pointer(at, n), urn) for n, urn in enumerate(held) if isinstance(urn, str)]
    return [(at, held)] if isinstance(held, str) else []


def _is_known(case: Situation, urn: str) -> bool:
    """Known to the RFCs or to this server; SCIM 1 has a pattern of its own."""
    if case.server_schemas.is_known_urn(urn.strip()) or OLD_SCHEMA.match(urn.strip()):
        return True
    if any(_names(record, urn) for one in case.earlier if one.method == "GET" for record, _ in one.records):
        return True
    answered = [record for record, _ in case.records]
    shown = any(_names(record, urn) for record in answered)
    if case.server_schemas.resource_type(case.resource_type) is None and case.operation in ("create", "replace"):
        return case.succeeded  # a type of the server's own has a schema of its own
    if isinstance(attribute(case.asked, urn), dict):
        # It brings data: the server took it, or refuses it for the schema's sake, or for something else.
        refused = case.refusal.says(r"schema|urn|extension|namespace") or urn.lower() in case.refusal.text.lower()
        return (shown or not answered) if case.succeeded else not refused
    return case.method == "PUT" and shown


def _names(record: dict[str, Json], urn: str) -> bool:
    return urn.lower() in (one.lower() for one in schema_urns(record)) or key_of(record, urn) is not None


def _invented(case: Situation) -> list[tuple[str, str]]:
    """URNs in the IETF's own name space that an answer about users or groups names and no RFC defines."""
    found = []
    for record, at in case.records:
        key = key_of(record, "schemas")
        held = record[key] if key is not None else None
        for n, urn in enumerate(held if isinstance(held, list) else []):
            if isinstance(urn, str) and IETF.match(urn) and not case.server_schemas.is_known_urn(urn):
                found.append((pointer(at, key or "schemas", n), urn))
    return found if case.resource_type in RESOURCES else []


def _undeclared(case: Situation) -> Found | None:
    bodies = list(case.records)
    if case.operation in ("create", "replace") and isinstance(case.asked, dict):
        bodies.insert(0, (case.asked, case.asked_at))
    odd: dict[str, str] = {}
    for body, at in bodies:
        declared = {urn.strip().lower() for urn in schema_urns(body)}
        for key, held in body.items():
            if declared and _is_extension(key, held) and key.lower() not in declared:
                odd.setdefault(key.lower(), pointer(at, key))
    if not odd:
        return None
    kept = case.resource is not None and any(key_of(case.resource, key) for key in odd)
    dropped = " The answer shows nothing of it." if case.resource is not None and not kept else ""
    return Found(tuple(odd.values()), f"It brings {named(odd)} without naming it.{dropped}")


def _is_extension(key: str, held: Json) -> bool:
    if key[:4].lower() not in ("urn:", "http") or not isinstance(held, dict) or CORE_URN.fullmatch(key):
        return False
    return not (CUT.search(key) and any(CUT_OFF.match(inner) for inner in held))


def _flattened(case: Situation) -> Found | None:
    for record, at in case.records:
        type_name = case.server_schemas.type_of(record) or case.resource_type
        main = case.server_schemas.main_schema(type_name)
        found = case.server_schemas.resource_type(type_name)
        for urn in found.extensions if found and main else ():
            schema, container = case.server_schemas.schema(urn), attribute(record, urn)
            inside = container if isinstance(container, dict) else {}
            odd = [
                key
                for key, held in record.items()
                if held not in (None, "", [], {})
                and schema is not None
                and schema.attribute(key) is not None
                and main is not None
                and main.attribute(key) is None
                and key_of(inside, key) is None
            ]
            if odd:
                told = f"{named(odd)} {'stands' if len(odd) == 1 else 'stand'} at the top, outside of {urn}."
                return Found(tuple(pointer(at, key) for key in odd), told)
    return None


def _nested_core(case: Situation) -> Found | None:
    odd = [
        (pointer(at, key), held)
        for record, at in case.records
        for key, held in record.items()
        if isinstance(held, dict) and held and CORE_URN.fullmatch(key)
    ]
    if not odd:
        return None
    return Found(tuple(at for at, _ in odd), f"Inside stand {named(key for _, held in odd for key in held)}.")


def _missing_schemas(case: Situation) -> Found | None:
    known = case.server_schemas.resource_type(case.resource_type)
    if known is None:
        return None
    bodies = list(case.records) if not is_projected(case) else []
    if case.operation in ("create", "replace") and isinstance(case.asked, dict):
        bodies.insert(0, (case.asked, case.asked_at))
    odd = [at for body, at in bodies if body and not schema_urns(body)]
    if not odd:
        return None
    who = "the request" if odd[0] == case.asked_at else "the answer"
    return Found(tuple(odd[:20]), f"It is missing in {who}; {known.schema} belongs there.")


def _attribute_unknown(case: Situation) -> Found | None:
    if case.status is None or not 400 <= case.status < 500 or case.status in ELSEWHERE:
        return None
    plain = [write for write in case.writes if _is_plain(write)]
    text = case.refusal.text
    if UNKNOWN.search(text) and not ABOUT_VALUE.search(text):
        blamed = _blamed(text, plain)
        if blamed:
            return _unknown(case, blamed)
    if case.method == "PATCH" and (case.refusal.scim_type or "").lower() == "invalidpath":
        pathed = [
            write for write in plain if write.operation is not None and write.operation.path and write.urn is None
        ]
        told = _blamed(text, pathed)
        if told or (pathed and len(pathed) == len(case.writes) and not QUOTED.search(text)):
            return _unknown(case, told or pathed)
    return None


def _is_plain(write: Write) -> bool:
    """Named as one name and nothing odd; what is odd about a path has patterns of its own."""
    return write.filter is None and re.fullmatch(r"[a-z$][\w$-]*", write.name) is not None


def _blamed(text: str, writes: list[Write]) -> list[Write]:
    """The writes that the error names: first in quotes, else as a bare word."""
    quoted = [one.strip().lower() for one in QUOTED.findall(text)]
    bare = {one.rstrip(".").lower() for one in WORD.findall(QUOTED.sub(" ", text))}
    first = set(quoted[:1])
    return [one for one in writes if _spellings(one) & first] or [one for one in writes if _spellings(one) & bare]


def _spellings(write: Write) -> set[str]:
    """How an error may name what this writes: short, dotted, with the URN, or a sub-attribute of the value."""
    inner = write.value if isinstance(write.value, dict) and write.name != "members" else {}
    prefixed = {f"{write.urn}:{write.path}"} if write.urn else set()
    subs = {str(key).lower() for key in inner} | {f"{write.name}.{key}".lower() for key in inner}
    return {write.name, write.path, *prefixed, *subs} | ({write.sub} if write.sub else set())


def _unknown(case: Situation, blamed: list[Write]) -> Found:
    evidence = (*dict.fromkeys(write.at_name for write in blamed), case.refusal.at)
    return Found(evidence, f"The receiver does not know {named(write.path for write in blamed)}.")


QUIRKS = (
    Quirk(
        "attribute-unknown",
        "B",
        "error",
        "The application does not know an attribute",
        "The sender maps a field to an attribute that the application does not have, and the whole request is "
        "refused because of it.",
        "Remove the mapping of this attribute, or map the field to an attribute that the application supports.",
        "Name the attribute in detail, and publish the supported ones in /Schemas.",
        "Which attribute mappings were added or changed lately?",
        "RFC 7644 §3.12 (invalidPath); Captain-P-Goldfish/SCIM-SDK#539; Entra error SchemaAttributeNotFound",
        _attribute_unknown,
    ),
    Quirk(
        "core-attrs-nested-under-urn",
        "B",
        "error",
        "The answer wraps core attributes in an object of their schema",
        "Attributes of the core schema stand at the top of a resource; only extensions have an object named by their "
        "URN. Clients look at the top, find no userName or displayName, and take the account for another one.",
        "Nothing can be set here; the application has to change its answers.",
        "Put the core attributes at the top level of the resource.",
        "Which version of the application or SCIM library answers here?",
        "RFC 7643 §3.3; grokability/snipe-it#12642",
        _nested_core,
    ),
    Quirk(
        "schemas-unknown-urn",
        "B",
        "warning",
        "schemas names a URN that nobody defines",
        "schemas lists a URN that neither the RFCs nor this service define. A strict receiver refuses the whole "
        "request, even where no attribute depends on it. Entra does this with new groups.",
        "Name only schemas whose attributes are sent; Entra's template for groups cannot be changed.",
        "Pass over URNs that carry no attributes.",
        "Where does this URN come from: a template, a custom extension, a typing mistake?",
        "RFC 7643 §3; Microsoft Learn, use-scim-to-provision-users-and-groups (Create Group)",
        _unknown_urn,
    ),
    Quirk(
        "schemas-extension-undeclared",
        "B",
        "warning",
        "Extension data without its URN in schemas",
        "A resource carries the data of an extension that its schemas member does not name. Receivers may drop such "
        "data without a word.",
        "Add the URN of the extension to schemas.",
        "Accept the data or refuse the request with 400; never drop it silently.",
        "Which attributes of the extension are missing in the application?",
        "RFC 7643 §3; simpleidserver/SimpleIdServer#279",
        _undeclared,
    ),
    Quirk(
        "extension-attrs-flattened",
        "B",
        "warning",
        "The answer mixes extension attributes into the core resource",
        "Attributes of an extension belong into an object named by its URN. At the top of the resource the "
        "client does not find them, and pushes the value again and again.",
        "Nothing can be set here; the application has to change its answers.",
        "Return these attributes inside the object of the extension's URN.",
        "Which version of the application or SCIM library answers here?",
        "RFC 7643 §3.3, §4.3; simpleidserver/SimpleIdServer#279, #305",
        _flattened,
    ),
    Quirk(
        "resource-missing-schemas",
        "B",
        "warning",
        "A resource without schemas",
        "Every resource names its schemas. Strict partners refuse one that does not.",
        "Add schemas to the body or to the mapping that builds it.",
        "Assume the schema of the endpoint where a request names none, and send schemas in every answer.",
        "Which program or script builds these bodies?",
        "RFC 7643 §3; goauthentik/authentik#7460",
        _missing_schemas,
    ),
)
