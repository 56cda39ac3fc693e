"""Where does one record of a source end and the next begin? Streams are cut into chunks of whole records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

import numpy as np

CHUNK = 512 * 1024
LONGEST_RECORD = 64 * 1024 * 1024
NEWLINE = b"\n"
# Everything up to the next bracket outside a string; possessive, so hostile input costs no backtracking.
TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+([\[\]{}])', re.DOTALL)
OPENERS = b"{["


class Source(Protocol):
    """What cutting needs of a stream."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Span:
    """One record: its first byte in the source, its length, and the line it begins on (1 is the first)."""

    offset: int
    length: int
    line: int


@dataclass(slots=True)
class Chunk:
    """A stretch of a source that holds whole records."""

    offset: int
    data: bytes
    first_line: int
    spans: list[Span] | None = None  # None: one record a line
    # Records that could not be framed: where, why in a sentence, and their first bytes.
    faults: list[tuple[Span, str, bytes]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Framing:
    """How a source is cut: `lines`, `values` (one JSON value after another) or `array` (elements at `path`)."""

    kind: str
    encoding: str = "utf-8"
    unit: int = 1  # bytes of a code unit: 2 in UTF-16
    bom: int = 0  # bytes before the text
    path: tuple[str, ...] = ()


def cut(source: BinaryIO | Source, framing: Framing) -> Iterator[Chunk]:
    """Cut a stream into chunks of whole records, in bounded memory."""
    return _cut_lines(source, framing) if framing.kind == "lines" else _JsonCutter(source, framing).chunks()


def shadow(data: bytes, framing: Framing) -> bytes:
    """One byte a code unit, so that the same search serves UTF-8 and UTF-16: JSON's own marks are all ASCII."""
    if framing.unit == 1:
        return data
    units = np.frombuffer(data[: len(data) // 2 * 2], dtype="<u2" if framing.encoding.endswith("le") else ">u2")
    return np.where(units < 128, units, 255).astype(np.uint8).tobytes()


def line_spans(chunk: Chunk, framing: Framing) -> Iterator[Span]:
    """The lines of a chunk without their ends; blank lines are no records."""
    view, unit = shadow(chunk.data, framing), framing.unit
    position = framing.bom // unit if chunk.offset == 0 else 0
    line, size = chunk.first_line, len(view)
    while position < size:
        end = view.find(NEWLINE, position)
        stop = size if end < 0 else end
        last = stop - 1 if stop > position and view[stop - 1] == 13 else stop
        if view[position:last].strip():
            yield Span(chunk.offset + position * unit, (last - position) * unit, line)
        position, line = stop + 1, line + 1


def _cut_lines(source: BinaryIO | Source, framing: Framing) -> Iterator[Chunk]:
    newline = "\n".encode(framing.encoding if framing.unit == 2 else "ascii")
    held, offset, line = b"", 0, 1
    while True:
        piece = source.read(CHUNK)
        held += piece
        if not piece:
            break
        cut_at = _last_newline(held, newline, framing.unit)
        if cut_at:
            yield Chunk(offset, held[:cut_at], line)
            line += held[:cut_at].count(newline) if framing.unit == 1 else _lines_of(held[:cut_at], framing)
            offset, held = offset + cut_at, held[cut_at:]
        elif len(held) > LONGEST_RECORD:
            chunk, length, held = _skip_line(source, held, newline, offset, line, framing.unit)
            yield chunk
            offset, line = offset + length, line + 1
    if held:
        yield Chunk(offset, held, line)


def _lines_of(data: bytes, framing: Framing) -> int:
    return shadow(data, framing).count(NEWLINE)


def _last_newline(data: bytes, newline: bytes, unit: int) -> int:
    """The position behind the last newline, 0 where there is none; in UTF-16 only at even bytes."""
    found = data.rfind(newline)
    while found > 0 and found % unit:
        found = data.rfind(newline, 0, found + len(newline) - 1)
    return found + len(newline) if found >= 0 and found % unit == 0 else 0


def _skip_line(
    source: BinaryIO | Source, held: bytes, newline: bytes, offset: int, line: int, unit: int
) -> tuple[Chunk, int, bytes]:
    """Pass over a line that is too long; answers its fault, its whole length, and what was read behind it."""
    length, rest = len(held), b""
    while piece := source.read(CHUNK):
        end = piece.find(newline)
        while end > 0 and (length + end) % unit:
            end = piece.find(newline, end + 1)
        if end >= 0:
            length, rest = length + end + len(newline), piece[end + len(newline) :]
            break
        length += len(piece)
    fault = (Span(offset, length, line), too_long(length), held[:64])
    return Chunk(offset, b"", line, [], [fault]), length, rest


def too_long(length: int) -> str:
    """The sentence for a record over the limit."""
    return f"A record of {length // 1_000_000} MB is longer than the {LONGEST_RECORD // 1_048_576} MiB that are read."


class _JsonCutter:
    """Cuts JSON documents at the elements of one array, or at one value after another."""

    def __init__(self, source: BinaryIO | Source, framing: Framing) -> None:
        self.source, self.framing = source, framing
        self.data, self.view = b"", b""  # what is held, and its shadow
        self.offset, self.line = 0, 1  # of the first byte held
        self.position = framing.bom // framing.unit  # in the shadow: how far it was searched
        self.ended = False

    def chunks(self) -> Iterator[Chunk]:
        if self.framing.kind == "array" and not self._find_array():
            yield from self._rest("The list of records is missing: the document ends before it.")
            return
        spans: list[Span] = []
        while (span := self._next_value()) is not None:
            spans.append(span)
            if self.position * self.framing.unit >= CHUNK:
                yield self._take(spans)
                spans = []
        if spans:
            yield self._take(spans)
        yield from self._rest()

    def _more(self) -> bool:
        """Hold more data: at least as much again, so that one huge value is not searched over and over."""
        if self.ended:
            return False
        piece = self.source.read(max(CHUNK, len(self.data)))
        while len(piece) % self.framing.unit:
            extra = self.source.read(1)
            piece += extra
            if not extra:
                break
        self.ended = not piece
        self.data += piece
        self.view = self.view + shadow(piece, self.framing) if self.framing.unit == 2 else self.data
        return not self.ended

    def _bracket(self) -> int | None:
        """The position of the next bracket outside strings at or after `position`; None at the end."""
        while True:
            match = TO_BRACKET.match(self.view, self.position)
            if match:
                return match.start(1)
            if not self._more():
                return None

    def _find_array(self) -> bool:
        """Walk into the document until the array at the framing's path opens."""
        path, wanted = self.framing.path, list(self.framing.path)
        stack: list[tuple[bytes, str | None]] = []
        while (at := self._bracket()) is not None:
            mark = self.view[at : at + 1]
            if mark in b"{[":
                key = _key_before(self.view, self.position, at) if stack and stack[-1][0] == b"{" else None
                stack.append((mark, key))
                here = [name for _, name in stack[1:]]
                if mark == b"[" and (here == wanted or (not path and len(stack) == 1)):
                    self.position = at + 1
                    return True
            elif stack:
                stack.pop()
            self.position = at + 1
        return False

    def _next_value(self) -> Span | None:
        """The next object or list; None where the array or the document ends, or where it is cut off."""
        start = self._bracket()
        while start is not None and self.view[start] not in OPENERS:
            if self.framing.kind == "array":
                return None
            self.position = start + 1  # a stray closing bracket between values
            start = self._bracket()
        if start is None:
            return None
        depth, at = 0, start
        while True:
            depth += 1 if self.view[at] in OPENERS else -1
            self.position = at + 1
            if depth == 0:
                break
            if at - start > LONGEST_RECORD // self.framing.unit:
                return None
            following = self._bracket()
            if following is None:
                self.position = start
                return None
            at = following
        unit = self.framing.unit
        line = self.line + self.view.count(NEWLINE, 0, start)
        return Span(self.offset + start * unit, (at + 1 - start) * unit, line)

    def _take(self, spans: list[Span]) -> Chunk:
        """Let go of everything up to `position` as one chunk."""
        end = self.position * self.framing.unit
        chunk = Chunk(self.offset, self.data[:end], self.line, spans)
        self.line += self.view.count(NEWLINE, 0, self.position)
        self.offset += end
        self.data = self.data[end:]
        self.view = self.view[self.position :] if self.framing.unit == 2 else self.data
        self.position = 0
        return chunk

    def _rest(self, fault: str = "") -> Iterator[Chunk]:
        """What follows the last record: nothing, the end of the document, or a record that was cut off."""
        start = self.position
        while self._more():
            if len(self.data) > 2 * LONGEST_RECORD:
                self.position = len(self.view)
                yield self._with_fault(start, fault or too_long(len(self.data)))
                start, fault = 0, fault or "It continues here."
        tail = self.view[start:]
        if not fault and _is_cut_off(tail):
            fault = "The file ends in the middle of this record."
        self.position = len(self.view)
        if self.data or fault:
            yield self._with_fault(start, fault) if fault else self._take([])

    def _with_fault(self, start: int, fault: str) -> Chunk:
        unit = self.framing.unit
        skipped = len(self.view[start:]) - len(self.view[start:].lstrip(b" \t\r\n,"))
        start += skipped
        span = Span(
            self.offset + start * unit,
            len(self.data) - start * unit,
            self.line + self.view.count(NEWLINE, 0, start),
        )
        head = self.data[start * unit : start * unit + 64]
        chunk = self._take([])
        chunk.faults.append((span, fault, head))
        return chunk


KEY_BEFORE = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*$', re.DOTALL)


def _key_before(view: bytes, start: int, at: int) -> str | None:
    """The member name that stands before the bracket at `at`."""
    match = KEY_BEFORE.search(view, max(start, at - 300), at)
    return match[1].decode("utf-8", "replace") if match else None


def _is_cut_off(tail: bytes) -> bool:
    """Whether what is left begins a value that never ends."""
    text = tail.lstrip(b" \t\r\n,")
    return text[:1] in (b"{", b"[") or (text[:1] == b'"' and text.count(b'"') == 1)
