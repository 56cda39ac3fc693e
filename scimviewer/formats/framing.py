"""Where does one record of a source end and the next begin? Streams are cut into chunks of whole records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from scimviewer.formats.chunks import CHUNK, HEAD, LONGEST_RECORD, Chunk, Framing, Source, Span, shadow, too_long
from scimviewer.formats.rows import cut_rows

NEWLINE = b"\n"
# Everything up to the next bracket outside a string; possessive, so hostile input costs no backtracking.
TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+([\[\]{}])', re.DOTALL)
OPENERS = b"{["
UTF8_MARK = b"\xef\xbb\xbf"
LEADING_NOISE = (b"\0", b"\xef")
MARK = re.compile(rb'["\[\]{}]')
REST_OF_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)
BETWEEN = b" \t\r\n,"
LARGEST_READ = 8 * 1024 * 1024
LONGEST_DIRECTIVE, LONGEST_WORD, MOST_DIRECTIVES = 4096, 32, 100


def cut(source: BinaryIO | Source, framing: Framing) -> Iterator[Chunk]:
    """Cut a stream into chunks of whole records, in bounded memory."""
    if framing.kind == "lines":
        return _cut_lines(source, framing)
    return cut_rows(source, framing) if framing.kind == "rows" else _JsonCutter(source, framing).chunks()


def line_spans(chunk: Chunk, framing: Framing) -> Iterator[Span]:
    """The lines of a chunk without their ends; blank lines are no records."""
    view, unit, newline = shadow(chunk.data, framing), framing.unit, framing.newline.encode()
    position = framing.bom // unit if chunk.offset == 0 else 0
    line, size = chunk.first_line, len(view)
    while position < size:
        end = view.find(newline, position)
        stop = size if end < 0 else end
        last = stop - 1 if stop > position and view[stop - 1] == 13 else stop
        first = position
        if view[first:last][:1] in LEADING_NOISE:
            first = _behind_noise(view, first, last)
        if view[first:last].strip():
            yield Span(chunk.offset + first * unit, (last - first) * unit, line)
        position, line = stop + 1, line + 1


def _behind_noise(view: bytes, first: int, last: int) -> int:
    """Truncated logs begin with NULs, joined ones have a byte order mark within: neither belongs to a record."""
    kept = view[first:last].lstrip(b"\0")
    return last - len(kept.removeprefix(UTF8_MARK))


def _cut_lines(source: BinaryIO | Source, framing: Framing) -> Iterator[Chunk]:
    newline = framing.newline.encode(framing.encoding if framing.unit == 2 else "ascii")
    held, offset, line = b"", 0, 1
    directives: dict[str, str] = {}
    while True:
        # As much again as is held, so that one long line is not searched over and over, and not far past the limit.
        piece = source.read(max(CHUNK, min(len(held), LONGEST_RECORD + 1 - len(held))))
        held += piece
        if not piece:
            break
        cut_at = _last_newline(held, newline, framing.unit)
        if cut_at:
            chunk = Chunk(offset, held[:cut_at], line, directives=tuple(directives.values()))
            view = shadow(chunk.data, framing)
            line += view.count(framing.newline.encode())
            offset, held = offset + cut_at, held[cut_at:]
            if framing.directive and len(directives) < MOST_DIRECTIVES:
                directives.update(_directives(chunk, view, framing))
            yield chunk
        elif len(held) > LONGEST_RECORD:
            chunk, length, held = _skip_line(source, held, newline, offset, line, framing.unit)
            yield chunk
            offset, line = offset + length, line + 1
    if held:
        yield Chunk(offset, held, line, directives=tuple(directives.values()))


def _directives(chunk: Chunk, view: bytes, framing: Framing) -> Iterator[tuple[str, str]]:
    """The lines of a chunk that say how to read those behind them, each under its first word."""
    mark = re.escape(framing.directive.encode())
    for match in re.finditer(rb"(?m)^(?:\xef\xbb\xbf|\xff)?(%b[^\r\n]{1,%d})" % (mark, LONGEST_DIRECTIVE), view):
        start, end = match.start(1) * framing.unit, match.end(1) * framing.unit
        text = chunk.data[start:end].decode(framing.encoding, "replace")
        yield text.partition(":")[0][:LONGEST_WORD], text


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
    head, passed, rest = held[:HEAD], len(held) // unit * unit, held[len(held) // unit * unit :]
    while piece := source.read(CHUNK):
        rest += piece
        end = rest.find(newline)
        while end % unit and end >= 0:
            end = rest.find(newline, end + 1)
        if end >= 0:
            passed, rest = passed + end + len(newline), rest[end + len(newline) :]
            break
        even = len(rest) // unit * unit
        passed, rest = passed + even, rest[even:]
    else:
        passed, rest = passed + len(rest), b""
    fault = (Span(offset, passed, line), too_long(passed), head)
    return Chunk(offset, b"", line, [], [fault]), passed, rest


class _JsonCutter:
    """Cuts JSON documents at the elements of one array, or at one value after another."""

    def __init__(self, source: BinaryIO | Source, framing: Framing) -> None:
        self.source, self.framing, self.unit = source, framing, framing.unit
        self.data, self.view = b"", b""  # what is held, and its shadow
        self.offset = 0  # of the first byte held
        self.position = framing.bom // framing.unit  # in the shadow: how far it was searched
        self.line, self.counted = 1, 0  # the line at `counted` in the shadow
        self.ended = self.closed = self.too_long = False

    def chunks(self) -> Iterator[Chunk]:
        if self.framing.kind == "array" and not self._find_array():
            yield self._without_list()
            return
        spans: list[Span] = []
        while True:
            span = self._next_value()
            if span is not None:
                spans.append(span)
                if self.position * self.unit < CHUNK:
                    continue
            if spans:
                yield self._take(spans)
                spans = []
            if self.too_long:
                yield self._skipped()
            elif span is None:
                break
        yield from self._rest()

    def _more(self) -> bool:
        """Hold more data: as much again, so that one huge value is not searched over and over."""
        if self.ended:
            return False
        piece = self.source.read(max(CHUNK, min(len(self.data), LARGEST_READ)))
        while len(piece) % self.unit:
            extra = self.source.read(1)
            piece += extra
            if not extra:
                break
        self.ended = not piece
        self.data += piece
        self.view = self.view + shadow(piece, self.framing) if self.unit == 2 else self.data
        return not self.ended

    def _bracket(self, since: int) -> int | None:
        """The position of the next bracket outside strings; None at the end, or when it is too far from `since`."""
        while True:
            match = TO_BRACKET.match(self.view, self.position)
            if match:
                return match.start(1)
            if (len(self.view) - since) * self.unit > LONGEST_RECORD:
                self.too_long = True
                return None
            if not self._more():
                return None

    def _find_array(self) -> bool:
        """Walk into the document until the array at the framing's path opens."""
        wanted = list(self.framing.path)
        stack: list[tuple[bytes, str | None]] = []
        depth = 0  # of brackets below those in the stack: nothing there is wanted
        while (at := self._bracket(self.position)) is not None:
            mark = self.view[at : at + 1]
            if mark not in b"{[":
                if depth:
                    depth -= 1
                elif stack:
                    stack.pop()
            elif depth or len(stack) > len(wanted):
                depth += 1
            else:
                key = key_before(self.view, self.position, at) if stack and stack[-1][0] == b"{" else None
                stack.append((mark, key))
                if mark == b"[" and [name for _, name in stack[1:]] == wanted:
                    self.position = at + 1
                    return True
            self.position = at + 1
            if self.position * self.unit > CHUNK:
                self._drop(self.position)
        return False

    def _next_value(self) -> Span | None:
        """The next object or list; None where the array or the document ends, is cut off, or a value is too long."""
        start = self._bracket(self.position)
        while start is not None and self.view[start] not in OPENERS:
            if self.framing.kind == "array":
                self.closed = True
                return None
            self.position = start + 1  # a stray closing bracket between values
            start = self._bracket(self.position)
        if start is None:
            return None
        end = self._end_of_value(start)
        if end is None or (end - start) * self.unit > LONGEST_RECORD:
            self.too_long = self.too_long or end is not None
            self.position = start
            return None
        self.position = end
        return Span(self.offset + start * self.unit, (end - start) * self.unit, self._line_of(start))

    def _end_of_value(self, start: int) -> int | None:
        """The position behind the bracket that closes the one at `start`."""
        view, find = self.view, TO_BRACKET.match
        depth, position = 1, start + 1
        while depth:
            match = find(view, position)
            if match is None:
                self.position = position
                if self._bracket(start) is None:
                    return None
                view = self.view
                continue
            position = match.end(1)
            depth += 1 if view[position - 1] in OPENERS else -1
        return position

    def _line_of(self, position: int) -> int:
        """The line at a position; positions are asked for in order."""
        self.line += self.view.count(NEWLINE, self.counted, position)
        self.counted = position
        return self.line

    def _take(self, spans: list[Span]) -> Chunk:
        """Let go of everything up to `position` as one chunk."""
        chunk = Chunk(self.offset, self.data[: self.position * self.unit], spans[0].line, spans)
        self._drop(self.position)
        return chunk

    def _drop(self, position: int) -> None:
        """Let go of everything before a position; what was searched stays searched."""
        self._line_of(position)
        self.counted = 0
        self.offset += position * self.unit
        self.data = self.data[position * self.unit :]
        self.view = self.view[position:] if self.unit == 2 else self.data
        self.position = max(0, self.position - position)

    def _skipped(self) -> Chunk:
        """Pass over a value that is too long, in bounded memory."""
        self.too_long = False
        self._to_next_text()
        offset, line, head = self.offset, self.line, self.data[: HEAD * self.unit]
        scan = _Scan()
        while True:
            end = scan.end(self.view)
            self._drop(end)
            if scan.done or not self._more():
                break
        if not scan.done:
            self._drop(len(self.view))
        self.position = 0
        length = self.offset - offset
        return Chunk(offset, b"", line, [], [(Span(offset, length, line), too_long(length), head)])

    def _to_next_text(self) -> None:
        """Let go of what was read, and of blanks and commas before the next value."""
        tail = self.view[self.position :]
        self._drop(self.position + len(tail) - len(tail.lstrip(BETWEEN)))

    def _rest(self) -> Iterator[Chunk]:
        """What follows the last record: nothing, the end of the document, or a record that was cut off."""
        while self.closed and self._more():
            self._drop(len(self.view))
        if self.closed:
            return
        self._to_next_text()
        if self.view:
            what = "The file ends in the middle of this record." if self.view[:1] in b'{["' else "This is not JSON."
            span = Span(self.offset, len(self.data), self.line)
            yield Chunk(self.offset, b"", self.line, [], [(span, what, self.data[: HEAD * self.unit])])

    def _without_list(self) -> Chunk:
        """The document was read to its end, or as far as is bearable, and has no list at the path."""
        while self._more():
            self._drop(len(self.view))
        self._drop(len(self.view))
        what = "The list of records is missing: the document ends before it."
        return Chunk(0, b"", 1, [], [(Span(0, self.offset + len(self.data), 1), what, b"")])


