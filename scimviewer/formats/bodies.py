"""What do logs write where a body or headers should be, and what was really sent?"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

import msgspec

from scimviewer.event import Headers, Json

START_LINE = re.compile(r"HTTP/[\d.]+ |[A-Z]{3,8} \S+ HTTP/")
MOST_ENCODINGS = 3  # JSON in a JSON string in a JSON string; real logs stop at two
NAME_KEYS = ("name", "key", "Name", "Key")
VALUE_KEYS = ("value", "Value")


def body_of(value: Json) -> Json:
    """A body as JSON where it is JSON, also where the log keeps it as text; else the text; None for nothing."""
    if isinstance(value, str):
        return _parsed(value, MOST_ENCODINGS) if value.strip() else None
    return value


def _parsed(text: str, encodings: int) -> Json:
    """JSON objects, lists, and strings that hold them; any other text stays as it is."""
    start = text.lstrip()[:1]
    if start not in ("{", "[", '"') or not encodings:
        return text
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return _forgivingly_parsed(text) if start != '"' else text
    if not isinstance(value, str):
        return value
    inner = _parsed(value, encodings - 1)
    return text if inner is value else inner


def _forgivingly_parsed(text: str) -> Json:
    """Python writes NaN and lone surrogates into its JSON."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text


def decoded_base64(text: str) -> Json:
    """The body behind HAR's `"encoding": "base64"`: JSON or text; the base64 text itself where neither comes out."""
    try:
        raw = base64.b64decode(text, validate=False)
        return body_of(raw.decode("utf-8"))
    except (binascii.Error, ValueError):
        return text


def json_bytes(value: Json) -> bytes:
    """A decoded JSON value as bytes, the same for the same value, whatever odd text it holds."""
    for encode in (msgspec.json.encode, _python_bytes):
        try:
            return encode(value)
        except (ValueError, RecursionError):  # lone surrogates; nested too deeply
            continue
    return b"nested too deeply"


def _python_bytes(value: Json) -> bytes:
    return repr(value).encode("utf-8", "replace")


def headers_of(value: Json) -> Headers:
    """Headers as loggers write them: map, list of name and value, list of pairs, flat list, raw text."""
    if isinstance(value, dict):
        return _from_map(value)
    if isinstance(value, list):
        return _from_list(value)
    if isinstance(value, str):
        return _from_text(value)
    return []


def _from_map(value: dict[str, Any]) -> Headers:
    headers: Headers = []
    for name, values in value.items():
        if isinstance(values, str):
            headers.append((name, values))
        elif values is not None:
            several = values if isinstance(values, list) else [values]
            headers.extend([(name, _text(one)) for one in several if one is not None])
    return headers


def _from_text(value: str) -> Headers:
    """Raw text as it went over the wire, or a JSON text of any of the other forms."""
    if value.lstrip()[:1] in ("{", "["):
        parsed = body_of(value)
        return [] if isinstance(parsed, str) else headers_of(parsed)
    return _from_lines(value.replace("\r\n", "\n").split("\n"))


def _from_lines(lines: list[str]) -> Headers:
    if lines and START_LINE.match(lines[0]):
        lines = lines[1:]
    headers: Headers = []
    for line in lines:
        name, colon, text = line[1:].partition(":")  # from the second character: HTTP/2 has ":path: /Users"
        name = (line[:1] + name).strip()
        if colon and name:
            headers.append((name, text.strip()))
    return headers


def _from_list(value: list[Any]) -> Headers:
    if value and all(isinstance(one, str) for one in value):
        if len(value) % 2 or all(one.find(":") > 0 for one in value):
            return _from_lines(value)
        return [(value[i], value[i + 1]) for i in range(0, len(value) - 1, 2)]
    headers: Headers = []
    for one in value:
        if isinstance(one, dict):
            headers.extend(_from_object(one))
        elif isinstance(one, list) and len(one) == 2:
            headers.append((_text(one[0]), _text(one[1])))
    return headers


def _from_object(one: dict[str, Any]) -> Headers:
    """{"name": …, "value": …} as in HAR, or a map of one."""
    name = next((one[key] for key in NAME_KEYS if key in one), None)
    if name is None:
        return _from_map(one) if len(one) == 1 else []
    return [(_text(name), _text(next((one[key] for key in VALUE_KEYS if key in one), "")))]


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json_bytes(value).decode("utf-8", "replace")


def header(headers: Headers, *names: str) -> str | None:
    """The first value of the first of these names (lower case) that is there."""
    for wanted in names:
        length = len(wanted)
        for name, value in headers:
            if len(name) == length and value and name.lower() == wanted:
                return value
    return None
