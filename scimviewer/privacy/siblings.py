"""Which members and elements stand beside a string, in JSON that may itself stand in a string?

The text is never parsed from its beginning: records are cut, lines hold JSON after a prefix, bodies are escaped.
From a known string the walk goes to its neighbours in both directions, as long as what it meets is JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scimviewer.privacy.quoting import SPACE, Mark, Quote, before_space, closed_before, closing, opening, opening_at

# Members looked at in one direction; those that matter have two to five.
MOST_MEMBERS = 16

_SPACE = re.compile(SPACE)
_PREFIX = re.compile(rb"[bu]?")  # Python's b'…'
_PAIR = re.compile(SPACE + rb"(?::|=>|%(?:25)*3[Aa])" + SPACE)
_COMMA = re.compile(SPACE + rb"(?:,|%(?:25)*2[Cc])" + SPACE)
_LITERAL = re.compile(rb"[A-Za-z0-9+.\-]{1,64}")
_BETWEEN = re.compile(rb"(?:[ \t\r\n,:=>]|\\{1,64}[nrt])*")
_LITERAL_BYTES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-"
_OPEN = b"{[("
_CLOSE = b"}])"


class Member(NamedTuple):
    """A member of an object: its key, and where its value begins."""

    key: bytes
    value: int


class Walker:
    """Walks around in one record, `data[lo:hi]`, with a bounded number of steps altogether."""

    def __init__(self, data: bytes, lo: int, hi: int) -> None:
        self.data = data
        self.lo = lo
        self.hi = hi
        self.in_json = data[lo : lo + 64].lstrip()[:1] in (b"{", b"[")  # there, every `"` at level 0 ends a string
        # Hostile records could make every hit walk far; real ones need a few steps a hit.
        self.steps = 4_000 + (hi - lo) // 16
        self._index_at: tuple[int, int | None] = (-1, None)  # where a string of a flat list begins, and its index

    def step(self) -> bool:
        self.steps -= 1
        return self.steps > 0

    def string_at(self, pos: int, quote: Quote) -> tuple[Mark, Mark] | None:
        """The opening and closing marks of a string at `pos`, of the same writing and depth."""
        prefix = _PREFIX.match(self.data, pos, self.hi)
        begin = opening_at(self.data, prefix.end() if prefix else pos, self.hi, quote)
        if begin is None or not self._may_open(begin.quote, quote):
            return None
        return begin, closing(self.data, begin.end, self.hi, begin.quote, self.in_json)

    def _may_open(self, mark: Quote, like: Quote) -> bool:
        """Whether a value may begin with `mark` beside strings written `like` that. Single marks have no level."""
        if mark.core == b"'" or like.core == b"'":
            return not (self.in_json and mark.core == b'"' and mark.level == 0)
        return mark.level == like.level

    def value_end(self, pos: int, quote: Quote) -> int | None:
        """Where the value that begins at `pos` ends."""
        string = self.string_at(pos, quote)
        if string:
            return string[1].end if string[1].end > string[1].start else None
        if self.data[pos : pos + 1] in (b"{", b"[", b"("):
            return self._container_end(pos, quote)
        literal = _LITERAL.match(self.data, pos, self.hi)
        return literal.end() if literal else None

    def _container_end(self, pos: int, quote: Quote) -> int | None:
        depth = 0
        while self.step():
            between = _BETWEEN.match(self.data, pos, self.hi)
            pos = between.end() if between else pos
            if pos >= self.hi:
                return None
            byte = self.data[pos]
            if byte in _OPEN:
                depth, pos = depth + 1, pos + 1
            elif byte in _CLOSE:
                depth, pos = depth - 1, pos + 1
                if depth == 0:
                    return pos
            else:
                end = self.value_end(pos, quote)
                pos = end if end is not None else pos + 1
        return None

    def members_after(self, pos: int, quote: Quote) -> Iterator[Member]:
        """The members that follow a value which ends at `pos`, up to the end of the object."""
        for _ in range(MOST_MEMBERS):
            comma = _COMMA.match(self.data, pos, self.hi)
            string = self.string_at(comma.end(), quote) if comma and self.step() else None
            pair = _PAIR.match(self.data, string[1].end, self.hi) if string else None
            if string is None or pair is None:
                return
            yield Member(self.data[string[0].end : string[1].start], pair.end())
            end = self.value_end(pair.end(), quote)
            if end is None:
                return
            pos = end

    def members_before(self, pos: int, quote: Quote) -> Iterator[Member]:
        """The members before a key whose opening mark begins at `pos`, last first."""
        for _ in range(MOST_MEMBERS):
            pos = before_space(self.data, self.lo, pos)
            if not self.data.endswith(b",", self.lo, pos) or not self.step():
                return
            value = self._value_start(before_space(self.data, self.lo, pos - 1), quote)
            key = self.key_before(value, quote) if value is not None else None
            if value is None or key is None:
                return
            yield Member(self.data[key[0].end : key[1]], value)
            pos = key[0].start

    def key_before(self, pos: int, quote: Quote) -> tuple[Mark, int] | None:
        """The key of the value that begins at `pos`: its opening mark, and where its text ends."""
        pos = before_space(self.data, self.lo, pos)
        if self.data.endswith(b"=>", self.lo, pos):
            pos -= 2
        elif self.data.endswith(b":", self.lo, pos):
            pos -= 1
        elif self.data[max(self.lo, pos - 3) : pos].upper() == b"%3A":
            pos -= 3
        else:
            return None
        text_end = closed_before(self.data, self.lo, before_space(self.data, self.lo, pos), quote)
        begin = opening(self.data, self.lo, text_end, quote) if text_end is not None else None
        return (begin, text_end) if begin and text_end is not None else None

    def _value_start(self, end: int, quote: Quote) -> int | None:
        """Where the value that ends at `end` begins."""
        text_end = closed_before(self.data, self.lo, end, quote)
        if text_end is not None:
            begin = opening(self.data, self.lo, text_end, quote)
            return begin.start if begin else None
        if end > self.lo and self.data[end - 1] in _CLOSE:
            return self._container_start(end, quote)
        window = self.data[max(self.lo, end - 64) : end]
        literal = len(window) - len(window.rstrip(_LITERAL_BYTES))
        return end - literal if literal else None

    def _container_start(self, end: int, quote: Quote) -> int | None:
        depth = 0
        while end > self.lo and self.step():
            byte = self.data[end - 1]
            if byte in _CLOSE:
                depth, end = depth + 1, end - 1
            elif byte in _OPEN:
                depth, end = depth - 1, end - 1
                if depth == 0:
                    return end
            else:
                text_end = closed_before(self.data, self.lo, end, quote)
                begin = opening(self.data, self.lo, text_end, quote) if text_end is not None else None
                end = begin.start if begin else min(end - 1, before_space(self.data, self.lo, end))
        return None

    def list_index(self, begin: Mark) -> int | None:
        """The index of the string that `begin` opens in a list of nothing but strings; None where it is no such."""
        index = self._list_index(begin)
        self._index_at = begin.start, index
        return index

    def _list_index(self, begin: Mark) -> int | None:
        seen, seen_index = self._index_at
        index, pos = 0, begin.start
        while self.step():
            if pos == seen:
                return None if seen_index is None else index + seen_index
            pos = before_space(self.data, self.lo, pos - (self.data[pos - 1 : pos] in (b"b", b"u")))
            last = self.data[pos - 1 : pos] if pos > self.lo else b""
            if last in (b"[", b"("):
                return index
            end = before_space(self.data, self.lo, pos - 1)
            text_end = closed_before(self.data, self.lo, end, begin.quote) if last == b"," else None
            before = opening(self.data, self.lo, text_end, begin.quote) if text_end is not None else None
            if before is None:
                return None
            index, pos = index + 1, before.start
        return None

    def element_after(self, pos: int) -> int | None:
        """Where the element after the one that ends at `pos` begins."""
        comma = _COMMA.match(self.data, pos, self.hi)
        return comma.end() if comma else None

    def space_after(self, pos: int) -> int:
        match = _SPACE.match(self.data, pos, self.hi)
        return match.end() if match else pos
