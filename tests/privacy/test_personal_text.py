"""What is personal in a sentence is found, and words stay words."""

from __future__ import annotations

import re

import pytest

from scimviewer.privacy.personal_text import network_address, redact_filters, redact_shapes, redact_text
from scimviewer.privacy.pseudonyms import Pseudonyms

give = Pseudonyms(b"k" * 32).name


def filled(text: str) -> str:
    """`<kind:value>` with pseudonyms in it."""
    return re.sub("<([a-z]+):([^>]*)>", lambda match: give(match[1], match[2]), text)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("userName 'ann' already exists", "userName '<user:ann>' already exists"),
        ("attribute 'userName' has value 'ann'", "attribute 'userName' has value '<user:ann>'"),
        ('"ann" is no valid userName', '"<user:ann>" is no valid userName'),
        ("User ann not found", "User <user:ann> not found"),
        ("userName=ann op=add", "userName=<user:ann> op=add"),
        ("client_ip=81.2.69.142", "client_ip=<ip:81.2.69.142>"),
        ('{"userName":"ann","x', '{"userName":"<user:ann>","x'),
        ('{\\"displayName\\":\\"ann lee\\",', '{\\"displayName\\":\\"<user:ann lee>\\",'),
        ("{'userName': 'ann'}", "{'userName': '<user:ann>'}"),
        ("mail to ann@x.example.", "mail to <user:ann@x.example>."),
        ("call +49 30 1234567", "call <phone:+49 30 1234567>"),
        ("from 81.2.69.142:80 and 2001:db8::1", "from <ip:81.2.69.142>:80 and <ip:2001:db8::1>"),
    ],
)
def test_personal(text: str, redacted: str) -> None:
    assert redact_text(text, give) == filled(redacted)


@pytest.mark.parametrize(
    "text",
    [
        "userName already exists",
        "userName is required",
        'Attribute emails[type eq "work"].value is not valid',
        "active must be boolean",
        "Resource 000001f7-3b1c-4f0e-9a77-5f1d2c3b4a5e not found",
        "2026-11-23T19:25:00.850Z 12:34:56 Chrome/120.0.0.0 v1.2.3",
        "user: ⟦secret:token⟧ at 127.0.0.1",
    ],
)
def test_words_stay(text: str) -> None:
    assert redact_text(text, give) == text


def test_group_names_stay() -> None:
    assert (
        redact_text("displayName 'Sales' already exists", give, of_thing=True) == "displayName 'Sales' already exists"
    )


def test_filters() -> None:
    for text, redacted in (
        ('userName eq "ann" and active eq "x"', 'userName eq "<user:ann>" and active eq "x"'),
        ("userName+eq+%22ann%40x.example%22", "userName+eq+%22<user:ann@x.example>%22"),
        ('emails[type eq "work" and value eq "a"]', 'emails[type eq "work" and value eq "<user:a>"]'),
        ('members[value eq "1"]', 'members[value eq "1"]'),
    ):
        assert redact_filters(text, give) == filled(redacted)


def test_encoded_address_in_a_path() -> None:
    assert redact_shapes("/Users/ann%40x.example", give) == filled("/Users/<user:ann@x.example>")


def test_own_address_and_ports() -> None:
    assert network_address("127.0.0.1", give) == "127.0.0.1"
    assert network_address("[2001:db8::1]:443", give) == filled("<ip:2001:db8::1>:443")
    assert network_address("proxy", give) == "proxy"


@pytest.mark.parametrize("unit", ["userName ", '"', "a@", "1.", "user 'a", '"a":"', "x=", "ann@x.", "%40", ": "])
def test_hostile_text_ends(unit: str) -> None:
    assert redact_text(unit * (30_000 // len(unit)), give)
