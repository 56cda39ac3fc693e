"""Are attributes with many values written as lists of objects, and those with one as one? (catalogue group E)"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.quirks.call import Json
from scimviewer.quirks.chaining import is_projected
from scimviewer.quirks.meanings import UNRELATED
from scimviewer.quirks.members import at_element, elements, member_writes
from scimviewer.quirks.payload import is_json_text
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.values import MOST_EVIDENCE, attribute_of, spelled
from scimviewer.quirks.writes import Operation, Write, operations, patch_writes
from scimviewer.scim.facts import as_bool, attribute

MEMBER_KEYS = frozenset({"value", "$ref", "type", "display"})


def _multiple_primary(case: Situation) -> Found | None:
    for write in case.writes:
        if write.op == "remove" or not isinstance(write.value, list) or len(write.value) < 2:
            continue
        chosen = [index for index, one in enumerate(write.value) if _is_primary(one)]
        if len(chosen) > 1:
            told = named(attribute(write.value[index], "value") for index in chosen)
            return Found(
                tuple(pointer(write.at, index) for index in chosen[:MOST_EVIDENCE]),
                f"{len(chosen)} values of {spelled(case, write)} are primary: {told}.",
            )
    return None


def _is_primary(element: Json) -> bool:
    return isinstance(element, dict) and as_bool(attribute(element, "primary")) is True


def _primary_missing(case: Situation) -> Found | None:
    if case.method == "GET":
        return _imported_without(case)
    if (
        not case.failed
        or case.status is None
        or case.status in UNRELATED
        or not case.refusal.says(r"primary(?![ _-]?key)")
    ):
        return None
    odd = [one for one in case.writes if one.op != "remove" and _lacks_primary(one.value) and _has_primary(case, one)]
    told = [one for one in odd if case.refusal.says(rf"\b{one.name.removesuffix('s')}")] or odd
    if not told:
        return None
    return Found(
        (*(one.at for one in told), case.refusal.at),
        f"No value of {named(spelled(case, one) for one in told)} is primary.",
    )


def _imported_without(case: Situation) -> Found | None:
    """Okta reads users and takes the address that is primary; it finds none."""
    if is_projected(case) or case.resource_type not in ("User", None):
        return None
    odd = [(record, at) for record, at in case.records if _lacks_primary(attribute(record, "emails"))]
    if not odd or case.client.name != "Okta":
        return None
    at = tuple(pointer(at, key_of(record, "emails") or "emails") for record, at in odd[:MOST_EVIDENCE])
    who = named(attribute(record, "userName") or attribute(record, "id") for record, _ in odd)
    return Found(at, f"No e-mail address of {who} is primary.")


def _lacks_primary(value: Json) -> bool:
    if not isinstance(value, list) or not any(isinstance(one, dict) and attribute(one, "value") for one in value):
        return False
    return not any(_is_primary(one) for one in value)


def _has_primary(case: Situation, write: Write) -> bool:
    known = attribute_of(case, write)
    return known is not None and known.sub("primary") is not None


def _single_for_plural(case: Situation) -> Found | None:
    if case.operation not in ("create", "replace"):
        return None
    odd = [write for write in case.writes if _is_bare(case, write)]
    if not odd:
        return None
    told = named(f"{spelled(case, write)}: {_kind(write.value)}" for write in odd)
    return Found(tuple(write.at for write in odd), f"Written here: {told}.")


def _is_bare(case: Situation, write: Write) -> bool:
    """Whether one value, or a list of plain ones, stands where a list of objects belongs."""
    value = write.value
    if value is None or value == "" or write.sub or write.name == "schemas" or is_json_text(value):
        return False
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return False
    known = attribute_of(case, write)
    if known is None or not known.multi_valued or known.mutability == "readOnly":
        return False
    if isinstance(value, list):
        return known.is_complex and any(isinstance(one, str | int | float) and one != "" for one in value)
    return True


def _kind(value: Json) -> str:
    if isinstance(value, list):
        return "a list of texts" if isinstance(value[0], str) else "a list without objects"
    return "one object" if isinstance(value, dict) else f"the plain {value}"


def _list_for_single(case: Situation) -> Found | None:
    odd = [one for write in case.writes if write.op != "remove" for one in _odd_lists(case, write)]
    if not odd:
        return None
    return Found(tuple(at for _, at in odd[:MOST_EVIDENCE]), f"A list is written to {named(name for name, _ in odd)}.")


def _odd_lists(case: Situation, write: Write) -> Iterator[tuple[str, str]]:
    value = write.value
    if isinstance(value, list) and value:
        known = attribute_of(case, write)
        if known is not None and not known.multi_valued:
            yield spelled(case, write), write.at
            return
    if write.sub or not isinstance(value, dict | list):
        return
    for index, element in enumerate(elements(write)):
        for key, inner in element.items() if isinstance(element, dict) else ():
            if isinstance(inner, list) and inner:
                known = attribute_of(case, write)
                sub = known.sub(key) if known is not None else None
                if sub is not None and not sub.multi_valued:
                    yield f"{spelled(case, write)}.{sub.name}", pointer(at_element(write, index), key)


def _roles_pile_up(case: Situation) -> Found | None:
    adds = [one for one in case.operations if one.op == "add"]
    added = [one for one in case.writes if one.name == "roles" and one.op == "add" and not one.filter and not one.sub]
    if not adds or len(added) != 1 or len(elements(added[0])) != 1 or _takes_roles(case.operations):
        return None
    new = _role(elements(added[0])[0])
    held = attribute(case.known, "roles") if case.known is not None else None
    had = [_role(one) for one in held] if isinstance(held, list) else []
    if new is None or new in had or not any(had) or _client_takes_roles(case):
        return None
    return Found((added[0].at,), f"{named([new])} is added to {named(one for one in had if one)}.")


def _role(element: Json) -> str | None:
    told = attribute(element, "value") if isinstance(element, dict) else element
    return str(told) if isinstance(told, str | int) and told != "" else None


def _takes_roles(asked: tuple[Operation, ...]) -> bool:
    return any(write.name == "roles" and write.op in ("remove", "replace") for write in patch_writes(asked))


def _client_takes_roles(case: Situation) -> bool:
    """Whether the log shows that roles are taken away too."""
    return any(one.method == "PATCH" and _takes_roles(operations(one.asked, "")) for one in case.earlier)


def _empty_object(case: Situation) -> Found | None:
    odd = []
    for write in case.writes:
        if isinstance(write.value, list):
            odd += [
                (spelled(case, write), pointer(write.at, index)) for index, one in enumerate(write.value) if one == {}
            ]
        elif write.value == {} and not write.sub:
            known = attribute_of(case, write)
            if known is not None and known.multi_valued:
                odd.append((spelled(case, write), write.at))
    if not odd:
        return None
    return Found(tuple(at for _, at in odd[:MOST_EVIDENCE]), f"It stands in {named(name for name, _ in odd)}.")


def _member_key_unknown(case: Situation) -> Found | None:
    writes = member_writes(case)
    if not writes:
        return None
    taught = attribute_of(case, writes[0]._replace(sub=None))
    allowed = MEMBER_KEYS | {one.name.lower() for one in taught.sub_attributes} if taught else MEMBER_KEYS
    odd: list[tuple[str, str]] = []
    for write in writes:
        if write.sub and write.sub not in allowed:
            odd.append((write.sub, write.at_name))
        for index, element in enumerate(elements(write)):
            for key in element if isinstance(element, dict) and not write.sub else ():
                if key.lower() not in allowed and not (key == "operation" and write.operation is None):
                    odd.append((key, pointer(at_element(write, index), key)))
    if not odd:
        return None
    return Found(
        tuple(at for _, at in odd[:MOST_EVIDENCE]), f"A member has no {named(name for name, _ in odd)} in the standard."
    )


def _ref_null(case: Situation) -> Found | None:
    odd = []
    for write in member_writes(case):
        for index, element in enumerate(elements(write)):
            key = key_of(element, "$ref")
            if key is not None and element[key] is None:
                odd.append(pointer(at_element(write, index), key))
    return Found(tuple(odd[:MOST_EVIDENCE]), f"{len(odd)} times here." if len(odd) > 1 else "") if odd else None


QUIRKS = (
    Quirk(
        "member-subattribute-unknown",
        "E",
        "warning",
        "A member has a sub-attribute that SCIM does not know",
        "The members of a group have value, $ref, type and display. Anything else, such as displayName, makes "
        "strict receivers refuse the whole change.",
        "Send value alone, or display in place of displayName.",
        "Pass over keys of members that are not known.",
        "Which program or template builds these members?",
        "RFC 7643 §4.2; AzureAD/SCIMReferenceCode#20",
        _member_key_unknown,
    ),
    Quirk(
        "multiple-primary",
        "E",
        "warning",
        "More than one value is primary",
        "Of the values of one attribute at most one may be primary. Receivers refuse such a list, or keep one by "
        "chance.",
        "Mark only one value as primary; look at the mapping of the second one.",
        "Refuse it with 400 and scimType invalidValue.",
        "Which of these values should be the main one?",
        "RFC 7643 §2.4; wso2/product-is#10033, #3866",
        _multiple_primary,
    ),
    Quirk(
        "primary-missing",
        "E",
        "warning",
        "No value is primary",
        "Nobody says which of the values is the main one, and the other side depends on it. Okta imports only the "
        "e-mail address that is primary.",
        "Map one value as primary.",
        "Return the only value as primary, and do not demand it of senders.",
        "Which e-mail address is the main one, and where is that kept?",
        "RFC 7643 §2.4; okta-developer-docs, concepts/scim/faqs; jelhub/scimgateway#58",
        _primary_missing,
    ),
    Quirk(
        "single-for-multivalued",
        "E",
        "warning",
        "A single value stands where a list of objects belongs",
        "The attribute can have many values, so even one stands in a list, as an object with value. Strict receivers "
        "refuse a bare one.",
        'Write the value as [{"value": …}].',
        "Refuse it with 400 invalidValue and show the right form, or read a bare value as a list of one.",
        "Which program or template builds this body?",
        "RFC 7643 §2.4; wso2/product-is#3391, #7304",
        _single_for_plural,
    ),
    Quirk(
        "value-array-for-single",
        "E",
        "warning",
        "A list is written to an attribute that holds one value",
        "The attribute holds a single value, and the request writes a list to it. Receivers refuse it, or store "
        "something that nobody can read.",
        "Write the value itself. A job of Entra that does this by itself is old: make it anew.",
        "Take the value out of a list of one, or refuse it with 400 invalidValue.",
        "When was the provisioning job made, and which mapping writes this attribute?",
        "RFC 7643 §2.3; Captain-P-Goldfish/SCIM-SDK#47; Entra error SchemaPropertyCanOnlyAcceptValue",
        _list_for_single,
    ),
    Quirk(
        "member-empty-object",
        "E",
        "warning",
        "An entry of a list is empty",
        "One entry of the list is an object with nothing in it. It names nobody and nothing, and some receivers crash "
        "over it.",
        "Drop empty entries before sending.",
        "Refuse it with 400 invalidValue, not with 500.",
        "For whom has the source no value here?",
        "Captain-P-Goldfish/SCIM-SDK#747; wso2/product-is#3039",
        _empty_object,
    ),
    Quirk(
        "approles-add-only",
        "E",
        "info",
        "A role is added to others",
        "The request adds a role to a user who has another one. With Entra's AppRoleAssignmentsComplex roles are added "
        "and never taken away, so rights pile up.",
        "Use SingleAppRoleAssignment where people have one role.",
        "Take a new primary role for the only one, or refuse a second role with a clear text.",
        "Which roles should the person have, and were some taken away in the directory?",
        "buildbuddy-io/buildbuddy#10578; lightdash/lightdash#25676",
        _roles_pile_up,
    ),
    Quirk(
        "ref-null",
        "E",
        "info",
        "A member has an empty $ref",
        "Entra adds $ref without a value to members. It means nothing and does no harm where it is passed over.",
        "Nothing to do.",
        "Pass over sub-attributes that are null.",
        "Does the application refuse members because of $ref?",
        "RFC 7643 §2.5; Microsoft Learn, use-scim-to-provision-users-and-groups; Captain-P-Goldfish/SCIM-SDK#149",
        _ref_null,
    ),
)
