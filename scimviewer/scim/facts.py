"""What do the bodies of an exchange say, in the few facts that lists and findings need?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scimviewer.scim.request import SCIM_URN, RequestTarget, looked_up

Json = Any
TRUE_FALSE = {"true": True, "false": False}
MEMBERS_PATH = re.compile(r"(?i)^(?:urn:ietf:params:scim:schemas:core:2\.0:group:)?members(?P<rest>\[|\.|$)")
NAMES = ("username", "displayname")
# Where one PATCH does several things, the one that matters most names it.
PATCH_INTENTS = ("deactivate", "reactivate", "member_remove", "member_add", "rename", "password")


@dataclass(slots=True)
class Facts:
    """Facts read off one exchange; None where it does not say."""

    intent: str | None = None
    resource_id: str | None = None
    resource_name: str | None = None
    scim_type: str | None = None
    error: str | None = None
    active_asked: bool | None = None
    active_answered: bool | None = None
    members_asked: int | None = None
    members_answered: int | None = None


def attribute(resource: dict[str, Json], name: str) -> Json:
    """The value of an attribute; names are case-insensitive (RFC 7643 §2.1), the plain spelling is tried first."""
    if name in resource:
        return resource[name]
    lowered = name.lower()
    return next((value for key, value in resource.items() if key.lower() == lowered), None)


def as_bool(value: Json) -> bool | None:
    """true and false as JSON has them, or as text, as Entra's older clients send them."""
    if isinstance(value, bool):
        return value
    return TRUE_FALSE.get(value.strip().lower()) if isinstance(value, str) else None


def is_scim_body(body: Json) -> bool:
    """Whether a body names a SCIM schema (RFC 7643 §3)."""
    if not isinstance(body, dict):
        return isinstance(body, str) and bool(SCIM_URN.search(body[:4096]))
    schemas = body.get("schemas")
    if isinstance(schemas, list):
        return any(isinstance(urn, str) and SCIM_URN.match(urn) for urn in schemas)
    return isinstance(schemas, str) and bool(SCIM_URN.search(schemas))


def patch_operations(body: Json) -> Iterator[tuple[str, str | None, Json]]:
    """(op, path, value) of each operation of a PATCH body, op in lower case; what is no operation is left out."""
    if not isinstance(body, dict):
        return
    operations = attribute(body, "Operations")
    if isinstance(operations, dict):
        operations = [operations]
    if not isinstance(operations, list):
        return
    for operation in operations:
        if isinstance(operation, dict):
            op, path = attribute(operation, "op"), attribute(operation, "path")
            yield (
                str(op or "").lower(),
                path if isinstance(path, str) else None,
                attribute(operation, "value"),
            )


def facts_of(operation: str, target: RequestTarget, asked: Json, answered: Json, failed: bool) -> Facts:
    """Read the facts of one exchange off its bodies (JSON values, text or None)."""
    facts = Facts(resource_id=target.resource_id)
    resource = answered if isinstance(answered, dict) and not failed else None
    if operation == "patch":
        _read_patch(facts, target, asked)
    elif isinstance(asked, dict) and operation in ("create", "replace"):
        _read_resource(facts, operation, asked)
    elif operation == "search":
        resource = _read_search(facts, target, asked, resource)
    if resource is not None and operation != "discovery":
        _read_answer(facts, target, resource)
    if failed:
        _read_error(facts, answered)
    return facts


def _read_patch(facts: Facts, target: RequestTarget, body: Json) -> None:
    intents = {
        _read_assignment(facts, target, op, name, inner)
        for op, path, value in patch_operations(body)
        for name, inner in _assignments(path, value)
    }
    facts.intent = next((intent for intent in PATCH_INTENTS if intent in intents), None)


