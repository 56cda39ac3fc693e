"""Pointers name places inside an exchange."""

from __future__ import annotations

from scimviewer.quirks.pointers import key_of, leaves, pointer


def test_tilde_and_slash_are_escaped() -> None:
    assert pointer("/request/body", "a/b", 0, "c~d") == "/request/body/a~1b/0/c~0d"


def test_the_exact_spelling_of_a_name_wins() -> None:
    assert key_of({"ID": 1, "id": 2}, "id") == "id"
    assert key_of({"ID": 1}, "id") == "ID"
    assert key_of([], "id") is None


def test_leaves_are_the_values_with_their_places() -> None:
    assert list(leaves({"a": [1, {"b": None}]}, "")) == [("/a/0", 1), ("/a/1/b", None)]
