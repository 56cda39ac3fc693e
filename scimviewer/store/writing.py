"""Write blocks into a case, each with everything that belongs to it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import repeat
from typing import Any

import msgspec
import numpy as np

from scimviewer import __version__, zones
from scimviewer.formats.chunks import Chunk
from scimviewer.formats.detection import Detected
from scimviewer.formats.format import WITHOUT_END
from scimviewer.formats.joining import Waiting
from scimviewer.privacy.secrets import SecretMasker
from scimviewer.store import blocks
from scimviewer.store.chain import Chain, digest
from scimviewer.store.connection import Connection
from scimviewer.store.duplicates import once
from scimviewer.store.reading import Block
from scimviewer.store.schema import CODED, TEXTS
from scimviewer.store.shifts import Shifts, shifts_in, span, utc_times

PLAIN = ("time_ns", "time_digits", "zone_assumed", "status", "duration_us", "speaks_scim")
COLUMNS = ("id", "source", "record", "line", *PLAIN, *CODED, *TEXTS, "checksum")
INSERT_EVENTS = f"insert into event ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})"
LAYOUT = (
    *blocks.NUMBERS.items(),
    *((name, blocks.CODE) for name in CODED),
    *((f"{name}_hash" if name in TEXTS else name, "<i8") for name in blocks.HASHES),
)
UPDATE_SOURCE = """
    update source set records = records + ?3, used = used + ?4, left_out = left_out + ?5, problems = problems + ?6,
    events = events + ?7, first_ns = min(coalesce(first_ns, ?1), coalesce(?1, first_ns)),
    last_ns = max(coalesce(last_ns, ?2), coalesce(?2, last_ns)),
    next_chunk = ?8, digest = ?9, bytes = ?10, waiting = ?11, zoneless = zoneless + ?12,
    duplicates = duplicates + ?14 where id = ?13
