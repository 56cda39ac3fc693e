"""Would a write leave an attribute empty that must have a value? (catalogue group E)"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scimviewer.quirks.call import Json
from scimviewer.quirks.meanings import REQUIRED
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.values import attribute_of, spelled
from scimviewer.quirks.writes import Write
from scimviewer.scim.facts import attribute
from scimviewer.scim.schemas import Attribute

SERVER_MADE = ("id", "meta", "schemas")


def _required_removed(case: Situation) -> Found | None:
    if case.operation == "patch":
        gone = [write for write in case.writes if _unassigns(write) and _must_stay(case, write)]
        odd = [(spelled(case, write), write.at_name) for write in gone if not _comes_back(case, write)]
    elif case.operation == "replace" and isinstance(case.asked, dict):
        odd = [(name, case.asked_at) for name in _left_out(case)]
    else:
        return None
    if not odd:
        return None
    at = (case.refusal.at,) if case.failed and case.refusal.says(REQUIRED) else ()
    left = "leaves out" if case.operation == "replace" else "takes away"
    evidence = tuple(dict.fromkeys(place for _, place in odd))
    return Found((*evidence, *at), f"The request {left} {named(name for name, _ in odd)}.")


def _unassigns(write: Write) -> bool:
    """Whether a write leaves no value; an empty text is one, but many servers take it for none."""
    if write.filter is not None:
        return False
    if write.op == "remove":
        return bool(write.name)
    has_value = write.operation is None or write.operation.has_value
    return has_value and (write.value is None or write.value == [] or write.value == "")


def _comes_back(case: Situation, gone: Write) -> bool:
    """Whether the same request gives it a value again."""
    later = case.writes[case.writes.index(gone) + 1 :]
    return any(one[1:5] == gone[1:5] and not _unassigns(one) for one in later)


def _must_stay(case: Situation, write: Write) -> bool:
    if write.name in SERVER_MADE:
        return False
    known = attribute_of(case, write)
    if known is not None and known.required and write.value != "":
        return True
    return _says_required(case) and (_mentions(case, write.path) or _mentions(case, write.sub or write.name))


def _left_out(case: Situation) -> list[str]:
    """The attributes that a PUT leaves without a value although the schema or the refusal demands them."""
    says = _says_required(case)
    return [path for path, is_required in _missing(case) if is_required or (says and _mentions(case, path))]


def _missing(case: Situation) -> Iterator[tuple[str, bool]]:
    """What the schemas know and a PUT does not bring: attributes, sub-attributes by their path; is it required?"""
    main = case.server_schemas.main_schema(case.resource_type)
    for one in main.attributes if main else ():
        if one.name.lower() in SERVER_MADE or one.mutability == "readOnly":
            continue
        brought = attribute(case.asked, one.name)
        if brought in (None, []):
            yield one.name, one.required
        if one.is_complex and not one.multi_valued:
            yield from _unset(brought, one.sub_attributes, f"{one.name}.")
    kind = case.server_schemas.resource_type(case.resource_type)
    for urn in kind.extensions if kind else ():
        schema = case.server_schemas.schema(urn)
        if schema is not None:
            yield from _unset(attribute(case.asked, urn), schema.attributes, "")


def _unset(held: Json, known: Iterable[Attribute], prefix: str) -> Iterator[tuple[str, bool]]:
    """What is not there; what an object requires, it requires only where the object itself is there."""
    inside = held if isinstance(held, dict) else {}
    for one in known:
        if attribute(inside, one.name) in (None, []):
            yield f"{prefix}{one.name}", one.required and bool(inside)


def _says_required(case: Situation) -> bool:
    kind = (case.refusal.scim_type or "").lower()
    return (
        case.status in (400, 422)
        and kind in ("", "mutability", "invalidvalue", "invalidsyntax")
        and case.refusal.says(REQUIRED)
    )


def _mentions(case: Situation, path: str) -> bool:
    """Whether the refusal names this attribute; a sub-attribute by its path or by its own name."""
    last = path.rpartition(".")[2]
    if last.lower() not in case.refusal.text.lower():
        return False
    names = rf"{re.escape(path)}|(?<![.]){re.escape(last)}" if last != path else re.escape(path)
    return case.refusal.says(rf"(?<![\w.$])(?:{names})(?![\w$]|\.\w)")


QUIRKS = (
    Quirk(
        "required-attribute-removed",
        "E",
        "error",
        "An attribute that must have a value would lose it",
        "The request takes away, or leaves out of a full replacement, an attribute that a resource cannot be without. "
        "A receiver that follows the standard refuses the whole request.",
        "Remove the mapping that clears the attribute, or give it a default; let PUT carry the whole resource.",
        "Refuse it with 400 and scimType mutability, and name the attribute.",
        "Is this field empty in the directory for the people concerned?",
        "RFC 7643 §2.2; RFC 7644 §3.5.2.2; SAP-archive/scimono#235; ssoready/ssoready#206",
        _required_removed,
    ),
)
