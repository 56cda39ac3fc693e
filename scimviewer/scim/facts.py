"""What do the bodies of an exchange say, in the few facts that lists and findings need?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scimviewer.scim.request import SCIM_URN, RequestTarget, looked_up

Json = Any
Operation = tuple[str, str | None, Json]  # op in lower case, path, value
TRUE_FALSE = {"true": True, "false": False}
MEMBERS_PATH = re.compile(r"(?i)^(?:urn:ietf:params:scim:schemas:core:2\.0:group:)?members(?P<rest>\[|\.|$)")
NAMES = ("username", "displayname")
# Where servers write what went wrong: RFC 7644 §3.12, SCIM 1.1 §3.9 (Errors: description), then what is common.
MESSAGES = ("detail", "description", "message", "msg", "error_description", "errors", "error", "title")
HTML_TITLE = re.compile(r"(?is)<title[^>]*>([^<]*)")
DEEPEST_ERROR = 4
LONGEST_LINE = 300
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
    lowered, length = name.lower(), len(name)
    for key in resource:
        if len(key) == length and key.lower() == lowered:
            return resource[key]
    return None


def as_bool(value: Json) -> bool | None:
    """true and false as JSON has them, or as text or wrapped in a list, as Entra's older clients send them."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        return TRUE_FALSE.get(value.strip().lower())
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        inner = attribute(value[0], "value")
        return None if isinstance(inner, list) else as_bool(inner)
    return None


def is_scim_body(body: Json) -> bool:
    """Whether a body names a SCIM schema (RFC 7643 §3)."""
    if not isinstance(body, dict):
        return isinstance(body, str) and bool(SCIM_URN.search(body[:4096]))
    schemas = attribute(body, "schemas")
    if isinstance(schemas, list):
        return any(isinstance(urn, str) and SCIM_URN.match(urn) for urn in schemas)
    return isinstance(schemas, str) and bool(SCIM_URN.search(schemas))


def patch_operations(body: Json) -> Iterator[Operation]:
    """(op, path, value) of each operation of a PATCH body, op in lower case; what is no operation is left out."""
    operations = attribute(body, "Operations") if isinstance(body, dict) else None
    if isinstance(operations, dict):
        operations = [operations]
    if not isinstance(operations, list):
        return
    for operation in operations:
        if isinstance(operation, dict):
            op, path = attribute(operation, "op"), attribute(operation, "path")
            op = op.lower() if isinstance(op, str) else ""
            yield op, path if isinstance(path, str) else None, attribute(operation, "value")


def facts_of(
    operation: str,
    target: RequestTarget,
    asked: Json,
    answered: Json,
    failed: bool,
    operations: Sequence[Operation] | None = None,
) -> Facts:
    """Read the facts of one exchange off its bodies (JSON values, text or None).

    `operations` are those of a PATCH body where the caller has them already.
    """
    facts = Facts(resource_id=target.resource_id)
    resource = answered if isinstance(answered, dict) and not failed else None
    if operation == "patch":
        _read_patch(facts, target, asked, tuple(patch_operations(asked)) if operations is None else operations)
    elif isinstance(asked, dict) and operation in ("create", "replace"):
        _read_resource(facts, target, operation, asked)
    elif operation == "search":
        resource = _read_search(facts, target, asked, resource)
    if resource is not None and operation != "discovery" and (operation != "other" or is_scim_body(resource)):
        _read_answer(facts, target, resource)
    if failed:
        _read_error(facts, answered)
    return facts


def _read_patch(facts: Facts, target: RequestTarget, body: Json, operations: Sequence[Operation]) -> None:
    if not operations and isinstance(body, dict) and attribute(body, "Operations") is None:
        operations = _old_operations(body)
    intents = set()
    for op, path, value in operations:
        # RFC 7644 §3.5.2: an operation touches its path, or each attribute of its value where it has none.
        if path:
            intents.add(_read_assignment(facts, target, op, path, value))
        elif isinstance(value, dict):
            intents.update([_read_assignment(facts, target, op, name, inner) for name, inner in value.items()])
    for intent in PATCH_INTENTS:
        if intent in intents:
            facts.intent = intent
            return


def _old_operations(body: dict[str, Json]) -> list[Operation]:
    """SCIM 1.1 §3.3.2 patches with a partial resource; members to be removed say so one by one."""
    operations: list[Operation] = []
    for name, value in body.items():
        gone = [one for one in value if _is_removed(one)] if isinstance(value, list) else []
        if gone:
            operations.append(("remove", name, gone))
            value = [one for one in value if not _is_removed(one)]
        if value or not gone:
            operations.append(("add" if isinstance(value, list) else "replace", name, value))
    return operations


