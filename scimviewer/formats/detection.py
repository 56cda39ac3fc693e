"""Which format is this source, how is it cut into records, and how sure is that?"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import msgspec

from scimviewer.event import Json
from scimviewer.formats import FORMATS
from scimviewer.formats.format import Format, Likeness, Part, Sample, Unreadable
from scimviewer.formats.framing import TO_BRACKET, Framing, cut, line_spans, shadow

SAMPLE = 256 * 1024
LARGER_SAMPLE = 16 * 1024 * 1024  # where not even one record fits the first
MOST_RECORDS = 50
MOST_LINES = 400
DEEPEST_WRAPPER = 3
LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Detected:
    """What a source is. `format` is None where no reader knows it; `reason` then says so in a sentence."""

    format: str | None
    framing: Framing
    confidence: float = 0.0
    keys: tuple[str, ...] = ()
    joins: bool = False  # one exchange is spread over several records
    reason: str = ""


def detect(name: str, head: bytes, encoding: str, bom: int, unit: int, forced: str | None = None) -> Detected:
    """Look at the first bytes of a source (at least SAMPLE, or all of it) and decide.

    `forced` names a format that the user chose; the cutting is still found out.
    """
    framings = _framings(head, encoding, bom, unit)
    best: tuple[float, Detected] | None = None
    for framing, wrapper, envelope in framings:
        sample = Sample(name, wrapper, envelope, _first_records(head, framing))
        for format_ in FORMATS:
            if forced is not None and format_.name != forced:
                continue
            likeness = format_.likeness(sample)
            if forced is not None and likeness.confidence < LEAST_CONFIDENCE and sample.records:
                likeness = Likeness(LEAST_CONFIDENCE, ("chosen by hand",))
            if likeness.confidence >= LEAST_CONFIDENCE and (best is None or likeness.confidence > best[0]):
                best = likeness.confidence, _detected(format_, framing, likeness, sample)
    if best is not None:
        return best[1]
    reason = "No reader knows this kind of log." if framings else "This is not JSON, and no reader knows it."
    return Detected(None, Framing("lines", encoding, unit, bom), reason=reason)


def _detected(format_: Format, framing: Framing, likeness: Likeness, sample: Sample) -> Detected:
    return Detected(format_.name, framing, likeness.confidence, likeness.keys, _has_halves(format_, sample))


def _has_halves(format_: Format, sample: Sample) -> bool:
    for record in sample.records:
        try:
            reading = format_.read(record)
        except Unreadable:
            continue
        if isinstance(reading, Part) and not (reading.completes and reading.exchange.url is not None):
            return True
    return False


Candidate = tuple[Framing, tuple[str, ...] | None, dict[str, Json]]


def _framings(head: bytes, encoding: str, bom: int, unit: int) -> list[Candidate]:
    """Every way in which this could be cut, the likeliest first."""
    lines = Framing("lines", encoding, unit, bom)
    text = shadow(head[bom:], lines)
    start = text.lstrip(b" \t\r\n\x00")
    candidates: list[Candidate] = []
    is_lines = _are_json_lines(head, lines)
    if start[:1] == b"[" and not is_lines:
        candidates.append((Framing("array", encoding, unit, bom), (), {}))
    if start[:1] == b"{":
        arrays, envelope = _arrays_in(text)
        candidates.extend((Framing("array", encoding, unit, bom, path), path, envelope) for path in arrays)
    if is_lines:
        candidates.append((lines, None, {}))
    elif start[:1] == b"{":
        candidates.append((Framing("values", encoding, unit, bom), None, {}))
    return candidates


def _are_json_lines(head: bytes, framing: Framing) -> bool:
    """Whether lines are JSON objects: two of them among the first, or the only one there is."""
    spans, objects, whole = 0, 0, head.endswith(b"\n")
    for chunk in cut(io.BytesIO(head), framing):
        for span in line_spans(chunk, framing):
            spans += 1
            record = _decoded(head[span.offset : span.offset + span.length], framing)
            objects += isinstance(record, dict)
            if objects >= 2:
                return True
            if spans >= MOST_LINES:
                return False
    return objects == 1 and (spans == 1 or whole or objects * 2 >= spans)


def _decoded(data: bytes, framing: Framing) -> Json:
    try:
        text = data if framing.unit == 1 else data.decode(framing.encoding).encode()
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError):
        return None


def _first_records(head: bytes, framing: Framing) -> list[Json]:
    records: list[Json] = []
    seen = 0
    for chunk in cut(io.BytesIO(head), framing):
        for span in chunk.spans if chunk.spans is not None else line_spans(chunk, framing):
            seen += 1
            start = span.offset - chunk.offset
            record = _decoded(chunk.data[start : start + span.length], framing)
            if isinstance(record, dict):
                records.append(record)
            if len(records) >= MOST_RECORDS or seen >= MOST_LINES:
                return records
    return records


def _arrays_in(text: bytes) -> tuple[list[tuple[str, ...]], dict[str, Json]]:
    """Paths of the lists of objects in the first document, and the scalars beside them (HAR's log.version)."""
    walk = _Outline(text)
    walk.run()
    return walk.arrays, walk.envelope


class _Outline:
    """Walks the outer levels of a document whose end may be missing."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.arrays: list[tuple[str, ...]] = []
        self.envelope: dict[str, Json] = {}
        self.stack: list[tuple[int, str | None]] = []

    def run(self) -> None:
        position = 0
        while match := TO_BRACKET.match(self.text, position):
            at = match.start(1)
            mark = self.text[at]
            if mark in b"{[":
                self._open(mark, position, at)
            elif self.stack:
                self.stack.pop()
                if not self.stack:
                    return
            position = at + 1

    def _open(self, mark: int, start: int, at: int) -> None:
        between = self.text[max(start, at - 65536) : at]
        in_objects = all(opened == ord("{") for opened, _ in self.stack)
        key = None
        if in_objects and len(self.stack) <= DEEPEST_WRAPPER:
            key = self._members(between)
            path = self._path(key)
            if mark == ord("[") and key is not None and self._holds_objects(at + 1):
                self.arrays.append(path)
        self.stack.append((mark, key))

    def _path(self, key: str | None) -> tuple[str, ...]:
        names = [name for _, name in self.stack[1:]] + [key]
        return tuple(name for name in names if name is not None)

    def _members(self, between: bytes) -> str | None:
        """Note the scalar members in a stretch before a bracket, and answer the key right before it."""
        body = between.strip().rstrip(b":").strip(b", \t\r\n")
        try:
            parts: dict[str, Any] = msgspec.json.decode(b"{" + body + b": null}") if body else {}
        except (msgspec.DecodeError, UnicodeError, ValueError):
            return None
        if not parts:
            return None
        *scalars, key = parts
        prefix = "".join(f"{name}." for _, name in self.stack[1:] if name)
        self.envelope.update({prefix + name: parts[name] for name in scalars})
        return key

    def _holds_objects(self, after: int) -> bool:
        return self.text[after : after + 4096].lstrip()[:1] == b"{"
