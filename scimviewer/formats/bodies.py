"""What do logs write where a body or headers should be, and what was really sent?"""

from __future__ import annotations

import base64
import binascii
from typing import Any

import msgspec

from scimviewer.event import Headers, Json

LONGEST_PARSED = 64 * 1024 * 1024


def body_of(value: Json) -> Json:
    """A body as JSON where it is JSON, also where the log keeps it as text; else the text; None for nothing."""
    if isinstance(value, str):
        if not value:
            return None
        if value.lstrip()[:1] in ("{", "["):
            return _parsed(value)
    return value


def _parsed(text: str) -> Json:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError, ValueError):
        return text


def decoded_base64(text: str) -> Json:
    """The body behind HAR's `"encoding": "base64"`: JSON or text; the base64 text itself where neither comes out."""
    try:
        raw = base64.b64decode(text, validate=False)
        return body_of(raw.decode("utf-8"))
    except (binascii.Error, ValueError):
        return text


def headers_of(value: Json) -> Headers:
    """Headers as loggers write them: map, list of name and value, list of pairs, flat list, raw text."""
    if isinstance(value, dict):
        return _from_map(value)
    if isinstance(value, list):
        return _from_list(value)
    if isinstance(value, str):
        lines = (line.partition(":") for line in value.replace("\r\n", "\n").split("\n"))
        return [(name.strip(), text.strip()) for name, colon, text in lines if colon and name.strip()]
    return []


def _from_map(value: dict[str, Any]) -> Headers:
    headers: Headers = []
    for name, values in value.items():
        for one in values if isinstance(values, list) else [values]:
            if one is not None:
                headers.append((name, _text(one)))
    return headers


def _from_list(value: list[Any]) -> Headers:
    headers: Headers = []
    if value and all(isinstance(one, str) for one in value):
        return [(value[i], value[i + 1]) for i in range(0, len(value) - 1, 2)]
    for one in value:
        if isinstance(one, dict) and "name" in one:
            headers.append((_text(one["name"]), _text(one.get("value", ""))))
        elif isinstance(one, list) and len(one) == 2:
            headers.append((_text(one[0]), _text(one[1])))
    return headers


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode("utf-8")


def header(headers: Headers, *names: str) -> str | None:
    """The first value of the first of these names (lower case) that is there."""
    for wanted in names:
        for name, value in headers:
            if name.lower() == wanted and value:
                return value
    return None
