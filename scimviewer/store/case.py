"""Open a case file and look at what it holds: sources, problems, custody log, records, exchanges."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from scimviewer import __version__
from scimviewer.bundle.disk import printable
from scimviewer.errors import UserError
from scimviewer.event import Exchange, Step
from scimviewer.formats import FORMATS
from scimviewer.formats.format import Aside, Dialect, LeftOut, Part, Reading
from scimviewer.formats.joining import merged
from scimviewer.formats.records import decoder
from scimviewer.store import blocks, connection, schema
from scimviewer.store.chain import Chain
from scimviewer.store.connection import Connection
from scimviewer.times import utc_text

OWN_FILES = ("", "-wal", "-shm", "-journal", "-lock")  # endings of the files of a case
SOURCE = """
    select id, bundle, path, format, confidence, keys, encoding, bytes, sha256, records, used, left_out, duplicates,
    problems, events, first_ns, last_ns, status, note, zoneless, zone from source
"""
READ_FROM = f"""
    select event.id, record, event.id, source.id, source.format, source.encoding, {schema.TIME}, {schema.ASSUMED}
    from event join source on source.id = event.source where event.id in ({{}})
"""
PARTS = "select event, record from event_part where event in ({})"
PAGE = 200
# The events of one record have ids that follow each other.
PLACE_IN_RECORD = """
    select count(*) from event where id < ?1 and id > (
        select coalesce(max(id), 0) from event where id < ?1 and record != ?2)
"""
BLOCK_OF = """
    select first_record, records, data, spans from block where first_record <= ?
    order by first_record desc, id desc limit 1
