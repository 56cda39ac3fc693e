"""Does a request change the members of a group in a way that both sides understand? (catalogue group F)"""

from __future__ import annotations

import re

from scimviewer.quirks.call import Json
from scimviewer.quirks.meanings import (
    ABSENT,
    LIMIT,
    MEMBER_TWICE,
    NESTED,
    READ_ONLY,
    REQUIRED,
    UNKNOWN_ATTRIBUTE,
    UNRELATED,
)
from scimviewer.quirks.members import (
    at_element,
    brought,
    chosen_by_filter,
    elements,
    is_group_type,
    member_id,
    member_writes,
    members_of,
)
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.values import MOST_EVIDENCE, attribute_of, spelled
from scimviewer.quirks.writes import Write
from scimviewer.scim.facts import attribute

ABOUT_MEMBER = r"member|(?<![a-z])user|principal|account|person\b|people|participant|subject\b"
NOT_HERE = (
    r"invalid (?:member|user|principal)|no (?:user|member|account)s? (?:with|found|match|exist|for)|"
    r"(?:member|user)[^.]{0,60}(?:not (?:a member|part|in|belong)|outside|not associated)"
)
ABSENT_MEMBER = rf"(?:{ABOUT_MEMBER})[^.]{{0,60}}(?:{ABSENT})|(?:{ABSENT})[^.]{{0,40}}(?:{ABOUT_MEMBER})|{NOT_HERE}"
COUNTED = r"member|change|operation|batch|items?\b|entries|elements|payload|request|body|size|values|users|array|list"
DISPLAY = r"\bdisplay\b|members?\b.{0,20}display"
AWS = re.compile(r"(?i)(?:^|\.)(?:scim|identitystore)\.[\w.-]*amazonaws\.com(?:\.cn)?(?::\d+)?$")
AWS_MOST = 100
MANY = 20
SERVER_WRITTEN = ("id", "meta")
NUMBER = re.compile(r"(?<![\w-])\d{1,3}(?:[,'’_ ]\d{3})+(?!\d)|(?<![\w-])\d+")


def is_group_write(case: Situation) -> bool:
    return case.operation in ("create", "replace", "patch") and case.resource_type != "User"


# --- what the request does


def _remove_by_value(case: Situation) -> Found | None:
    odd = [
        write
        for write in case.writes
        if write.op == "remove" and write.filter is None and _names_values(write) and _is_plural(case, write)
    ]
    if not odd:
        return None
    gone = ""
    held, left = members_of(case.known), members_of(case.resource)
    meant = {told for write in odd if write.name == "members" for one in elements(write) if (told := member_id(one))}
    if held and left == [] and set(held) - meant:
        gone = f" The answer shows that all {len(held)} members are gone."
    told = named(member_id(one) or one for write in odd for one in elements(write))
    return Found(tuple(at for one in odd for at in (one.at_name, one.at)), f"To be removed: {told}.{gone}")


def _names_values(write: Write) -> bool:
    return write.operation is not None and bool(write.operation.path) and write.value not in (None, "", [], {})


def _is_plural(case: Situation, write: Write) -> bool:
    """Whether the attribute has many values: by its schema, else by how it is written."""
    known = attribute_of(case, write._replace(sub=None))
    if known is not None:
        return known.multi_valued
    return isinstance(write.value, list)


def _cleared(case: Situation) -> Found | None:
    if not is_group_write(case) or case.operation == "create":
        return None
    writes = member_writes(case)
    odd = [one for one in writes if one.filter is None and one.sub is None and _empties(one)]
    if not odd:
        return None
    held = members_of(case.known)
    if held == [] or (case.operation == "replace" and not held) or _filled_again(writes, odd[-1]):
        return None
    if case.known is not None and held is None:
        return None
    told = f"It had {len(held)}: {named(held)}." if held else ""
    return Found(tuple(one.at for one in odd), told)


def _empties(write: Write) -> bool:
    if write.op == "remove":
        return write.value in (None, "", [], {})
    has_value = write.operation is None or write.operation.has_value
    return write.op in ("replace", "set") and has_value and write.value in (None, [])


def _filled_again(writes: list[Write], last: Write) -> bool:
    later = writes[writes.index(last) + 1 :]
    return any(one.op in ("add", "replace") and elements(one) for one in later)


def _nested_group(case: Situation) -> Found | None:
    if not is_group_write(case):
        return None
    odd = [
        (element, at_element(write, index))
        for write in member_writes(case, "add", "replace", "set")
        for index, element in enumerate(elements(write))
        if is_group_type(element)
    ]
    if odd:
        told = named(member_id(element) or "without an id" for element, _ in odd)
        at = (case.refusal.at,) if case.refusal.text else ()
        return Found((*(at for _, at in odd[:MOST_EVIDENCE]), *at), f"The group {told} is to be a member.")
    if _can_be_about_members(case) and brought(case) and case.refusal.says(NESTED):
        return Found((*_first(brought(case)), case.refusal.at))
    return None


