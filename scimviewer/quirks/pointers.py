"""How is a place inside an exchange named? (JSON pointers, RFC 6901, into {request, response, history})"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.event import Json
from scimviewer.scim.pointers import pointer as below

DEEPEST = 60


def pointer(base: str, *steps: str | int) -> str:
    """The pointer that leads from `base` on through names and indexes."""
    return base + below(*steps)


def key_of(value: Json, name: str) -> str | None:
    """How a member is spelled in this object; names are case-insensitive (RFC 7643 §2.1), the exact one wins."""
    if not isinstance(value, dict):
        return None
    if name in value:
        return name
    lowered = name.lower()
    return next((key for key in value if isinstance(key, str) and key.lower() == lowered), None)


def leaves(value: Json, at: str, depth: int = 0) -> Iterator[tuple[str, Json]]:
    """Every value inside a JSON value that is no object and no list, with where it stands."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, pointer(at, key), depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, pointer(at, index), depth + 1)
    else:
        yield at, value
