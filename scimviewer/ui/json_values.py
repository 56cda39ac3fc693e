"""How does a JSON value read on one line, and what is the way to it called?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from scimviewer.event import Json
from scimviewer.ui.events_columns import grouped

# A way into a body: keys and positions, outermost first.
Steps = tuple[str | int, ...]

# What the import left in place of a credential: kind, then a tag where the value was long enough for one.
SECRET = re.compile(r"⟦secret:([^#⟧]{1,40})(?:#([0-9a-fA-F]{1,16}))?⟧")
# Characters that show nothing or turn the text around, in a JSON text; they are legal there as escapes.
UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff"
    "\ue000-\uf8ff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
PLAIN_NAME = re.compile(r"[A-Za-z$][\w$-]*\Z")
CONTAINERS = (dict, list)
BRIEF_LIMIT = 300
PREVIEWED = 3


def kind(value: Json) -> str:
    """The type of a decoded value: object, array, string, number or literal."""
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "array"
    if isinstance(value, str):
        return "string"
    # bool is a number to Python, and a word of its own in JSON.
    return "literal" if value is None or isinstance(value, bool) else "number"


def json_text(value: Json) -> str:
    """A value as compact JSON; characters that show nothing stand as escapes."""
    try:
        text = msgspec.json.encode(value).decode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which UTF-8 cannot say
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() and "\x7f" not in text else UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def count(value: Json) -> str:
    """How many entries: {3} for an object, [5 000] for an array."""
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}{grouped(len(value))}{right}"


def brief(value: Json, limit: int = BRIEF_LIMIT) -> str:
    """A value on one line, at most about `limit` characters; a container as its first plain entries."""
    if not isinstance(value, CONTAINERS):
        text = json_text(value[:limit] if isinstance(value, str) else value)
        if len(text) <= limit and not (isinstance(value, str) and len(value) > limit):
            return text
        return text[: limit - 2] + "…"
    parts = list(_previewed(value, limit))
    return ", ".join(parts)[:limit]


def _previewed(value: Json, limit: int) -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else ((None, one) for one in value)
    for shown, (key, one) in enumerate(pairs):
        if shown == PREVIEWED:
            yield "…"
            return
        text = count(one) if isinstance(one, CONTAINERS) else brief(one, limit // PREVIEWED)
        yield text if key is None else f"{json_text(key[:80])[1:-1]}: {text}"


def entry(value: Json, steps: Steps) -> Json:
    """The value at the end of a way; KeyError or IndexError where there is none."""
    for step in steps:
        value = value[step]
    return value


def scim_path(steps: Steps) -> str:
    """The way as SCIM writes it (RFC 7644 §3.10), positions in brackets: emails[0].value, urn:…:User:x."""
    path = ""
    after_urn = False
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif after_urn and PLAIN_NAME.match(step):
            path += f":{step}"
        elif PLAIN_NAME.match(step) or (not path and step.lower().startswith("urn:")):
            path += f".{step}" if path else step
        else:
            path += f"[{json_text(step)}]"
        after_urn = isinstance(step, str) and step.lower().startswith("urn:")
    return path


def json_pointer(steps: Steps) -> str:
    """The way as a JSON Pointer (RFC 6901); the whole body is the empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def secret_words(text: str) -> str | None:
    """What stood where the import removed a credential: "bearer removed"; None where it removed nothing."""
    match = SECRET.search(text)
    return f"{match[1].replace('_', ' ')} removed" if match else None


def repeated_key(text: bytes | str) -> str | None:
    """A key that stands twice in one object of a JSON text; None where there is none, or no JSON."""
    found: list[str] = []

    def look(items: list[tuple[str, Json]]) -> None:
        seen: set[str] = set()
        for name, value in items:
            if name in seen:
                found.append(name)
            seen.add(name)
            # A body is often kept as a text that is JSON itself.
            if isinstance(value, str) and value[:1] in ("{", "["):
                found.extend(filter(None, [repeated_key(value)]))

    try:
        json.loads(text, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return None
    return found[0] if found else None