def _first(ids: dict[str, str]) -> list[str]:
    return list(ids.values())[:MOST_EVIDENCE]


def _readonly_id(case: Situation) -> Found | None:
    odd = [
        one
        for one in case.writes
        if one.operation and one.op != "remove" and one.urn is None and one.name in SERVER_WRITTEN
    ]
    if not odd:
        return None
    other = [one for one in odd if _is_other_id(case, one)]
    if other:
        told = f"The value says {named(one.value for one in other)}, the URL says {named([case.resource_id])}."
        return Found((*(one.at for one in other), case.url_at), told, title="A PATCH writes another id")
    kind = (case.refusal.scim_type or "").lower()
    says = case.refusal.says(rf"\b(?:id|meta)\b.{{0,60}}(?:{READ_ONLY})|(?:{READ_ONLY}).{{0,60}}\b(?:id|meta)\b")
    if case.status not in (400, 403, 409, 422) or not (says or (kind in ("mutability", "invalidpath"))):
        return None
    others = {one.name for one in case.writes} - {one.name for one in odd}
    if not says and any(case.refusal.says(rf"(?<![\w.]){re.escape(name)}\b") for name in others if name):
        return None
    told = f"{named(spelled(case, one) for one in odd)} is written along, and the answer is {case.status}."
    return Found((*(one.at for one in odd), case.refusal.at), told)


def _is_other_id(case: Situation, write: Write) -> bool:
    return (
        write.name == "id"
        and case.resource_id is not None
        and isinstance(write.value, str | int)
        and str(write.value) != case.resource_id
    )


# --- what the receiver refuses


def _can_be_about_members(case: Situation) -> bool:
    """Whether a change of members failed, and not for reasons that have nothing to do with them."""
    return (
        is_group_write(case)
        and case.failed
        and case.status is not None
        and case.status not in UNRELATED
        and case.refusal.form != "html"
    )


def _unknown_member(case: Situation) -> Found | None:
    if not _can_be_about_members(case) or case.status == 413:
        return None
    ids = {**brought(case), **brought(case, "remove"), **chosen_by_filter(case)}
    told = case.refusal
    if not ids or (told.scim_type or "").lower() in ("notarget", "uniqueness", "toomany"):
        return None
    if any(
        told.says(other) for other in (MEMBER_TWICE, NESTED, LIMIT, DISPLAY, UNKNOWN_ATTRIBUTE, "mutability|read-?only")
    ):
        return None
    text, absent = _without_status(case), told.says(ABSENT)
    blamed = {one: at for one, at in ids.items() if (absent or len(one) > 2) and _stands_in(one, text)}
    if not blamed and (not told.says(ABSENT_MEMBER) or told.says(REQUIRED)):
        return None
    if blamed and blamed.keys() <= _groups(case):
        return None
    who = f"The answer names {named(blamed)}." if blamed else f"The request names {named(ids)}."
    return Found((*_first(blamed or ids), told.at), who)


def _without_status(case: Situation) -> str:
    return re.sub(rf"(?<!\S){case.status}(?!\S)", " ", case.refusal.text, count=1)


def _stands_in(word: str, text: str) -> bool:
    return word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def _groups(case: Situation) -> set[str]:
    writes = member_writes(case)
    return {member_id(one) or "" for write in writes for one in elements(write) if is_group_type(one)}


def _too_many(case: Situation) -> Found | None:
    if not is_group_write(case):
        return None
    writes = member_writes(case)
    count = sum(1 if one.filter else len(elements(one)) for one in writes)
    if count < 2:
        return None
    if count > AWS_MOST and not case.succeeded and AWS.search(_host(case)):
        told = f"It changes {count:,} members; AWS takes {AWS_MOST} at once."
        return Found(tuple(one.at for one in writes[:MOST_EVIDENCE]), told)
    if case.status not in (400, 413, 422) or not _names_limit(case, count):
        return None
    at = case.refusal.at if case.refusal.text else case.status_at
    return Found((*(one.at for one in writes[:MOST_EVIDENCE]), at), f"It changes {count:,} members at once.")


def _host(case: Situation) -> str:
    return case.target.host or case.request_header("Host") or ""


def _names_limit(case: Situation, count: int) -> bool:
    """Whether the answer speaks of a limit that this many members exceed."""
    text = _without_status(case)
    told = re.search(LIMIT, text, re.IGNORECASE) and re.search(COUNTED, text, re.IGNORECASE)
    if case.status != 413 and not (told or (case.refusal.scim_type or "").lower() == "toomany"):
        return False
    limits = [int(re.sub(r"\D", "", one)) for one in NUMBER.findall(text[:2000]) if len(one) < 12]
    counted = [one for one in limits if one not in (count, case.status)]
    if case.status == 413 or not counted:
        return count > MANY
    return min(counted) < count


