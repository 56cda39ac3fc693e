"""Does an account come, change, rest and go as both sides think? (catalogue group H)"""

from __future__ import annotations

import re

from scimviewer.quirks.aftermath import deletes_before, writes_backwards
from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.meanings import ABSENT, READ_ONLY, TAKEN
from scimviewer.quirks.members import brought, chosen_by_filter, members_of
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.writes import Write
from scimviewer.scim.clients import client_of
from scimviewer.scim.facts import as_bool, attribute

MOST_EVIDENCE = 20
NO_ROUTE = (
    r"cannot (?:get|post|put|patch|delete)\b|no (?:such )?(?:route|handler|endpoint|page)|(?:route|endpoint|page|url) "
)
NOT_ALLOWED = r"not (?:be )?(?:allowed|permitted|possible)|forbidden|prohibited|disallow"
ABOUT_FORM = r"format|character|domain|invalid|length|blank|empty|null|unknown"
# A credential that was masked without a tag looks like any other.
UNTAGGED = re.compile(r"⟦secret:[^#⟧]*⟧")
WHO_BY_NAME = r"user[ _-]?name|\blogin|sign-?in name|principal name|\bupn\b"
WHO = rf"{WHO_BY_NAME}|\be-?mail"


def asked_active(call: Call) -> tuple[bool, str] | None:
    """Whether a request switches an account on or off, and where it says so; the last word counts."""
    if call.resource_type == "Group":
        return None
    for write in reversed(call.writes):
        if write.name == "active" and write.urn is None and write.op != "remove":
            told = as_bool(write.value)
            return None if told is None else (told, write.at)
    return None


def _active(resource: Json) -> bool | None:
    return as_bool(attribute(resource, "active")) if isinstance(resource, dict) else None


def _at_active(record: dict[str, Json], at: str) -> str:
    return pointer(at, key_of(record, "active") or "active")


def _deactivation_ignored(case: Situation) -> Found | None:
    if case.operation in ("read", "search"):
        return _still_active(case) if case.history and case.resource_type != "Group" else None
    asked = asked_active(case)
    if asked is None or asked[0] or case.resource is None or _active(case.resource) is not True:
        return None
    who = named([attribute(case.resource, "userName") or case.resource_id])
    return Found((asked[1], _at_active(case.resource, case.answered_at)), f"{who} is still active in the answer.")


def _still_active(case: Situation) -> Found | None:
    shown = [(record, at) for record, at in case.records if _active(record) is True]
    pending = _switched_off(case) if shown else {}
    hits = [(record, at, pending[told]) for record, at in shown if (told := str(attribute(record, "id"))) in pending]
    if not hits:
        return None
    who = named(attribute(record, "userName") or attribute(record, "id") for record, _, _ in hits)
    evidence = [place for record, at, asked in hits for place in (asked, _at_active(record, at))]
    return Found(tuple(evidence[:MOST_EVIDENCE]), f"{who} was switched off before, with success, and is active here.")


def _switched_off(case: Situation) -> dict[str, str]:
    """Whom an accepted request switched off last, with where it says so; not who was seen inactive since."""
    off: dict[str, str] = {}
    for one in case.earlier:
        if one.method in ("GET", "HEAD") and not off:
            continue  # most of a log
        if not one.succeeded or one.resource_type != case.resource_type:
            continue
        if one.operation in ("read", "search"):
            for record, _ in one.records:
                if _active(record) is False:
                    off.pop(str(attribute(record, "id")), None)
            continue
        asked, resource_id = asked_active(one), _concerned(one)
        if resource_id is not None and (asked is not None or one.operation == "delete"):
            off.pop(resource_id, None)
            if asked is not None and not asked[0]:
                off[resource_id] = asked[1]
    return off


def _concerned(call: Call) -> str | None:
    """The id of the resource that a write is about; of a create it stands in the answer."""
    made = attribute(call.resource, "id") if call.resource is not None else None
    return call.resource_id or (str(made) if made is not None else None)


def _reactivation_failed(case: Situation) -> Found | None:
    asked = asked_active(case) if case.operation in ("patch", "replace") else None
    if asked is None or not asked[0]:
        return None
    was = _active(case.known)
    if case.succeeded:
        if case.resource is None or _active(case.resource) is not False:
            return None
        return Found((asked[1], _at_active(case.resource, case.answered_at)), "The answer still has active: false.")
    if not case.failed or case.status in (None, 401, 429) or was is True:
        return None
    if was is None and not _is_about_active(case):
        return None
    at = case.refusal.at if case.refusal.text else case.status_at
    return Found((asked[1], at), f"It was answered with {case.status}.")


def _is_about_active(case: Situation) -> bool:
    """Whether nothing else is asked, or the refusal speaks of it."""
    return all(one.name == "active" for one in case.writes) or case.refusal.says(r"\bactive\b|activat|enabl")


