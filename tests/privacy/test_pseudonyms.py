"""Pseudonyms are stable, keyed, and tell nothing about what they stand for."""

from __future__ import annotations

import re

import pytest

from scimviewer.privacy.pseudonyms import Pseudonyms, encoded, normalised

KEY = b"k" * 32


def name(kind: str, value: str, key: bytes = KEY) -> str:
    return Pseudonyms(key).name(kind, value)


def test_same_value_same_pseudonym() -> None:
    assert name("user", "ann") == name("user", "ann") != name("user", "bob")


def test_another_key_gives_another_pseudonym() -> None:
    assert name("user", "ann") != name("user", "ann", b"l" * 32)


def test_form_says_the_kind_and_no_more() -> None:
    assert re.fullmatch("phone-[0-9A-HJKMNP-TV-Z]{10}", name("phone", "+49 30 1"))
    assert re.fullmatch("user-[0-9A-HJKMNP-TV-Z]{10}@dom-[0-9A-HJKMNP-TV-Z]{10}", name("user", "ann@x.example"))


def test_people_of_one_domain_stay_together() -> None:
    ann, bob, eve = (name("user", mail).split("@") for mail in ("ann@x.example", "bob@X.example", "eve@y.example"))

    assert ann[1] == bob[1] != eve[1]
    assert ann[0] != bob[0]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("user", "Ann@X.example", "ann@x.example "),
        ("user", "J\u00fcrgen", "JU\u0308RGEN"),
        ("name", "Ann  Lee", "ann lee"),
        ("phone", "+49 (30) 12-34", "0049301234"),
        ("ip", "::ffff:10.0.0.1", "10.0.0.1"),
        ("ip", "[2001:DB8::1]:443", "2001:db8:0::1"),
        ("ip", "10.0.0.1:8080", "10.0.0.1"),
    ],
)
def test_writings_of_one_thing(kind: str, one: str, other: str) -> None:
    assert name(kind, one) == name(kind, other)


def test_kinds_differ() -> None:
    assert name("user", "x")[5:] != name("name", "x")[5:]


def test_nothing_and_pseudonyms_stay() -> None:
    pseudonyms = Pseudonyms(KEY)

    assert pseudonyms.name("user", " ") == " "
    given = pseudonyms.name("user", "ann@x.example")
    assert pseudonyms.name("name", given) == given


def test_collision_makes_the_label_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scimviewer.privacy.pseudonyms.SHORTEST", 1)
    pseudonyms = Pseudonyms(KEY)

    names = {pseudonyms.name("user", str(number)) for number in range(100)}

    assert len(names) == 100
    assert {len(one) for one in names} >= {len("user-") + 1, len("user-") + 3}


def test_five_bits_a_character() -> None:
    assert encoded(b"\xff" * 5, 8) == "Z" * 8
    assert encoded(b"\x08\x80", 3) == "120"


def test_lone_surrogates_do_not_stop_it() -> None:
    assert name("user", "\ud800").startswith("user-")
    assert normalised("ip", "no address") == "no address"
