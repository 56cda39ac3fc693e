"""Where in a JSON value does something stand? (RFC 6901)"""

from __future__ import annotations

from scimviewer.event import Json

NOWHERE = object()


def pointer(*steps: str | int) -> str:
    """A JSON pointer from the names and indices that lead there."""
    text = ""
    for step in steps:
        if isinstance(step, str) and ("~" in step or "/" in step):
            step = step.replace("~", "~0").replace("/", "~1")
        text += f"/{step}"
    return text


def pointed(value: Json, where: str) -> Json:
    """What a pointer points at; NOWHERE where there is nothing."""
    for step in where.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and len(name) < 10 and int(name) < len(value):
            value = value[int(name)]
        else:
            return NOWHERE
    return value
