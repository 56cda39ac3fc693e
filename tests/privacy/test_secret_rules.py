"""Names lead to their values, and only to theirs."""

from __future__ import annotations

import pytest

from scimviewer.privacy.secret_rules import PATTERNS
from scimviewer.privacy.secrets import SecretMasker


def mask(text: str) -> str:
    return SecretMasker(b"k").mask(text.encode())[0].decode()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('{"authorization" : "Bearer abc"}', '{"authorization" : "Bearer ⟦secret:bearer⟧"}'),
        ('{"name":"password","value":"x"}', '{"name":"password","value":"⟦secret:password⟧"}'),
        ('{"value":"x","name":"password"}', '{"value":"⟦secret:password⟧","name":"password"}'),
        ('{"value":"Bearer abc1","name":"authorization"}', '{"value":"Bearer ⟦secret:bearer⟧","name":"authorization"}'),
        ('["authorization","x","host","y"]', '["authorization","⟦secret:authorization⟧","host","y"]'),
        ('[["a","b"],["password","x"]]', '[["a","b"],["password","⟦secret:password⟧"]]'),
        ('["accept","authorization","cookie"]', '["accept","authorization","cookie"]'),
        ('["password","userName"]', '["password","userName"]'),
        ('{"grant_type":"password","value":"x"}', '{"grant_type":"password","value":"x"}'),
        ('{"name":"the password","value":"x"}', '{"name":"the password","value":"x"}'),
        ('{"name":"state","value":"CA"}', '{"name":"state","value":"CA"}'),
        ('{"authorization":{"action":"x"}}', '{"authorization":{"action":"x"}}'),
        ("\\nauthorization: Bearer abc", "\\nauthorization: Bearer ⟦secret:bearer⟧"),
        ("a\\u0026token=abc", "a\\u0026token=⟦secret:token⟧"),
        ("{password: hunter2}", "{password: ⟦secret:password⟧}"),
        ('{"password": hunter2}', '{"password": ⟦secret:password⟧}'),
    ],
)
def test_rules(text: str, left: str) -> None:
    assert mask(text) == left


def test_patterns_are_few_enough_for_the_fast_search() -> None:
    assert len(PATTERNS) <= 64
    assert len({literal for literal, _ in PATTERNS}) == len(PATTERNS)
