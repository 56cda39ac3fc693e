"""Which strings of a JSON document are about a person: a SCIM resource, a PATCH, a list, a log's own record?"""

from __future__ import annotations

from typing import Any, Protocol

from scimviewer.privacy.personal_names import (
    OPEN_KEYS,
    OPEN_VALUES,
    Attribute,
    attribute,
    flat,
    is_extension,
    kind_of,
    set_of,
)
from scimviewer.privacy.personal_text import network_address, redact_filters

# Nobody looks at what lies deeper, and walking there costs stack.
DEEPEST = 150
TOO_DEEP = "⟦nested too deeply to be shown⟧"
_THINGS = set_of(
    "group groups usergroup appinstance application app role organization org team repository oktagroup systemprincipal"
)
_URL_KEYS = ("url", "path", "uri", "originalUrl", "requestUri", "request_path", "http_path", "httpRequestUrl")
_HEADER_KEYS = frozenset(("headers", "requestheaders", "responseheaders", "reqheaders", "resheaders"))
_PARAMETER_KEYS = frozenset(("querystring", "params", "query", "queryparameters"))
_CHANGES = frozenset(("newvalue", "oldvalue", "newvalues", "oldvalues"))


class Replacing(Protocol):
    """What a walk needs: how single values are replaced."""

    def give(self, kind: str, value: str) -> str: ...
    def free(self, text: str, of_thing: bool) -> str: ...
    def header(self, name: str, value: str) -> str: ...
    def parameter(self, name: str, value: str, of_thing: bool) -> str: ...


