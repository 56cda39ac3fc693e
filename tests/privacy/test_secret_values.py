"""The right bytes of a value are the credential, and tags say which are the same."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from scimviewer.privacy.secret_values import Replacements, credentials_in, is_redacted, looks_random
from scimviewer.privacy.secret_words import meaning_of

KEY = b"k" * 32


def found(name: bytes, value: bytes) -> list[tuple[str, bytes]]:
    meaning = meaning_of(name)
    assert meaning is not None
    return [(part.kind, value[part.start : part.end]) for part in credentials_in(value, 0, len(value), meaning)]


@pytest.mark.parametrize(
    ("name", "value", "parts"),
    [
        (b"password", b"Bearer x", [("password", b"Bearer x")]),
        (b"authorization", b"Bearer x", [("bearer", b"x")]),
        (b"authorization", b"bearer  x y ", [("bearer", b"x y")]),
        (b"authorization", b"Custom x1", [("authorization", b"x1")]),
        (b"authorization", b"x1+y2", [("authorization", b"x1+y2")]),
        (b"authorization", b"a b c", [("authorization", b"a b c")]),
        (b"token", b"SSWS x", [("ssws", b"x")]),
        (b"cookie", b"a=1; b=2; c", [("cookie", b"1"), ("cookie", b"2")]),
        (b"cookie", b"justone", [("cookie", b"justone")]),
        (b"set-cookie", b"a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", [("cookie", b"1")]),
        (b"set-cookie", b"a=1; Path=/, b=2; Secure\\nc=3", [("cookie", b"1"), ("cookie", b"2"), ("cookie", b"3")]),
        (b"authorization", b"Bearer [Redacted]", []),
        (b"cookie", b"a=***; b=", []),
    ],
)
def test_credentials_in_a_value(name: bytes, value: bytes, parts: list[tuple[str, bytes]]) -> None:
    assert found(name, value) == parts


@pytest.mark.parametrize(
    "value",
    ["", " ", "[Redacted]", "[REDACTED]", "***", "********", "[FILTERED]", "HIDDEN_DUE_TO_SECURITY_REASONS",
     "<redacted>",
     "⟦secret:token#12345678⟧", "XXX", "null", "[REDACTED_TOKEN]", r"\u003credacted\u003e", "${TOKEN}", "[OBFUSCATED]"],
)  # fmt: skip
def test_marks_of_redaction(value: str) -> None:
    assert is_redacted(value.encode())


@pytest.mark.parametrize("value", ["hunter2", "redacted1", "x", "*a*", "[abc]", "nullnull"])
def test_values_are_no_marks(value: str) -> None:
    assert not is_redacted(value.encode())


@pytest.mark.parametrize(
    "value",
    ["458bfed0a712755f6cace4d519d52695", "dGhpcyBpcyBhIHNlY3JldA==", "Ab3dE6gH9jK2mN5p", "eyJhbGciOiJIUzI1NiJ9.e30"],
)
def test_generated_values_look_random(value: str) -> None:
    assert looks_random(value.encode())


@pytest.mark.parametrize(
    "value", ["entra-secret-token", "3f9a", "correct horse battery staple", "1111111111111111", "Summer-Holidays-2026"]
)
def test_words_do_not(value: str) -> None:
    assert not looks_random(value.encode())


def test_tag_is_an_hmac() -> None:
    secret = b"458bfed0a712755f6cace4d519d52695"
    expected = hmac.new(KEY, secret, hashlib.sha256).hexdigest()[:8]

    assert Replacements(KEY).of("bearer", secret) == f"⟦secret:bearer#{expected}⟧".encode()
    assert Replacements(b"l" * 80).tag(secret) == hmac.new(b"l" * 80, secret, "sha256").hexdigest()[:8].encode()


def test_escaped_secret_has_the_tag_of_the_plain_one() -> None:
    replacements = Replacements(KEY)

    assert replacements.of("token", rb"Ab3\/dE6gH9j\u002BK2mN5p") == replacements.of("token", b"Ab3/dE6gH9j+K2mN5p")


def test_basic_has_a_tag_only_where_its_password_is_random() -> None:
    guessable, random = (
        base64.b64encode(b"scim-service:" + secret) for secret in (b"winter", b"458bfed0a712755f6cace4d519d52695")
    )

    assert Replacements(KEY).of("basic", guessable) == "⟦secret:basic⟧".encode()
    assert b"#" in Replacements(KEY).of("basic", random)


def test_short_secret_has_no_tag_and_a_mark_none_at_all() -> None:
    assert Replacements(KEY).of("pin", b"1234") == "⟦secret:pin⟧".encode()
    assert Replacements(KEY).of("pin", b"***") == b""
