"""Which bytes of a value are the credential, and what stands in their place afterwards?"""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from scimviewer.privacy.quoting import unescaped
from scimviewer.privacy.secret_words import Meaning

OPEN = "⟦".encode()
CLOSE = "⟧".encode()
_BEGIN = OPEN + b"secret:"

try:  # the constructor behind hashlib's: half the time for values of a few bytes
    from _hashlib import openssl_sha256 as _sha256
except ImportError:  # pragma: no cover - a Python without OpenSSL
    from hashlib import sha256 as _sha256


class Part(NamedTuple):
    """A credential in the data: where it lies and what it is."""

    start: int
    end: int
    kind: str


# Marks that loggers and providers leave where a credential was. What is longer than 64 bytes is none of them.
_REDACTED = re.compile(
    rb"\s*(?:"
    rb"[\[<({]{1,2}\s*(?:redacted|filtered|obfuscated|masked|hidden|removed|scrubbed|sanitized|omitted|not shown|secret"
    rb"|password|token)[^\])>}]{0,30}[\])>}]{1,2}"
    rb"|redacted|filtered|obfuscated|masked|scrubbed|sanitized|hidden_due_to_security_reasons"
    rb"|\*+|x{3,}|\.{2,}|-+|(?:\xe2\x80\xa6|\xe2\x80\xa2)+"
    rb"|null|none|nil|undefined|true|false|\$\{[^}]*\}|\{\{[^}]*\}\}"
    rb"|\xe2\x9f\xa6secret:[^\xe2]*\xe2\x9f\xa7"
    rb")?\s*",
    re.IGNORECASE,
)

_SCHEMES = (
    rb"bearer|basic|ssws|digest|negotiate|token|ntlm|hawk|oauth|apikey|api-key|geniekey|key|dpop|mac|kerberos|"
    rb"aws4-hmac-sha256|sharedkey|sharedaccesssignature|macaroon|vapid|gnap|scram-sha-256"
)
_SCHEME = re.compile(rb"\s*(?:((?i:" + _SCHEMES + rb"))(?:[ \t]|%20|\+)+|[A-Z][A-Za-z-]{1,15}[ \t]+)(?=\S)")
_SCHEME_KINDS = {name.encode(): name for name in ("bearer", "basic", "ssws", "digest", "negotiate")}
SPLIT_COOKIES = re.compile(rb";|\\{1,64}(?:x5[Cc]){0,4}[rnt](?=[^=;]*=|\Z)|[\r\n]|,\s*(?=[\w.$-]+=)")
_COOKIE_ATTRIBUTES = frozenset(
    b"path domain expires max-age samesite secure httponly priority partitioned version comment".split()
)


def is_redacted(value: bytes) -> bool:
    """Whether the value is empty or a mark that somebody put in a credential's place."""
    return len(value) <= 64 and _REDACTED.fullmatch(unescaped(value)) is not None


def credentials_in(data: bytes, start: int, end: int, meaning: Meaning) -> Iterator[Part]:
    """The credentials in the value `data[start:end]`, which stands under a name of this meaning."""
    if meaning.form in ("cookie", "set-cookie"):
        yield from _in_cookies(data, start, end, has_attributes=meaning.form == "set-cookie")
        return
    kind = meaning.kind
    if meaning.form == "scheme":
        scheme = _SCHEME.match(data, start, end)
        if scheme and (scheme[1] or (kind == "authorization" and _is_one_word(data[scheme.end() : end]))):
            start = scheme.end()
            kind = _SCHEME_KINDS.get((scheme[1] or b"").lower(), kind)
    part = _without_blanks(data, start, end, kind)
    if not is_redacted(data[part.start : part.end]):
        yield part


def _is_one_word(value: bytes) -> bool:
    return len(value.split(None, 1)) == 1 or b"=" in value


def _without_blanks(data: bytes, start: int, end: int, kind: str) -> Part:
    value = data[start:end]
    start += len(value) - len(value.lstrip())
    return Part(start, max(start, start + len(value.strip())), kind)