"""  # blocks without records begin where the next does
FORMAT_BY_NAME = {format_.name: format_ for format_ in FORMATS}


class Case:
    """A case file, for reading. Every question opens its own connection, so any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._words: tuple[int, dict[str, list[str | None]]] = (-1, {})

    @classmethod
    def open(cls, path: Path) -> Case:
        """Open a case; UserError where it is missing, no case, damaged, or made by a newer program."""
        if not path.is_file():
            raise UserError(f"{path} does not exist." if not path.exists() else f"{path.name} is not a case file.")
        case = cls(path)
        with case.reader() as reader:
            schema.check(reader, path.name)
        return case

    @classmethod
    def ready(cls, path: Path) -> Case:
        """Open a case for an import, or make it if there is none."""
        if path.exists() and path.stat().st_size and not cls(path)._is_blank():
            return cls.open(path)
        with connection.spoken(path):
            writer = connection.writer(path)
            try:
                schema.create(writer)
                # Random, unlike the key of the secrets' tags: names can be guessed.
                writer.execute("insert into meta (key, value) values ('pseudonym_key', ?)", (os.urandom(32),))
                Chain(writer).custody("case created", program=f"scimviewer {__version__}")
                writer.execute("commit")
            finally:
                connection.close_writer(writer)
        return cls(path)

    def _is_blank(self) -> bool:
        with self.reader() as reader:
            return schema.is_blank(reader)

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A read-only connection for one question; SQLite's complaints become sentences."""
        with connection.spoken(self.path):
            reader = connection.reader(self.path)
            try:
                yield reader
            finally:
                reader.close()

    def words(self, reader: Connection) -> dict[str, list[str | None]]:
        """field → texts: `words[field][code]` is the text of a code, 0 is unknown. Words only ever join."""
        count = reader.execute("select count(*) from word").fetchone()[0]
        known, words = self._words
        if count != known:
            words = {name: [None] for name in schema.CODED}
            for name, text in reader.execute("select field, text from word order by field, code"):
                words[name].append(text)
            self._words = count, words
        return words

    def sources(self) -> list[dict[str, Any]]:
        """Every source of the case, in import order."""
        with self.reader() as reader:
            return [_source(row) for row in reader.execute(f"{SOURCE} order by id")]

    def bundles(self) -> list[dict[str, Any]]:
        """What was opened into the case: id, name, when it was added and removed, and how many events it brought."""
        with self.reader() as reader:
            rows = reader.execute(
                "select bundle.id, name, added_at, removed_at, count(source.id), coalesce(sum(events), 0)"
                " from bundle left join source on source.bundle = bundle.id group by bundle.id"
            )
            names = ("id", "name", "added_at", "removed_at", "sources", "events")
            return [dict(zip(names, row, strict=True)) for row in rows]

    def problems(self, source_id: int | None = None) -> list[dict[str, Any]]:
        """What could not be understood: id, source (its path), offset, line, what, head."""
        where, values = ("", ()) if source_id is None else ("where problem.source = ?", (source_id,))
        with self.reader() as reader:
            rows = reader.execute(
                f"select problem.id, source.path, byte, line, what, head from problem"
                f" join source on source.id = problem.source {where} order by problem.id",
                values,
            )
            names = ("id", "source", "offset", "line", "what", "head")
            return [dict(zip(names, row, strict=True)) for row in rows]

    def left_out(self) -> list[dict[str, Any]]:
        """Records that are not about a request or a step, counted by source and rule."""
        with self.reader() as reader:
            rows = reader.execute("select path, rule, count from left_out join source on source.id = left_out.source")
            return [{"source": path, "rule": rule, "count": count} for path, rule, count in rows]

    def secrets(self) -> list[dict[str, Any]]:
        """Credentials that were masked, counted by source and kind."""
        with self.reader() as reader:
            rows = reader.execute("select path, kind, count from secret join source on source.id = secret.source")
            return [{"source": path, "kind": kind, "count": count} for path, kind, count in rows]

    def custody(self) -> list[dict[str, Any]]:
        """What was done to the case, oldest first: at, action, details."""
        with self.reader() as reader:
            rows = reader.execute("select at, action, details from custody order by seq")
            return [{"at": at, "action": action, "details": json.loads(details)} for at, action, details in rows]

    def meta(self, key: str) -> Any:
        """One of the case's own facts, or None."""
        with self.reader() as reader:
            row = reader.execute("select value from meta where key = ?", (key,)).fetchone()
            return row[0] if row else None

    def raw(self, event_id: int) -> list[bytes]:
        """The record or records an event was read from, as stored: the source's bytes with credentials masked."""
        with self.reader() as reader:
            numbers = [number for (number,) in reader.execute("select record from event where id = ?", (event_id,))]
            if not numbers:
                raise UserError(f"There is no event {event_id} in this case.")
            numbers += [number for _, number in reader.execute(PARTS.format("?"), (event_id,))]
            return [record for record, _ in OpenBlocks(reader).records(numbers)]

    def exchange(self, event_id: int) -> Exchange:
        """Request and response of an event, decoded again from its records."""
        (exchange,) = self.exchanges([event_id])
        return exchange

    def step(self, event_id: int) -> Step | None:
        """A provisioning step as the provider tells it, read again from its record; None of an HTTP exchange."""
        (told,) = self._told_by([event_id])
        return told if isinstance(told, Step) else None

    def exchanges(self, ids: Sequence[int]) -> Iterator[Exchange]:
        """The same of several events, in this order; blocks that many of them share are unpacked once."""
        for told in self._told_by(ids):
            yield told if isinstance(told, Exchange) else Exchange(time_ns=told.time_ns, zone_assumed=told.zone_assumed)

    def _told_by(self, ids: Sequence[int]) -> Iterator[Exchange | Step]:
        with self.reader() as reader:
            opened = OpenBlocks(reader)
            for start in range(0, len(ids), PAGE):
                page = [int(one) for one in ids[start : start + PAGE]]
                marks = ",".join("?" * len(page))
                told = {row[0]: row[1:] for row in reader.execute(READ_FROM.format(marks), page)}
                parts: dict[int, list[int]] = {}
                for event_id, record in reader.execute(PARTS.format(marks), page).fetchall():
                    parts.setdefault(event_id, []).append(record)
                for event_id in page:
                    if event_id not in told:
                        raise UserError(f"There is no event {event_id} in this case.")
                    yield _told(reader, opened, told[event_id], parts.get(event_id, []))