def _is_removed(member: Json) -> bool:
    return isinstance(member, dict) and attribute(member, "operation") == "delete"


def _read_assignment(facts: Facts, target: RequestTarget, op: str, name: str, value: Json) -> str | None:
    """Note what one assignment of a PATCH asks, and answer the intent it shows."""
    lowered = name.rpartition(":")[2].lower()
    if lowered == "active" and op != "remove":
        active = as_bool(value)
        if active is None:
            return None
        facts.active_asked = active
        return "reactivate" if active else "deactivate"
    if lowered == "password":
        return "password"
    if lowered in NAMES and op != "remove" and _names(target, lowered):
        facts.resource_name = value if isinstance(value, str) else facts.resource_name
        return "rename"
    return _read_members(facts, op, name, value) if target.resource_type != "User" else None


def _read_members(facts: Facts, op: str, name: str, value: Json) -> str | None:
    if not MEMBERS_PATH.match(name):
        return None
    count = _how_many(name, value)
    if count is not None:  # who removes "members" without naming any removes an unknown number
        facts.members_asked = (facts.members_asked or 0) + count
    return f"member_{op}" if op in ("add", "remove") else None


def _names(target: RequestTarget, lowered: str) -> bool:
    """A user is renamed by userName, a group by displayName."""
    return lowered == ("displayname" if target.resource_type == "Group" else "username")


def _how_many(path: str, value: Json) -> int | None:
    if "[" in path:
        return 1
    if isinstance(value, list):
        return len(value)
    return None if value is None else 1


def _read_resource(facts: Facts, target: RequestTarget, operation: str, body: dict[str, Json]) -> None:
    facts.resource_name = _name(body)
    facts.active_asked, facts.members_asked = _state(target, body)
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
        if name in (*NAMES, "externalid", "id") or name.startswith("emails"):
            facts.intent = "lookup"
        if name in NAMES:
            facts.resource_name = value
    if resource is None or facts.intent != "lookup":
        return None
    hits = attribute(resource, "Resources")
    if isinstance(hits, list) and len(hits) == 1 and isinstance(hits[0], dict):
        return hits[0]
    return None


def _state(target: RequestTarget, resource: dict[str, Json]) -> tuple[bool | None, int | None]:
    """Whether it is active and how many members it has; users have no members and groups are not active."""
    active = as_bool(attribute(resource, "active")) if target.resource_type != "Group" else None
    members = attribute(resource, "members") if target.resource_type != "User" else None
    return active, len(members) if isinstance(members, list) else None


def _read_answer(facts: Facts, target: RequestTarget, resource: dict[str, Json]) -> None:
    if facts.resource_id is None:
        found = attribute(resource, "id")
        if isinstance(found, str | int) and not isinstance(found, bool) and found != "":
            facts.resource_id = str(found)
    facts.resource_name = _name(resource) or facts.resource_name
    facts.active_answered, facts.members_answered = _state(target, resource)


def _name(resource: dict[str, Json]) -> str | None:
    for name in ("userName", "displayName"):
        value = attribute(resource, name)
        if isinstance(value, str) and value:
            return value
    return None


def _read_error(facts: Facts, body: Json) -> None:
    """SCIM 2 errors (RFC 7644 §3.12), SCIM 1.1 errors, and what others commonly send."""
    if isinstance(body, str):
        facts.error = _first_words(body)
    elif isinstance(body, dict):
        scim_type = attribute(body, "scimType")
        facts.scim_type = scim_type if isinstance(scim_type, str) and scim_type else None
        facts.error = _message(body, 0)


def _message(told: Json, depth: int) -> str | None:
    """The sentence in an error of any of the common forms: text, object, the first of a list."""
    if isinstance(told, str):
        return told.strip() or None
    if isinstance(told, list) and told and depth < DEEPEST_ERROR:
        return _message(told[0], depth + 1)
    if isinstance(told, dict) and depth < DEEPEST_ERROR:
        for name in MESSAGES:
            message = _message(attribute(told, name), depth + 1)
            if message:
                return message
    return None


def _first_words(text: str) -> str | None:
    """What a page or a plain text says first: the title of HTML, else the first line."""
    if text.lstrip()[:1] == "<":
        title = HTML_TITLE.search(text[:4096])
        return " ".join(title[1].split()) or None if title else None
    return text.strip().partition("\n")[0][:LONGEST_LINE].strip() or None
