"""Does the answer to a write show what was written? (catalogue group J: resources)"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from scimviewer.quirks.call import MESSAGE_URN, Json, schema_urns
from scimviewer.quirks.chaining import intended, is_projected
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.states import contradictions
from scimviewer.scim.compare import Difference, Ignored, differences
from scimviewer.scim.facts import attribute
from scimviewer.scim.matching import is_unassigned
from scimviewer.scim.request import UUID, request_target

ASKED_AGAIN = Ignored(read_only=True, never_returned=True)
# Members of a value that a server may keep to itself, or make from the rest.
DERIVED = ("display", "$ref", "type", "primary", "formatted")
# What servers make from each other: a new name gives a new displayName, a new address a new userName.
NAMES = ("name", "displayname", "username", "emails", "nickname")
MOST_SHOWN = 20


class Contradiction(NamedTuple):
    """One value that the answer shows otherwise than the request leaves it."""

    path: str
    expected: Json
    answered: Json
    at: str


class Shown:
    """The resource of an answer. What its lists hold is read once, for they may be long."""

    def __init__(self, resource: dict[str, Json]) -> None:
        self.resource = resource
        self._held: dict[str, set[str]] = {}

    def has(self, name: str, value: Json) -> bool:
        """Whether this list holds the value, in whatever element and spelling."""
        wanted = attribute(value, "value") if isinstance(value, dict) else value
        if is_unassigned(wanted):
            return False
        if name not in self._held:
            listed = attribute(self.resource, name)
            values = [attribute(one, "value") if isinstance(one, dict) else one for one in _elements(listed)]
            self._held[name] = {_plain(str(one)) for one in values}
        return _plain(str(wanted)) in self._held[name]


def _elements(listed: Json) -> list[Json]:
    return listed if isinstance(listed, list) else []


# --- what was asked is not there


def _contradicts(case: Situation) -> Found | None:
    if case.operation != "patch" or case.resource is None or is_projected(case):
        return None
    shown = Shown(case.resource)
    told = list(islice(chain(_undone(case, shown), _beyond(case, shown)), 1 if case.is_brief else MOST_SHOWN))
    if not told:
        return None
    first = told[0]
    wanted = "nothing" if is_unassigned(first.expected) else _short(first.expected)
    held = "does not have it" if is_unassigned(first.answered) else f"has {_short(first.answered)}"
    more = len({one.path for one in told}) - 1
    note = f"{first.path} should be {wanted}, the answer {held}" + (f"; {more} more differ." if more else ".")
    written = [one.at for one in case.writes]
    return Found(tuple(dict.fromkeys((*written, *(one.at for one in told))))[:MOST_SHOWN], note)


def _short(value: Json) -> str:
    if isinstance(value, dict):
        value = attribute(value, "value") or value
    return named([str(value).lower() if isinstance(value, bool) else value])


def _undone(case: Situation, shown: Shown) -> Iterator[Contradiction]:
    """What the same request would still change about the answer: a PATCH that was carried out changes nothing more."""
    again = intended(case, case.resource, case.server_schemas)
    if again is None or again.state is None or again.error is not None:
        return
    found = differences(
        again.state, case.resource, case.server_schemas, ignored=ASKED_AGAIN, resource_type=case.resource_type
    )
    for one in found:
        if one.is_real and not _is_as_good(shown, one):
            yield _contradiction(case, one)


def _beyond(case: Situation, shown: Shown) -> Iterator[Contradiction]:
    """What the answer says of the rest of the resource, where that was known before."""
    if case.known is not None:
        other = contradictions(case, case.intended)
        yield from _lost(case, shown, other)
        yield from _moved(case, shown, other)


def _lost(case: Situation, shown: Shown, other: list[Difference]) -> Iterator[Contradiction]:
    """Values that were there before, that nobody asked to remove, and that the answer leaves out of their attribute."""
    derived = _derived(_touched(case))
    for one in other:
        if one.kind != "removed" or one.path.rpartition(".")[2] in DERIVED:
            continue
        name = (one.left or "").split("/")[1].replace("~1", "/").replace("~0", "~")
        if name.lower() in derived:
            continue
        held = attribute(shown.resource, name)
        # What is left out as a whole may just not be returned; inside a value of a list it may be derived.
        is_element = isinstance(held, list) and (one.left or "").count("/") == 2
        is_part = isinstance(held, dict) and held and name[:4].lower() != "urn:"
        if (is_element or is_part) and not shown.has(name, one.old):
            yield _contradiction(case, one)


def _touched(case: Situation) -> set[str]:
    return {write.name for write in case.writes if write.urn is None}


def _derived(touched: set[str]) -> set[str]:
    """The attributes that a server may make anew from those that the request writes."""
    return set(NAMES) - touched if touched & set(NAMES) else set()


def _moved(case: Situation, shown: Shown, other: list[Difference]) -> Iterator[Contradiction]:
    """Values that nobody asked to change, and that are others now, where the state right before is given.

    A history may miss what others did in between, so it proves nothing here; names are often made from each other.
    """
    if not isinstance(case.before, dict):
        return
    touched = _touched(case)
    spared = touched | _derived(touched)
    for one in other:
        urn, _, name = one.path.rpartition(":")
        name = name.partition(".")[0].lower()
        known = case.server_schemas.attribute(name, case.resource_type, urn or None)
        written = urn and any(write.urn and write.name in (name, "") for write in case.writes)
        if one.kind != "changed" or known is None or (not urn and name in spared) or written:
            continue
        if one.path.rpartition(".")[2] not in DERIVED and not _is_as_good(shown, one):
            yield _contradiction(case, one)


def _contradiction(case: Situation, one: Difference) -> Contradiction:
    at = case.answered_at
    if one.right is not None:
        return Contradiction(one.path, one.old, one.new, at + one.right)
    name = one.path.partition(".")[0]
    key = key_of(case.resource, name)
    return Contradiction(one.path, one.old, one.new, pointer(at, key) if key is not None else at)


def _is_as_good(shown: Shown, one: Difference) -> bool:
    """Whether the answer has the value all the same: formatted otherwise, or in an element of another type."""
    if one.path.rpartition(".")[2] in DERIVED and "." in one.path and not one.path.lower().endswith("name.formatted"):
        return True
    if one.kind == "changed" and isinstance(one.old, str) and isinstance(one.new, str):
        return _plain(one.old) == _plain(one.new)
    if one.kind != "removed":
        return False
    return shown.has(one.path.partition(".")[0], one.old)


def _plain(text: str) -> str:
    """A text without what servers tidy up: case, blanks, and the punctuation of numbers and tags."""
    return "".join(char for char in text.casefold().removeprefix("tel:") if char.isalnum())


def _attributes_204(case: Situation) -> Found | None:
    if case.operation != "patch" or case.status != 204 or case.is_inner:
        return None
    asked = case.parameters.get("attributes", "").strip()
    return Found((case.url_at, case.status_at), f"Asked was for {named([asked])}.") if asked else None


# --- which resource is it?


def _id_mismatch(case: Situation) -> Found | None:
    if not case.succeeded or case.operation not in ("create", "read", "replace", "patch", "search"):
        return None
    body = case.answered
    if case.operation == "create" and isinstance(body, dict) and body and not _is_message(body):
        key = key_of(body, "id")
        if key is None or body[key] in (None, ""):
            at = case.answered_at if key is None else pointer(case.answered_at, key)
            return Found((at,), "The answer to the create has no id.")
    odd = [one for record, at in case.records for one in _other_ids(case, record, at)]
    if not odd:
        return None
    return Found(tuple(dict.fromkeys(at for pair in odd for at in pair[2:]))[:MOST_SHOWN], _both(odd))


def _is_message(body: dict[str, Json]) -> bool:
    return any(urn.lower().startswith(MESSAGE_URN) for urn in schema_urns(body))


def _other_ids(case: Situation, record: dict[str, Json], at: str) -> Iterator[tuple[str, str, str, str]]:
    """(id, the other id, where each stands) wherever the answer names another one."""
    key = key_of(record, "id")
    if key is None or not isinstance(record[key], str | int):
        return
    id_, at_id = str(record[key]), pointer(at, key)
    if case.operation != "search":
        if case.resource_id is not None and not _is_same(id_, case.resource_id):
            yield id_, case.resource_id, at_id, case.url_at
        header = case.answer_header("Location")
        if header is not None and not _ends_with(header, id_):
            yield id_, request_target(header).resource_id or header, at_id, case.at_answer_header("Location")
    meta = key_of(record, "meta")
    place = key_of(record[meta], "location") if meta is not None else None
    if meta is not None and place is not None and isinstance(record[meta][place], str):
        told = record[meta][place]
        if not _ends_with(told, id_):
            yield id_, request_target(told).resource_id or told, at_id, pointer(at, meta, place)


def _ends_with(location: str, id_: str) -> bool:
    """Whether a location is that of this id; one that leads to no resource says nothing."""
    if location.partition("?")[0].rstrip("/").endswith("/" + id_):
        return True
    named_id = request_target(location).resource_id
    return named_id is None or _is_same(named_id, id_)


def _is_same(one: str, other: str) -> bool:
    return one == other or (UUID.fullmatch(one) is not None and one.lower() == other.lower())


def _both(odd: list[tuple[str, str, str, str]]) -> str:
    id_, other, _, _ = odd[0]
    return f"One place says {named([id_])}, another {named([other])}."


def _nothing_created(case: Situation) -> Found | None:
    if case.operation != "create" or case.resource_type not in ("User", "Group") or case.is_inner:
        return None
    if not case.succeeded or case.answered not in (None, "", {}) or case.exchange.request_body is None:
        return None  # a log without the request's body has none of the answer either
    length = case.answer_header("Content-Length")
    if length is not None and length.strip() not in ("", "0"):
        return None  # there was one; the log does not have it
    return Found((case.status_at, case.answered_at), f"The answer is {case.status} without a body.")


QUIRKS = (
    Quirk(
        "id-mismatch",
        "J",
        "error",
        "The answer names two different ids",
        "The id in the resource, in its location and in the URL must be one and the same, and a create must return it. "
        "The sender stores the wrong one, or none, and later calls end in 404.",
        "Once it is repaired start provisioning anew, so that every account is linked afresh.",
        "Give each resource one id that never changes, and return it everywhere.",
        "Do later calls for these accounts end in 404?",
        "RFC 7643 §3.1; RFC 7644 §3.3; wso2/product-is#3424, #11540; wso2/charon#127",
        _id_mismatch,
    ),
    Quirk(
        "create-empty-body",
        "J",
        "error",
        "A create is answered without the new resource",
        "The sender needs the id of what was created, and it stands in the answer. Okta counts such a create as "
        "failed.",
        "Search for the account by name before the create is repeated.",
        "Answer 201 with the whole resource and its Location.",
        "Does the account exist in the application although the identity provider reports a failure?",
        "RFC 7644 §3.3; okta-developer-docs, SCIM 2.0 reference",
        _nothing_created,
    ),
    Quirk(
        "response-contradicts-patch",
        "J",
        "error",
        "The answer shows another state than was asked for",
        "The receiver reports success, and the resource in its answer is not what the request makes of it. The sender "
        "believes that the change was done and does not send it again.",
        "Read the resource again, compare, and repeat what is missing.",
        "Carry out every operation or refuse the request as a whole, and return the stored resource.",
        "What does the application itself show for this account now?",
        "RFC 7644 §3.5.2; goauthentik/authentik#24173; Captain-P-Goldfish/SCIM-SDK#188",
        _contradicts,
        behind=(
            "deactivation-ignored",
            "reactivation-failed",
            "members-wiped-as-side-effect",
            "member-type-missing",
            "members-remove-by-value",
            "path-dotted-keys-in-value",
        ),
    ),
    Quirk(
        "attributes-query-204",
        "J",
        "info",
        "Attributes were asked for, and the answer is empty",
        "A PATCH that names attributes in its URL wants to see them: the answer must be 200 with the resource.",
        "Read the resource again where its state matters.",
        "Answer 200 with the attributes asked for.",
        "Does the sender report an error after this change?",
        "RFC 7644 §3.5.2, §3.9; better-auth/better-auth#10421",
        _attributes_204,
    ),
)
