"""Read one chunk of a source: mask, decode, understand, pack. This runs in worker processes."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from scimviewer.event import Event, Exchange, Step
from scimviewer.formats import FORMATS
from scimviewer.formats.chunks import Chunk, Framing, Span
from scimviewer.formats.detection import Detected, detect
from scimviewer.formats.format import (
    NOT_PROVISIONING,
    PLAIN,
    WITHOUT_END,
    Aside,
    Dialect,
    LeftOut,
    Part,
    Reading,
    Unreadable,
)
from scimviewer.formats.framing import line_spans
from scimviewer.formats.joining import Joined, Joiner, Waiting
from scimviewer.formats.reading import event_of, event_of_step
from scimviewer.formats.records import decoder
from scimviewer.privacy.secrets import SecretMasker
from scimviewer.scim.shape import hash63
from scimviewer.store import blocks
from scimviewer.store.cells import secret_columns, without_secrets
from scimviewer.store.schema import CODED, TEXTS

LONGEST_TEXT = 2000
LONGEST_DURATION = 2**63 - 1  # microseconds; more is no duration, and no database holds it
HEAD = 64
UNPRINTABLE = {n: f"\\x{n:02x}" for n in (*range(0x20), *range(0x7F, 0xA0))}


@dataclass(slots=True)
class Task:
    """One chunk to read, and all that is needed for it."""

    format: str
    framing: Framing
    offset: int
    first_line: int
    tag_key: bytes
    data: bytes | None = None  # None: read `length` bytes of `file`
    file: str | None = None
    length: int = 0
    spans: list[Span] | None = None
    joins: bool = False
    waiting: list[Waiting] = field(default_factory=list)
    first_record: int = 0  # number of the first record, where parts of exchanges are joined across chunks
    dialect: Dialect = PLAIN
    directives: tuple[str, ...] = ()  # lines before the chunk that change the dialect
    everything: bool = False  # also what is not about provisioning
    skip: frozenset[int] = frozenset()  # where a worker died before: records, or `while_masking` of one

    @classmethod
    def of(cls, chunk: Chunk, detected: Detected, tag_key: bytes) -> Task:
        """What it takes to read a chunk of a source; where its bytes are is for the caller to say."""
        assert detected.format is not None
        task = cls(detected.format, detected.framing, chunk.offset, chunk.first_line, tag_key, spans=chunk.spans)
        task.dialect, task.directives = detected.dialect, chunk.directives
        return task


@dataclass(slots=True)
class Trouble:
    """A record that became a problem."""

    record: int | None  # index in the block; None where it is not in the block
    span: Span
    what: str
    head: bytes


@dataclass(slots=True)
class Block:
    """What a chunk became: records as they are stored, and the events read from them."""

    records: int
    data: bytes
    spans: bytes
    numbers: dict[str, Any]  # name → array, in blocks.NUMBERS' types
    hashes: dict[str, Any]
    words: dict[str, list[str]]  # field → texts; code n means words[n-1]
    codes: dict[str, Any]
    rows: list[tuple[Any, ...]]  # record index, line, time_ns, …: see ROW
    parts: list[tuple[int, int, str]]  # event index, record counted from the block's first (earlier: negative), role
    troubles: list[Trouble]
    left_out: dict[str, int]
    secrets: dict[str, int]
    used: int
    waiting: list[Waiting]
    dialects: list[tuple[int, str]]  # record index, and the dialect from there on, where it is not the source's
    identities: list[tuple[int, bytes]]  # record index, and what is the same of a record that was delivered twice


# What a row holds before the codes are known; the writer puts ids, source and codes around it.
ROW = ("record", "line", "time_ns", "time_digits", "zone_assumed", "status", "duration_us", "speaks_scim")


@lru_cache(maxsize=4)
def _masker(key: bytes) -> SecretMasker:
    return SecretMasker(key)


def read_chunk(task: Task, watch: Any = None) -> Block:
    """Read the records of a chunk. `watch` (a shared number) is told which record is being read."""
    data = task.data if task.data is not None else _slice(task)
    chunk = Chunk(task.offset, data, task.first_line, task.spans)
    spans = task.spans if task.spans is not None else list(line_spans(chunk, task.framing))
    masked = _masked(chunk, spans, task, watch)
    reader = _Reader(task, spans, watch)
    reader.read(masked)
    return reader.block(masked)


def recognised(path: str, head: bytes, encoding: str, bom: int, unit: int, forced: str | None) -> Detected:
    """Which format a source is; what no reader can even look at is none."""
    try:
        return detect(path, head, encoding, bom, unit, forced)
    except Exception as error:  # a parser boundary
        reason = f"This could not be read ({type(error).__name__})."
        return Detected(None, Framing("lines", encoding, unit, bom), reason=reason)


def _slice(task: Task) -> bytes:
    assert task.file is not None
    with Path(task.file).open("rb") as file:
        file.seek(task.offset)
        return file.read(task.length)


@dataclass(slots=True)
class _Masked:
    """Records without credentials. None: not even that could be done, so nothing of the record is kept."""

    records: list[bytes]  # as stored, in the source's encoding
    texts: list[bytes | None]  # as UTF-8, to be parsed
    secrets: dict[str, int]


def _masked(chunk: Chunk, spans: Sequence[Span], task: Task, watch: Any) -> _Masked:
    places = [(span.offset - chunk.offset, span.offset - chunk.offset + span.length) for span in spans]
    if task.framing.unit == 1 and watch is None:
        try:
            block = _masker(task.tag_key).mask_block(chunk.data, places)
        except Exception:  # a parser boundary: one after another, to lose one record and not all
            return _masked_singly(chunk, places, task, watch)
        records = [block.data[start:end] for start, end in block.spans]
        return _Masked(records, list(records), block.counts)
    return _masked_singly(chunk, places, task, watch)


def while_masking(record: int) -> int:
    """What a worker notes while it masks a record, so that it differs from reading it and from nothing (-1)."""
    return -2 - record


def _masked_singly(chunk: Chunk, places: Sequence[tuple[int, int]], task: Task, watch: Any) -> _Masked:
    masker, secrets = _masker(task.tag_key), Counter[str]()
    done = _Masked([], [], {})
    for index, (start, end) in enumerate(places):
        if watch is not None:
            watch.value = while_masking(index)
        record, text, data = b"", None, chunk.data[start:end]
        try:
            if while_masking(index) not in task.skip:
                text, counts = masker.mask(data if task.framing.unit == 1 else _as_utf8(data, task.framing))
                record = text if task.framing.unit == 1 else _as_stored(text, task.framing)
                secrets.update(counts)
        except Exception:  # a parser boundary: a record that cannot be masked must not be kept
            text = None
        done.records.append(record)
        done.texts.append(text)
    done.secrets = dict(secrets)
    return done


def _as_stored(text: bytes, framing: Framing) -> bytes:
    return text.decode("utf-8", "surrogatepass").encode(framing.encoding, "surrogatepass")


def _as_utf8(data: bytes, framing: Framing) -> bytes:
    try:
        return data.decode(framing.encoding, "surrogatepass").encode("utf-8", "surrogatepass")
    except UnicodeError:
        return data.decode(framing.encoding, "replace").encode("utf-8", "replace")


class _Reader:
    """Reads records one after another and collects what they become."""

    def __init__(self, task: Task, spans: Sequence[Span], watch: Any) -> None:
        self.task, self.spans, self.watch = task, spans, watch
        self.format = next(format_ for format_ in FORMATS if format_.name == task.format)
        self.dialects: list[tuple[int, str]] = []
        self._speak(task.dialect)
        for line in task.directives:
            self._follow(0, line)
        self.joiner = Joiner(task.waiting)
        self.events: list[tuple[int, Event]] = []  # record index, event
        self.parts: list[tuple[int, int, str]] = []  # as in Block
        self.troubles: list[Trouble] = []
        self.left_out: Counter[str] = Counter()
        self.identities: list[tuple[int, bytes]] = []  # as in Block
        self.used = 0

    def read(self, masked: _Masked) -> None:
        for index, text in enumerate(masked.texts):
            if self.watch is not None:
                self.watch.value = index
            if index in self.task.skip:
                self._trouble(index, text or b"", "The reading process died on this record.")
                continue
            if text is None:
                self._trouble(index, b"", "This record could not be searched for credentials, so it is not kept.")
                continue
            try:
                text = self._hidden(index, text, masked)
                self._read_one(index, text)
            except Unreadable as reason:
                self._trouble(index, text, str(reason))
            except Exception as error:  # a parser boundary: one record is lost, nothing else
                self._trouble(index, text, f"This record could not be read ({type(error).__name__}).")
        self._let_go()

    def _speak(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.decode, self.read_record = decoder(self.format.takes, dialect), self.format.reader(dialect)

    def _follow(self, index: int, line: str) -> None:
        """A line that says how to read those behind it."""
        if self.format.follow is not None:
            self._speak(self.format.follow(self.dialect, line))
            stored = self.dialect.stored()
            if stored is not None:
                self.dialects.append((index, stored))

    def _hidden(self, index: int, text: bytes, masked: _Masked) -> bytes:
        """A row without the credentials that only the names of its columns betray."""
        directive = self.format.directive.encode()
        if not secret_columns(self.dialect.columns) or (directive and text.startswith(directive)):
            return text
        masker = _masker(self.task.tag_key)
        row, counts = without_secrets(text, self.dialect.columns, self.dialect.delimiter, masker)
        if counts:
            masked.records[index] = row if self.task.framing.unit == 1 else _as_stored(row, self.task.framing)
            for kind, count in counts.items():
                masked.secrets[kind] = masked.secrets.get(kind, 0) + count
        return row

    def _read_one(self, index: int, text: bytes) -> None:
        record = self.decode(text)
        if self.format.directive and isinstance(record, str) and record.startswith(self.format.directive):
            self._follow(index, record)
        before = len(self.events)
        self._take(index, self.read_record(record))
        if len(self.events) > before and self.format.identity is not None:
            known = self.format.identified(record)
            if known is not None:
                self.identities.append((index, known))

    def _trouble(self, index: int, text: bytes, what: str) -> None:
        self.troubles.append(Trouble(index, self.spans[index], what, text[:HEAD]))

    def _take(self, index: int, reading: Reading) -> None:
        if isinstance(reading, Aside):
            reading = reading.step if self.task.everything else NOT_PROVISIONING
        if isinstance(reading, LeftOut):
            self.left_out[reading.rule] += 1
        elif isinstance(reading, Part):
            joined = self.joiner.add(reading, self.task.first_record + index)
            if joined is not None:
                self._tell(index, joined)
        else:
            events = [self._event(one) for one in (reading if isinstance(reading, list) else [reading])]
            self.events.extend((index, event) for event in events)
            self.used += 1

    def _event(self, told: Exchange | Step) -> Event:
        event = event_of_step(told) if isinstance(told, Step) else event_of(told)
        if event.duration_us is not None and event.duration_us > LONGEST_DURATION:
            event.duration_us = None
        return event

    def _tell(self, index: int, joined: Joined) -> None:
        event = len(self.events)
        try:
            self.events.append((index, self._event(joined.exchange)))
        except Exception:
            self.left_out[WITHOUT_END] += len(joined.records) - 1  # this record becomes the problem
            raise
        self.used += len(joined.records)
        first = self.task.first_record
        self.parts.extend((event, record - first, role) for record, role in joined.records[:-1])

    def _let_go(self) -> None:
        """Requests without an end are left out: at once where this log joins nothing, else when too many wait."""
        overdue = self.joiner.overdue() if self.task.joins else self.joiner.waiting()
        for waiting in overdue:
            self.left_out[WITHOUT_END] += len(waiting.records)

    def block(self, masked: _Masked) -> Block:
        ends = np.cumsum([len(record) for record in masked.records], dtype="<i8").tolist()
        places = list(zip([0, *ends[:-1]], ends, strict=False))
        events = [event for _, event in self.events]
        words, codes = _coded(events)
        texts = [[_clean(getattr(event, name)) for name in TEXTS] for event in events]
        return Block(
            records=len(self.spans),
            data=blocks.compressed(b"".join(masked.records)),
            spans=blocks.packed_spans(self.spans, places),
            numbers=_numbers(events, [self.spans[index].line for index, _ in self.events]),
            hashes=_hashes(events, texts),
            words=words,
            codes=codes,
            rows=list(self._rows(texts)),
            parts=self.parts,
            troubles=self.troubles,
            left_out=dict(self.left_out),
            secrets=masked.secrets,
            used=self.used,
            waiting=self.joiner.waiting() if self.task.joins else [],
            dialects=self.dialects,
            identities=self.identities,
        )

    def _rows(self, texts: list[list[str | None]]) -> Iterator[tuple[Any, ...]]:
        for (index, event), own in zip(self.events, texts, strict=True):
            row = (
                index, self.spans[index].line, event.time_ns, event.time_digits, int(event.zone_assumed),
                event.status, event.duration_us, int(event.speaks_scim), *own,
            )  # fmt: skip
            words = tuple(_clean(getattr(event, name)) for name in CODED)
            yield (*row, zlib.crc32(repr((row[1:], words)).encode("utf-8", "surrogatepass")))


def _clean(text: str | None) -> str | None:
    """Text for the table: of bounded length, control characters written out, storable whatever it held."""
    if text is None or (len(text) <= LONGEST_TEXT and text.isprintable()):
        return text
    return text[:LONGEST_TEXT].translate(UNPRINTABLE).encode("utf-8", "backslashreplace").decode("utf-8")


def _coded(events: Sequence[Event]) -> tuple[dict[str, list[str]], dict[str, Any]]:
    words: dict[str, list[str]] = {}
    codes: dict[str, Any] = {}
    for name in CODED:
        known: dict[str | None, int] = {None: 0}
        column = [known.setdefault(getattr(event, name), len(known)) for event in events]
        words[name] = [_clean(text) or "" for text in list(known)[1:]]
        codes[name] = np.array(column, dtype=blocks.CODE)
    return words, codes


def _numbers(events: Sequence[Event], lines: list[int]) -> dict[str, Any]:
    numbers = {}
    for name, dtype in blocks.NUMBERS.items():
        missing, most = blocks.unknown(dtype), int(np.iinfo(np.dtype(dtype)).max)
        values = lines if name == "line" else [getattr(event, name) for event in events]
        numbers[name] = np.array([missing if v is None else min(int(v), most) for v in values], dtype=dtype)
    return numbers


def _hashes(events: Sequence[Event], texts: list[list[str | None]]) -> dict[str, Any]:
    hashes = {}
    for name in blocks.HASHES:
        if name in TEXTS:
            at = TEXTS.index(name)
            column = [0 if row[at] is None else text_hash(row[at] or "") for row in texts]
        else:
            column = [getattr(event, name) or 0 for event in events]
        hashes[name] = np.array(column, dtype="<i8")
    return hashes


@lru_cache(maxsize=65536)
def text_hash(text: str) -> int:
    """The number by which columns know a text; 0 is no text."""
    return hash63(text.encode("utf-8", "surrogatepass")) or 1
