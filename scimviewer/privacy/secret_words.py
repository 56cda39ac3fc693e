"""Is what carries this name a credential, and of which kind?

Names are taken apart at capitals, digits, `_`, `-` and `.`, and matched as whole words: `shipping` holds no
PIN and `pageToken` no credential. Header names, JSON keys, SCIM paths and URL parameters share one table.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# A name longer than this is text that happens to hold no blanks.
LONGEST_NAME = 128


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Meaning(NamedTuple):
    """What the value under a secret name is, and how it is written."""

    kind: str
    form: str = "whole"  # whole, scheme (Bearer x), cookie (a=b; c=d), set-cookie (a=b; Path=/)
    header: bool = False  # an HTTP header's name, so it may stand in a flat list of names and values
    url_only: bool = False  # secret as a parameter of a URL or form, harmless as a key: code, state
    strong: bool = False  # worth believing in `password:x`, without a blank
    plural: bool = False  # numbers under it count something


_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

# One word that is enough.
_ALONE = {
    "password": Meaning("password", strong=True),
    "passwd": Meaning("password", strong=True),
    "pwd": Meaning("password", strong=True),
    "passphrase": Meaning("password", strong=True),
    "passcode": Meaning("password", strong=True),
    "secret": Meaning("secret", strong=True),
    "secrets": Meaning("secret", plural=True),
    "token": Meaning("token", "scheme"),
    "tokens": Meaning("token", "scheme", plural=True),
    "credential": Meaning("credential", "scheme"),
    "credentials": Meaning("credential", "scheme", plural=True),
    "assertion": Meaning("assertion"),
    "apikey": Meaning("apikey", strong=True),
    "otp": Meaning("otp"),
    "totp": Meaning("otp"),
    "pin": Meaning("pin"),
}
# One word that must be the last of the name.
_LAST = {
    "authorization": Meaning("authorization", "scheme", header=True, strong=True),
    "cookie": Meaning("cookie", "cookie", header=True, strong=True),
    "cookies": Meaning("cookie", "cookie", plural=True),
    "dpop": Meaning("token", "scheme", header=True),
    "pass": Meaning("password"),
    "signature": Meaning("signature", url_only=True),
    "sig": Meaning("signature", url_only=True),
}
# The whole name.
_WHOLE = {
    "code": Meaning("code", url_only=True),
    "state": Meaning("state", url_only=True),
}
# Two words in a row.
_PAIRS = {
    ("set", "cookie"): Meaning("cookie", "set-cookie", header=True, strong=True),
    **{
        (why, what): Meaning("answer")
        for why in ("security", "recovery")
        for what in ("question", "questions", "answer", "answers")
    },
    ("authorization", "code"): Meaning("code"),
    ("auth", "code"): Meaning("code"),
    ("code", "verifier"): Meaning("code"),
    ("saml", "response"): Meaning("assertion"),
    ("saml", "request"): Meaning("assertion"),
}
_KEY = Meaning("apikey", strong=True)
_PRIVATE_KEY = Meaning("private-key", strong=True)
_KEY_OF = {
    **dict.fromkeys(("private", "signing", "encryption", "ssh"), _PRIVATE_KEY),
    **dict.fromkeys(
        ("api", "secret", "access", "shared", "subscription", "master", "account", "storage", "auth", "session"),
        _KEY,
    ),
}
# Headers that end in -key and are no credential.
_OPEN_KEYS = _set(
    "public idempotency socket primary foreign partition sort cache surrogate routing object row group host "
    "translation natural hash message"
)
# `pageToken`: with one of these before it, the word is harmless.
_HARMLESS_BEFORE = _set(
    "page nextpage next previous prev continuation continue sync delta skip cursor pagination paging start resume "
    "remaining limit ratelimit max min total num number count used prompt completion cancellation"
)
# `tokenType`, `passwordLastChanged`, `secretUrl`: with one of these behind it, the value only tells about it.
_HARMLESS_AFTER = _set(
    "type url uri endpoint policy expires expire expiry expiration expired at on count length size id ids name "
    "status changed last lifetime ttl valid validity version required enabled disabled supported format algorithm "
    "alg method methods hint provider issuer audience scope scopes strength rule rules age date time timestamp "
    "created updated modified min max minimum maximum attempts error errors present redacted source category "
    "description title label index usage used limit limits quota rate set reset signed encrypted level location "
    "complexity history profile mode kind"
)
_BEFORE_PASS = _set("user db my admin smtp ftp root new old login")
_GLUED_TOKEN = _set("access refresh id auth session bearer client user app api csrf xsrf security")
_GLUED_SECRET = _set("client app shared user consumer api")
_GLUED_KEY = frozenset(_KEY_OF) - {"account", "session", "storage", "auth", "ssh"}


def words_of(name: str) -> list[str]:
    """The words of a name in lower case: `X-Api-Key`, `apiKey`, `API_KEY` → `api`, `key` (after what else there is).

    >>> words_of("urn.User:nextPageToken2")
    ['urn', 'user', 'next', 'page', 'token']
    """
    return [word.lower() for word in _WORDS.findall(name)]


@lru_cache(maxsize=8192)
def meaning_of(name: bytes) -> Meaning | None:
    """What a value under `name` is, or None where it is no credential."""
    if len(name) > LONGEST_NAME:
        return None
    text = name.decode("ascii", "replace")
    words = words_of(text)
    whole = _WHOLE.get(text.lower())
    if whole:
        return whole
    for at in range(len(words) - 1, -1, -1):
        meaning = _of_word(words, at, hyphenated="-" in text)
        if meaning:
            return None if _is_harmless(words, at) else _as_header(meaning, text)
    return None


def _of_word(words: list[str], at: int, hyphenated: bool) -> Meaning | None:
    word = words[at]
    before = words[at - 1] if at else ""
    is_last = at == len(words) - 1
    meaning = _PAIRS.get((before, word)) or _ALONE.get(word)
    if meaning:
        return meaning
    if word == "key":
        return _of_key(before, header=hyphenated and is_last)
    if word == "pass" and before and before not in _BEFORE_PASS:
        return None
    if is_last and word in _LAST:
        return _LAST[word]
    return _of_glued(word)


def _of_key(before: str, header: bool) -> Meaning | None:
    if header and before and before not in _OPEN_KEYS:
        return _KEY_OF.get(before, _KEY)
    return _KEY_OF.get(before)


def _of_glued(word: str) -> Meaning | None:
    """Two words written as one in lower case: `accesstoken`, `newpassword`, `samlresponse`."""
    if word.endswith("password"):
        return _ALONE["password"]
    if word.endswith("token") and word[:-5] in _GLUED_TOKEN:
        return _ALONE["token"]
    if word.endswith("secret") and word[:-6] in _GLUED_SECRET:
        return _ALONE["secret"]
    if word.endswith("key") and word[:-3] in _GLUED_KEY:
        return _KEY_OF[word[:-3]]
    if word in ("samlresponse", "samlrequest"):
        return Meaning("assertion")
    return None


def _is_harmless(words: list[str], at: int) -> bool:
    if at and words[at - 1] in _HARMLESS_BEFORE:
        return True
    return any(word in _HARMLESS_AFTER for word in words[at + 1 :])


def _as_header(meaning: Meaning, name: str) -> Meaning:
    """Any header ending in -token, -secret or -key may stand in a flat list of names and values."""
    if "-" in name and not meaning.header:
        return meaning._replace(header=True)
    return meaning
