"""Where does one row of a table in text (CSV and its kin) end and the next begin, and which cells does it have?"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from scimviewer.formats.chunks import CHUNK, HEAD, LONGEST_RECORD, Chunk, Framing, Source, Span, shadow, too_long

LARGEST_READ = 8 * 1024 * 1024
CUT_OFF = "The file ends in the middle of this record."
csv.field_size_limit(LONGEST_RECORD)


@lru_cache(maxsize=32)
def _row_pattern(delimiter: str, newline: str) -> re.Pattern[bytes]:
    """One row with its line end. A quote opens a cell only where a cell begins, and closes it only where one ends:
    every other one is a character like any. `open` is a quoted cell that runs to the end of what is there.
    """
    d, n = re.escape(delimiter).encode(), re.escape(newline).encode()
    quoted = rb'(?<![^%b%b])"(?:[^"]++|"")*+(?:"(?=[%b\r\n]|\Z)|(?P<open>\Z))' % (d, n, d)
    return re.compile(rb'(?:[^"%b]++|%b|")*+(?P<end>%b)?' % (n, quoted, n))


def cut_rows(source: BinaryIO | Source, framing: Framing) -> Iterator[Chunk]:
    """Cut a table into chunks of whole rows, in bounded memory; the header is no row."""
    return _RowCutter(source, framing).chunks()


def cells_of(row: str, delimiter: str) -> list[str]:
    """The cells of one row; raises csv.Error where it is none."""
    return next(csv.reader([row], delimiter=delimiter), [])


class _RowCutter:
    def __init__(self, source: BinaryIO | Source, framing: Framing) -> None:
        self.source, self.framing, self.unit = source, framing, framing.unit
        self.newline = framing.newline.encode()
        self.pattern = _row_pattern(framing.delimiter, framing.newline)
        self.data = self.view = b""  # what is held, and its shadow: both begin at `offset`
        self.offset, self.line, self.ended = 0, 1, False
        self.faults: list[tuple[Span, str, bytes]] = []

    def chunks(self) -> Iterator[Chunk]:
        self._pass_header()
        while True:
            spans, end = self._rows()
            if end:
                chunk = Chunk(self.offset, self.data[: end * self.unit], self.line, spans, self.faults)
                self.faults = []
                self._drop(end)
                yield chunk
            elif self.ended:
                break
            else:
                self._more()

    def _pass_header(self) -> None:
        wanted = self.framing.header // self.unit
        while len(self.view) < wanted and self._more():
            pass
        self._drop(wanted)

    def _more(self) -> bool:
        """Hold more data: as much again, so that one huge row is not searched over and over."""
        if self.ended:
            return False
        piece = self.source.read(max(CHUNK, min(len(self.data), LARGEST_READ)))
        self.ended = not piece
        self.data += piece
        self.view = shadow(self.data, self.framing) if self.unit == 2 else self.data
        return not self.ended

    def _drop(self, end: int) -> None:
        self.line += self.view.count(self.newline, 0, end)
        self.offset += end * self.unit
        self.data, self.view = self.data[end * self.unit :], self.view[end:]

    def _rows(self) -> tuple[list[Span], int]:
        """The whole rows at the beginning of what is held, and where they end."""
        spans: list[Span] = []
        position, line, size = 0, self.line, len(self.view)
        while position < size and position * self.unit < CHUNK:
            end = self._end_of_row(position, line)
            if end is None:
                break
            text = self.view[position:end]
            kept = text.rstrip(b"\r\n")
            if kept.strip() and not (self.faults and self.faults[-1][0].offset == self.offset + position * self.unit):
                spans.append(Span(self.offset + position * self.unit, len(kept) * self.unit, line))
            position, line = end, line + text.count(self.newline)
        return spans, position

    def _end_of_row(self, start: int, line: int) -> int | None:
        """The position behind a row; None where more must be read to know."""
        match = self.pattern.match(self.view, start)
        assert match is not None  # it matches nothing, too
        is_open = match["open"] is not None
        if match["end"] is not None or (self.ended and not is_open):
            return match.end()
        if not self.ended and (len(self.view) - start) * self.unit <= LONGEST_RECORD:
            return None
        first = self.view.find(self.newline, start)
        if is_open and first >= 0 and self._begins_row(first + 1):
            return first + 1  # nobody closes this quote: it was no quote
        length = (len(self.view) - start) * self.unit
        span = Span(self.offset + start * self.unit, length, line)
        what = CUT_OFF if self.ended else too_long(length)
        head = self.data[start * self.unit :][: HEAD * self.unit]
        self.faults.append((span, what, head))
        return len(self.view)

    def _begins_row(self, start: int) -> bool:
        """Whether what begins here has as many cells as the table has columns."""
        end = self.view.find(self.newline, start)
        line = self.view[start : end if end >= 0 else len(self.view)]
        try:
            cells = cells_of(line.decode("latin-1").strip("\r"), self.framing.delimiter)
        except csv.Error:
            return False
        return len(cells) == self.framing.columns > 1
