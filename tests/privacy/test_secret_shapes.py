"""Credentials are known by their looks, and talk about them is not one."""

from __future__ import annotations

import pytest

from scimviewer.privacy.secrets import SecretMasker


def mask(text: str) -> str:
    return SecretMasker(b"k").mask(text.encode())[0].decode()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a Bearer abc.def-1 b", "a Bearer ⟦secret:bearer⟧ b"),
        ("Bearer%20abc1", "Bearer%20⟦secret:bearer⟧"),
        ("x Basic dTpw y", "x Basic ⟦secret:basic⟧ y"),
        ("x SSWS 00abc1 y", "x SSWS ⟦secret:ssws⟧ y"),
        ('Digest username="a", response="b" x', "Digest ⟦secret:digest⟧ x"),
        ("AKIAIOSFODNN7EXAMPLE.", "⟦secret:aws-key⟧."),
        ("https://ann:pw@h/", "https://ann:⟦secret:password⟧@h/"),
        (r"https:\/\/ann:pw@h/", r"https:\/\/ann:⟦secret:password⟧@h/"),
    ],
)
def test_shapes(text: str, left: str) -> None:
    assert mask(text).replace("#", "⟧", 1).split("⟧")[0] == left.split("⟧")[0]
    assert mask(text).endswith(left.split("⟧")[1])


@pytest.mark.parametrize(
    "text",
    [
        "OAuth Bearer Token", "Bearer authentication.", 'Bearer realm="x"', "bearer token-based",
        "Basic authentication", "basic profile", "digest of x", 'Digest realm="x", nonce="n"', "negotiate TLS",
        "Asia/Tokyo", "AKIA", "eyJpZCI6MX0",
        "eyJa.b.c", "xoxo", "ghp_short", "https://h:80/a@b", "mail a:b@c",
        "-----BEGIN CERTIFICATE-----",
    ],
)  # fmt: skip
def test_near_misses(text: str) -> None:
    assert mask(text) == text


def test_cut_key_is_masked_to_its_end() -> None:
    assert mask('{"k":"-----BEGIN PRIVATE KEY-----\\nMIIEabc","x":1}') == '{"k":"⟦secret:pem⟧","x":1}'
