"""Was anything changed since the import? Digests that link every piece of evidence to the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from scimviewer.store.connection import Connection

START = bytes(32)


def digest(tag: str, *parts: bytes | int | str) -> bytes:
    """SHA-256 over a tag and parts, each with its type and length, so that no two lists of parts look alike."""
    sha = hashlib.sha256(f"scimviewer/{tag}/1\0".encode())
    for part in parts:
        if isinstance(part, int):
            sha.update(b"I" + part.to_bytes(8, "big", signed=True))
        else:
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            sha.update((b"T" if isinstance(part, str) else b"B") + len(data).to_bytes(8, "big") + data)
    return sha.digest()


class Chain:
    """Appends to the chain of evidence (`link`) and to the custody log; both within the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head = self._last("link")
        self._custody = self._last("custody")

    def _last(self, table: str) -> bytes:
        row = self._connection.execute(f"select digest from {table} order by seq desc limit 1").fetchone()
        return row[0] if row else START

    def link(self, kind: str, ref: int, content: bytes) -> None:
        """Add one piece of evidence: a block, a problem, a source's end, a removal."""
        self._head = digest("link", self._head, kind, ref, content)
        self._connection.execute("insert into link (kind, ref, digest) values (?, ?, ?)", (kind, ref, self._head))

    def custody(self, action: str, **details: str | int | bool | None) -> None:
        """Note what was done to the case, when, by which program."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        text = json.dumps(details, sort_keys=True, ensure_ascii=False)
        self._custody = digest("custody", self._custody, at, action, text)
        self._connection.execute(
            "insert into custody (at, action, details, digest) values (?, ?, ?, ?)",
            (at, action, text, self._custody),
        )

    def restart(self) -> None:
        """Read the heads again after a transaction was rolled back."""
        self._head, self._custody = self._last("link"), self._last("custody")
