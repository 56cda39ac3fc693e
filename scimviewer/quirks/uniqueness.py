"""Is a name taken, by whom, and does the receiver say so as it should? (catalogue group G)"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scimviewer.quirks.call import Json
from scimviewer.quirks.chaining import chained
from scimviewer.quirks.meanings import TAKEN, TWICE_INSIDE, VERSIONED
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.values import spelled
from scimviewer.quirks.writes import Write
from scimviewer.scim.facts import as_bool, attribute

# How errors speak of the attributes that are often unique.
SPOKEN = {
    "username": r"user[ _]?name|login",
    "emails": r"e-?mail",
    "externalid": r"external",
    "displayname": r"display[ _]?name|\bname\b",
}
MEMBERSHIP = r"member|(?:in|to) (?:the|this|that) (?:group|team)"
ASSUMED_UNIQUE = {"User": ("username", "externalid", "emails"), "Group": ("displayname", "externalid")}
WRITES = ("create", "replace", "patch")


def _says_uniqueness(case: Situation) -> bool:
    return (case.refusal.scim_type or "").lower() == "uniqueness"


def _is_conflict(case: Situation) -> bool:
    return case.status == 409 or (case.status is not None and case.status >= 400 and _says_uniqueness(case))


def _is_about_versions(case: Situation) -> bool:
    return case.request_header("If-Match") is not None or case.refusal.says(VERSIONED)


def _names(case: Situation) -> str:
    """By which names the resource of a create would be known."""
    body = case.asked if isinstance(case.asked, dict) else {}
    told = {name: attribute(body, name) for name in ("userName", "displayName", "externalId")}
    return ", ".join(f"{name} {named([value])}" for name, value in told.items() if isinstance(value, str) and value)


def _duplicate_create(case: Situation) -> Found | None:
    if case.operation != "create" or not _is_conflict(case):
        return None
    at = case.refusal.at if case.refusal.text else case.status_at
    who = _names(case)
    return Found((case.asked_at, at), f"It was to have {who}." if who else "")


def _without_scim_type(case: Situation) -> Found | None:
    if case.status != 409 or case.operation not in WRITES or _says_uniqueness(case) or _is_about_versions(case):
        return None
    told = case.refusal
    if case.answered is None and case.answer_header("Content-Length") != "0":
        return None  # an access log has no bodies
    if told.scim_type:
        return Found((told.at_scim_type,), f"scimType is {named([told.scim_type])}.")
    return Found((told.at if told.text else case.status_at,), "There is no scimType.")


def _wrong_status(case: Situation) -> Found | None:
    if case.status not in (400, 422, 500) or case.operation not in WRITES:
        return None
    told = case.refusal
    if not _says_uniqueness(case) and (not told.says(TAKEN) or told.says(TWICE_INSIDE)):
        return None
    if case.resource_type != "User" and told.says(MEMBERSHIP):
        return None
    return Found((case.status_at, told.at), f"The status is {case.status}.")


def _self_conflict(case: Situation) -> Found | None:
    if case.operation not in ("replace", "patch") or not _is_conflict(case) or case.known is None:
        return None
    told = case.refusal
    if _is_about_versions(case) or (case.resource_type != "User" and told.says(r"member")):
        return None
    same: list[Write] = []
    changed: list[Write] = []
    for write in case.writes:
        if write.op != "remove" and _is_unique(case, write) and _texts(write.value):
            (same if _is_held(case.known, write) else changed).append(write)
    if changed:
        if any(_is_spoken_of(case, one) for one in changed):
            return None
        same = [one for one in same if _is_spoken_of(case, one)]
    if not same:
        return None
    told_values = named(f"{spelled(case, one)}: {value}" for one in same for value in _texts(one.value))
    return Found((*(one.at for one in same), told.at), f"The resource itself has {told_values}.")


def _is_unique(case: Situation, write: Write) -> bool:
    if write.urn is None and write.name in ASSUMED_UNIQUE.get(case.resource_type or "", ()):
        return write.sub in (None, "value")
    known = case.server_schemas.attribute(write.name, case.resource_type, write.urn)
    return known is not None and known.uniqueness in ("server", "global") and write.name != "id"


def _texts(value: Json) -> list[str]:
    """The values of an attribute: a text, or the value of each element."""
    listed = value if isinstance(value, list) else [value]
    inner = [attribute(one, "value") if isinstance(one, dict) else one for one in listed]
    return [one for one in inner if isinstance(one, str) and one]


def _is_held(known: dict[str, Json], write: Write) -> bool:
    container = attribute(known, write.urn) if write.urn else known
    held = attribute(container, write.name) if isinstance(container, dict) else None
    fold = str if write.name == "externalid" else str.casefold
    return {fold(one) for one in _texts(write.value)} <= {fold(one) for one in _texts(held)}


def _is_spoken_of(case: Situation, write: Write) -> bool:
    return case.refusal.says(SPOKEN.get(write.name, write.name))


def _same_group_name(case: Situation) -> Found | None:
    if case.operation != "create" or case.resource_type != "Group" or not case.succeeded or case.status == 202:
        return None
    body = case.asked if isinstance(case.asked, dict) else {}
    name, made = attribute(body, "displayName"), attribute(case.resource or {}, "id")
    if not isinstance(name, str) or not name:
        return None
    for state, at in _known_before(case, lambda one: _is_same(attribute(one, "displayName"), name)):
        known = attribute(state, "id")
        if str(known) != str(made):
            other = f" and {named([made])}" if made is not None else ""
            told = f"{named([name])} is now the name of {named([known])}{other}."
            return Found((pointer(case.asked_at, key_of(case.asked, "displayName") or "displayName"), at), told)
    return None


def _inactive_recreate(case: Situation) -> Found | None:
    if case.operation != "create" or case.resource_type == "Group" or not _is_conflict(case):
        return None
    body = case.asked if isinstance(case.asked, dict) else {}
    name, external = attribute(body, "userName"), attribute(body, "externalId")

    def is_same_person(one: dict[str, Json]) -> bool:
        return _is_same(attribute(one, "userName"), name) or (
            bool(external) and attribute(one, "externalId") == external
        )

    for state, at in _known_before(case, is_same_person):
        if as_bool(attribute(state, "active")) is False:
            who = named([attribute(state, "userName") or external])
            told = f"{who} stands there as {named([attribute(state, 'id')])}, switched off."
            refused = case.refusal.at if case.refusal.text else case.status_at
            return Found((case.asked_at, refused, at), told)
    return None


def _is_same(held: Json, wanted: Json) -> bool:
    """Names are compared without regard to case (RFC 7643 §4.1.1, §4.2)."""
    return isinstance(held, str) and isinstance(wanted, str) and held.casefold() == wanted.casefold() != ""


def _known_before(case: Situation, fits: Callable[[dict[str, Json]], bool]) -> Iterator[tuple[dict[str, Json], str]]:
    """The resources of this type that fit, as they were right before this call, with where they show last."""
    if isinstance(case.before, dict) and fits(case.before):
        yield case.before, "/before"
    places: dict[str, str] = {}
    for one in case.earlier:
        if one.resource_type != case.resource_type or one.target.base != case.target.base:
            continue
        if one.resource_id is not None and one.operation in ("patch", "replace") and one.succeeded:
            places[one.resource_id] = one.asked_at  # it may have got its name here
        for record, at in one.records:
            told = attribute(record, "id")
            if told is not None and (str(told) in places or fits(record)):
                places[str(told)] = at
    for resource_id, at in places.items():
        state = chained(case.earlier, case.resource_type, resource_id, case.server_schemas).state
        if state is not None and fits(state):
            yield state, at


QUIRKS = (
    Quirk(
        "conflict-inactive-recreate",
        "G",
        "error",
        "A switched-off account blocks the new one",
        "The person comes back, and the sender creates the account anew. The old one was never deleted, only switched "
        "off, and still holds the name.",
        "Switch the old account on in the application, then let the sender link it.",
        "Switch the old account on when it is created again, or let searches find it so that the sender can.",
        "Did this person leave and return, and may the old account be used again?",
        "RFC 7644 §3.3, §3.6; better-auth/better-auth#11111; 15five/django-scim2#83; FusionAuth/fusionauth-issues#3244",
        _inactive_recreate,
    ),
    Quirk(
        "conflict-self-on-update",
        "G",
        "error",
        "The resource is refused as a duplicate of itself",
        "The update keeps the name that the resource has, and the receiver says that the name is taken. It found the "
        "resource itself.",
        "Nothing to set; as a way round, leave the unchanged name out of the update where that is possible.",
        "Leave the resource's own id out when looking whether a name is taken.",
        "Does every update of this resource fail, and since when?",
        "RFC 7644 §3.5.1; lightdash/lightdash#15035; ory/polis#3559",
        _self_conflict,
    ),
    Quirk(
        "conflict-wrong-status",
        "G",
        "warning",
        "A name clash is answered with the wrong status",
        "The name is taken, but the status does not say so. The sender takes it for a fault and tries again for ever, "
        "instead of linking the resource that exists.",
        "Rename or link one of the two; look for the resource that has the name.",
        "Answer 409 with scimType uniqueness.",
        "Which account has this name already?",
        "RFC 7644 §3.12; NorthlandPositronics/Cogtrix#121",
        _wrong_status,
    ),
    Quirk(
        "conflict-duplicate-create",
        "G",
        "error",
        "What is to be created exists already",
        "The receiver has a user or group of that name, so the sender should link it, not create it. The search that "
        "goes before found nothing, or did not take place.",
        "Check the matching attribute; import and link the account that exists.",
        "Answer 409 with scimType uniqueness, and answer the search that the sender matches by.",
        "Was this account made by hand, or by another source, before provisioning began?",
        "RFC 7644 §3.3; Azure/AzureAD-BYOA-Provisioning-Samples#28; lightdash/lightdash#22402",
        _duplicate_create,
        behind=(
            "rate-limit-then-409",
            "conflict-inactive-recreate",
            "conflict-self-on-update",
            "conflict-wrong-status",
            "conflict-without-scimtype",
        ),
    ),
    Quirk(
        "group-name-duplicate-accepted",
        "G",
        "warning",
        "Two groups now have the same name",
        "A group was created with the name of another one that the log knows. Entra and Okta match groups by name, and "
        "will mix the two up.",
        "Rename one of them, or merge them, before the next run.",
        "Refuse a name that is in use with 409 uniqueness.",
        "Which of the two groups is the right one?",
        "RFC 7643 §4.2; Microsoft Learn, use-scim-to-provision-users-and-groups; eneo-ai/eneo#461; "
        "getsentry/sentry#88623",
        _same_group_name,
    ),
    Quirk(
        "conflict-without-scimtype",
        "G",
        "info",
        "The 409 does not say that a name is taken",
        "A 409 can mean several things. Without scimType uniqueness some senders do not link the resource that exists.",
        "Nothing to set.",
        "Add scimType uniqueness, with status and detail.",
        "Does the sender link the account after this answer, or does it stop?",
        "RFC 7644 §3.3, §3.12; getsentry/sentry#117860",
        _without_scim_type,
        behind=("member-duplicate-add",),
    ),
)
