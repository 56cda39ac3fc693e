"""What form does a request body have, apart from its values?"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

from scimviewer.scim.facts import patch_operations

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
MASK = (1 << 63) - 1  # SQLite's integers are signed


def hash63(data: bytes) -> int:
    """63 bits of a BLAKE2b hash, so that they fit SQLite's and numpy's signed integers."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") & MASK


def shape_of(method: str | None, resource_type: str | None, body: Any) -> str | None:
    """The form of a request in one line: method, type, and what it touches, without values. None without a body."""
    if not isinstance(body, dict):
        return None
    parts = [f"{method} {resource_type}"]
    operations = list(patch_operations(body))
    if operations:
        for op, path, value in operations[:100]:
            touched = QUOTED.sub('"…"', path) if path else ",".join(sorted(value)) if isinstance(value, dict) else ""
            parts.append(f"{op} {touched} {type(value).__name__}")
    else:
        parts.extend(sorted(str(key) for key in body))
    return "|".join(parts)
