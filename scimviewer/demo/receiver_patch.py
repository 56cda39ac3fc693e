"""What does a receiver make of the operations of a PATCH (RFC 7644 §3.5.2)?

Lenient as applications that live with Entra are: operations in any case, booleans as text, members
removed by value, a value filter that matches nothing makes the element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scimviewer.demo.sites import CORE_USER, ENTERPRISE

_ATTRIBUTES = (
    *("active", "displayName", "emails", "externalId", "id", "name", "nickName", "password"),
    *("phoneNumbers", "preferredLanguage", "profileUrl", "roles", "title", "userName", "userType"),
)
_VALUE_PATH = re.compile(r'(\w+)\[(\w+) eq "([^"]*)"\](?:\.(\w+))?')
_PHONE = re.compile(r"\+?[0-9 ()/-]{4,}")


@dataclass(slots=True)
class Refused(Exception):
    """The receiver does not take it: becomes a SCIM error of that status and scimType."""

    status: int
    scim_type: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Habits:
    """What the receiver does wrong at a moment."""

    empties_groups: bool = False  # remove members with a value list removes all of them
    ignores_text_active: bool = False  # active "False" is taken for no boolean and skipped
    forgets_members: bool = False  # members that are added are not stored


def check_user(body: dict[str, Any]) -> None:
    """Refuse a user whose values this receiver does not take."""
    if not body.get("userName"):
        raise Refused(400, "invalidValue", "userName is required")
    for phone in body.get("phoneNumbers") or ():
        number = str(phone.get("value"))
        if not _PHONE.fullmatch(number):
            raise Refused(400, "invalidValue", f"phoneNumbers.value '{number}' is no telephone number")


def copied(body: dict[str, Any]) -> dict[str, Any]:
    """Copy a resource as deep as SCIM resources go."""
    return {key: _copied_value(value) for key, value in body.items()}


def _copied_value(value: Any) -> Any:
    if isinstance(value, dict):
        return copied(value)
    if isinstance(value, list):
        return [_copied_value(item) for item in value]
    return value


def patched_user(body: dict[str, Any], operations: list[dict[str, Any]], habits: Habits) -> dict[str, Any]:
    """Answer the user after the operations; raises `Refused`, and then nothing has happened."""
    result = copied(body)
    for operation in operations:
        kind = str(operation.get("op", "")).lower()
        if kind not in ("add", "replace", "remove"):
            raise Refused(400, "invalidSyntax", f"op '{operation.get('op')}' is none of add, replace, remove")
        path, value = operation.get("path"), operation.get("value")
        if path:
            _write(result, path, None if kind == "remove" else value, habits)
        elif kind == "remove":
            raise Refused(400, "noTarget", "remove needs a path")
        else:
            for key, item in (value or {}).items():
                _write(result, key, item, habits)
    check_user(result)
    return result


def _write(body: dict[str, Any], path: str, value: Any, habits: Habits) -> None:
    """Set what a path names; None unassigns it."""
    if path.startswith("urn:"):
        _write_urn(body, path, value, habits)
    elif "[" in path:
        _write_element(body, path, value)
    elif path == "schemas":
        return
    elif path.partition(".")[0] not in _ATTRIBUTES:
        raise Refused(400, "invalidPath", f"Attribute '{path}' is not known")
    elif path == "active":
        _write_active(body, value, habits)
    elif path != "id":
        _write_attribute(body, path, value)


def _write_urn(body: dict[str, Any], path: str, value: Any, habits: Habits) -> None:
    if path.startswith(CORE_USER + ":"):
        _write(body, path[len(CORE_USER) + 1 :], value, habits)
    elif path == ENTERPRISE:
        for key, item in (value or {}).items():
            _write_urn(body, f"{ENTERPRISE}:{key}", item, habits)
    elif path.startswith(ENTERPRISE + ":"):
        name = path[len(ENTERPRISE) + 1 :]
        if name.partition(".")[0] == "manager":
            name, value = "manager", value if value is None or isinstance(value, dict) else {"value": value}
        _set(body.setdefault(ENTERPRISE, {}), name, value)
        if ENTERPRISE not in body["schemas"]:
            body["schemas"].append(ENTERPRISE)
    else:
        raise Refused(400, "invalidPath", f"Attribute '{path}' is not known")


def _write_active(body: dict[str, Any], value: Any, habits: Habits) -> None:
    if isinstance(value, str):
        if habits.ignores_text_active:
            return
        if value.lower() not in ("true", "false"):
            raise Refused(400, "invalidValue", f"active '{value}' is no boolean")
        value = value.lower() == "true"
    _set(body, "active", value)


def _write_attribute(body: dict[str, Any], path: str, value: Any) -> None:
    name, _, part = path.partition(".")
    if part:
        inner = body.setdefault(name, {})
        if not isinstance(inner, dict):
            raise Refused(400, "invalidPath", f"'{path}' needs a filter to say which value is meant")
        _set(inner, part, value)
    elif name == "name" and isinstance(value, dict):
        body.setdefault("name", {}).update(value)
    else:
        _set(body, name, value)


def _write_element(body: dict[str, Any], path: str, value: Any) -> None:
    match = _VALUE_PATH.fullmatch(path)
    if match is None:
        raise Refused(400, "invalidFilter", f"Path '{path}' cannot be read")
    name, key, wanted, part = match.groups()
    if name not in _ATTRIBUTES:
        raise Refused(400, "invalidPath", f"Attribute '{name}' is not known")
    elements: list[dict[str, Any]] = body.setdefault(name, [])
    found = [element for element in elements if element.get(key) == wanted]
    if value is None and not part:
        body[name] = [element for element in elements if element not in found]
        return
    if not found and value is not None:
        found = [{key: wanted}]
        elements.extend(found)
    for element in found:
        if part:
            _set(element, part, value)
        else:
            element.update(value)


def _set(container: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        container.pop(name, None)
    else:
        container[name] = value


@dataclass(slots=True)
class GroupChange:
    """What the operations ask of a group: new attributes, and members to put in and to take out, in order."""

    attributes: dict[str, Any]
    members: dict[str, str]  # id → display, as they shall be


def patched_group(
    members: dict[str, str], operations: list[dict[str, Any]], displays: dict[str, str], habits: Habits
) -> GroupChange:
    """Answer the group after the operations; `displays` has the name of every user who may be a member."""
    change = GroupChange({}, dict(members))
    for operation in operations:
        kind, path, value = str(operation["op"]).lower(), operation.get("path"), operation.get("value")
        if path is None:
            items = dict(value or {}).items()
            change.attributes.update({key: item for key, item in items if key not in ("id", "members")})
        elif path == "members" or path.startswith("members["):
            _change_members(change, kind, path, value, displays, habits)
        elif path in ("displayName", "externalId"):
            change.attributes[path] = value
        else:
            raise Refused(400, "invalidPath", f"Attribute '{path}' is not known")
    return change


def _change_members(
    change: GroupChange, kind: str, path: str, value: Any, displays: dict[str, str], habits: Habits
) -> None:
    if kind == "remove":
        match = _VALUE_PATH.fullmatch(path)
        if match:
            change.members.pop(match.group(3), None)
        elif value and not habits.empties_groups:
            for member in value:
                change.members.pop(member["value"], None)
        else:
            change.members.clear()
        return
    if kind == "replace":
        change.members.clear()
    for member in value:
        if member["value"] not in displays:
            raise Refused(400, "invalidValue", f"Member {member['value']} is not known")
        if habits.forgets_members:
            continue
        change.members[member["value"]] = displays[member["value"]]
