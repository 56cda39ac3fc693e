"""Did the receiver do to the members of a group what was asked, and nothing else? (catalogue group F)"""

from __future__ import annotations

from collections import Counter

from scimviewer.quirks.aftermath import Aftermath, aftermath
from scimviewer.quirks.meanings import ABSENT, LIMIT, MEMBER_TWICE, NESTED, REQUIRED, UNKNOWN_ATTRIBUTE, UNRELATED
from scimviewer.quirks.members import (
    at_members,
    brought,
    chosen_by_filter,
    elements,
    is_group_type,
    member_id,
    member_writes,
    members_of,
)
from scimviewer.quirks.membership import ABOUT_MEMBER, DISPLAY
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.values import MOST_EVIDENCE, spelled
from scimviewer.scim.facts import as_bool, attribute

# Membership of another group is no reason for this one.
ELSEWHERE = r"(?:another|a different|other) (?:group|team|role)"


def _wiped(case: Situation) -> Found | None:
    if case.resource_type == "User" or case.operation not in ("patch", "read") or member_writes(case):
        return None
    after = aftermath(case, "members")
    if after is None or after.write.operation != "patch" or member_writes(after.write):
        return None
    held, left = members_of(after.before), members_of(after.shown)
    if left is None and case.operation == "read" and attribute(after.shown, "members") is None:
        left = []  # a read of the same group showed its members before
    if not held or left is None:
        return None
    kept = set(left) | _departed(case)
    gone = [one for one in dict.fromkeys(held) if one not in kept]
    if not gone:
        return None
    asked = named(spelled(case, one) for one in after.write.writes) or "something else"
    told = f"The PATCH writes {asked}; {len(gone)} of {len(set(held))} members are gone: {named(gone)}."
    return Found((*_evidence(after), at_members(after.shown, after.at)), told)


def _evidence(after: Aftermath) -> list[str]:
    return [one.at for one in after.write.writes][:MOST_EVIDENCE] or [after.write.asked_at]


def _departed(case: Situation) -> set[str]:
    """The users that the log shows deleted or switched off: they leave their groups rightly."""
    return {
        one.resource_id
        for one in case.earlier
        if one.resource_id is not None
        and one.resource_type == "User"
        and one.succeeded
        and (one.operation == "delete" or any(w.name == "active" and as_bool(w.value) is False for w in one.writes))
    }


def _added_twice(case: Situation) -> Found | None:
    if case.resource_type == "User" or case.operation not in ("patch", "create", "replace", "read"):
        return None
    if case.failed:
        return _refused_twice(case)
    after = aftermath(case, "members")
    ids = brought(after.write) if after is not None else {}
    shown = members_of(after.shown) if after is not None and ids else None
    if after is None or not shown or len(set(shown)) == len(shown):
        return None
    twice = [one for one, count in Counter(shown).items() if count > 1 and one in ids]
    if not twice:
        return None
    return Found(
        (*(ids[one] for one in twice[:MOST_EVIDENCE]), at_members(after.shown, after.at)),
        f"The group now has {named(twice)} twice.",
    )


def _refused_twice(case: Situation) -> Found | None:
    if case.operation != "patch" or case.status is None or case.status in (*UNRELATED, 404, 413):
        return None
    ids, told = brought(case, "add"), case.refusal
    if not ids:
        return None
    held = set(members_of(case.known) or ())
    present = {one: at for one, at in ids.items() if one in held}
    if told.says(MEMBER_TWICE) and (told.says(ABOUT_MEMBER) or any(one in told.text for one in present)):
        if not present and told.says(ELSEWHERE):
            return None
    elif not present or len(present) < len(ids) or not _says_nothing_else(case):
        return None
    who = f"Already members: {named(present)}." if present else f"To be added: {named(ids)}."
    at = told.at if told.text else case.status_at
    return Found((*list((present or ids).values())[:MOST_EVIDENCE], at), who)


def _says_nothing_else(case: Situation) -> bool:
    """Whether nothing but the addition can be the reason."""
    if len(member_writes(case)) != len(case.writes):
        return False
    others = (ABSENT, LIMIT, NESTED, DISPLAY, REQUIRED, UNKNOWN_ATTRIBUTE)
    return case.refusal.form != "html" and not any(case.refusal.says(other) for other in others)


def _type_missing(case: Situation) -> Found | None:
    if case.resource_type == "User" or not case.succeeded:
        return None
    after = aftermath(case, "members")
    shown = members_of(after.shown) if after is not None else None
    if after is None or shown is None:
        return None
    untyped: set[str] = set()
    typed: set[str] = set()
    for write in member_writes(after.write, "add", "replace", "set"):
        for one in elements(write) if write.filter is None and write.sub is None else ():
            told = member_id(one)
            if told is not None and not is_group_type(one):
                (typed if isinstance(one, dict) and attribute(one, "type") else untyped).add(told)
    gone = set(chosen_by_filter(after.write)) | set(brought(after.write, "remove"))
    held = set(members_of(after.before) or ())
    untyped -= gone | held
    lacking = untyped - set(shown)
    if not lacking or lacking != untyped or (typed - held - gone) - set(shown):
        return None
    places = brought(after.write)
    ids = [one for one in places if one in lacking]
    return Found(
        (*(places[one] for one in ids[:MOST_EVIDENCE]), at_members(after.shown, after.at)),
        f"The answer lacks {named(ids)}.",
    )


QUIRKS = (
    Quirk(
        "members-wiped-as-side-effect",
        "F",
        "error",
        "Members are gone although nobody touched them",
        "The PATCH changes something else, and afterwards the group has fewer members. The receiver replaces the whole "
        "group where it should change one attribute.",
        "Stop the job, and push the group again once the application is repaired.",
        "Change the members only where an operation names them.",
        "Since when are members missing, and in which groups?",
        "RFC 7644 §3.5.2; langwatch/langwatch#7131",
        _wiped,
    ),
    Quirk(
        "member-duplicate-add",
        "F",
        "warning",
        "A member was added that is there already",
        "To add what is there already is a success that changes nothing. This receiver fails over it, or stores the "
        "member twice.",
        "Nothing to set; a retry does this by nature.",
        "Change nothing and answer 200 or 204.",
        "Did an earlier attempt end without an answer?",
        "RFC 7644 §3.5.2.1; wso2/product-is#8589, #5333; AzureAD/SCIMReferenceCode#10",
        _added_twice,
    ),
    Quirk(
        "member-type-missing",
        "F",
        "info",
        "Members without a type were passed over",
        "The receiver answered with success and did not add the members. They came without type, which it seems to "
        "need; type is optional.",
        "Send type User with each member where the sender can.",
        "Take a member without type for a user.",
        "Does the member show up in the application later?",
        "RFC 7643 §4.2; Captain-P-Goldfish/SCIM-SDK#419",
        _type_missing,
    ),
)
