"""What form does a request body have, apart from its values?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
MASK = (1 << 63) - 1  # SQLite's integers are signed
MOST_OPERATIONS = 100


def hash63(data: bytes) -> int:
    """63 bits of a BLAKE2b hash, so that they fit SQLite's and numpy's signed integers."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") & MASK


def shape_of(
    method: str | None, resource_type: str | None, body: Any, operations: Sequence[tuple[str, str | None, Any]]
) -> str | None:
    """The form of a request in one line: method, type, and what it touches, without values. None without a body.

    `operations` are those of the body, as `patch_operations` gives them.
    """
    if not isinstance(body, dict):
        return None
    if not operations:
        return f"{method} {resource_type}|" + "|".join(sorted(body))
    return f"{method} {resource_type}|" + "|".join([_touched(one) for one in operations[:MOST_OPERATIONS]])


def _touched(operation: tuple[str, str | None, Any]) -> str:
    op, path, value = operation
    if path:
        touched = QUOTED.sub('"…"', path) if '"' in path else path
    else:
        touched = ",".join(sorted(value)) if isinstance(value, dict) else ""
    return f"{op} {touched} {type(value).__name__}"
