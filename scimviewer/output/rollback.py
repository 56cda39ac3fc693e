"""How does a rollback plan read: on a terminal, and in a ticket?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scimviewer.output.listing import markdown_cell
from scimviewer.output.terminal import safe

NOTHING = "Nothing of this can be undone."


def rollback_text(told: dict[str, Any]) -> str:
    """The document of `undo --json` as text for people."""
    return "\n".join(safe(line) for line in _text(told))


def _text(told: dict[str, Any]) -> Iterator[str]:
    if not told["steps"]:
        yield NOTHING
    for number, step in enumerate(told["steps"], 1):
        yield f"{number}. {step['method']} {step['path']}   takes event {step['event']} back ({step['basis']})"
        yield from (f"     {name}: {value}" for name, value in step["headers"].items())
        yield from (f"     {line}" for line in _body(step["body"]))
        yield from (f"     ! {warning}" for warning in step["warnings"])
    for one in told["cannot"]:
        yield f"Event {one['event']} cannot be undone. {one['reason']}"
        if one["instead"]:
            yield f"     instead: {one['instead']['method']} {one['instead']['path']}"
            yield from (f"     {line}" for line in _body(one["instead"]["body"]))


def rollback_markdown(told: dict[str, Any]) -> str:
    """The same as Markdown."""
    return "\n".join(_markdown(told))


def _markdown(told: dict[str, Any]) -> Iterator[str]:
    yield "## Rollback plan"
    yield ""
    yield NOTHING if not told["steps"] else "Send these requests in this order. Nothing was sent."
    for number, step in enumerate(told["steps"], 1):
        yield ""
        request = markdown_cell(f"{step['method']} {step['path']}")
        yield f"{number}. {request}: takes event {step['event']} back, {step['basis']}"
        yield from (f"   - {markdown_cell(name + ': ' + value)}" for name, value in step["headers"].items())
        yield from (f"   - {markdown_cell(warning)}" for warning in step["warnings"])
        yield from _fenced(step["body"])
    for one in told["cannot"]:
        yield ""
        yield f"- Event {one['event']}: {markdown_cell(one['reason'])}"
        if one["instead"]:
            yield f"  Instead: {markdown_cell(one['instead']['method'] + ' ' + one['instead']['path'])}"
            yield from _fenced(one["instead"]["body"])


def _fenced(body: Any) -> Iterator[str]:
    """A body as a block of code; more backticks than stand inside."""
    lines = _body(body)
    if lines:
        fence = "```" + "`" * max((line.count("`") for line in lines), default=0)
        yield f"   {fence}json"
        yield from (f"   {safe(line)}" for line in lines)
        yield f"   {fence}"


def _body(body: Any) -> list[str]:
    return [] if body is None else json.dumps(body, ensure_ascii=False, indent=2).splitlines()