def _read_assignment(facts: Facts, target: RequestTarget, op: str, name: str, value: Json) -> str | None:
    """Note what one assignment of a PATCH asks, and answer the intent it shows."""
    lowered = name.rpartition(":")[2].lower()
    if lowered == "active" and op != "remove":
        facts.active_asked = as_bool(value)
        return {True: "reactivate", False: "deactivate"}.get(facts.active_asked)  # type: ignore[arg-type]
    if lowered == "password":
        return "password"
    if lowered in NAMES and op != "remove" and _names(target, lowered):
        facts.resource_name = value if isinstance(value, str) else facts.resource_name
        return "rename"
    if MEMBERS_PATH.match(name):
        facts.members_asked = (facts.members_asked or 0) + _how_many(name, value)
        return f"member_{op}" if op in ("add", "remove") else None
    return None


def _names(target: RequestTarget, lowered: str) -> bool:
    """A user is renamed by userName, a group by displayName."""
    return lowered == ("displayname" if target.resource_type == "Group" else "username")


def _assignments(path: str | None, value: Json) -> Iterator[tuple[str, Json]]:
    """What an operation touches: its path, or each attribute of its value where it has none (RFC 7644 §3.5.2)."""
    if path:
        yield path, value
    elif isinstance(value, dict):
        yield from value.items()


def _how_many(path: str, value: Json) -> int:
    if "[" in path:
        return 1
    if isinstance(value, list):
        return len(value)
    return 0 if value is None else 1


def _read_resource(facts: Facts, operation: str, body: dict[str, Json]) -> None:
    facts.resource_name = _name(body)
    facts.active_asked = as_bool(attribute(body, "active"))
    members = attribute(body, "members")
    facts.members_asked = len(members) if isinstance(members, list) else None
    if operation == "replace" and facts.active_asked is False:
        facts.intent = "deactivate"
    elif attribute(body, "password") is not None:
        facts.intent = "password"


def _read_search(
    facts: Facts, target: RequestTarget, asked: Json, resource: dict[str, Json] | None
) -> dict[str, Json] | None:
    """A look-up names whom it seeks; exactly one hit is that resource."""
    text = target.filter()
    if text is None and isinstance(asked, dict):
        posted = attribute(asked, "filter")
        text = posted if isinstance(posted, str) else None
    wanted = looked_up(text)
    if wanted is not None:
        name, value = wanted[0].rpartition(":")[2].lower(), wanted[1]
        if name in (*NAMES, "externalid", "id", "emails.value") or name.startswith("emails"):
            facts.intent = "lookup"
        if name in NAMES:
            facts.resource_name = value
    if resource is None or facts.intent != "lookup":
        return None
    hits = attribute(resource, "Resources")
    if isinstance(hits, list) and len(hits) == 1 and isinstance(hits[0], dict):
        return hits[0]
    return None


def _read_answer(facts: Facts, target: RequestTarget, resource: dict[str, Json]) -> None:
    found = attribute(resource, "id")
    if facts.resource_id is None and isinstance(found, str | int) and not isinstance(found, bool):
        facts.resource_id = str(found)
    facts.resource_name = _name(resource) or facts.resource_name
    facts.active_answered = as_bool(attribute(resource, "active"))
    members = attribute(resource, "members")
    facts.members_answered = len(members) if isinstance(members, list) else None


def _name(resource: dict[str, Json]) -> str | None:
    for name in ("userName", "displayName"):
        value = attribute(resource, name)
        if isinstance(value, str) and value:
            return value
    return None


def _read_error(facts: Facts, body: Json) -> None:
    """SCIM 2 errors (RFC 7644 §3.12), SCIM 1.1 errors, and what others commonly send."""
    if not isinstance(body, dict):
        return
    scim_type = attribute(body, "scimType")
    facts.scim_type = scim_type if isinstance(scim_type, str) and scim_type else None
    errors = attribute(body, "Errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        body = errors[0]
    for name in ("detail", "description", "message", "error_description", "error", "title"):
        value = attribute(body, name)
        if isinstance(value, str) and value:
            facts.error = value
            return
