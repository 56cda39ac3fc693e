"""What do several calls show of one account? (catalogue group K: created twice, too late, on and off, deleted)

History may be long: whatever can be said from methods and statuses is asked first, and bodies last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scimviewer.quirks.call import Call
from scimviewer.quirks.flow import has_failed, method_of
from scimviewer.quirks.limits import is_same_name
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import as_bool, attribute

FEWEST_SWITCHES = 3
MOST_SHOWN = 20
# How a group's refusal speaks of a member that is not there.
MEMBER = r"\bmembers?\b|\busers?\b|\breferences?\b|\bprincipals?\b|\bmembership\b"
MISSING = (
    r"not found|does ?n[o']t exist|do not exist|no such|not exist|unknown|cannot find|can't find|could not find|"
    r"unable to find|unresolv|invalid|not a valid|missing|foreign key|not (?:yet )?(?:been )?(?:created|provisioned|"
    r"registered|synced)"
)


def _duplicate_create(case: Situation) -> Found | None:
    if case.operation != "create" or not case.succeeded or case.is_inner:
        return None
    own, names = _created_id(case), _unique_names(case)
    if own is None or not names:
        return None
    for n in range(len(case.history) - 1, -1, -1):
        other = case.history[n]
        if method_of(other) != "POST" or other.status is None or not 200 <= other.status < 300:
            continue
        earlier = case.earlier[n]
        id_ = _created_id(earlier) if earlier.operation == "create" and is_same_name(case, earlier) else None
        same = {key: value for key, value in names.items() if _unique_names(earlier).get(key) == value} if id_ else {}
        if id_ is None or id_ == own or not same or _is_gone(case, n + 1, id_, same):
            continue
        told = f"{named(same.values())} has the ids {named([id_])} and {named([own])}."
        return Found((_at_id(earlier), _at_id(case)), told)
    return None


def _created_id(call: Call) -> str | None:
    found = attribute(call.answered, "id") if isinstance(call.answered, dict) else None
    return str(found) if isinstance(found, str | int) and found != "" else None


def _at_id(call: Call) -> str:
    return pointer(call.answered_at, key_of(call.answered, "id") or "id")


def _unique_names(call: Call) -> dict[str, str]:
    """Names that one account only may have; groups may well share a displayName (that is another pattern)."""
    return {name: value for name, value in call.identity.items() if name != "displayName"}


def _is_gone(case: Situation, start: int, id_: str, same: dict[str, str]) -> bool:
    """Whether the resource of this id was deleted, missed or renamed since."""
    for n in range(start, len(case.history)):
        one = case.history[n]
        if one.url is None or id_ not in one.url or case.earlier[n].resource_id != id_:
            continue
        call = case.earlier[n]
        if call.status == 404 or (call.operation == "delete" and call.succeeded):
            return True
        written = {write.name for write in call.writes if write.urn is None} if call.succeeded else set()
        if written >= {name.lower() for name in same}:
            return True
    return False


# --- an account on and off


class Switch(NamedTuple):
    """A call that set or showed whether the account is active."""

    active: bool
    at: str


def _flapping(case: Situation) -> Found | None:
    if case.resource_type != "User" or case.operation not in ("patch", "replace") or case.is_inner:
        return None
    if case.resource_id is None or len(case.history) < FEWEST_SWITCHES:
        return None
    last = _switch(case)
    if last is None:
        return None
    switches: list[Switch] = []
    for one in (*_switches(case, case.resource_id), last):
        if not switches or switches[-1].active != one.active:
            switches.append(one)
    if len(switches) - 1 < FEWEST_SWITCHES or switches[-1] is not last:
        return None
    told = f"The account {named([case.resource_id])} was switched {len(switches) - 1} times: "
    told += ", ".join("on" if one.active else "off" for one in switches[-8:]) + "."
    return Found(tuple(one.at for one in switches[-MOST_SHOWN:]), told)


def _switches(case: Situation, id_: str) -> Iterator[Switch]:
    for n, one in enumerate(case.history):
        if one.url is None or (id_ not in one.url and method_of(one) != "POST"):
            continue
        call = case.earlier[n]
        if call.resource_type != "User":
            continue
        if call.resource_id == id_ or (call.operation == "create" and _created_id(call) == id_):
            found = _switch(call)
            if found is not None:
                yield found


def _switch(call: Call) -> Switch | None:
    """What a successful call makes of `active`: as asked, else as answered."""
    if not call.succeeded:
        return None
    for write in reversed(call.writes):
        if write.name == "active" and write.urn is None and write.op != "remove":
            active = as_bool(write.value)
            if active is not None:
                return Switch(active, write.at)
    key = key_of(call.resource, "active")
    if key is None or call.resource is None or call.operation not in ("create", "read"):
        return None
    active = as_bool(call.resource[key])
    return None if active is None else Switch(active, f"{call.answered_at}/{key}")


# --- one thing before the other


def _member_first(case: Situation) -> Found | None:
    if case.is_inner or not case.history:
        return None
    if case.resource_type == "Group" and case.operation in ("create", "replace", "patch"):
        return _member_without_user(case)
    if case.resource_type == "User" and case.operation == "create" and case.succeeded:
        return _user_after_member(case)
    return None


def _member_without_user(case: Situation) -> Found | None:
    refused = _refused_members(case)
    failed = _failed_creates(case) if refused else {}
    if not failed:
        return None
    unknown = {id_: at for id_, at in refused.items() if not _is_known_user(case, id_)}
    if not unknown:
        return None
    creates = list(failed.values())
    told = f"The create of {named(failed)} failed before; {named(unknown)} cannot be added until it works."
    return Found((*unknown.values(), case.status_at, *(one.status_at for one in creates[-MOST_SHOWN:])), told)


def _user_after_member(case: Situation) -> Found | None:
    id_ = _created_id(case)
    if id_ is None:
        return None
    for n in range(len(case.history) - 1, -1, -1):
        one = case.history[n]
        if one.url is None or "roups" not in one.url or not has_failed(one):
            continue
        refused = _refused_members(case.earlier[n])
        if id_ in refused:
            told = (
                f"{named([id_])} is created only now; adding it to {named([case.earlier[n].target.path])} came first."
            )
            return Found((refused[id_], case.earlier[n].status_at, case.status_at), told)
    return None


def _refused_members(call: Call) -> dict[str, str]:
    """The members that a group write was refused for, with where they stand: those named, else all of them."""
    if call.resource_type != "Group" or not call.failed or call.status not in (400, 404, 409, 422, 500):
        return {}
    added = dict(_added_members(call))
    told = call.refusal
    named_here = {id_: at for id_, at in added.items() if id_.lower() in told.text.lower()}
    if named_here:
        return named_here
    return added if told.says(MEMBER) and told.says(MISSING) else {}


def _added_members(call: Call) -> Iterator[tuple[str, str]]:
    for write in call.writes:
        if write.name != "members" or write.op not in ("add", "replace", "set") or write.sub:
            continue
        many = isinstance(write.value, list)
        for n, one in enumerate(write.value if many else [write.value]):
            id_ = attribute(one, "value") if isinstance(one, dict) else one
            if isinstance(id_, str | int) and id_ != "":
                yield str(id_), f"{write.at}/{n}" if many else write.at


def _failed_creates(case: Situation) -> dict[str, Call]:
    """Creates of users that failed and were not made up for, by name."""
    failed: dict[str, Call] = {}
    for n, one in enumerate(case.history):
        if method_of(one) != "POST":
            continue
        call = case.earlier[n]
        if call.operation != "create" or call.resource_type != "User" or call.service != case.service:
            continue
        name = call.identity.get("userName") or call.identity.get("externalId")
        if name is None:
            continue
        if call.failed:
            failed[name] = call
        elif call.succeeded:
            failed.pop(name, None)
    return failed


def _is_known_user(case: Situation, id_: str) -> bool:
    """Whether the log has a user of this id at the receiver."""
    for n, one in enumerate(case.history):
        if one.status is None or not 200 <= one.status < 300:
            continue
        call = case.earlier[n]
        if call.resource_type == "User" and (call.resource_id == id_ or _created_id(call) == id_):
            return True
    return False


# --- gone at once


def _deleted_at_once(case: Situation) -> Found | None:
    if case.operation != "delete" or case.resource_type != "User" or not case.succeeded or case.is_inner:
        return None
    if case.client.name == "Okta":
        signal = next((one.pointer for one in case.client.signals if one.pointer), case.status_at)
        return Found((case.url_at, signal), "The sender looks like Okta, which never deletes users by itself.")
    if case.known is not None and as_bool(attribute(case.known, "active")) is False:
        return None
    if any(not one.active for one in _switches(case, case.resource_id or "")):
        return None
    return Found((case.url_at, case.status_at), f"Nothing in the log disables {named([case.resource_id])} before.")


QUIRKS = (
    Quirk(
        "member-add-before-user",
        "K",
        "warning",
        "A member is added before its account exists",
        "The group refuses a member because there is no such account yet: its create failed, or came only later. "
        "The group itself is not to blame.",
        "Solve the create of the account first; the membership follows with the next cycle.",
        "Say in detail which member is unknown.",
        "Which error does the create of this account show?",
        "RFC 7643 §4.2; learn.microsoft.com, how-provisioning-works; fleetdm/fleet#52600",
        _member_first,
    ),
    Quirk(
        "duplicate-create",
        "K",
        "error",
        "The same account was created twice",
        "Two creates with the same name or externalId succeeded and gave two ids. The person has two accounts now, and "
        "the sender is linked to one of them only.",
        "Merge or delete one of them, and check by which attribute accounts are matched.",
        "Refuse the second with 409 and scimType uniqueness, and answer the search before it correctly.",
        "Which of the two accounts does the person use?",
        "RFC 7644 §3.3; RFC 7643 §4.1.1; langwatch/langwatch#6973; better-auth/better-auth#10419",
        _duplicate_create,
    ),
    Quirk(
        "flapping-active",
        "K",
        "warning",
        "An account is switched on and off again and again",
        "active changes to and fro. As a rule two jobs, two rules or two identity providers disagree about this "
        "person.",
        "Look at scope and mapping of active in every source that writes to this application.",
        "Show in the audit log who changed active.",
        "Is the person in the scope of two jobs, or on the edge of a rule?",
        "cloudflare/cloudflare-docs#29656; docs.pingidentity.com, connector known issues",
        _flapping,
    ),
    Quirk(
        "delete-without-disable",
        "K",
        "info",
        "A user was deleted without being disabled first",
        "Identity providers disable first: Entra deletes about 30 days later, Okta never. A delete at once comes from "
        "a script, from a person, or from another setting.",
        "Check who sent it, and whether the account has to come back.",
        "Keep deleted accounts for a while, so that they can come back.",
        "Who or what deleted this account?",
        "okta-developer-docs, SCIM FAQs; learn.microsoft.com, how-provisioning-works",
        _deleted_at_once,
    ),
)
