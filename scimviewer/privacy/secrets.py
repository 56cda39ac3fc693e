"""Take the credentials out of log records, before anything else reads them.

The bytes stay as they are but for the credentials, which become `⟦secret:kind#tag⟧`: JSON stays JSON, the same
credential gets the same tag wherever it stands, and what was redacted already is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

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
        at = hi = 0
        for pattern, start, end in hits:
            if start < scan.done:
                continue
            if start >= hi:
                at, hi = _enter(scan, spans, at, start)
            if end <= hi:
                _RULES[pattern](scan, start, end)
        return _rebuilt(data, spans, scan.edits)


def _enter(scan: Scan, spans: Sequence[Span], at: int, pos: int) -> Span:
    """Go to the record in which `pos` lies, or to what lies between two records; its number and its end."""
    while at < len(spans) and spans[at][1] <= pos:
        at += 1
    lo, hi = spans[at] if at < len(spans) else (len(scan.data), len(scan.data))
    if pos < lo:
        lo, hi = spans[at - 1][1] if at else 0, lo
    scan.enter(lo, hi)
    return at, hi


def _rebuilt(data: bytes, spans: Sequence[Span], found: list[Edit]) -> Masked:
    if not found:
        return Masked(data, list(spans), {})
    starts, ends, kinds, replacements = zip(*_in_order(found), strict=True)
    pieces = [b""] * (2 * len(starts) + 1)
    pieces[::2] = [data[lo:hi] for lo, hi in zip((0, *ends), (*starts, len(data)), strict=True)]
    pieces[1::2] = replacements
    last = np.array(ends)
    shifts = np.zeros(len(ends) + 1, np.int64)
    np.cumsum(np.array(list(map(len, replacements))) - last + np.array(starts), out=shifts[1:])
    places = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans))
    places += shifts[np.searchsorted(last, places, "right")]
    flat = places.tolist()
    return Masked(b"".join(pieces), list(zip(flat[::2], flat[1::2], strict=True)), dict(Counter(kinds)))


def _in_order(found: list[Edit]) -> list[Edit]:
    """Edits from left to right without overlaps: what contains another one wins, what overlaps is joined."""
    pos = 0
    for edit in found:
        if edit[0] < pos:
            break
        pos = edit[1]
    else:
        return found
    edits: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit[0], -edit[1])):
        if not edits or edit[0] >= edits[-1][1]:
            edits.append(edit)
        elif edit[1] > edits[-1][1]:
            start, _, kind, replacement = edits[-1]
            edits[-1] = (start, edit[1], kind, replacement)
    return edits