class JsonWalk:
    """Walks through a document and replaces strings by strings; every other value stays."""

    def __init__(self, replacing: Replacing) -> None:
        self._replacing = replacing

    def value(self, value: Any, where: Attribute, of_thing: bool, depth: int = 0) -> Any:
        """A value of any type at an attribute; `of_thing` where it belongs to a group or the like."""
        if isinstance(value, str):
            return self.leaf(value, where, of_thing)
        if not isinstance(value, (dict, list)):
            return value
        if depth > DEEPEST:
            return TOO_DEEP
        if isinstance(value, list):
            return [self.value(one, where, of_thing, depth + 1) for one in value]
        return self._object(value, where, _is_thing(value, where, of_thing), depth + 1)

    def key(self, key: str) -> str:
        """A key; only one that is itself a person's address changes."""
        return self._replacing.free(key, False) if "@" in key else key

    def leaf(self, value: str, where: Attribute, of_thing: bool) -> str:
        """A string at an attribute."""
        kind = kind_of(where, of_thing)
        if value.lower() in OPEN_VALUES or value.startswith("⟦"):
            return value
        if kind == "ip":
            return ", ".join(network_address(one.strip(), self._replacing.give) for one in value.split(","))
        if kind:
            return self._replacing.give(kind, value)
        if where.names and where.names[-1] in OPEN_KEYS and "@" not in value:
            return value
        return self._replacing.free(value, of_thing)

    def _object(self, value: dict[str, Any], where: Attribute, of_thing: bool, depth: int) -> dict[str, Any]:
        flat_keys = {flat(key): key for key in value if isinstance(key, str)}
        if "op" in flat_keys and isinstance(value.get(flat_keys.get("path", "")), str):
            return self._operation(value, flat_keys["path"], of_thing, depth)
        named = self._named(value, flat_keys, where)
        if named is not None:
            return self._pair(value, *named, where, of_thing, depth)
        is_headers = bool(where.names) and where.names[-1] in _HEADER_KEYS
        return {
            self.key(key): self._header(key, one) if is_headers else self._member(key, one, where, of_thing, depth)
            for key, one in value.items()
        }

    def _member(self, key: str, value: Any, where: Attribute, of_thing: bool, depth: int) -> Any:
        if key.lower().startswith("urn:") and isinstance(value, (dict, list)):
            below = Attribute((), key.lower()) if is_extension(key) else attribute(key)
            return self.value(value, below, of_thing, depth)
        return self.value(value, where.below(key), of_thing, depth)

    def _header(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return self._replacing.header(name, value)
        if isinstance(value, list):
            return [self._header(name, one) for one in value]
        return value

    def _operation(self, value: dict[str, Any], path_key: str, of_thing: bool, depth: int) -> dict[str, Any]:
        """An operation of a PATCH: the path says whose value it is (RFC 7644 §3.5.2)."""
        path = value[path_key]
        target = attribute(path)
        redacted = {
            key: self.value(one, target if key.lower() == "value" else Attribute((flat(key),)), of_thing, depth)
            for key, one in value.items()
            if key != path_key
        }
        new_path = redact_filters(path, self._replacing.give, of_thing)
        return {key: new_path if key == path_key else redacted[key] for key in value}

    def _named(self, value: dict[str, Any], keys: dict[str, str], where: Attribute) -> tuple[str, list[str]] | None:
        """The key under which a name stands and those of its values, where an object is such a pair."""
        changes = [keys[key] for key in keys if key in _CHANGES]
        if changes and isinstance(value.get(keys.get("displayname", "")), str):
            return keys["displayname"], changes
        for name in ("name", "key"):
            if name in keys and "value" in keys and isinstance(value[keys[name]], str):
                return keys[name], [keys["value"]]
        return None

    def _pair(
        self, value: dict[str, Any], name_key: str, value_keys: list[str], where: Attribute, of_thing: bool, depth: int
    ) -> dict[str, Any]:
        name = value[name_key]
        redacted: dict[str, Any] = {}
        for key, one in value.items():
            if key == name_key:
                redacted[key] = one
            elif key in value_keys:
                redacted[key] = self._named_value(name, one, where, of_thing, depth)
            else:
                redacted[key] = self._member(key, one, where, of_thing, depth)
        return redacted

    def _named_value(self, name: str, value: Any, where: Attribute, of_thing: bool, depth: int) -> Any:
        leaf = where.names[-1] if where.names else ""
        if isinstance(value, str) and leaf in _HEADER_KEYS:
            return self._replacing.header(name, value)
        if isinstance(value, str) and leaf in _PARAMETER_KEYS:
            return self._replacing.parameter(name, value, of_thing)
        target = attribute(name)
        kind = kind_of(target, of_thing)
        return self._forced(value, kind, depth) if kind else self.value(value, target, of_thing, depth)

    def _forced(self, value: Any, kind: str, depth: int) -> Any:
        """Every string below is of this kind: `{"key": "user.email", "value": {"stringValue": …}}`."""
        if isinstance(value, str):
            bare = value.strip('"')
            if bare.lower() in OPEN_VALUES or bare.startswith("⟦"):
                return value
            return value.replace(bare, self._replacing.give(kind, bare))
        if depth > DEEPEST:
            return TOO_DEEP
        if isinstance(value, list):
            return [self._forced(one, kind, depth + 1) for one in value]
        if isinstance(value, dict):
            return {key: self._forced(one, kind, depth + 1) for key, one in value.items()}
        return value


def _is_thing(value: dict[str, Any], where: Attribute, inherited: bool) -> bool:
    """Whether an object is a group, an application or the like, whose name is not a person's."""
    found = _by_schemas(value)
    if found is not None:
        return found
    reference = value.get("$ref")
    if isinstance(reference, str) and ("/Groups/" in reference or "/Users/" in reference):
        return "/Groups/" in reference
    kind = value.get("type")
    if isinstance(kind, str) and (flat(kind) in _THINGS or flat(kind) == "user"):
        return flat(kind) in _THINGS
    return inherited and not (where.names and where.names[-1] in ("members", "manager", "actor", "user"))


def _by_schemas(value: dict[str, Any]) -> bool | None:
    meta = value.get("meta")
    schemas = value.get("schemas")
    names = [one.lower() for one in schemas if isinstance(one, str)] if isinstance(schemas, list) else []
    resource = meta.get("resourceType") if isinstance(meta, dict) else None
    if resource == "Group" or any(name.endswith(":group") for name in names):
        return True
    if resource == "User" or any(name.endswith(":user") for name in names) or "userName" in value:
        return False
    if "members" in value:
        return True
    return True if _asks_for_groups(value) or _asks_for_groups(value.get("request")) else None


def _asks_for_groups(value: Any) -> bool:
    """Whether a request, or an operation of a bulk request, is about groups."""
    if not isinstance(value, dict):
        return False
    urls = (value.get(key) for key in _URL_KEYS)
    return any(isinstance(url, str) and "/Groups" in url for url in urls)
