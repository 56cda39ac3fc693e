"""Where in a body does a text stand: at which names and which plain values?"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.event import Json
from scimviewer.ui.json_values import CONTAINERS, Steps, json_text


def places(body: Json, needle: str) -> Iterator[Steps | None]:
    """Every name and value of a body in reading order: the way to it where it matches, else None.

    The misses are told too, so that whoever asks can stop for a moment between any two. Case does not matter.
    """
    wanted = needle.casefold()
    way: list[str | int] = []
    stack = [_entries(body)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
            if way:
                way.pop()
            continue
        step, value = entry
        hit = isinstance(step, str) and wanted in step.casefold()
        if isinstance(value, CONTAINERS):
            yield (*way, step) if hit else None
            way.append(step)
            stack.append(_entries(value))
            continue
        hit = hit or wanted in (value if isinstance(value, str) else json_text(value)).casefold()
        yield (*way, step) if hit else None


def _entries(value: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(value, dict):
        return iter(value.items())
    return iter(enumerate(value if isinstance(value, list) else [value]))
