"""What does an HTTP request ask of a SCIM service provider? (RFC 7644 §3)"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

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
DISCOVERY = {"Schema", "ResourceType", "ServiceProviderConfig"}
SCIM_BASE = re.compile(r"(?i)(?:^|/)scim2?(?:/v\d+(?:\.\d+)?)?(?=/|$)")
SCIM_URN = re.compile(r"(?i)urn:(?:ietf:params:scim:|scim:schemas:)")
OPERATIONS = {"GET": "read", "HEAD": "read", "PUT": "replace", "PATCH": "patch", "DELETE": "delete"}
# An equality filter names what is looked for: filter=userName eq "x" (RFC 7644 §3.4.2.2).
EQUALS = re.compile(r"(?i)([\w.:$-]+(?:\[[^\]]*\])?(?:\.\w+)?)\s+eq\s+(\"(?:[^\"\\]|\\.)*\"|\S+)")


@dataclass(frozen=True, slots=True)
class RequestTarget:
    """A request URL taken apart; None means that the URL does not say."""

    host: str | None
    base: str  # path before the SCIM endpoint
    endpoint: str | None  # Users, Groups, Bulk … as written
    resource_type: str | None
    resource_id: str | None
    is_search: bool  # POST …/.search (RFC 7644 §3.4.3)
    path: str
    query: str

    @property
    def is_scim(self) -> bool:
        """Whether the path alone says that this is SCIM."""
        known = self.endpoint is not None and self.endpoint.lower() in {*RESOURCE_TYPES, "bulk"}
        return (known and self.endpoint != "me") or bool(SCIM_BASE.search(self.path))

    def parameters(self) -> list[tuple[str, str]]:
        """The query parameters, decoded, in order."""
        return parse_qsl(self.query, keep_blank_values=True, max_num_fields=1000)

    def filter(self) -> str | None:
        """The SCIM filter of the query, decoded."""
        if "filter" not in self.query:
            return None
        return next((value for name, value in self.parameters() if name.lower() == "filter"), None)


@lru_cache(maxsize=4096)
def request_target(url: str) -> RequestTarget:
    """Take a URL or a path apart; never fails, whatever the text."""
    try:
        parts = urlsplit(url)
        host, path, query = parts.netloc.rpartition("@")[2] or None, parts.path, parts.query
    except ValueError:  # such as "http://[broken"
        host, (path, _, query) = None, url.partition("?")
    segments = [segment for segment in path.split("/") if segment]
    found = _endpoint_index(segments, path)
    if found is None:
        return RequestTarget(host, path.rstrip("/"), None, None, None, False, path, query)
    endpoint = segments[found]
    rest = [unquote(segment) for segment in segments[found + 1 :]]
    is_search = (bool(rest) and rest[-1] == ".search") or endpoint == ".search"
    resource_id = rest[0] if rest and rest[0] != ".search" else None
    return RequestTarget(
        host,
        "/" + "/".join(segments[:found]) if found else "",
        endpoint,
        _resource_type(endpoint),
        resource_id,
        is_search,
        path,
        query,
    )


def _endpoint_index(segments: list[str], path: str) -> int | None:
    """Where in the path the SCIM endpoint stands: a known name, else what follows the SCIM base."""
    for index in range(len(segments) - 1, -1, -1):
        lowered = segments[index].lower()
        if lowered in RESOURCE_TYPES or lowered in ("bulk", ".search"):
            if lowered == ".search" and index and segments[index - 1].lower() in RESOURCE_TYPES:
                return index - 1
            # An id may itself be called "users"; the endpoint before it wins.
            if index and segments[index - 1].lower() in RESOURCE_TYPES:
                return index - 1
            return index
    base = SCIM_BASE.search(path)
    if base is None:
        return None
    index = len([segment for segment in path[: base.end()].split("/") if segment])
    return index if index < len(segments) else None


def _resource_type(endpoint: str) -> str | None:
    known = RESOURCE_TYPES.get(endpoint.lower())
    if known or endpoint.lower() in ("bulk", ".search"):
        return known
    return endpoint[:-1] if endpoint.endswith("s") and len(endpoint) > 1 else endpoint


def operation_of(method: str | None, target: RequestTarget) -> str:
    """Name what is asked: create, read, search, replace, patch, delete, bulk, discovery or other."""
    verb = (method or "").upper()
    if target.endpoint is None:
        return "other"
    if target.resource_type in DISCOVERY:
        return "discovery"
    if target.endpoint.lower() == "bulk":
        return "bulk"
    if target.is_search:
        return "search"
    if verb == "POST":
        return "create" if target.resource_id is None else "other"
    if verb in ("GET", "HEAD") and target.resource_id is None and target.endpoint.lower() != "me":
        return "search"
    return OPERATIONS.get(verb, "other")


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
