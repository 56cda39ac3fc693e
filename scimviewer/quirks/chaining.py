"""What is a resource like after a row of calls, and how is that known?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.pointers import key_of
from scimviewer.scim.facts import attribute
from scimviewer.scim.outcomes import Patched
from scimviewer.scim.patch import patched
from scimviewer.scim.schemas import Schemas
from scimviewer.scim.whole import created, replaced

COMPLETE = ("attributes", "excludedattributes")


class Known(NamedTuple):
    """A state, and the names of its attributes that were computed rather than observed. None: not known."""

    state: dict[str, Json] | None = None
    computed: frozenset[str] = frozenset()


def chained(
    calls: Iterable[Call], resource_type: str | None, resource_id: str, schemas: Schemas, start: Known | None = None
) -> Known:
    """The resource after these calls, oldest first: as last observed, then as computed; a gap breaks the chain."""
    known = start or Known()
    for call in calls:
        known = _after(known, call, resource_type, resource_id, schemas)
    return known


def _after(known: Known, call: Call, resource_type: str | None, resource_id: str, schemas: Schemas) -> Known:
    shown = observed_in(call, resource_type, resource_id)
    if shown is not None and not is_projected(call):
        return Known(shown)
    if call.operation == "bulk" and call.succeeded:
        return Known() if _bulk_touches(call, resource_id) else known
    if call.resource_id != resource_id or call.resource_type != resource_type or call.method in ("GET", "HEAD"):
        return known
    if call.failed and call.status is not None:
        return known
    if not call.succeeded or call.operation not in ("patch", "replace"):
        return Known()  # deleted, without an answer, or something that nobody can compute
    outcome = intended(call, known.state, schemas)
    if outcome is None or outcome.state is None:
        return Known()
    return Known(outcome.state, known.computed | changed(known.state or {}, outcome.state))


def observed_in(call: Call, resource_type: str | None, resource_id: str) -> dict[str, Json] | None:
    """The resource as an answer carries it, alone or in a list."""
    if call.resource_type not in (resource_type, None):
        return None
    return next((one for one, _ in call.records if str(attribute(one, "id")) == resource_id), None)


def is_projected(call: Call) -> bool:
    """Whether the client asked for some attributes only (RFC 7644 §3.9)."""
    return any(
        name in call.parameters
        or (call.target.is_search and isinstance(call.asked, dict) and attribute(call.asked, name))
        for name in COMPLETE
    )


def _bulk_touches(call: Call, resource_id: str) -> bool:
    key = key_of(call.asked, "Operations")
    listed = call.asked[key] if key is not None else None
    for one in listed if isinstance(listed, list) else []:
        path = attribute(one, "path") if isinstance(one, dict) else None
        if isinstance(path, str) and path.rstrip("/").rpartition("/")[2] == resource_id:
            return True
    return False


def intended(call: Call, before: Json, schemas: Schemas, strict: bool = False) -> Patched | None:
    """What a write makes of the resource, as meant or by the letter; None where it writes no resource."""
    kind = call.resource_type
    if call.operation == "patch":
        body = call.asked if not isinstance(call.asked, list) else {"Operations": call.asked}
        return patched(before, body, schemas, strict=strict, resource_type=kind)
    if call.operation == "create":
        return created(call.asked, schemas, strict=strict, resource_type=kind)
    if call.operation == "replace":
        return replaced(before, call.asked, schemas, strict=strict, resource_type=kind)
    return None


def changed(before: dict[str, Json], after: dict[str, Json]) -> frozenset[str]:
    """The attributes that are not the same in both."""
    return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))