# --- accounts that are not there


def _stale_id(case: Situation) -> Found | None:
    if case.status != 404 or case.resource_id is None or case.operation not in ("read", "replace", "patch", "delete"):
        return None
    told = case.refusal
    if told.form == "html" or told.says(NO_ROUTE) or deletes_before(case) or _is_about_a_member(case):
        return None
    where = _seen_before(case)
    if where is None and not _stands_in(case.resource_id, told.detail):
        return None
    at = told.at if told.text else case.status_at
    known = "is known from before" if where else "is named by the answer itself"
    evidence = (case.url_at, at) if where is None else (case.url_at, at, where)
    return Found(evidence, f"{named([case.resource_id])} {known}.")


def _seen_before(case: Situation) -> str | None:
    """Where the resource shows before this call, if it does."""
    if isinstance(case.before, dict):
        return "/before"
    for one in reversed(case.earlier_of_same):
        if one.succeeded:
            shown = [at for record, at in one.records if str(attribute(record, "id")) == case.resource_id]
            return shown[0] if shown else one.url_at
    for one in case.earlier:
        for record, at in one.records if case.resource_type == "User" and one.resource_type == "Group" else ():
            if case.resource_id in (members_of(record) or ()):
                return at
    return None


def _is_about_a_member(case: Situation) -> bool:
    """Whether a change of a group failed over somebody in it, not over the group."""
    if case.resource_type != "Group":
        return False
    ids = (brought(case) | brought(case, "remove") | chosen_by_filter(case)).keys() - {case.resource_id}
    text = case.refusal.detail
    return bool(ids) and (
        any(_stands_in(one, text) for one in ids)
        or (case.refusal.says(r"\b(?:user|member)") and "group" not in text.lower())
    )


def _stands_in(word: str | None, text: str) -> bool:
    return bool(word) and re.search(rf"(?<![\w-]){re.escape(word or '')}(?![\w-])", text) is not None


def _gone_after_deactivation(case: Situation) -> Found | None:
    if case.resource_id is None or case.resource_type == "Group" or case.status not in (404, 500):
        return None
    if case.status == 500 and not case.refusal.says(ABSENT):
        return None
    if case.refusal.form == "html" or case.refusal.says(NO_ROUTE):
        return None
    deleted, asked = deletes_before(case), asked_active(case)
    at = case.refusal.at if case.refusal.text else case.status_at
    if asked is not None and not asked[0]:
        if deleted and not any(_is_same_sender(case, one) for one in deleted):
            return None
        told = "The log shows that the same sender deleted it before." if deleted else ""
        return Found((asked[1], at, *(one.url_at for one in deleted)), told)
    off = _last_deactivation(case) if case.status == 404 and not deleted else None
    if off is None:
        return None
    return Found((off, case.url_at, at), f"{named([case.resource_id])} was switched off before, with success.")


def _last_deactivation(case: Situation) -> str | None:
    """Where the last accepted write before this call switches the account off; None where something else did."""
    for one in writes_backwards(case, case.resource_id or ""):
        if not one.succeeded:
            continue
        asked = asked_active(one)
        if asked is not None:
            return None if asked[0] else asked[1]
        if one.operation != "read":
            return None
        if one.resource is not None and _active(one.resource) is False:
            return None  # it was kept at first, so switching off is not what removed it
    return None


def _is_same_sender(case: Situation, other: Call) -> bool:
    """Whether the log shows that both come from the same client."""
    for name in ("User-Agent", "Authorization"):
        here, there = case.request_header(name), other.request_header(name)
        if here is not None and there is not None and not UNTAGGED.search(here):
            return here == there
    agents = case.exchange.user_agent, other.exchange.user_agent
    if agents[0] is not None and agents[1] is not None:
        return agents[0] == agents[1]
    return case.client.name is not None and client_of(other.exchange).name == case.client.name


# --- what cannot change, and what is lost


def _username_immutable(case: Situation) -> Found | None:
    if not _can_refuse_a_name(case):
        return None
    told, is_told = case.refusal, (case.refusal.scim_type or "").lower() == "mutability"
    speaks = told.says(WHO)
    refuses = told.says(READ_ONLY) or (speaks and told.says(NOT_ALLOWED) and not told.says(ABOUT_FORM))
    if not (is_told or refuses) or told.says(TAKEN):
        return None
    changed = [one for one in case.writes if _is_name(one) and not _is_kept(case, one)]
    if speaks:
        by_name = told.says(WHO_BY_NAME)
        changed = [one for one in changed if by_name == (one.name == "username")]
    elif _can_mean_another(case, is_told):
        return None
    if not changed:
        return None
    return Found((*(one.at for one in changed), told.at), f"It was to become {named(_new(one) for one in changed)}.")


