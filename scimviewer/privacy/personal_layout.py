"""How does changed JSON look in the layout of the text that it came from?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+|\s+', re.S)


def written_like(text: str, value: Any, key_as: Callable[[str], str]) -> str:
    """The text of a JSON document with its strings replaced by those of `value`, which has the same shape.

    Blanks, escapes, numbers and the order of members stay as they are. `key_as` says what a key is called in `value`.
    """
    out: list[str] = []
    stack: list[tuple[Any, Any]] = []  # container, and the key or index that comes next
    for match in _TOKENS.finditer(text):
        token = match[0]
        if token in "{[":
            stack.append((_at(stack, value), 0 if token == "[" else None))
        elif token in "}]" and stack:
            stack.pop()
        elif token == "," and stack:
            container, place = stack[-1]
            stack[-1] = (container, place + 1 if isinstance(place, int) else None)
        elif token[0] == '"':
            token = _string(token, stack, value, key_as)
        out.append(token)
    return "".join(out)


def _string(token: str, stack: list[tuple[Any, Any]], value: Any, key_as: Callable[[str], str]) -> str:
    before = json.loads(token, strict=False)
    if stack and stack[-1][1] is None:  # a key
        after = key_as(before)
        stack[-1] = (stack[-1][0], after)
    else:
        after = _at(stack, value)
    return token if after == before or not isinstance(after, str) else json.dumps(after, ensure_ascii=False)


def _at(stack: list[tuple[Any, Any]], value: Any) -> Any:
    """The part of the value that the text has come to."""
    if not stack:
        return value
    container, place = stack[-1]
    return container[place]
