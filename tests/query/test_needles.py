"""A text is found in the bytes of every encoding, and nothing else is taken for it."""

from __future__ import annotations

import json
import time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.filters import FilterError
from scimviewer.query.needles import MOST_NEEDLE, needle


def is_in(text: str, data: bytes) -> bool:
    sought = needle(text)
    return any(sought.is_at(data, place, 0, len(data)) for place in sought.places(data))


@given(st.text(min_size=1, max_size=20), st.text(max_size=10), st.text(max_size=10))
def test_a_text_is_found_in_every_form(text: str, left: str, right: str) -> None:
    whole = left + text + right
    data = text.encode("utf-8", "surrogatepass")
    for form in (
        whole.encode("utf-8", "surrogatepass"),
        json.dumps(whole).encode(),
        json.dumps(json.dumps(whole)).encode(),
        json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass"),
        f"https://a.example/?q={quote(data)}".encode(),
        f"https://a.example/?q={quote_plus(data)}".encode(),
    ):
        assert is_in(text, form), form


@pytest.mark.parametrize(("text", "data"), [("müller", "MÜLLER"), ("Straße", "STRASSE"), ("éa", "Éa"), ("Я", "я")])
def test_case_makes_no_difference(text: str, data: str) -> None:
    assert is_in(text, data.encode())
    assert is_in(text, json.dumps(data).encode())


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a_b", b"a\x7fb"),
        ("a@b", b"a`b"),
        ("a b", b'{"note":"a+b"}'),
        ("a b", b'{"note":"a%20b"}'),
        ("10", b"1\x10"),
        ("\u00e4", b"u00e4"),
    ],
)
def test_what_only_looks_alike_is_not_found(text: str, data: bytes) -> None:
    assert not is_in(text, data)


def test_what_is_encoded_in_a_url_is_found_there() -> None:
    assert is_in("a b", b'{"url":"/Users?q=a+b"}')
    assert is_in("a b", b'{"url":"/Users?q=a%20b"}')
    assert is_in("a+b", b"a+b")


def test_a_long_text_is_refused_and_a_strange_one_is_quick() -> None:
    with pytest.raises(FilterError, match="cannot be searched for"):
        needle("x" * (MOST_NEEDLE + 1))
    begun = time.process_time()
    assert not is_in('\\"' * 300 + "x", b'\\"' * 20_000)
    assert time.process_time() - begun < 5