def _told(reader: Connection, opened: OpenBlocks, event: tuple[Any, ...], parts: list[int]) -> Exchange | Step:
    record, event_id, source, name, encoding, time_ns, assumed = event
    told: Exchange | Step | None = None
    for data, number in opened.records([record, *parts]):
        text = data if encoding.startswith("utf-8") else data.decode(encoding, "surrogatepass").encode()
        reading = _reading(name, _dialect(reader, source, number))(text)
        if isinstance(reading, Part):
            half, decides = reading.exchange, reading.completes
            told = merged(told, half, decides) if isinstance(told, Exchange) else half
        elif isinstance(reading, list):
            told = reading[reader.execute(PLACE_IN_RECORD, (event_id, record)).fetchone()[0]]
        elif not isinstance(reading, LeftOut):
            told = reading.step if isinstance(reading, Aside) else reading
    assert told is not None
    told.time_ns, told.zone_assumed = time_ns, bool(assumed)
    return told


def own_labels(paths: Sequence[Path], case: Path) -> set[str]:
    """The files of a case as a bundle calls them, where the case lies in a folder that is imported into it."""
    labels = set()
    for folder in (path.resolve() for path in paths if path.is_dir()):
        for ending in OWN_FILES:
            own = case.resolve().with_name(case.name + ending)
            if own.is_relative_to(folder):
                labels.add(printable((folder.name / own.relative_to(folder)).as_posix()))
    return labels


def source_dict(reader: Connection, source: int) -> dict[str, Any]:
    """One source as `import --json` and `health` tell it."""
    return _source(reader.execute(f"{SOURCE} where id = ?", (source,)).fetchone())


def _source(row: tuple[Any, ...]) -> dict[str, Any]:
    names = (
        "id", "bundle", "path", "format", "confidence", "keys", "encoding", "bytes", "sha256", "records", "used",
        "left_out", "duplicates", "problems", "events", "first", "last", "status", "note",
        "zoneless", "zone",
    )  # fmt: skip
    source = dict(zip(names, row, strict=True))
    told, source["zone"] = source["zone"], None  # where every record gives its own
    if source["zoneless"]:
        source["zone"] = {"name": told or "UTC", "assumed": told is None}
    source["first"], source["last"] = utc_text(source["first"]), utc_text(source["last"])
    return source


def _dialect(reader: Connection, source: int, record: int) -> str | None:
    """What must be known beside this record to read it."""
    row = reader.execute(
        "select text from dialect where source = ? and first_record <= ? order by first_record desc limit 1",
        (source, record),
    ).fetchone()
    return row[0] if row else None


@lru_cache(maxsize=64)
def _reading(name: str, told: str | None) -> Callable[[bytes], Reading]:
    """How a record of a format is read, with what must be known beside it."""
    dialect, format_ = Dialect.of(told), FORMAT_BY_NAME[name]
    decode, read = decoder(format_.takes, dialect), format_.reader(dialect)
    return lambda text: read(decode(text))


class OpenBlocks:
    """Records by their numbers; the blocks used last stay unpacked."""

    def __init__(self, reader: Connection, most: int = 16) -> None:
        self._reader, self._most = reader, most
        self._open: dict[int, tuple[bytes, blocks.RecordSpans]] = {}  # by the first record

    def records(self, numbers: Sequence[int]) -> list[tuple[bytes, int]]:
        """(bytes, record number) of some records, in the order of the log."""
        found = []
        for number in sorted(numbers):
            first, (data, spans) = self._block(number)
            at = number - first
            found.append((data[spans.starts[at] : spans.ends[at]], number))
        return found

    def _block(self, number: int) -> tuple[int, tuple[bytes, blocks.RecordSpans]]:
        for first, block in self._open.items():
            if first <= number < first + len(block[1].starts):
                self._open[first] = self._open.pop(first)  # used last
                return first, block
        first, count, data, spans = self._reader.execute(BLOCK_OF, (number,)).fetchone()
        while len(self._open) >= self._most:
            del self._open[next(iter(self._open))]
        self._open[first] = blocks.decompressed(data), blocks.unpacked_spans(spans, count)
        return first, self._open[first]
