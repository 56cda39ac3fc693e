"""Do the written values have the types and forms that SCIM gives them? (catalogue group E)"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scimviewer.quirks.call import Json
from scimviewer.quirks.meanings import UNKNOWN_ATTRIBUTE, UNRELATED
from scimviewer.quirks.payload import is_json_text
from scimviewer.quirks.pointers import DEEPEST, key_of, leaves, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.writes import Write
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.schemas import Attribute

MOST_EVIDENCE = 20
PHONE_NAME = re.compile(r"phone|mobile|\bfax")
PHONE_WORD = r"phone|\btel\b|mobile|e\.?164|msisdn|\bfax"
FORMAT_WORD = (
    r"format|valid|pattern|regex|match|e\.?164|digit|country code|international|pars(?:e|ing)|character|"
    r"must (?:be|start)|not a (?:phone|number|possible)|malformed|length|too (?:short|long)"
)
# These speak of the form even where the text says that something in the number is missing.
CLEAR_FORMAT = r"format|pattern|regex|e\.?164|country code|international|prefix|digit|malformed|pars(?:e|ing)"
NOTHING_THERE = r"required|missing|empty|blank|null"
OTHER_PHONE_TROUBLE = (
    r"already|duplicat|unique|primary|must be an? (?:array|list|object)|expected (?:an? )?(?:array|"
    r"list|object|string)|canonical|\btype must|maximum of|more than \d+ phone|\bfilter|\btarget\b|\bpath\b"
)


def attribute_of(case: Situation, write: Write) -> Attribute | None:
    """What the schemas say of the value that is written: the sub-attribute where one is named."""
    found = case.server_schemas.attribute(write.name, case.resource_type, write.urn)
    return found.sub(write.sub) if found is not None and write.sub else found


def spelled(case: Situation, write: Write) -> str:
    """The path of what is written as its schema spells it, without a filter."""
    top = case.server_schemas.attribute(write.name, case.resource_type, write.urn)
    if top is None:
        return write.path
    sub = top.sub(write.sub) if write.sub else None
    return f"{top.name}.{sub.name if sub else write.sub}" if write.sub else top.name


# --- true and false as text


def _bool_as_string(case: Situation) -> Found | None:
    odd = [one for write in case.writes if write.op != "remove" for one in _text_booleans(case, write)]
    if not odd:
        return None
    return Found(
        tuple(at for at, _, _ in odd[:MOST_EVIDENCE]),
        f"{named(name for _, name, _ in odd)} is written as the text {named(text for _, _, text in odd)}.",
    )


def _text_booleans(case: Situation, write: Write) -> Iterator[tuple[str, str, str]]:
    value = write.value
    if isinstance(value, str):
        if value.strip() and _means_boolean(case, write, value):
            yield write.at, spelled(case, write), value
        return
    if not isinstance(value, dict | list) or write.sub:
        return
    listed = value if isinstance(value, list) else [value]
    flags = _flags(case, write)
    for index, element in enumerate(listed):
        for key, inner in element.items() if isinstance(element, dict) else ():
            lowered = key.lower()
            wraps = lowered == "value" and len(listed) == 1
            if not isinstance(inner, str) or not inner.strip() or not (wraps or lowered in flags):
                continue
            meant = write if wraps else write._replace(sub=lowered)
            if _means_boolean(case, meant, inner):
                at = pointer(write.at, index, key) if isinstance(value, list) else pointer(write.at, key)
                yield at, spelled(case, meant), inner


def _flags(case: Situation, write: Write) -> set[str]:
    """The sub-attributes that are true or false."""
    known = attribute_of(case, write)
    subs = known.sub_attributes if known is not None else ()
    return {"primary", *(one.name.lower() for one in subs if one.type == "boolean")}


def _means_boolean(case: Situation, write: Write, text: str) -> bool:
    """Whether the schema wants true or false here; without one, active and primary do where the text spells it."""
    last = write.sub or write.name
    if last not in ("active", "primary") and as_bool(text) is None:
        return False
    known = attribute_of(case, write)
    if known is not None:
        return known.type == "boolean"
    return last in ("active", "primary") and as_bool(text) is not None


# --- the manager


def _manager_as_string(case: Situation) -> Found | None:
    odd = [
        write
        for write in case.writes
        if write.name == "manager"
        and write.sub is None
        and write.op != "remove"
        and isinstance(write.value, str)
        and write.value.strip()
        and not is_json_text(write.value)
        and _wants_manager_object(case, write)
    ]
    if not odd:
        return None
    return Found(tuple(write.at for write in odd), f"The manager is written as {named(write.value for write in odd)}.")


def _wants_manager_object(case: Situation, write: Write) -> bool:
    known = attribute_of(case, write)
    if known is not None:
        return known.is_complex
    return case.resource_type != "Group" and (write.urn is None or "enterprise" in write.urn)


# --- nothing, written as something


def _null_sent(case: Situation) -> Found | None:
    odd = _blanks(case, lambda value: value is None, lambda write, at: write.name == "members" and _is_ref(at))
    if not odd:
        return None
    return Found(tuple(at for _, at in odd[:MOST_EVIDENCE]), f"null is written to {named(name for name, _ in odd)}.")


def _empty_sent(case: Situation) -> Found | None:
    odd = _blanks(case, lambda value: value == "", lambda write, _: write.name in ("schemas", "meta"))
    if not odd:
        return None
    return Found(tuple(at for _, at in odd[:MOST_EVIDENCE]), f"“” is written to {named(name for name, _ in odd)}.")


def _is_ref(at: str) -> bool:
    return at.lower().endswith("/$ref")


def _blanks(
    case: Situation, is_blank: Callable[[Json], bool], apart: Callable[[Write, str], bool]
) -> list[tuple[str, str]]:
    """Every written value of this kind, as (path, pointer)."""
    found = []
    for write in case.writes:
        if write.op == "remove" or (write.operation is not None and not write.operation.has_value):
            continue
        if _holds(write.value, is_blank, 0):
            for at, value in leaves(write.value, write.at):
                if is_blank(value) and not apart(write, at):
                    inner = [step for step in at[len(write.at) :].split("/") if step and not step.isdecimal()]
                    found.append((".".join([spelled(case, write), *inner]), at))
    return found


def _holds(value: Json, is_blank: Callable[[Json], bool], depth: int) -> bool:
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return depth < DEEPEST and any(_holds(one, is_blank, depth + 1) for one in inside)
    return is_blank(value)


# --- ids


def _identifier_not_string(case: Situation) -> Found | None:
    odd = [
        (write.at, spelled(case, write), write.value)
        for write in case.writes
        if write.name in ("id", "externalid") and write.urn is None and not write.sub and _is_number(write.value)
    ]
    for record, at in case.records if case.operation != "other" else ():
        for name in ("id", "externalId"):
            if _is_number(attribute(record, name)):
                key = key_of(record, name) or name
                odd.append((pointer(at, key), name, record[key]))
    if not odd:
        return None
    told = named(f"{name}: {value}" for _, name, value in odd)
    return Found(tuple(at for at, _, _ in odd[:MOST_EVIDENCE]), f"Here stands the number in {told}.")


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# --- telephone numbers


def _phone_refused(case: Situation) -> Found | None:
    if not case.failed or case.status is None or case.status in UNRELATED or case.status in (404, 409, 413):
        return None
    sent = _phones(case)
    told = case.refusal
    if not sent or not told.says(FORMAT_WORD) or told.says(OTHER_PHONE_TROUBLE) or told.says(UNKNOWN_ATTRIBUTE):
        return None
    if told.says(NOTHING_THERE) and not told.says(CLEAR_FORMAT):
        return None
    quoted = [one for one in sent if one[1] in told.text]
    if not quoted and not told.says(PHONE_WORD):
        return None
    blamed = quoted or sent
    return Found((*(at for at, _ in blamed[:MOST_EVIDENCE]), told.at), f"Sent was {named(text for _, text in blamed)}.")


def _phones(case: Situation) -> list[tuple[str, str]]:
    """The telephone numbers that a request writes."""
    found = []
    for write in case.writes:
        if write.op == "remove" or not PHONE_NAME.search(write.name) or write.sub not in (None, "value"):
            continue
        for at, value in leaves(write.value, write.at):
            last = at.rpartition("/")[2].lower()
            if isinstance(value, str) and value.strip() and last not in ("type", "display", "$ref", "primary"):
                found.append((at, value))
    return found


QUIRKS = (
    Quirk(
        "bool-as-string",
        "E",
        "warning",
        "true or false is written as text",
        "The attribute wants the JSON values true and false. As text, a strict receiver refuses it, and a careless one "
        "takes the word for true because it is not empty: a leaver stays active.",
        "Entra: end the tenant URL with ?aadOptscim062020 (provisioning on demand does not heed it); elsewhere write "
        "true or false without quotes.",
        "Read “true” and “false” in any case as booleans, or refuse them with 400 invalidValue.",
        "Does the tenant URL in Entra end with ?aadOptscim062020?",
        "RFC 7643 §2.3.2; Microsoft Learn, application-provisioning-config-problem-scim-compatibility; "
        "scimmyjs/scimmy#51, #86; rancher/rancher#52996",
        _bool_as_string,
    ),
    Quirk(
        "manager-as-string",
        "E",
        "warning",
        "The manager is written as a plain text",
        "manager is an object with the id of the manager in value. Entra sends the bare id, which receivers that want "
        "the object refuse.",
        "Map the field to manager.value where the sender offers it.",
        "Read a bare text as {value: …}.",
        "Which attribute mapping writes the manager?",
        "RFC 7643 §4.3; Captain-P-Goldfish/SCIM-SDK#686; apache/directory-scimple#1242; imulab/go-scim#75",
        _manager_as_string,
    ),
    Quirk(
        "empty-string-value",
        "E",
        "warning",
        "An empty text is written",
        "An empty text is a value, and not the same as none. Many receivers refuse it, others store it and show an "
        "empty field.",
        "Skip the attribute where the source is empty; to clear it, use remove or null.",
        "Treat an empty text as unassigned where the attribute is optional.",
        "Which source fields are empty for the people concerned?",
        "RFC 7643 §2.5; Captain-P-Goldfish/SCIM-SDK#104; simpleidserver/SimpleIdServer#295",
        _empty_sent,
    ),
    Quirk(
        "identifier-not-string",
        "E",
        "warning",
        "An identifier is a number",
        "id and externalId are texts in SCIM, also where they consist of digits. A partner that reads them strictly "
        "fails, and large numbers lose their last digits on the way.",
        "Put the value into quotes, or turn it into text in the mapping.",
        "Return every id as a text.",
        "Which side makes these ids, and can it write them as text?",
        "RFC 7643 §3.1; wso2/product-is#6627",
        _identifier_not_string,
    ),
    Quirk(
        "phone-format-refused",
        "E",
        "warning",
        "The application wants telephone numbers in another form",
        "The whole request was refused because of how a telephone number is written. SCIM recommends a form, but any "
        "text is allowed.",
        "Bring the number into the form that the application wants, by an expression in the mapping.",
        "Accept any text, or name the form in detail; do not rewrite what is stored.",
        "In which form do telephone numbers stand in the directory?",
        "RFC 7643 §4.1.2; wso2/product-is#3474",
        _phone_refused,
    ),
    Quirk(
        "null-value-sent",
        "E",
        "info",
        "null is sent",
        "null means “no value” in SCIM, the same as leaving the attribute out. Some receivers do not know that and "
        "refuse it because the type is wrong.",
        "Leave empty fields out of POST and PUT; use remove in PATCH.",
        "Treat null and an empty list like an attribute that is not there.",
        "Can the sender be told to leave empty fields out?",
        "RFC 7643 §2.5; simpleidserver/SimpleIdServer#823; Captain-P-Goldfish/SCIM-SDK#103",
        _null_sent,
    ),
)
