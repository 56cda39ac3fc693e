from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.formats.bodies import body_of, decoded_base64, header, headers_of, json_bytes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("value", [{"a": [1, None]}, [1, 2], [], {}])
def test_json_in_text_is_json_however_often_it_was_encoded(value: Any) -> None:
    text = json.dumps(value)

    assert body_of(value) == value
    assert body_of(f" {text}\n") == value
    assert body_of(json.dumps(text)) == value
    assert body_of(json.dumps(json.dumps(text))) == value


@pytest.mark.parametrize(
    "text",
    ["Unauthorized", "<html>", '{"cut": "off', "[redacted]", '"only a string"', "a=1&b=2", "12", "true", '"{cut"'],
)
def test_text_that_is_no_json_stays_text(text: str) -> None:
    assert body_of(text) == text


def test_nothing_is_none() -> None:
    assert body_of("") is None
    assert body_of(" \n") is None
    assert body_of(None) is None


def test_json_of_python_is_read_too() -> None:
    assert body_of('{"name": "\\ud800"}') == {"name": "\ud800"}
    assert body_of('{"n": NaN, "big": 123456789012345678901234567890}')["big"] == 123456789012345678901234567890


def test_deep_nesting_stays_text() -> None:
    text = "[" * 100_000 + "]" * 100_000

    assert body_of(text) == text


def test_base64_bodies() -> None:
    assert decoded_base64(base64.b64encode(b'{"a":1}').decode()) == {"a": 1}
    assert decoded_base64(base64.b64encode("grüezi".encode()).decode()) == "grüezi"
    for odd in ("A", "\ud800", "H4sI", base64.b64encode(b"\x1f\x8b\xff").decode()):
        assert decoded_base64(odd) == odd


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Host": "h", "Set-Cookie": ["a", "b"], "X": 3, "Gone": None}, [("Host", "h"), ("Set-Cookie", "a"),
                                                                          ("Set-Cookie", "b"), ("X", "3")]),
        ([{"name": "Host", "value": "h"}, {"name": "X", "value": None}, {"name": "Y"}],
         [("Host", "h"), ("X", ""), ("Y", "")]),
        ([{"key": "Host", "value": "h"}], [("Host", "h")]),
        ([{"Host": "h"}, {"X": ["1", "2"]}], [("Host", "h"), ("X", "1"), ("X", "2")]),
        ([["Host", "h"], ["X", 1], ["odd"]], [("Host", "h"), ("X", "1")]),
        (["Host", "h", "Accept", "*/*"], [("Host", "h"), ("Accept", "*/*")]),
        (["Host: h", "Accept: */*"], [("Host", "h"), ("Accept", "*/*")]),
        ("HTTP/1.1 200 OK\r\nDate: Wed, 10 Feb 2016 07:28:41 GMT\r\nX:\r\n\r\n",
         [("Date", "Wed, 10 Feb 2016 07:28:41 GMT"),
                                                                             ("X", "")]),
        ("GET /Users?x=a:b HTTP/1.1\nHost: h:80\n", [("Host", "h:80")]),
        (":authority: h\n:path: /Users", [(":authority", "h"), (":path", "/Users")]),
        ('{"host": "h"}', [("host", "h")]),
        ({"flag": True, "map": {"a": 1}}, [("flag", "true"), ("map", '{"a":1}')]),
        (None, []), (7, []), ("", []), ("{cut", []), ([1, None, [], {}], []),
    ],
)  # fmt: skip
def test_headers_in_the_forms_of_loggers(value: Any, expected: list[tuple[str, str]]) -> None:
    assert headers_of(value) == expected


@given(VALUES)
def test_headers_are_names_and_texts_whatever_stands_there(value: Any) -> None:
    for name, text in headers_of(value):
        assert isinstance(name, str)
        assert isinstance(text, str)


def test_a_header_is_found_by_name_in_the_order_that_was_asked() -> None:
    headers = [("X-B", ""), ("x-b", "2"), ("X-A", "1")]

    assert header(headers, "x-a", "x-b") == "1"
    assert header(headers, "x-b") == "2"
    assert header(headers, "x-c") is None


def test_any_value_has_bytes() -> None:
    assert json_bytes({"a": [1, "ü"]}) == '{"a":[1,"ü"]}'.encode()
    assert json_bytes({"a": "\ud800"}) == json_bytes({"a": "\ud800"}) != json_bytes({"a": "\ud801x"})
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    assert json_bytes(deep)
