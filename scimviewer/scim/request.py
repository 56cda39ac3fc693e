"""What does an HTTP request ask of a SCIM service provider? (RFC 7644 §3)"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

# RFC 7644 §3.2: the endpoints every server has, and the type of resource behind each (RFC 7643 §3.1 meta.resourceType).
RESOURCE_TYPES = {
    "users": "User",
    "groups": "Group",
    "me": "User",
    "schemas": "Schema",
    "resourcetypes": "ResourceType",
    "serviceproviderconfig": "ServiceProviderConfig",
    "serviceproviderconfigs": "ServiceProviderConfig",  # SCIM 1.1 §9
}
ENDPOINTS = {*RESOURCE_TYPES, "bulk", ".search"}
DISCOVERY = {"Schema", "ResourceType", "ServiceProviderConfig"}
SCIM_BASE = re.compile(r"(?i)(?:^|/)scim2?(?=/|$)")
SCIM_URN = re.compile(r"(?i)urn:(?:ietf:params:scim:|scim:schemas:)")
OPERATIONS = {"GET": "read", "HEAD": "read", "PUT": "replace", "PATCH": "patch", "DELETE": "delete"}
# An equality filter names what is looked for: filter=userName eq "x" (RFC 7644 §3.4.2.2).
EQUALS = re.compile(r"(?i)([\w.:$-]+(?:\[[^\]]*\])?(?:\.\w+)?)\s+eq\s+(\"(?:[^\"\\]|\\.)*\"|\S+)")
AUTHORITY = re.compile(r"[A-Za-z][\w+.-]*://([^/?#]*)")
VERSION = re.compile(r"(?i)v\d+(?:\.\d+)*")
UUID = re.compile(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
MOST_PARAMETERS = 1000


class RequestTarget(NamedTuple):
    """A request URL taken apart; None means that the URL does not say."""

    host: str | None
    base: str  # path before the SCIM endpoint
    endpoint: str | None  # Users, Groups, Bulk … as written
    resource_type: str | None
    resource_id: str | None
    is_search: bool  # POST …/.search (RFC 7644 §3.4.3)
    path: str
    query: str
    goes_deeper: bool = False  # something follows the id, as in /Groups/7/members

    @property
    def is_scim(self) -> bool:
        """Whether the path alone says that this is SCIM."""
        known = self.endpoint is not None and self.endpoint.lower() in ENDPOINTS
        return (known and self.endpoint not in ("me", ".search")) or SCIM_BASE.search(self.path) is not None

    def parameters(self) -> list[tuple[str, str]]:
        """The query parameters, decoded, in order."""
        parts = [part.partition("=") for part in self.query.split("&", MOST_PARAMETERS) if part]
        return [(unquote_plus(name), unquote_plus(value)) for name, _, value in parts[:MOST_PARAMETERS]]

    def filter(self) -> str | None:
        """The SCIM filter of the query, decoded."""
        if "filter" not in self.query.lower():
            return None
        for part in self.query.split("&", MOST_PARAMETERS):
            name, _, value = part.partition("=")
            if unquote_plus(name).lower() == "filter":
                return unquote_plus(value)
        return None


@lru_cache(maxsize=4096)
def request_target(url: str) -> RequestTarget:
    """Take a URL or a path apart; never fails, whatever the text."""
    host, rest = None, url.strip()
    match = AUTHORITY.match(rest)
    if match:
        host = match[1].rpartition("@")[2] or None
        rest = rest[match.end() :].partition("#")[0]
    path, _, query = rest.partition("?")
    collection, _, last = path.rpartition("/")
    if last and last.lower() not in ENDPOINTS:
        above = _path_target(collection)
        if above.endpoint is not None and above.resource_id is None and _is_known(above):
            return RequestTarget(host, *above[1:4], _decoded(last), False, path, query)
    return _path_target(path)._replace(host=host, query=query)


def _is_known(above: RequestTarget) -> bool:
    """Whether whatever follows this path is the id of a resource."""
    return above.resource_type is not None and above.endpoint is not None and above.endpoint.lower() in RESOURCE_TYPES


@lru_cache(maxsize=4096)
def _path_target(path: str) -> RequestTarget:
    segments = [segment for segment in path.split("/") if segment]
    found = _endpoint_index(segments)
    if found is None:
        return RequestTarget(None, path.rstrip("/"), None, None, None, False, path, "")
    endpoint, behind = segments[found], segments[found + 1 :]
    is_search = endpoint == ".search" or (bool(behind) and behind[-1] == ".search")
    resource_id = behind[0] if behind and behind[0] != ".search" else None
    return RequestTarget(
        None,
        "/" + "/".join(segments[:found]) if found else "",
        endpoint,
        _resource_type(endpoint),
        None if resource_id is None else _decoded(resource_id),
        is_search,
        path,
        "",
        len(behind) > 1 and not is_search,
    )


def _decoded(segment: str) -> str:
    return unquote(segment) if "%" in segment else segment


def _endpoint_index(segments: list[str]) -> int | None:
    """Where in the path the SCIM endpoint stands: a known name after the SCIM base, else what follows the base."""
    lowered = [segment.lower() for segment in segments]
    start = _behind_base(lowered)
    if start is not None and start < len(lowered):
        for index in range(start, len(lowered)):
            if lowered[index] in ENDPOINTS:
                # Custom types can be searched too: /scim/v2/Devices/.search
                return index - 1 if lowered[index] == ".search" and index == start + 1 else index
        # Some servers have one base a tenant: /scim/v2/<uuid>/Devices
        return start + 1 if UUID.fullmatch(segments[start]) and start + 1 < len(segments) else start
    return _last_known(lowered)


def _behind_base(lowered: list[str]) -> int | None:
    """The first segment after /scim, /scim/v2 or /scim/<name>/v2; None where the path has no such base."""
    start = next((at + 1 for at, name in enumerate(lowered) if name in ("scim", "scim2")), None)
    if start is None:
        return None
    for versioned in (start, start + 1):
        if versioned < len(lowered) and VERSION.fullmatch(lowered[versioned]) and lowered[start] not in ENDPOINTS:
            return versioned + 1
    return start


def _last_known(lowered: list[str]) -> int | None:
    """Without a SCIM base in the path, the last known endpoint; an id may itself be called "users"."""
    for index in range(len(lowered) - 1, -1, -1):
        if lowered[index] in ENDPOINTS:
            return index - 1 if index and lowered[index - 1] in RESOURCE_TYPES else index
    return None


def _resource_type(endpoint: str) -> str | None:
    known = RESOURCE_TYPES.get(endpoint.lower())
    if known or endpoint.lower() in ENDPOINTS:
        return known
    return endpoint[:-1] if endpoint.endswith("s") and len(endpoint) > 1 else endpoint


def operation_of(method: str | None, target: RequestTarget) -> str:
    """Name what is asked: create, read, search, replace, patch, delete, bulk, discovery or other."""
    verb = (method or "").upper()
    if target.endpoint is None:
        return "other"
    if target.resource_type in DISCOVERY:
        return "discovery"
    endpoint = target.endpoint.lower()
    if endpoint == "bulk":
        return "bulk"
    if target.is_search:
        return "search"
    if verb == "POST":
        return "create" if target.resource_id is None else "other"
    if verb in ("GET", "HEAD"):
        return "search" if target.resource_id is None and endpoint != "me" else "read"
    # DELETE /Groups/7/members/9 deletes no group.
    return "other" if target.goes_deeper else OPERATIONS.get(verb, "other")


def looked_up(filter_text: str | None) -> tuple[str, str] | None:
    """Answer (attribute, value) when a filter is one equality comparison, such as userName eq "ann"."""
    if not filter_text:
        return None
    match = EQUALS.fullmatch(filter_text.strip())
    if match is None:
        return None
    value = match[2]
    if value.startswith('"') and value.endswith('"') and len(value) >= 2:
        value = value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return match[1], value
