"""Changed JSON keeps its layout."""

from __future__ import annotations

import json

import pytest

from scimviewer.privacy.personal_layout import written_like


@pytest.mark.parametrize(
    "text",
    ['{"a" :1.50,\n "b":[ "x","y" , {"x":"\\u00e9"}] }', '["x"]', '"x"', "[]", '{"x":{"x":"x"},"e":1e9,"n":-0}'],
)
def test_only_changed_strings_are_written_anew(text: str) -> None:
    value = json.loads(text.replace('"x"', '"z\\""').replace('"z\\"":', '"x":').replace('"z\\"" :', '"x" :'))

    assert written_like(text, json.loads(text), str) == text
    changed = written_like(text, value, str)
    assert json.loads(changed) == value
    assert changed.replace('z\\"', "x") == text


def test_keys_may_change() -> None:
    assert written_like('{"a@x": "b"}', {"A@X": "c"}, str.upper) == '{"A@X": "c"}'


def test_doubled_key_shows_the_redacted_value_twice() -> None:
    assert written_like('{"a":"first","a":"last"}', {"a": "R"}, str) == '{"a":"R","a":"R"}'
