"""Take the credentials out of log records, before anything else reads them.

The bytes stay as they are but for the credentials, which become `⟦secret:kind#tag⟧`: JSON stays JSON, the same
credential gets the same tag wherever it stands, and what was redacted already is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from scimviewer.privacy.secret_rules import PATTERNS
from scimviewer.privacy.secret_scan import Edit, Scan
from scimviewer.privacy.secret_values import Replacements

Span = tuple[int, int]

# Setting this bit makes small letters of capitals, fast. It also maps `_`, `[`, `@` and the like to other
# characters, in the patterns as in the data; the rules look at the data itself.
_CASE_BIT = 0x20

_AUTOMATON = BytesAhoCorasick(
    [bytes(byte | _CASE_BIT for byte in literal) for literal, _ in PATTERNS],
    matchkind=MatchKind.LeftmostFirst,  # the kind for which the search has a vectorised first pass
    implementation=Implementation.DFA,
)
_RULES = [rule for _, rule in PATTERNS]


@dataclass(frozen=True)
class Masked:
    """A block without its credentials."""

    data: bytes
    spans: list[Span]  # where the records lie now
    counts: dict[str, int]  # kind of credential → how many were replaced


class SecretMasker:
    """Masks credentials under one key: `tag_key` decides the tags, and never leaves the case."""

    def __init__(self, tag_key: bytes) -> None:
        self._replacements = Replacements(tag_key)

    def mask(self, data: bytes) -> tuple[bytes, dict[str, int]]:
        """One record without its credentials, and how many of which kind there were."""
        masked = self.mask_block(data, [(0, len(data))])
        return masked.data, masked.counts

    def mask_block(self, data: bytes, spans: Sequence[Span]) -> Masked:
        """Many records without their credentials.

        `data` is UTF-8 or another superset of ASCII; `spans` says where each record lies, in ascending order.
        What lies between the records is masked as well. No credential is looked for across a record's border.
        """
        if not data:
            return Masked(data, list(spans), {})
        folded = np.frombuffer(data, np.uint8) | np.uint8(_CASE_BIT)
        hits = _AUTOMATON.find_matches_as_indexes(folded.data)
        scan = Scan(data, self._replacements)
        regions = _regions(spans, len(data))
        hi = 0
        for pattern, start, end in hits:
            if start < scan.done:
                continue
            while start >= hi:
                lo, hi = next(regions)
                scan.enter(lo, hi)
            if end <= hi:
                _RULES[pattern](scan, start, end)
        return _rebuilt(data, spans, scan.edits)


def _regions(spans: Sequence[Span], size: int) -> Iterator[Span]:
    """The records and what lies between them, without gaps."""
    pos = 0
    for lo, hi in spans:
        if lo > pos:
            yield pos, lo
        if hi > lo:
            yield lo, hi
        pos = max(pos, hi)
    if pos < size:
        yield pos, size


def _rebuilt(data: bytes, spans: Sequence[Span], found: list[Edit]) -> Masked:
    edits = _in_order(found)
    counts: dict[str, int] = {}
    pieces: list[bytes] = []
    moved: list[Span] = []
    pos = shift = at = 0
    for lo, hi in [*spans, (len(data), len(data) + 1)]:
        begin = lo + shift
        while at < len(edits) and edits[at].start < hi:
            start, end, kind, replacement = edits[at]
            if start < lo:
                begin += len(replacement) - (end - start)
            pieces += data[pos:start], replacement
            counts[kind] = counts.get(kind, 0) + 1
            shift += len(replacement) - (end - start)
            pos = end
            at += 1
        moved.append((begin, hi + shift))
    moved.pop()
    if not edits:
        return Masked(data, moved, counts)
    return Masked(b"".join(pieces) + data[pos:], moved, counts)


def _in_order(found: list[Edit]) -> list[Edit]:
    """Edits from left to right without overlaps: what contains another one wins, what overlaps is joined."""
    if all(before.end <= after.start for before, after in pairwise(found)):
        return found
    edits: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
        elif edit.end > edits[-1].end:
            edits[-1] = edits[-1]._replace(end=edit.end)
    return edits
