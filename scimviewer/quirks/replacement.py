"""What did a full replacement cost that it did not carry? (catalogue group H)"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.quirks.aftermath import Aftermath, aftermath
from scimviewer.quirks.call import Json
from scimviewer.quirks.members import members_of
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.compare import differences
from scimviewer.scim.facts import attribute

MOST_EVIDENCE = 20
# What a receiver may work out anew from the rest of the resource.
DERIVED = ("displayname", "name")


def _put_drops(case: Situation) -> Found | None:
    if case.operation not in ("replace", "read"):
        return None
    after = aftermath(case)
    if after is None or after.before is None or after.write.operation != "replace":
        return None
    if not isinstance(after.write.asked, dict):
        return None
    lost = list(_lost(case, after))
    if not lost:
        return None
    at = [place for _, place in lost if place]
    return Found(
        (after.write.asked_at, *(at[:MOST_EVIDENCE] or [after.at])),
        f"Not in the PUT, and now gone or reset: {named(name for name, _ in lost)}.",
    )


def _lost(case: Situation, after: Aftermath) -> Iterator[tuple[str, str | None]]:
    """What the PUT did not carry and is not as before, with where it now stands."""
    asked, before, shown = after.write.asked, after.before or {}, after.shown
    sparse = _is_sparse(case, asked, shown)
    for name, held in before.items():
        key = key_of(shown, name)
        if name[:4].lower() == "urn:" and isinstance(held, dict):
            sent = attribute(asked, name)
            left = shown[key] if key is not None and isinstance(shown[key], dict) else {}
            kept = {one.lower() for one in sent} if isinstance(sent, dict) else set()
            for inner, value in held.items():
                at = pointer(after.at, key, inner) if key is not None and inner in left else None
                if inner.lower() not in kept and _is_lost(case, inner, value, attribute(left, inner), sparse):
                    yield f"{name}:{inner}", at
        elif key_of(asked, name) is None:
            left_value = None if key is None else shown[key]
            if _is_lost(case, name, held, left_value, sparse):
                yield name, None if key is None else pointer(after.at, key)


def _is_lost(case: Situation, name: str, held: Json, left: Json, sparse: bool) -> bool:
    if held in (None, [], {}, "") or name.lower() == "schemas":
        return False
    known = case.server_schemas.attribute(name, case.resource_type)
    if known is not None and (known.mutability in ("readOnly", "writeOnly") or known.returned in ("never", "request")):
        return False
    if left in (None, [], {}):
        return not sparse
    if name.lower() == "members":
        return bool(set(members_of({"members": held}) or ()) - set(members_of({"members": left}) or ()))
    if name.lower() in DERIVED:
        return False
    real = differences({name: held}, {name: left}, case.server_schemas, resource_type=case.resource_type)
    return any(one.is_real and one.kind != "added" for one in real)


def _is_sparse(case: Situation, asked: dict[str, Json], shown: dict[str, Json]) -> bool:
    """Whether the answer shows less than the PUT itself brought, so that what it lacks proves nothing."""
    for name, value in asked.items():
        known = case.server_schemas.attribute(name, case.resource_type)
        hidden = known is not None and (known.mutability != "readWrite" or known.returned != "default")
        if value not in (None, [], {}, "") and not hidden and name.lower() != "schemas" and key_of(shown, name) is None:
            return True
    return False


QUIRKS = (
    Quirk(
        "put-drops-attributes",
        "H",
        "warning",
        "A full replacement cost attributes that it did not carry",
        "PUT replaces the whole resource, and what it leaves out may be cleared or set to a default. That happened "
        "here.",
        "Send the whole resource with PUT, or use PATCH.",
        "Keep active, members and extensions when a PUT does not carry them.",
        "Does the sender manage these attributes, or did somebody else set them?",
        "RFC 7644 §3.5.1; mendix/docs#9082; attevon-llc/OpenTranscribe#582",
        _put_drops,
    ),
)
