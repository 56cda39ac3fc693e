"""Name what is found in a bundle: labels that are told apart, and files that nobody wants to see."""

from __future__ import annotations

import re

LONGEST = 1024  # characters of a member's name; archives may hold much longer ones, labels need not

JUNK = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|[^/]*\.scimcase-\w+)$", re.IGNORECASE)
APPLE_DOUBLE = b"\x00\x05\x16\x07"  # "._name": what macOS knows about a file, packed beside it


def is_junk(path: str, head: bytes = b"") -> bool:
    """Whether a file is what a desktop or our own database leaves behind: left out without a word."""
    return JUNK.search(path) is not None or head.startswith(APPLE_DOUBLE)


def why_open_instead(path: str, head: bytes) -> str | None:
    """Why a file should be opened instead: it is a case. Encrypted ones are known by name only."""
    if path.lower().endswith(".scimcase"):
        return "is a case; open it instead of importing it."
    if head.startswith(b"SQLite format 3\0"):
        return "is an SQLite database. If it is a case, open it instead of importing it."
    return None


def joined(archive: str, name: str) -> str:
    """The path of a member. `..` and a leading `/` stay to be seen: a label is never written to."""
    root = "/" if name.startswith("/") else ""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    label = root + "/".join(parts)
    if len(label) > LONGEST:
        label = label[:LONGEST] + "…"
    return f"{archive}/{label or '(no name)'}"


class Labels:
    """The paths given so far in a walk."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._copies: dict[str, int] = {}

    def unique(self, path: str) -> str:
        """The path itself, or with " (2)", " (3)" … where it was given before."""
        label = path
        while label in self._given:
            copy = self._copies[path] = self._copies.get(path, 1) + 1
            label = f"{path} ({copy})"
        self._given.add(label)
        return label