def _display_required(case: Situation) -> Found | None:
    if not _can_be_about_members(case) or case.status not in (400, 422, 500):
        return None
    told = case.refusal
    if not told.says(DISPLAY) or not told.says(REQUIRED) or told.says(UNKNOWN_ATTRIBUTE):
        return None
    bare = [
        at_element(write, index)
        for write in member_writes(case, "add", "replace", "set")
        for index, one in enumerate(elements(write))
        if not isinstance(one, dict) or not _text(attribute(one, "display"))
    ]
    if not bare:
        return None
    count = "One member has" if len(bare) == 1 else f"{len(bare)} members have"
    return Found((*bare[:MOST_EVIDENCE], told.at), f"{count} none.")


def _text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


QUIRKS = (
    Quirk(
        "members-remove-by-value",
        "F",
        "error",
        "The values to remove stand in value, where the standard does not look",
        "By the standard a remove looks at its path alone, which here means all values. Strict receivers refuse the "
        "value, careless ones remove everybody, and some remove what was meant.",
        "Entra: end the tenant URL with ?aadOptscim062020; elsewhere choose the values by a filter in the path.",
        "Remove only the values that are listed, or refuse with 400; never remove all of them.",
        "Are there members in the application that the directory does not know, or the other way round?",
        "RFC 7644 §3.5.2.2; MicrosoftDocs/azure-docs#30826; Captain-P-Goldfish/SCIM-SDK#149, #167; "
        "pingidentity/scim2#174; thomaspoignant/scim-patch#959",
        _remove_by_value,
    ),
    Quirk(
        "member-nested-group",
        "F",
        "warning",
        "A group is made a member of a group",
        "Few applications take groups as members, most look for a user of that id and fail. Entra never reads nested "
        "groups.",
        "Assign flat groups, with the people in them.",
        "Support it, or answer 400 and say that members must be users.",
        "Which groups are nested in the directory, and are they meant to be?",
        "RFC 7643 §4.2; BerriAI/litellm#34997; simpleidserver/SimpleIdServer#343; "
        "Microsoft Learn, how-provisioning-works",
        _nested_group,
    ),
    Quirk(
        "member-batch-too-large",
        "F",
        "error",
        "More members in one request than the application takes",
        "The application takes a limited number of changes, or bytes, in one request, and refused all of them.",
        "Lower the number of members in one request, or split the group.",
        "Publish the limit, and answer 413 where the size is the reason.",
        "How many members does the group have, and can the sender split large groups?",
        "AWS IAM Identity Center, PatchGroup; Miro, rate limits",
        _too_many,
    ),
    Quirk(
        "member-display-required",
        "F",
        "warning",
        "The application insists on display for members",
        "display is optional: value alone says who the member is. This application refuses members without it.",
        "Send display with each member where the sender can.",
        "Demand value only.",
        "Can the sender add display to the members of groups?",
        "RFC 7643 §4.2; Infisical/infisical#6552; wso2/charon#391",
        _display_required,
    ),
    Quirk(
        "member-unknown-id",
        "F",
        "error",
        "The group names a user that the application does not know",
        "A member is named by an id that the application does not have, and the whole change failed. The user is "
        "created later, was never assigned, or was deleted in the application.",
        "Assign the user to the application, let it be created, then push the group again.",
        "Report the member that is not known with 400 or 404, or leave it out; never answer 500.",
        "Is this person assigned to the application, and does the account exist there?",
        "RFC 7644 §3.5.2.1; fleetdm/fleet#52600; lightdash/lightdash#24458; wso2/product-is#16097",
        _unknown_member,
        behind=("member-add-before-user",),
    ),
    Quirk(
        "readonly-id-in-patch",
        "F",
        "warning",
        "A PATCH repeats what only the server may write",
        "The value of the operation carries the resource's own id or meta along. With the same value it does no harm, "
        "but the receiver takes it for an attempt to change it.",
        "Leave id and meta out of the value; in Okta this cannot be set.",
        "Pass over read-only attributes whose value does not change.",
        "Which program sends this, and since when does it fail?",
        "RFC 7644 §3.5.2; okta-developer-docs, reference/scim/scim-20; Metatavu/keycloak-scim-server#113; "
        "goauthentik/authentik#23950",
        _readonly_id,
    ),
    Quirk(
        "members-cleared",
        "F",
        "warning",
        "The whole group is emptied",
        "All members are taken out in one step. That may be meant, but everybody loses what the group gives.",
        "Check the scope and the assignment of the group before the next run.",
        "It is allowed by the standard; AWS refuses it with 400.",
        "Was the group meant to become empty?",
        "RFC 7644 §3.5.2.2; vouch-sh/vouch#1415; AWS IAM Identity Center, PatchGroup",
        _cleared,
    ),
)