class _Scan:
    """Follows a JSON value through pieces of text, bracket by bracket, until it closes."""

    def __init__(self) -> None:
        self.depth, self.in_string, self.done = 0, False, False

    def end(self, view: bytes) -> int:
        """How far this piece is used: to the value's end, or to where the next piece is needed."""
        position = 0
        while not self.done:
            if self.in_string:
                closing = REST_OF_STRING.match(view, position)
                if closing is None:
                    return _before_open_escape(view, position)
                position, self.in_string = closing.end(), False
            match = MARK.search(view, position)
            if match is None:
                return len(view)
            position = self._pass(match)
        return position

    def _pass(self, match: re.Match[bytes]) -> int:
        mark = match[0]
        if mark == b'"':
            self.in_string = True
        elif mark in OPENERS:
            self.depth += 1
        else:
            self.depth -= 1
            self.done = self.depth <= 0
            if self.depth < 0:  # the end of the list around it
                return match.start()
        return match.end()


def _before_open_escape(view: bytes, start: int) -> int:
    """The end of a piece, but before a backslash whose character is in the next one."""
    tail = view[start:]
    slashes = len(tail) - len(tail.rstrip(b"\\"))
    return len(view) - slashes % 2


KEY_BEFORE = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*$', re.DOTALL)


def key_before(view: bytes, start: int, at: int) -> str | None:
    """The member name that stands before the bracket at `at`."""
    match = KEY_BEFORE.search(view, max(start, at - 300), at)
    return match[1].decode("utf-8", "replace") if match else None