def _can_refuse_a_name(case: Situation) -> bool:
    """Whether a change of a user failed in a way that can be about what is changed."""
    if case.resource_type == "Group" or case.operation not in ("patch", "replace"):
        return False
    return case.status in (400, 403, 409, 422) or (case.status == 501 and case.refusal.says(WHO))


def _can_mean_another(case: Situation, is_told: bool) -> bool:
    """Whether a refusal that names nothing may mean another attribute than the name."""
    if case.operation == "replace" and case.known is None:
        return True
    return _names_another(case) or (len(case.writes) > 1 and not is_told)


def _is_name(write: Write) -> bool:
    if write.urn is not None or write.op == "remove":
        return False
    return (write.name == "username" and write.sub is None) or (write.name == "emails" and write.sub in (None, "value"))


def _new(write: Write) -> Json:
    value = write.value
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return attribute(value[0], "value")
    return attribute(value, "value") if isinstance(value, dict) else value


def _is_kept(case: Situation, write: Write) -> bool:
    """Whether the resource has this value already, so that nothing would change."""
    held = attribute(case.known, write.name) if case.known is not None else None
    if write.name == "username":
        return isinstance(held, str) and isinstance(write.value, str) and held.casefold() == write.value.casefold()
    new = _new(write)
    return isinstance(held, list) and any(isinstance(one, dict) and attribute(one, "value") == new for one in held)


def _names_another(case: Situation) -> bool:
    """Whether the refusal names another attribute than the name, be it written or not."""
    others = {one.name for one in case.writes if not _is_name(one)} | {"id", "externalid", "meta", "groups", "password"}
    return any(name and case.refusal.says(rf"(?<![\w.]){re.escape(name)}\b") for name in others)


QUIRKS = (
    Quirk(
        "deactivation-ignored",
        "H",
        "error",
        "The account stays active although it was switched off",
        "The receiver answered with success, but the account is still active, so the person can still sign in.",
        "Switch the account off by hand now, and check everybody who left since this began.",
        "Apply active, or answer 501 so that the sender knows.",
        "Who was to be switched off lately, and can these people still sign in?",
        "RFC 7643 §4.1.1; NorthlandPositronics/Cogtrix#122; FusionAuth/fusionauth-issues#1871; ssoready/ssoready#155",
        _deactivation_ignored,
    ),
    Quirk(
        "delete-then-404-on-deactivate",
        "H",
        "warning",
        "The account is gone where it should only be switched off",
        "The application deletes accounts instead of switching them off, so the next call does not find the account. "
        "When the person returns, it is a new one.",
        "Expect a new account when the person returns; link it anew.",
        "Keep the account with active false and answer 200 with it; it can be deleted by DELETE later.",
        "Does the application delete people who are switched off, and are their data kept?",
        "RFC 7644 §3.6; harness/harness-core#48592; Microsoft Learn, use-scim-to-provision-users-and-groups",
        _gone_after_deactivation,
    ),
    Quirk(
        "stale-id-404",
        "H",
        "error",
        "The sender remembers an id that is not there any more",
        "The sender knows the resource by an id that the application does not have now. Somebody deleted it in the "
        "application, or the data were restored or moved.",
        "Entra: restart provisioning, which forgets the link. Okta: take the assignment away and give it again.",
        "Switch accounts off rather than delete them, and keep ids over restores and moves.",
        "Was the account deleted in the application, by whom, and when?",
        "RFC 7644 §3.12; Entra error InvalidAnchor; goauthentik/authentik#16678; cockroachdb/docs#17663",
        _stale_id,
        behind=("delete-then-404-on-deactivate",),
    ),
    Quirk(
        "reactivation-failed",
        "H",
        "error",
        "The account was not switched on again",
        "The person is back, but the application did not switch the account on.",
        "Switch the account on by hand, and try again once the application is repaired.",
        "Support active true in PATCH and PUT, and show it in the answer.",
        "Can the account be switched on by hand, and is a licence free?",
        "RFC 7643 §4.1.1; FusionAuth/fusionauth-issues#3311; PostHog/posthog#42603; grokability/snipe-it#14481",
        _reactivation_failed,
    ),
    Quirk(
        "username-immutable",
        "H",
        "error",
        "The application does not let the user name change",
        "The request gives the user another name, and the application cannot rename users.",
        "Take the name out of updates, or delete the account and create it anew.",
        "Publish the attribute as immutable in /Schemas, or allow the change.",
        "Did the person's name or address change, and does the application know people by it?",
        "RFC 7643 §2.2; wso2-extensions/identity-inbound-provisioning-scim2#260; getsentry/sentry#119884",
        _username_immutable,
    ),
)
