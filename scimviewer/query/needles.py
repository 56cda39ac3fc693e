"""In which bytes may a text stand in a record? As it is, escaped in JSON any number of times, encoded in a URL."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
from ahocorasick_rs import BytesAhoCorasick

from scimviewer.query.grammar import FilterError

FOLD = np.uint8(0x20)  # this bit is what capital letters lack; setting it everywhere costs almost nothing
MOST_NEEDLE = 4000
WIDEST = 26  # bytes that one character may take: an emoji, encoded in a URL twice
# What no encoding changes, so that it stands in every form of the text.
STEADY = re.compile(r"[A-Za-z0-9_.-]+")
LONG_ENOUGH = 3
SHORT_ESCAPES = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}


class Needle:
    """A text to look for: anchors are looked for in folded bytes, then the pattern decides in the bytes around them.

    `before` and `behind` say how far from an anchor's first byte the text may begin and end.
    """

    def __init__(self, text: str) -> None:
        if len(text) > MOST_NEEDLE:
            raise FilterError(f"Text of more than {MOST_NEEDLE} characters cannot be searched for.")
        self.text = text
        start, anchors = _anchors(text)
        self.before, self.behind = WIDEST * (start + 1), WIDEST * (len(text) - start + 1)
        self.anchors = BytesAhoCorasick(sorted({folded(anchor) for anchor in anchors}))
        self.pattern = re.compile(_pattern(text), re.IGNORECASE | re.DOTALL)
        self.plain = not re.search("[%+]", text)

    def places(self, data: bytes) -> list[int]:
        """Where anchors may begin."""
        fold: Any = np.bitwise_or(np.frombuffer(data, np.uint8), FOLD)
        return [start for _, start, _ in self.anchors.find_matches_as_indexes(fold)]

    def is_at(self, data: bytes, place: int, start: int, end: int) -> bool:
        """Whether the text stands around an anchor in a record that lies from `start` to `end`."""
        match = self.pattern.search(data, max(start, place - self.before), min(end, place + self.behind))
        return match is not None and (not self.plain or self._is_decoded(data, match, start))

    def _is_decoded(self, data: bytes, match: re.Match[bytes], start: int) -> bool:
        """What is encoded as in a URL is the text only where a URL or a form is: there the detail decodes it."""
        if b"%" not in match[0] and b"+" not in match[0]:
            return True
        left = max(data.rfind(mark, start, match.start()) for mark in (b'"', b" ", b"\n"))
        around = data[max(left, start) : match.end()]
        return any(mark in around for mark in (b"/", b"?", b"="))


@lru_cache(maxsize=16)
def needle(text: str) -> Needle:
    """The needle for a text; the latest are remembered."""
    return Needle(text)


def folded(data: bytes) -> bytes:
    """Bytes without the difference between capital and small letters; a few other characters fall together, too."""
    return np.bitwise_or(np.frombuffer(data, np.uint8), FOLD).tobytes()


def _anchors(text: str) -> tuple[int, list[bytes]]:
    """Where the rarest part of a text begins, and the bytes it may have: the longest steady part, or one character."""
    longest = max(STEADY.finditer(text), key=lambda match: len(match[0]), default=None)
    foreign = next((place for place, char in enumerate(text) if not char.isascii()), None)
    if longest is not None and (len(longest[0]) >= LONG_ENOUGH or foreign is None):
        steady = longest[0].encode()
        return longest.start(), [steady + first for first in _first_bytes(text[longest.end() : longest.end() + 1])]
    place = foreign or 0
    return place, [form for variant in _variants(text[place]) for form in _anchor_forms(variant[0])]


def _first_bytes(char: str) -> list[bytes]:
    """How any form of the next character begins: far fewer places have both than a common word alone."""
    if not char:
        return [b""]
    plain = [variant[0].encode("utf-8", "surrogatepass")[:1] for variant in _variants(char)]
    return [*plain, b"%", b"\\", *([b"+"] if char == " " else [])]


def _anchor_forms(char: str) -> list[bytes]:
    """The unmistakable bytes of one character in each encoding."""
    data = char.encode("utf-8", "surrogatepass")
    forms = [data, f"u{_units(char)[0]:04x}".encode()]
    forms += [f"%{data[0]:02x}".encode(), f"%25{data[0]:02x}".encode()]
    return [*forms, SHORT_ESCAPES[char].encode()] if char in SHORT_ESCAPES else [*forms, b"+"] if char == " " else forms


def _pattern(text: str) -> bytes:
    return b"".join(_run(run) for run in re.findall(r"\\+|[^\\]", text, re.DOTALL))


def _run(run: str) -> bytes:
    """One character in all its forms; backslashes beside each other together, as each escaping doubles them."""
    if run[0] == "\\":
        return rb"(?:\\{%d,}|(?:%%(?:25)*5c){%d})" % (len(run), len(run))
    if STEADY.match(run):
        return re.escape(run.encode())
    forms = dict.fromkeys(form for variant in _variants(run) for form in _forms(variant))
    return b"(?:" + b"|".join(forms) + b")"


def _variants(char: str) -> list[str]:
    """A character in capitals and small; one may become two, as ß does."""
    return list(dict.fromkeys((char, char.lower(), char.upper())))


def _forms(variant: str) -> list[bytes]:
    data = variant.encode("utf-8", "surrogatepass")
    forms = [rb"\\*" + re.escape(data) if variant in ('"', "/", "'") else re.escape(data)]
    forms.append(b"".join(rb"\\+u%04x" % unit for unit in _units(variant)))
    forms.append(b"".join(b"%%(?:25)*%02x" % byte for byte in data))
    if variant in SHORT_ESCAPES:
        forms.append(rb"\\+" + SHORT_ESCAPES[variant].encode())
    if variant == " ":
        forms.append(rb"\+")
    return forms


def _units(text: str) -> list[int]:
    """UTF-16 code units, as JSON escapes them."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
