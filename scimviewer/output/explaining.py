"""How does an explanation read on a terminal?"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from scimviewer.output.terminal import safe

WIDTH = 100


def explanation_text(told: dict[str, Any]) -> str:
    """The document of `explain --json` as text for people."""
    return "\n".join(safe(line) for line in _lines(told))


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield from _wrapped(told["verdict"])
    if told["operations"]:
        yield ""
        yield "What it asks"
        for sentence in told["operations"]:
            yield from _wrapped(sentence, "  · ", "    ")
    for quirk in told["quirks"]:
        yield ""
        yield from _quirk(quirk)
    if told["differences"]:
        yield ""
        yield "What is worth knowing"
        for difference in told["differences"]:
            yield from _wrapped(difference["text"], "  · ", "    ")
    if told["inverse"] is not None:
        yield ""
        yield "This PATCH undoes it"
        yield from (f"  {line}" for line in json.dumps(told["inverse"], ensure_ascii=False, indent=2).splitlines())


def _quirk(quirk: dict[str, Any]) -> Iterator[str]:
    behind = f", explained by {quirk['behind']}" if "behind" in quirk else ""
    yield f"{quirk['severity'].upper()}  {quirk['title']}  [{quirk['id']}{behind}]"
    if behind:
        return
    yield from _wrapped(quirk["explanation"], "  ")
    for title, key in (("Sender", "fix_sender"), ("Receiver", "fix_receiver"), ("Ask", "ask_customer")):
        yield from _wrapped(quirk[key], f"  {title + ':':10}", " " * 12)
    yield from _wrapped(", ".join(quirk["evidence"][:6]), f"  {'Evidence:':10}", " " * 12)
    yield from _wrapped(quirk["source"], f"  {'Source:':10}", " " * 12)


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    behind = first if rest is None else rest
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=behind, break_on_hyphens=False) or [first]
