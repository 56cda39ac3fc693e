"""How does a body read as lines of text, a portion at a time, and which value stands on which line?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scimviewer.event import Json
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.json_values import CONTAINERS, Steps, json_text
from scimviewer.ui.plain import printable

INDENT = "  "
# A container of plain values that fits is one line: { "value": "89bb41c0" }.
ONE_LINE = 76
ONE_LINE_ENTRIES = 4
# Longer texts are cut in the view (Qt takes seconds for a line of megabytes); copying gives the whole.
LONGEST_TEXT = 4000
PAGE = 256 * 1024


@dataclass(slots=True)
class _Open:
    """An object or array whose entries are being written."""

    line: int  # where it began
    closing: str
    entries: Iterator[tuple[str | int, Json]]
    left: int  # entries not written yet
    tail: str  # what follows the closing bracket: a comma or nothing


@dataclass(slots=True)
class Lines:
    """The lines of a JSON value as far as they were asked for; nothing is built before `more`."""

    body: Json
    whole_texts: bool = False  # also very long ones, for copying
    like: Lines | None = None  # break lines where these do: the same body before its names were replaced
    parents: list[int] = field(default_factory=list)  # line → line of the container it stands in, or -1
    steps: list[str | int | None] = field(default_factory=list)  # line → key or position in that container
    ends: dict[int, int] = field(default_factory=dict)  # line where a container begins → line where it ends
    characters: int = 0
    finished: bool = False
    _stack: list[_Open] = field(default_factory=list)

    def more(self, characters: int = PAGE) -> list[str]:
        """The next lines, of about that many characters together; none when all are told."""
        goal = self.characters + characters
        out: list[str] = []
        if not self.parents:
            self._write(out, None, self.body, "", -1)
        while self._stack and self.characters < goal:
            self._step(out)
        self.finished = not self._stack
        return out

    def path(self, line: int) -> Steps:
        """The way to the value on a line; on a closing bracket, to what it closes."""
        steps: list[str | int] = []
        while line >= 0:
            step = self.steps[line]
            if step is not None:
                steps.append(step)
            line = self.parents[line]
        return tuple(reversed(steps))

    def opens(self, line: int) -> bool:
        """Whether an object or array begins on a line and goes on below it."""
        return line in self.ends or any(one.line == line for one in self._stack)

    def _step(self, out: list[str]) -> None:
        top = self._stack[-1]
        entry = next(top.entries, None)
        if entry is None:
            self._stack.pop()
            self.ends[top.line] = len(self.parents)
            # A closing line stands for the container: same parent, same step.
            text = INDENT * len(self._stack) + top.closing + top.tail
            self._add(out, text, self.parents[top.line], self.steps[top.line])
            return
        top.left -= 1
        self._write(out, entry[0], entry[1], "," if top.left else "", top.line)

    def _write(self, out: list[str], step: str | int | None, value: Json, tail: str, parent: int) -> None:
        start = INDENT * len(self._stack)
        if isinstance(step, str):
            start += self._text(step) + ": "
        if not isinstance(value, CONTAINERS):
            shown = self._text(value) if isinstance(value, str) else json_text(value)
            self._add(out, start + shown + tail, parent, step)
            return
        if self.like is not None:
            inline = None if self.like.opens(len(self.parents)) else _joined(value)
        else:
            inline = _one_line(value)
        if inline is not None:
            self._add(out, start + inline + tail, parent, step)
            return
        left, right = "{}" if isinstance(value, dict) else "[]"
        entries = iter(value.items()) if isinstance(value, dict) else iter(enumerate(value))
        self._stack.append(_Open(len(self.parents), right, entries, len(value), tail))
        self._add(out, start + left, parent, step)

    def _text(self, text: str) -> str:
        if self.whole_texts or len(text) <= LONGEST_TEXT:
            return json_text(text)
        return f"{json_text(text[:LONGEST_TEXT])} … {grouped(len(text) - LONGEST_TEXT)} characters more"

    def _add(self, out: list[str], text: str, parent: int, step: str | int | None) -> None:
        out.append(text)
        self.parents.append(parent)
        self.steps.append(step)
        self.characters += len(text) + 1


def _one_line(value: Json) -> str | None:
    """A short container on one line, None where it is too long or holds containers."""
    if len(value) > ONE_LINE_ENTRIES:
        return None
    room = ONE_LINE
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, CONTAINERS):
            return None
        room -= len(one) if isinstance(one, str) else 0
        if room < 0:
            return None
    text = _joined(value)
    return text if len(text) <= ONE_LINE else None


def _joined(value: Json) -> str:
    if isinstance(value, dict):
        parts = [f"{json_text(key)}: {json_text(one)}" for key, one in value.items()]
        return f"{{ {', '.join(parts)} }}" if parts else "{}"
    return f"[{', '.join(map(json_text, value))}]"


def text_lines(text: str) -> Iterator[tuple[str, bool]]:
    """A body that is no JSON as lines without hidden characters, each with whether the next one continues it.

    Lines are broken only where they are very long.
    """
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        for start in range(0, max(1, len(line)), LONGEST_TEXT):
            piece = line[start : start + LONGEST_TEXT]
            shown = printable(piece, limit=2 * LONGEST_TEXT, lines=True)
            yield shown, start + LONGEST_TEXT < len(line)
