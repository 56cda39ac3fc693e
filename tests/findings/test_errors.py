"""Errors that differ only in whom they are about are the same."""

from __future__ import annotations

import pytest

from scimviewer.findings.errors import normalised


@pytest.mark.parametrize(
    ("error", "same"),
    [
        ("userName 'ann@a.example' is already in use", "userName ‹value› is already in use"),
        ("User ann@a.example exists", "User ‹e-mail› exists"),
        ("Resource 2819c223-7f76-453a-919d-413861904646 not found", "Resource ‹id› not found"),
        ("retry after 30 seconds", "retry after ‹number› seconds"),
        ('Attribute "foo" is unknown\n  at line 7', "Attribute ‹value› is unknown at line ‹number›"),
        ("no route to 10.1.2.3:443", "no route to ‹address›"),
        ("see https://a.example/x?y=1 for help", "see ‹url› for help"),
        ("can't find it, won't try", "can't find it, won't try"),
        ("invalidFilter", "invalidFilter"),
    ],
)
def test_what_differs_becomes_a_placeholder(error: str, same: str) -> None:
    assert normalised(error) == same


def test_long_and_hostile_texts_take_no_time() -> None:
    assert len(normalised("a1" * 100_000 + "@" * 1000 + "'" * 1000)) <= 700
