"""What was found in a block so far, and how a whole value, list or object of credentials is noted."""

from __future__ import annotations

import re

from scimviewer.privacy.quoting import SPACE, Quote
from scimviewer.privacy.secret_values import Part, Replacements, credentials_in, is_redacted
from scimviewer.privacy.secret_words import Meaning, meaning_of
from scimviewer.privacy.siblings import Walker

_NUMBER = re.compile(rb"-?[0-9][0-9.eE+\-]*")
_LITERAL = re.compile(rb"[A-Za-z]+")
_BETWEEN = re.compile(rb"(?:[ \t\r\n,]|\\{1,64}[nrt]|%20|%2[Cc])*")
_PAIR = re.compile(SPACE + rb"(?::|=>|%(?:25)*3[Aa])" + SPACE)
_OPEN = b"{[("
_CLOSE = b"}])"
# In an object under a secret name, what these hold tells about the credential.
_OPEN_MEMBERS = frozenset(
    b"type id jti scheme provider status scope scopes created expires expires_in expiresin expires_at expiresat "
    b"issued_at supported location $ref ref algorithm schemas locale token_type tokentype".split()
)


# A piece of the data, its kind, and what replaces it: start, end, kind, replacement.
Edit = tuple[int, int, str, bytes]
_SCHEMES = {
    form: name.lower()
    for name in ("Bearer", "Basic", "SSWS", "Digest", "Negotiate")
    for form in (name.encode(), name.lower().encode(), name.upper().encode())
}


class Scan:
    """One pass over a block: the record under the cursor, the edits so far, and how far the data is dealt with."""

    def __init__(self, data: bytes, replacements: Replacements) -> None:
        self.data = data
        self.lo = 0
        self.hi = len(data)
        self.done = 0  # everything before is decided; hits there are skipped
        self.word_end = 0  # the end of the last name looked at
        self.jwt_checked = 0  # up to where no web token begins
        self.edits: list[Edit] = []
        self.replacements = replacements
        self._walker: Walker | None = None

    def enter(self, lo: int, hi: int) -> None:
        """Go to the record `data[lo:hi]`."""
        self.lo = lo
        self.hi = hi
        self._walker = None

    @property
    def walker(self) -> Walker:
        if self._walker is None:
            self._walker = Walker(self.data, self.lo, self.hi)
        return self._walker

    @property
    def in_json(self) -> bool:
        return self.walker.in_json

    def note_token(self, start: int, end: int, scheme: bytes) -> None:
        """Replace a credential that consists of plain characters and stands behind the name of its scheme."""
        kind = _SCHEMES.get(scheme) or scheme.decode().lower()
        replacement = self.replacements.of(kind, self.data[start:end])
        if replacement:
            self.edits.append((start, end, kind, replacement))
        self.done = end

    def note(self, part: Part, quote: Quote | None = None) -> None:
        """Replace a credential; with `quote`, what is not yet a string becomes one."""
        replacement = self.replacements.of(part.kind, self.data[part.start : part.end])
        if not replacement:
            return
        if quote:
            replacement = quote.token + replacement + quote.token
        self.edits.append((part.start, part.end, part.kind, replacement))
        self.done = max(self.done, part.end)

    def note_all(self, start: int, end: int, meaning: Meaning) -> None:
        """Replace the credentials in the text `data[start:end]`, and have done with it."""
        for part in credentials_in(self.data, start, end, meaning):
            self.note(part)
        self.done = max(self.done, end)

    def note_value(self, pos: int, quote: Quote, meaning: Meaning) -> bool:
        """Replace the credentials in the value at `pos`; False where no JSON value begins there."""
        string = self.walker.string_at(pos, quote)
        if string:
            self.note_all(string[0].end, string[1].start, meaning)
            return True
        byte = self.data[pos : pos + 1] if pos < self.hi else b""
        if byte in (b"{", b"[", b"("):
            self.note_container(pos, quote, meaning)
            return True
        number = _NUMBER.match(self.data, pos, self.hi)
        if number:
            self.note_number(number, quote, meaning)
            return True
        literal = _LITERAL.match(self.data, pos, self.hi)
        return literal is not None and is_redacted(literal[0])

    def note_number(self, number: re.Match[bytes], quote: Quote, meaning: Meaning) -> None:
        """A number under a secret name becomes a string; under `tokens` it counts them."""
        if not meaning.plural:
            self.note(Part(number.start(), number.end(), meaning.kind), quote)

    def note_container(self, pos: int, quote: Quote, meaning: Meaning) -> None:
        """Replace every string and number in the list or object at `pos`, but not what only describes it."""
        containers: list[int] = []
        key = b""
        while pos < self.hi:
            between = _BETWEEN.match(self.data, pos, self.hi)
            pos = between.end() if between else pos
            if pos >= self.hi:
                break
            byte = self.data[pos]
            if byte in _OPEN:
                containers.append(byte)
                pos += 1
            elif byte in _CLOSE:
                containers.pop()
                pos += 1
                if not containers:
                    break
            else:
                pos, key = self._note_element(pos, quote, meaning, containers, key)
        self.done = max(self.done, min(pos, self.hi))

    def _note_element(
        self, pos: int, quote: Quote, meaning: Meaning, containers: list[int], key: bytes
    ) -> tuple[int, bytes]:
        """Deal with a key or a scalar of a container; the position behind it, and the key that holds from there."""
        string = self.walker.string_at(pos, quote)
        if string is None:
            number = _NUMBER.match(self.data, pos, self.hi)
            if number and _is_wanted(key, meaning, containers):
                named = meaning_of(key) if meaning.plural else meaning
                self.note_number(number, quote, named or meaning)
            literal = _LITERAL.match(self.data, pos, self.hi)
            end = number.end() if number else literal.end() if literal else pos + 1
            return end, key
        text = self.data[string[0].end : string[1].start]
        pair = _PAIR.match(self.data, string[1].end, self.hi) if containers[-1] == _OPEN[0] else None
        if pair:
            return pair.end(), text if len(text) < 64 else b""
        if _is_wanted(key, meaning, containers):
            self.note_all(string[0].end, string[1].start, meaning)
        return max(string[1].end, pos + 1), key


def _is_wanted(key: bytes, meaning: Meaning, containers: list[int]) -> bool:
    if meaning.kind != "cookie":
        return key.lower() not in _OPEN_MEMBERS
    # HAR has a list of objects with name, value, path …; others have a map from names to values.
    return containers[0] == _OPEN[0] or containers[-1] != _OPEN[0] or key == b"value"
