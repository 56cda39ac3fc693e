"""What does a request write: which attribute gets which value, and where does that stand in the body?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from scimviewer.quirks.pointers import key_of, pointer

Json = Any
# A URN that nobody taught ends where its version does, or with the type behind it, written with a capital.
VERSIONED_URN = re.compile(r"(?i:urn:[^\[\]\s]*?:\d+\.\d+)(?::[A-Z]\w*(?=[:.]|$))?(?=[:.]|$)")
CORE_URN = re.compile(r"(?i)urn:(?:ietf:params:)?scim:schemas:core:\d\.\d(?::(?:User|Group))?(?=[:.]|$)")
ATTRIBUTE = re.compile(r"(?P<name>[^.\[\]]*)(?:\[(?P<filter>.*)\])?(?:\.(?P<sub>.*))?", re.DOTALL)


class Operation(NamedTuple):
    """One operation of a PATCH as it stands in the body."""

    op: str  # in lower case, "" where there is none
    written: Json  # op as written
    path: str | None  # None where there is none, also for ""
    value: Json
    has_value: bool
    at: str
    keys: dict[str, str]  # op, path, value: as spelled here

    def at_(self, name: str) -> str:
        """Where its op, path or value stands; the operation itself where it has none."""
        return pointer(self.at, self.keys[name]) if name in self.keys else self.at


class Write(NamedTuple):
    """One attribute that is written. Names are in lower case; `urn` is None for core attributes."""

    op: str  # add, replace, remove, or set (POST, PUT)
    urn: str | None
    name: str  # "" means the extension as a whole
    filter: str | None  # what stands in the brackets
    sub: str | None
    value: Json
    at: str  # the value, or the path where there is none
    at_name: str  # the path or the key that names it
    operation: Operation | None = None

    @property
    def path(self) -> str:
        """The path for a sentence, without a filter."""
        return f"{self.name}.{self.sub}" if self.sub else self.name


class Split(NamedTuple):
    """A path or a dotted key taken apart, in lower case but for the filter."""

    urn: str | None
    name: str
    filter: str | None
    sub: str | None


def split(path: str) -> Split:
    """Take a path apart; never fails. A core URN says nothing (RFC 7644 §3.10) and is dropped."""
    text, urn = path.strip(), None
    if text[:4].lower() == "urn:":
        core = CORE_URN.match(text)
        known = core or VERSIONED_URN.match(text)
        if known:
            urn, text = None if core else known[0].lower(), text[known.end() + 1 :]
        else:
            head, bracket, tail = text.partition("[")
            before, _, last = head.rpartition(":")
            urn, text = before.lower(), last + bracket + tail
    found = ATTRIBUTE.fullmatch(text)
    if found is None:
        return Split(urn, text.lower(), None, None)
    sub = found["sub"]
    return Split(urn, found["name"].lower(), found["filter"], sub.lower() if sub else None)


def operations(body: Json, at: str) -> tuple[Operation, ...]:
    """The operations of a PATCH body; an object where a list belongs is a list of one."""
    key = key_of(body, "Operations")
    if key is not None:
        body, at = body[key], pointer(at, key)
    elif not isinstance(body, list):  # RFC 7644 §3.7 prints the bare list as data of a bulk operation
        return ()
    if isinstance(body, dict):
        return (_operation(body, at),)
    if not isinstance(body, list):
        return ()
    return tuple(_operation(one, pointer(at, n)) for n, one in enumerate(body) if isinstance(one, dict))


def _operation(body: dict[str, Json], at: str) -> Operation:
    keys = {name: key for name in ("op", "path", "value") if (key := key_of(body, name)) is not None}
    written = body[keys["op"]] if "op" in keys else None
    path = body[keys["path"]] if "path" in keys else None
    return Operation(
        written.lower() if isinstance(written, str) else "",
        written,
        path if isinstance(path, str) and path.strip() else None,
        body[keys["value"]] if "value" in keys else None,
        "value" in keys,
        at,
        keys,
    )


def patch_writes(asked: tuple[Operation, ...]) -> Iterator[Write]:
    """What the operations of a PATCH write; without a path each member of the value is a write of its own."""
    for operation in asked:
        if operation.path:
            parts = split(operation.path)
            at = operation.at_("value" if operation.has_value else "path")
            if not parts.name and isinstance(operation.value, dict) and operation.op != "remove":
                yield from _members(operation.op, operation.value, at, operation, parts.urn)
            else:
                yield Write(operation.op, *parts, operation.value, at, operation.at_("path"), operation)
        elif isinstance(operation.value, dict):
            yield from _members(operation.op, operation.value, operation.at_("value"), operation, None)


def resource_writes(body: Json, at: str) -> Iterator[Write]:
    """What the body of a POST or PUT writes."""
    if isinstance(body, dict):
        yield from _members("set", body, at, None, None)


def _members(op: str, value: dict[str, Json], at: str, operation: Operation | None, urn: str | None) -> Iterator[Write]:
    for key, inner in value.items():
        where = pointer(at, key)
        parts = split(key) if urn is None else Split(urn, key.lower(), None, None)
        if parts.urn and not parts.name and isinstance(inner, dict):
            yield from _members(op, inner, where, operation, parts.urn)
        elif is_container(key) and isinstance(inner, dict):
            yield from _members(op, inner, where, operation, key.lower())
        else:
            yield Write(op, *parts, inner, where, where, operation)


def is_container(key: str) -> bool:
    """Whether a key is the URN of an extension as such, also of one that nobody knows: it ends like no attribute."""
    return key[:4].lower() == "urn:" and bool(re.search(r"(?i):\d+\.\d+(?::[A-Za-z]+)?$", key))