"""
CHANGED = {
    "format",
    "confidence",
    "keys",
    "encoding",
    "derivation",
    "bytes",
    "sha256",
    "status",
    "note",
    "head_sha256",
    "zone",
    "first_ns",
    "last_ns",
}


@dataclass(slots=True)
class Totals:
    """What one run added."""

    events: int = 0
    records: int = 0
    left_out: int = 0
    duplicates: int = 0
    problems: int = 0
    secrets: dict[str, int] = field(default_factory=dict)


class CaseWriter:
    """Knows the next ids and the codes of words; one per import, on the writing connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.chain = Chain(connection)
        self.added = Totals()
        self._load()

    def _load(self) -> None:
        rows = dict(self.connection.execute("select key, value from meta where key in ('next_event', 'next_record')"))
        self.next_event, self.next_record = rows.get("next_event", 1), rows.get("next_record", 1)
        self._shifts: dict[str, Shifts] = {}
        self._codes: dict[str, dict[str, int]] = {name: {} for name in CODED}
        for name, code, text in self.connection.execute("select field, code, text from word"):
            self._codes[name][text] = code

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what is kept in memory goes back too."""
        self.connection.execute("begin immediate")
        try:
            yield
            self.connection.execute("commit")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
            self.chain.restart()
            self._load()
            raise

    def meta(self, key: str) -> Any:
        """A value of the case's own table of facts, or None."""
        row = self.connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: Any) -> None:
        self.connection.execute("insert or replace into meta (key, value) values (?, ?)", (key, value))

    def shifts_of(self, source: int) -> Shifts | None:
        """How the times of a source are moved, where its zone is known."""
        (zone,) = self.connection.execute("select zone from source where id = ?", (source,)).fetchone()
        if zone is None:
            return None
        if zone not in self._shifts:
            self._shifts[zone] = shifts_in(self.connection, zone)
        return self._shifts[zone]

    def give_zone(self, source: int, zone: str) -> None:
        """Note the zone of a source's clocks, and its rules: those that the case has stay, whatever changed since."""
        if not self.connection.execute("select 1 from zone_shift where zone = ?", (zone,)).fetchone():
            self.connection.executemany(
                "insert into zone_shift (zone, from_ns, shift_ns) values (?, ?, ?)",
                ((zone, start, shift) for start, shift in zones.shifts(zone)),
            )
        self.change_source(source, zone=zone)

    def begin_bundle(self, name: str) -> int:
        """Note a bundle that joins the case; where its import was interrupted, it is the same bundle still."""
        begun = self.connection.execute(
            "select id from bundle where id = ? and name = ? and removed_at is null", (self.meta("begun"), name)
        ).fetchone()
        if begun:
            return int(begun[0])
        bundle = self._add_bundle(name)
        self.set_meta("begun", bundle)
        return bundle

    def bundle_done(self) -> None:
        """What is imported next is another bundle, also under the same name."""
        self.set_meta("begun", None)

    def _add_bundle(self, name: str) -> int:
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return int(self.connection.execute("insert into bundle (name, added_at) values (?, ?)", (name, at)).lastrowid)

    def add_source(self, bundle: int, path: str, status: str, **known: Any) -> int:
        """Note a source before anything of it is read."""
        cursor = self.connection.execute(
            "insert into source (bundle, path, status) values (?, ?, ?)", (bundle, path, status)
        )
        self.change_source(int(cursor.lastrowid), **known)
        return int(cursor.lastrowid)

    def change_source(self, source: int, **values: Any) -> None:
        assert values.keys() <= CHANGED
        for name, value in values.items():
            self.connection.execute(f"update source set {name} = ? where id = ?", (value, source))

    def derivation(self, detected: Detected) -> int:
        """Under which reading the events of a source were made; the same reading is noted once."""
        row = (__version__, detected.format, None, "UTC")
        known = self.connection.execute(
            "select id from derivation where program = ? and format = ? and mapping is ? and zone = ?", row
        ).fetchone()
        if known:
            return int(known[0])
        sql = "insert into derivation (program, format, mapping, zone) values (?, ?, ?, ?)"
        return int(self.connection.execute(sql, row).lastrowid)

    def add_dialect(self, source: int, first_record: int, text: str | None) -> None:
        """Note what must be known beside a source's records to read them, from one of them on; None is nothing."""
        if text is None:
            return
        masked, _ = SecretMasker(self.meta("tag_key") or b"").mask(text.encode("utf-8", "replace"))
        sql = "insert or replace into dialect (source, first_record, text) values (?, ?, ?)"
        self.connection.execute(sql, (source, first_record, masked.decode()))

    def write(self, source: int, chunk: Chunk, number: int, block: Block, position: int, source_digest: bytes) -> None:
        """Commit one block: records, events, problems, chain and progress together."""
        with self.transaction():
            first_record, first_event = self.next_record, self.next_event
            block, repeated = once(self.connection, block, source, first_record, first_event)
            columns = self._columns(source, block)
            packed = blocks.packed_columns(columns, LAYOUT)
            self._write_events(source, block, columns)
            cursor = self.connection.execute(
                "insert into block (source, chunk, first_record, records, first_event, events, data, spans, columns)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    source,
                    number,
                    first_record,
                    block.records,
                    first_event,
                    len(block.rows),
                    block.data,
                    block.spans,
                    packed,
                ),
            )
            content = digest(
                "block",
                source,
                number,
                first_record,
                block.records,
                first_event,
                block.data,
                block.spans,
                packed,
            )
            self.chain.link("block", int(cursor.lastrowid), content)
            for index, text in block.dialects:
                self.add_dialect(source, first_record + index, text)
            problems = self._write_problems(source, first_record, chunk, block)
            self._count(source, block, problems, repeated, number, position, source_digest)
            self.next_record += block.records
            self.next_event += len(block.rows)
            self.set_meta("next_event", self.next_event)
            self.set_meta("next_record", self.next_record)

    def _columns(self, source: int, block: Block) -> dict[str, Any]:
        columns = dict(block.numbers)
        for name in blocks.HASHES:
            columns[f"{name}_hash" if name in TEXTS else name] = block.hashes[name]
        for name in CODED:
            codes = np.array([0, *(self._code(name, text) for text in block.words[name])], dtype=blocks.CODE)
            columns[name] = codes[block.codes[name]]
        return columns

    def _code(self, name: str, text: str) -> int:
        known = self._codes[name]
        code = known.get(text)
        if code is None:
            code = known[text] = len(known) + 1
            self.connection.execute("insert into word (field, code, text) values (?, ?, ?)", (name, code, text))
        return code

    def _write_events(self, source: int, block: Block, columns: dict[str, Any]) -> None:
        first, record = self.next_event, self.next_record
        if block.rows:
            # By columns: this loop feeds every event of an import through one process.
            at, *plain = zip(*block.rows, strict=True)
            coded = ([code or None for code in columns[name].tolist()] for name in CODED)
            numbers = (record + index for index in at)
            ids = range(first, first + len(at))
            rows = zip(ids, repeat(source), numbers, *plain[:7], *coded, *plain[7:], strict=False)
            self.connection.executemany(INSERT_EVENTS, rows)
        if block.parts:
            self.connection.executemany(
                "insert or ignore into event_part (event, record, role) values (?, ?, ?)",
                ((first + event, record + number, role) for event, number, role in block.parts),
            )

    def _write_problems(self, source: int, first_record: int, chunk: Chunk, block: Block) -> int:
        found = [
            (
                None if t.record is None else first_record + t.record,
                t.span.offset,
                t.span.line,
                t.what,
                t.head,
            )
            for t in block.troubles
        ]
        found.extend((None, span.offset, span.line, what, head) for span, what, head in chunk.faults)
        for record, byte, line, what, head in found:
            self.add_problem(source, what, record=record, byte=byte, line=line, head=head)
        return len(found)

    def add_problem(
        self, source: int, what: str, *, record: int | None = None, byte: int | None = None,
        line: int | None = None, head: bytes | None = None,
    ) -> None:  # fmt: skip
        """Keep what could not be understood; it is a link of the chain too."""
        cursor = self.connection.execute(
            "insert into problem (source, record, byte, line, what, head) values (?, ?, ?, ?, ?, ?)",
            (source, record, byte, line, what, head),
        )
        content = digest("problem", source, byte if byte is not None else -1, what, head or b"")
        self.chain.link("problem", int(cursor.lastrowid), content)
        self.added.problems += 1

    def _count(
        self, source: int, block: Block, problems: int, repeated: int, number: int, position: int, so_far: bytes
    ) -> None:
        outside = problems - sum(trouble.record is not None for trouble in block.troubles)
        records = block.records + outside
        left_out = sum(block.left_out.values())
        first, last = span(utc_times(block.numbers, self.shifts_of(source)))
        waiting = msgspec.msgpack.encode(block.waiting) if block.waiting else None
        self.connection.execute(
            UPDATE_SOURCE,
            (first, last, records, block.used, left_out, problems, len(block.rows),
             number + 1, so_far, position, waiting, int(block.numbers["zone_assumed"].sum()), source, repeated),
        )  # fmt: skip
        self.count("left_out", "rule", source, block.left_out)
        self.count("secret", "kind", source, block.secrets)
        self.added.records += records
        self.added.events += len(block.rows)
        self.added.left_out += left_out
        self.added.duplicates += repeated
        for kind, count in block.secrets.items():
            self.added.secrets[kind] = self.added.secrets.get(kind, 0) + count

    def count(self, table: str, name: str, source: int, counts: dict[str, int]) -> None:
        """Add to the counts of a source by rule or by kind."""
        self.connection.executemany(
            f"insert into {table} (source, {name}, count) values (?, ?, ?)"
            f" on conflict (source, {name}) do update set count = count + excluded.count",
            ((source, key, count) for key, count in counts.items()),
        )

    def leave_out_waiting(self, source: int, waiting: list[Waiting]) -> None:
        """At the end of a source: requests whose end never came are left out."""
        count = sum(len(one.records) for one in waiting)
        if count:
            self.count("left_out", "rule", source, {WITHOUT_END: count})
            self.connection.execute("update source set left_out = left_out + ? where id = ?", (count, source))
            self.added.left_out += count
        self.connection.execute("update source set waiting = null where id = ?", (source,))

    def check_counts(self, source: int) -> None:
        """No record is lost: each was used, left out by a rule, a duplicate, or is a problem."""
        records, told = self.connection.execute(
            "select records, used + left_out + duplicates + problems from source where id = ?", (source,)
        ).fetchone()
        assert records == told, f"source {source}: {records} records, but {told} are accounted for"

    def waiting(self, source: int) -> list[Waiting]:
        """Parts of exchanges that wait for their end, as the last block left them."""
        row = self.connection.execute("select waiting from source where id = ?", (source,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=list[Waiting]) if row and row[0] else []
