"""Which values does a resource have while a request changes it, and which of them are known?"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.event import Json
from scimviewer.scim.matching import is_unassigned
from scimviewer.scim.pointers import pointer
from scimviewer.scim.readings import MISSING, UNKNOWN
from scimviewer.scim.schemas import Schemas

MOST_ATTRIBUTES = 1000  # no resource has more; each is looked up among all others
Key = tuple[str | None, str]  # URN of the extension or None, attribute; both in lower case


class Draft:
    """A resource that is being changed. What was before is never touched: whatever changes is copied first."""

    def __init__(self, before: dict[str, Json] | None) -> None:
        self.fields: dict[str, Json] = dict(before) if before is not None else {}
        self.is_complete = before is not None  # whether what is not written here is unassigned, or unknown
        self.unassigned: dict[Key, str] = {}  # attributes of an incomplete resource that are certainly unassigned
        self._copied: set[str] = set()

    def container(self, urn: str | None) -> tuple[str | None, dict[str, Json]]:
        """The key of the extension's container as the resource spells it, and the container."""
        if urn is None:
            return None, self.fields
        key = spelled(self.fields, urn)
        inner = self.fields.get(key)
        return key, inner if isinstance(inner, dict) else {}

    def get(self, urn: str | None, name: str) -> Json:
        """The value of an attribute: MISSING, UNKNOWN, or what it is."""
        _, holder = self.container(urn)
        key = spelled(holder, name)
        if key in holder:
            value = holder[key]
            return MISSING if is_unassigned(value) else value
        known = self.is_complete or _key(urn, name) in self.unassigned
        return MISSING if known else UNKNOWN

    def where(self, urn: str | None, name: str) -> str:
        """The JSON pointer of an attribute."""
        outer, holder = self.container(urn)
        return pointer(*(() if outer is None else (outer,)), spelled(holder, name))

    def set(self, urn: str | None, name: str, value: Json) -> None:
        holder = self._own(urn)
        key = spelled(holder, name)
        self.unassigned.pop(_key(urn, name), None)
        if value is MISSING or is_unassigned(value):
            holder.pop(key, None)
            self.unassigned[_key(urn, name)] = key
            if urn is not None and not holder:
                self.fields.pop(spelled(self.fields, urn), None)
        else:
            holder[key] = value

    def _own(self, urn: str | None) -> dict[str, Json]:
        """The container, as a copy that may be changed."""
        if urn is None:
            return self.fields
        key = spelled(self.fields, urn)
        if key not in self._copied or not isinstance(self.fields.get(key), dict):
            inner = self.fields.get(key)
            self.fields[key] = dict(inner) if isinstance(inner, dict) else {}
            self._copied.add(key)
        found: dict[str, Json] = self.fields[key]
        return found

    def forget(self) -> None:
        """From here on nothing is known."""
        self.fields, self.unassigned, self.is_complete = {}, {}, False

    def names(self, urn: str | None) -> list[str]:
        return list(self.container(urn)[1])

    def state(self) -> dict[str, Json] | None:
        """The whole resource, or None where something in it is unknown."""
        return self.fields if self.is_complete and not any(True for _ in self._unknown()) else None

    def _unknown(self) -> Iterator[str]:
        for key, value in self.fields.items():
            if value is UNKNOWN:
                yield key
            elif isinstance(value, dict) and key[:4].lower() == "urn:":
                yield from (f"{key}:{name}" for name, inner in value.items() if inner is UNKNOWN)

    def known(self) -> dict[str, Json]:
        """The attributes that are known; those that are certainly unassigned are None."""
        found: dict[str, Json] = {}
        for key, value in self.fields.items():
            if isinstance(value, dict) and key[:4].lower() == "urn:":
                value = {name: inner for name, inner in value.items() if inner is not UNKNOWN}
            if value is not UNKNOWN:
                found[key] = value
        for (urn, _), name in self.unassigned.items():
            if urn is None:
                found.setdefault(name, None)
            else:
                key = spelled(found, urn)
                inner = found.setdefault(key, {})
                if isinstance(inner, dict):
                    found[key] = {**inner, name: None}
        return found


def _key(urn: str | None, name: str) -> Key:
    return (urn.lower() if urn is not None else None, name.lower())


def spelled(holder: dict[str, Json], name: str) -> str:
    """The name as the resource already spells it, else as it is given."""
    if name in holder:
        return name
    lowered = name.lower()
    return next((key for key in holder if len(key) == len(name) and key.lower() == lowered), name)


def canonical(schemas: Schemas, name: str, resource_type: str | None, urn: str | None) -> str:
    """The name as its schema spells it."""
    found = schemas.attribute(name, resource_type, urn)
    return found.name if found else name
