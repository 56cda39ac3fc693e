"""Which format is this source, how is it cut into records, and how sure is that?"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from scimviewer.event import Json
from scimviewer.formats import FORMATS
from scimviewer.formats.chunks import Framing, shadow
from scimviewer.formats.format import JSON, PLAIN, ROW, TEXT, Dialect, Format, Likeness, Part, Sample, Unreadable
from scimviewer.formats.framing import TO_BRACKET, cut, key_before, line_spans
from scimviewer.formats.records import decoder
from scimviewer.formats.tables import table_in

SAMPLE = 256 * 1024
LARGER_SAMPLE = 16 * 1024 * 1024  # where not even one record fits the first
MOST_RECORDS = 50
MOST_LINES = 400
DEEPEST_WRAPPER = 3
LONGEST_MEMBERS = 65536
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
    dialect: Dialect = PLAIN


def detect(name: str, head: bytes, encoding: str, bom: int, unit: int, forced: str | None = None) -> Detected:
    """Look at the first bytes of a source (at least SAMPLE, or all of it) and decide.

    `forced` names a format that the user chose; the cutting is still found out.
    """
    best: tuple[float, Detected] | None = None
    for candidate in _candidates(head, encoding, bom, unit):
        records = _first_records(head, candidate)
        sample = Sample(name, candidate.wrapper, candidate.envelope, records, candidate.dialect)
        for format_ in FORMATS:
            if format_.takes != candidate.takes or (forced is not None and format_.name != forced):
                continue
            likeness = format_.likeness(sample)
            if forced is not None and likeness.confidence < LEAST_CONFIDENCE and sample.records:
                likeness = Likeness(LEAST_CONFIDENCE, ("chosen by hand",))
            if likeness.confidence >= LEAST_CONFIDENCE and (best is None or likeness.confidence > best[0]):
                best = likeness.confidence, _detected(format_, candidate.framing, likeness, sample)
    if best is not None:
        return best[1]
    return Detected(None, Framing("lines", encoding, unit, bom), reason="No reader knows this kind of log.")


def _detected(format_: Format, framing: Framing, likeness: Likeness, sample: Sample) -> Detected:
    dialect = sample.dialect if format_.learn is None else format_.learn(sample)
    framing = replace(framing, directive=format_.directive)
    halves = _has_halves(format_, sample, dialect)
    return Detected(format_.name, framing, likeness.confidence, likeness.keys, halves, dialect=dialect)


def _has_halves(format_: Format, sample: Sample, dialect: Dialect) -> bool:
    read = format_.reader(dialect)
    for record in sample.records:
        try:
            reading = read(record)
        except Unreadable:
            continue
        if isinstance(reading, Part) and not (reading.completes and reading.exchange.url is not None):
            return True
    return False


class _Candidate(NamedTuple):
    """One way in which a source could be cut, and what its records then are."""

    framing: Framing
    takes: str = JSON
    wrapper: tuple[str, ...] | None = None
    envelope: Mapping[str, Json] = MappingProxyType({})
    dialect: Dialect = PLAIN


def _candidates(head: bytes, encoding: str, bom: int, unit: int) -> list[_Candidate]:
    """Every way in which this could be cut, the likeliest first."""
    lines = Framing("lines", encoding, unit, bom)
    view = shadow(head[bom:], lines)
    if b"\n" not in view and b"\r" in view:
        lines = replace(lines, newline="\r")
    start = view.lstrip(b" \t\r\n\x00")
    if start[:1] == b"[" and start[1:4096].lstrip()[:1] in (b"{", b"]"):
        return [_Candidate(replace(lines, kind="array"), wrapper=())]
    in_text = _Candidate(lines, TEXT)
    if start[:1] == b"{":
        found = _of_documents(head, start, lines)
        return [*found, in_text] if any(one.framing.kind == "lines" for one in found) else found
    table = table_in(head, lines)
    rows = [] if table is None else [_Candidate(table[0], ROW, dialect=table[1])]
    return [*([_Candidate(lines)] if _are_json_lines(head, lines) else []), *rows, in_text]


def _of_documents(head: bytes, start: bytes, lines: Framing) -> list[_Candidate]:
    """The ways to cut what begins with a JSON object."""
    in_lines, as_values = _Candidate(lines), _Candidate(replace(lines, kind="values"))
    outline = _Outline(start)
    outline.run()
    arrays = [
        _Candidate(replace(lines, kind="array", path=path), wrapper=path, envelope=outline.envelope)
        for path in outline.arrays
    ]
    if outline.end is None:  # the first document is longer than the sample, or broken
        return [*arrays, in_lines if _are_json_lines(head, lines) else as_values]
    if start[outline.end :].strip(b" \t\r\n\x00"):  # lists in the first of many records are part of it
        return [in_lines if _are_json_lines(head, lines) else as_values]
    return [as_values if b"\n" in start[: outline.end] else in_lines, *arrays]


def _are_json_lines(head: bytes, framing: Framing) -> bool:
    """Whether lines are JSON objects: two of them among the first, or half of what there is."""
    spans = objects = 0
    for chunk in cut(io.BytesIO(head), framing):
        for span in line_spans(chunk, framing):
            spans += 1
            start = span.offset - chunk.offset
            objects += isinstance(_decoded(chunk.data[start : start + span.length], framing), dict)
            if objects >= 2:
                return True
            if spans >= MOST_LINES:
                return False
    return objects * 2 >= spans > 0


def _decoded(data: bytes, framing: Framing) -> Json:
    for errors in ("strict", "replace"):
        try:
            plain = framing.unit == 1 and errors == "strict"
            return msgspec.json.decode(data if plain else data.decode(framing.encoding, errors).encode())
        except UnicodeError:
            continue
        except (msgspec.DecodeError, RecursionError, ValueError):
            return None
    return None


def _first_records(head: bytes, candidate: _Candidate) -> list[Json]:
    framing, records, seen = candidate.framing, list[Json](), 0
    read = decoder(candidate.takes, candidate.dialect)
    most = MOST_RECORDS if candidate.takes == JSON else MOST_LINES
    for chunk in cut(io.BytesIO(head), framing):
        for span in chunk.spans if chunk.spans is not None else line_spans(chunk, framing):
            seen += 1
            start = span.offset - chunk.offset
            data = chunk.data[start : start + span.length]
            if candidate.takes == JSON:
                record = _decoded(data, framing)
            else:
                record = _told(read, data, framing)
            if isinstance(record, dict | str):
                records.append(record)
            if len(records) >= most or seen >= MOST_LINES:
                return records
    return records


def _told(read: Callable[[bytes], Json], data: bytes, framing: Framing) -> Json:
    try:
        return read(data if framing.unit == 1 else data.decode(framing.encoding, "replace").encode())
    except Unreadable:
        return None


class _Outline:
    """Walks the outer levels of the first document, whose end may be missing."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.arrays: list[tuple[str, ...]] = []  # paths of the lists of objects
        self.envelope: dict[str, Json] = {}  # the scalars beside them, such as HAR's log.version
        self.end: int | None = None  # behind the document, where it closes
        self.names: list[str] = []  # of the objects around, without the outermost

    def run(self) -> None:
        depth, open_objects, position = 0, 0, 0  # open_objects: how many of the outermost brackets are braces
        while match := TO_BRACKET.match(self.text, position):
            at = match.start(1)
            if self.text[at] in b"{[":
                if depth == open_objects <= DEEPEST_WRAPPER and self._opens_object(depth, position, at):
                    open_objects += 1
                depth += 1
            else:
                depth -= 1
                open_objects = min(open_objects, depth)
                del self.names[max(0, open_objects - 1) :]
                if depth <= 0:
                    self.end = at + 1
                    return
            position = at + 1

    def _opens_object(self, depth: int, start: int, at: int) -> bool:
        """Note what stands before a bracket and which list it opens; answers whether to look into it."""
        if depth == 0:
            return True
        key = self._members(self.text[max(start, at - LONGEST_MEMBERS) : at])
        if key is None:
            return False
        if self.text[at] == ord("["):
            if self.text[at + 1 : at + 4096].lstrip()[:1] in (b"{", b"]"):
                self.arrays.append((*self.names, key))
            return False
        self.names.append(key)
        return True

    def _members(self, between: bytes) -> str | None:
        """Note the scalar members in a stretch before a bracket, and answer the key right before it."""
        body = between.strip().rstrip(b":").strip(b", \t\r\n")
        try:
            parts: dict[str, Any] = msgspec.json.decode(b"{" + body + b": null}") if body else {}
        except (msgspec.DecodeError, UnicodeError, ValueError):
            return key_before(between, 0, len(between))
        if not parts:
            return None
        *scalars, key = parts
        prefix = "".join(f"{name}." for name in self.names)
        self.envelope.update({prefix + name: parts[name] for name in scalars})
        return key
