"""What stands for a person, a number or an address, the same for the same one and nothing for anybody else?

A pseudonym is an HMAC under a key that stays in the case: without the key it can neither be turned back nor
guessed. It keeps neither the length nor the form of what it replaces.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import unicodedata
from collections.abc import Callable

# Crockford's alphabet: no I, L, O, U, so that a label can be read out on the telephone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST = 10  # characters of 5 bits: a collision in a million has a chance of 1 in 2 000
LONGEST = 50
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"'.]+")
_PERSONS = ("user", "name")


class Pseudonyms:
    """Pseudonyms under one key; what was answered once is remembered."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[tuple[str, str], str] = {}
        self._labels: dict[str, tuple[str, str]] = {}
        self._given: set[str] = set()

    def name(self, kind: str, value: str) -> str:
        """The pseudonym of a value of this kind (user, name, phone, ip, address, url …).

        `user-…@dom-…` for what looks like an e-mail address, so that people of one domain stay together;
        `kind-…` else. An empty value, and what is a pseudonym already, stays as it is.
        """
        if not value.strip() or value in self._given:
            return value
        known = self._known.get((kind, value))
        if known is None:
            known = self._known[kind, value] = self._made(kind, value)
            self._given.add(known)
        return known

    def _made(self, kind: str, value: str) -> str:
        plain = normalised(kind, value)
        if kind in _PERSONS and _EMAIL.fullmatch(plain):
            domain = plain.rpartition("@")[2]
            return f"user-{self._label('user', plain)}@dom-{self._label('dom', domain)}"
        return f"{kind}-{self._label(kind, plain)}"

    def _label(self, kind: str, plain: str) -> str:
        """Ten characters, or more where another value has those already."""
        digest = hmac.digest(self._key, kind.encode() + b"\0" + plain.encode("utf-8", "surrogatepass"), "sha256")
        for length in range(SHORTEST, LONGEST, 2):
            label = encoded(digest, length)
            if self._labels.setdefault(label, (kind, plain)) == (kind, plain):
                return label
        return encoded(digest, LONGEST)


def encoded(digest: bytes, length: int) -> str:
    """The first `length` characters of bytes in base 32, five bits a character."""
    number = int.from_bytes(digest)
    first = len(digest) * 8 - 5
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(first, first - 5 * length, -5))


def normalised(kind: str, value: str) -> str:
    """What has to be equal for two values to be the same thing."""
    plain = unicodedata.normalize("NFC", value.strip())
    return _NORMAL.get(kind, _folded)(plain)


def _folded(value: str) -> str:
    """SCIM compares userName without case (RFC 7643 §4.1.1: caseExact false); so do mail systems in practice."""
    return " ".join(value.casefold().split())


def _digits(value: str) -> str:
    digits = "".join(character for character in value if character.isdigit())
    return digits.removeprefix("00") or value.casefold()


def _address(value: str) -> str:
    bare = value.removeprefix("[").partition("]")[0].partition("%")[0]
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return value.casefold()
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


_NORMAL: dict[str, Callable[[str], str]] = {"phone": _digits, "ip": _address, "url": str.strip}