def _in_cookies(data: bytes, start: int, end: int, has_attributes: bool) -> Iterator[Part]:
    pos = start
    while pos <= end:
        separator = SPLIT_COOKIES.search(data, pos, end)
        piece_end = separator.start() if separator else end
        equals = data.find(b"=", pos, piece_end)
        name = data[pos:equals].strip().lower() if equals >= 0 else b""
        if equals >= 0 and not (has_attributes and name in _COOKIE_ATTRIBUTES):
            part = _without_blanks(data, equals + 1, piece_end, "cookie")
        elif equals < 0 and pos == start and separator is None:  # a value without a name
            part = _without_blanks(data, pos, piece_end, "cookie")
        else:
            part = Part(pos, pos, "cookie")
        if not is_redacted(data[part.start : part.end]):
            yield part
        pos = separator.end() if separator else end + 1


_HEX = b"0123456789abcdef"
_CLASSES = bytes.maketrans(
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0" * 10 + b"a" * 26 + b"A" * 26
)


def looks_random(value: bytes) -> bool:
    """Whether a value of 16 or more characters was made by a generator rather than by a person.

    Generated ones change often between digits, capitals and small letters; words change at their borders only.
    """
    size = len(value)
    if size >= 32 and not value.translate(None, _HEX):  # the commonest form, at a glance
        return not (value.isdigit() or value.isalpha())
    if size < 16 or len(value.translate(None, value[:8] + b" ")) < 3:
        return False
    count = value.translate(_CLASSES).count
    changes = count(b"0a") + count(b"a0")
    if changes * 6 < size:
        changes += count(b"0A") + count(b"A0") + count(b"aA")
    return changes * 6 >= size and b" " not in value


def _password_of(value: bytes) -> bytes:
    """The password in the value of Basic: base64 makes any word look random, and a tag would let it be guessed."""
    try:
        return base64.b64decode(value, validate=True).partition(b":")[2]
    except binascii.Error:
        return b""


# Whatever they look like, these may be guessed, and a tag would tell when a guess is right.
CHOSEN_BY_PEOPLE = {"password", "pin", "otp", "answer"}


class Replacements:
    """What stands in a credential's place: `⟦secret:kind#tag⟧`, the same tag for the same credential.

    It remembers what it has answered, because a log holds few different tokens.
    """

    def __init__(self, tag_key: bytes) -> None:
        key = (_sha256(tag_key).digest() if len(tag_key) > 64 else tag_key).ljust(64, b"\0")
        self._inner = bytes(byte ^ 0x36 for byte in key)
        self._outer = bytes(byte ^ 0x5C for byte in key)
        self._known: defaultdict[str, dict[bytes, bytes]] = defaultdict(dict)

    def of(self, kind: str, value: bytes) -> bytes:
        """The replacement of a credential; empty where it needs none. `value` as it stands, escapes included."""
        known = self._known[kind]
        replacement = known.get(value)
        if replacement is None:
            replacement = self._made(kind, value)
            if len(known) >= 20_000:
                known.clear()
            if len(value) <= 1024:
                known[value] = replacement
        return replacement

    def _made(self, kind: str, value: bytes) -> bytes:
        plain = value if value.isalnum() else unescaped(value)
        if kind not in CHOSEN_BY_PEOPLE and looks_random(_password_of(plain) if kind == "basic" else plain):
            return b"%b%b#%b%b" % (_BEGIN, kind.encode(), self.tag(plain), CLOSE)
        return b"" if is_redacted(plain) else b"%b%b%b" % (_BEGIN, kind.encode(), CLOSE)

    def tag(self, plain: bytes) -> bytes:
        """Eight hexadecimal digits of HMAC-SHA256 (RFC 2104), written out because `hmac` takes twice as long."""
        return _sha256(self._outer + _sha256(self._inner + plain).digest()).hexdigest()[:8].encode()
