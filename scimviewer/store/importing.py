"""Read bundles into a case: records as evidence, events as a reading of them."""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.disk import printable
from scimviewer.bundle.encodings import Encoding, encoding_of
from scimviewer.bundle.found import Found
from scimviewer.bundle.walk import Walk
from scimviewer.errors import UserError
from scimviewer.event import Problem
from scimviewer.formats.chunks import Chunk
from scimviewer.formats.detection import LARGER_SAMPLE, SAMPLE, Detected
from scimviewer.formats.format import NOT_PROVISIONING
from scimviewer.formats.framing import cut
from scimviewer.progress import UNWATCHED, Cancelled, Progress
from scimviewer.store import connection as connections
from scimviewer.store.case import Case, own_labels, source_dict
from scimviewer.store.chain import digest
from scimviewer.store.imported import Imported
from scimviewer.store.lock import locked
from scimviewer.store.reading import Task, recognised
from scimviewer.store.streams import CountedStream, Rewound, state_of
from scimviewer.store.workers import Pending, Workers
from scimviewer.store.writing import CaseWriter
from scimviewer.store.zoning import zone_changed

PIECE = 1024 * 1024
MOST_SIZE = 2**63 - 1  # a header may declare more than a database can hold
HEAD = 64 * 1024  # the first bytes of a source, by which one that is known is recognised
AHEAD = 3  # chunks per worker that are read ahead of the writer …
MOST_AHEAD = 48 * 1024 * 1024  # … as long as they hold no more bytes than these


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import: a format chosen by hand, bombs accepted, the zone of clocks that tell none."""

    format: str | None = None
    accept_bombs: bool = False
    zone: str | None = None  # as `zones.named` gives it
    everything: bool = False  # also what is not about provisioning
    workers: int | None = None


DEFAULTS = ImportOptions()


def import_paths(
    paths: Sequence[Path],
    case_path: Path,
    options: ImportOptions = DEFAULTS,
    progress: Progress = UNWATCHED,
    on_source: Callable[[dict[str, Any]], None] | None = None,
) -> Imported:
    """Import files, folders and archives into a case, which is made if it is not there.

    What is known already adds nothing; what was interrupted continues. `on_source` hears of each source whenever
    its state changes. Raises UserError where nothing can be read or written, Cancelled where `progress` says so.
    """
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UserError(f"{missing[0]} does not exist.")
    started = time.monotonic()
    with locked(case_path), connections.spoken(case_path):
        Case.ready(case_path)
        connection = connections.writer(case_path)
        try:
            run = _Import(CaseWriter(connection), paths, case_path, options, progress, on_source)
            run.run()
            imported = run.imported()
        finally:
            connections.close_writer(connection)
    imported.seconds = round(time.monotonic() - started, 3)
    return imported


@dataclass(slots=True)
class _Reading:
    """A chunk on its way: which source, which number, how far the source was read at its end."""

    source: int
    chunk: Chunk
    number: int
    pending: Pending
    position: int
    digest: bytes


class _Import:
    """One run of an import."""

    def __init__(
        self, writer: CaseWriter, paths: Sequence[Path], case_path: Path, options: ImportOptions,
        progress: Progress, on_source: Callable[[dict[str, Any]], None] | None,
    ) -> None:  # fmt: skip
        self.writer, self.options, self.progress = writer, options, progress
        self.on_source = on_source
        self.workers = Workers(options.workers)
        self.walk = Walk(list(paths), spool=case_path.parent, accept_bombs=options.accept_bombs)
        self.names = ", ".join(printable(path.resolve().name) for path in paths)
        self.own = own_labels(paths, case_path)
        self.bundle: int | None = None
        self.touched: dict[int, None] = {}  # in order
        self.repeated: set[int] = set()  # sources of an earlier import that came again
        self.flight: deque[_Reading] = deque()

    def run(self) -> None:
        """Read everything; a cancelled run keeps what was committed."""
        zone = {"zone": self.options.zone} if self.options.zone else {}
        self._note("import started", bundles=self.names, **zone)
        try:
            for found in self.walk:
                self._take(found)
                self.progress.report(self.walk.done_bytes, self.walk.total_bytes)
        except Cancelled:
            self._note("import stopped", events=self.writer.added.events)
            raise
        finally:
            self.workers.close()
        self.writer.bundle_done()
        self._note("import done", events=self.writer.added.events, problems=self.writer.added.problems)

    def _take(self, found: Found | Problem) -> None:
        if isinstance(found, Problem):
            if found.source not in self.own:
                self._keep(found.source, found.what, None, 0, found.offset, found.head)
            return
        if found.path in self.own:
            return
        try:
            self._read_source(found)
        except BundleError as error:  # it could be opened a moment ago
            self._keep(found.path, error.sentence, None, 0)

    def _note(self, action: str, **details: str | int) -> None:
        with self.writer.transaction():
            self.writer.chain.custody(action, **details)

    def _new_source(self, path: str, status: str, **known: Any) -> int:
        if self.bundle is None:
            self.bundle = self.writer.begin_bundle(self.names)
        return self.writer.add_source(self.bundle, path, status, **known)

    def _touch(self, source: int) -> None:
        self.touched[source] = None
        if self.on_source is not None:
            self.on_source(self._told(source))

    def _told(self, source: int) -> dict[str, Any]:
        told = source_dict(self.writer.connection, source)
        return {**told, "status": "repeated"} if source in self.repeated else told

    # --- one source -------------------------------------------------------------------------------------------

    def _read_source(self, found: Found) -> None:
        with closing(found.open()) as stream:
            counted = CountedStream(stream)
            head = counted.read(SAMPLE)
            head_sha = hashlib.sha256(head[:HEAD]).hexdigest()
            known = self._known(found, head_sha)
            if known is not None:
                self._zone_at_last(known[0])
            if known is not None and known[1] == "repeated":
                self.repeated.add(known[0])
                self._touch(known[0])
                return
            encoding = encoding_of(head)
            if encoding.name == "binary" and counted.failure is None:
                self._not_a_log(found, f"Not a log: {encoding.reason}.", head_sha, len(head))
                return
            detected = self._detect(found, head, encoding, counted)
            if detected.format is None:
                self._not_a_log(found, counted.failure or detected.reason, head_sha, len(head))
                return
            source = known[0] if known else self._begin(found, head_sha, encoding, detected)
            self._touch(source)
            before = state_of(found.file)
            self._read_chunks(source, found, detected, counted, head)
            if counted.failure is None and state_of(found.file) != before:
                counted.failure = "This file changed while it was read. Import it again when nobody writes it."
            self._finish(source, counted)

    def _known(self, found: Found, head_sha: str) -> tuple[int, str] | None:
        """A source of the case with the same content (read whole), or one whose import was interrupted."""
        rows = self.writer.connection.execute(
            "select id, status, sha256, path, bytes, digest from source where head_sha256 = ? order by id", (head_sha,)
        ).fetchall()
        if any(status in ("read", "in part") for _, status, *_ in rows):
            whole = self._sha256(found).hex()
            same = [(source, path) for source, _, sha, path, *_ in rows if sha == whole]
            if same and not self._to_be_completed([source for source, _ in same]):
                return self._repeat(found.path, whole, same), "repeated"
        for source, status, _, _, size, digest_then in rows:
            # Only what still begins as it did then is continued; what changed meanwhile is another source.
            if status == "reading" and (digest_then is None or self._sha256(found, size) == digest_then):
                return source, status
        return None

    def _to_be_completed(self, sources: list[int]) -> bool:
        """Whether all readings of a source left out what is wanted now; what they told is known by vendors' ids."""
        if not self.options.everything:
            return False
        marks = ",".join("?" * len(sources))
        sql = f"select count(distinct source) from left_out where rule = ? and source in ({marks})"
        found = self.writer.connection.execute(sql, (NOT_PROVISIONING.rule, *sources)).fetchone()[0]
        return bool(found == len(sources))

    def _zone_at_last(self, source: int) -> None:
        """A source that is in the case already, and whose zone was not known then, gets the one that is told now."""
        unknown = self.writer.connection.execute(
            "select 1 from source where id = ? and zone is null and (zoneless or status = 'reading')", (source,)
        ).fetchone()
        if unknown and self.options.zone:
            with self.writer.transaction():
                zone_changed(self.writer, source, self.options.zone)

    def _repeat(self, path: str, sha: str, same: list[tuple[int, str]]) -> int:
        """The known source itself where it came by the same path; else a note that this path holds the same."""
        noted = self.writer.connection.execute(
            "select id, path from source where sha256 = ? and status = 'repeated'", (sha,)
        ).fetchall()
        known: list[tuple[int, str]] = [*same, *noted]
        for source, known_path in known:
            if known_path == path and source not in self.touched:
                return source
        with self.writer.transaction():
            return self._new_source(path, "repeated", sha256=sha, note=f"the same as {same[0][1]}")

    def _sha256(self, found: Found, size: int | None = None) -> bytes:
        """The digest of a source, or of its first `size` bytes."""
        with closing(found.open()) as stream:
            counted = CountedStream(stream)
            while piece := min(PIECE, PIECE if size is None else size - counted.position):
                if not counted.read(piece):
                    break
                self.progress.report(self.walk.done_bytes, self.walk.total_bytes)
            return counted.digest()

    def _detect(self, found: Found, head: bytes, encoding: Encoding, counted: CountedStream) -> Detected:
        """Ask a worker which format this is, with more of the source where not even one record fits."""
        arguments = (encoding.name, encoding.bom, encoding.unit, self.options.format)
        detected = self._ask(found.path, head, arguments)
        if detected.format is None and len(head) == SAMPLE:
            with closing(found.open()) as stream:
                detected = self._ask(found.path, CountedStream(stream).read(LARGER_SAMPLE), arguments)
        return detected

    def _ask(self, path: str, head: bytes, arguments: tuple[Any, ...]) -> Detected:
        return self.workers.call(recognised, path, head, *arguments) or recognised(path, b"", *arguments)

    def _begin(self, found: Found, head_sha: str, encoding: Encoding, detected: Detected) -> int:
        with self.writer.transaction():
            if self.writer.meta("tag_key") is None:
                # Tags only name secrets that nobody can guess, so the key need not be random: the same bundle
                # gives the same tags in every case, and a repeated import the same events.
                self.writer.set_meta("tag_key", digest("tags", head_sha))
            source = self._new_source(
                found.path,
                "reading",
                format=detected.format,
                confidence=detected.confidence,
                keys=", ".join(detected.keys),
                encoding=encoding.name,
                derivation=self.writer.derivation(detected),
                head_sha256=head_sha,
            )
            if self.options.zone:
                self.writer.give_zone(source, self.options.zone)
            self.writer.add_dialect(source, 0, detected.dialect.stored())
            return source

    def _read_chunks(self, source: int, found: Found, detected: Detected, counted: CountedStream, head: bytes) -> None:
        done, so_far = self.writer.connection.execute(
            "select next_chunk, digest from source where id = ?", (source,)
        ).fetchone()
        key = self.writer.meta("tag_key")
        for number, chunk in enumerate(cut(Rewound(head, counted), detected.framing)):
            if number < done:
                if number == done - 1 and counted.digest() != so_far:
                    raise UserError(f"Another version of the program began to read {found.path}. Use a new case.")
                continue
            task = Task.of(chunk, detected, key)
            task.everything = self.options.everything
            if found.file is not None and chunk.spans is None:
                task.file, task.length = str(found.file), len(chunk.data)
            else:
                task.data = chunk.data
            if detected.joins:
                self._land(0)
                task.joins, task.waiting = True, self.writer.waiting(source)
                task.first_record = self.writer.next_record
            chunk.data = b""
            self.flight.append(
                _Reading(source, chunk, number, self.workers.submit(task), counted.position, counted.digest())
            )
            self._land(AHEAD * self.workers.count)
            self.progress.report(self.walk.done_bytes, self.walk.total_bytes)

    def _land(self, most: int) -> None:
        """Write what is ready, in order, until at most `most` chunks, and not too many bytes, are on their way."""
        while self.flight and (
            len(self.flight) > most
            or self.flight[0].pending.future.done()
            or sum(one.pending.size for one in self.flight) > MOST_AHEAD
        ):
            reading = self.flight.popleft()
            block = self.workers.result(reading.pending)
            self.writer.write(reading.source, reading.chunk, reading.number, block, reading.position, reading.digest)
            self._touch(reading.source)

    def _finish(self, source: int, counted: CountedStream) -> None:
        self._land(0)
        status = "read" if counted.failure is None else "in part"
        with self.writer.transaction():
            self.writer.leave_out_waiting(source, self.writer.waiting(source))
            if counted.failure is not None:
                self._count_problem(source, counted.failure, counted.position)
            self.writer.change_source(
                source,
                status=status,
                sha256=counted.digest().hex(),
                bytes=counted.position,
                note=counted.failure,
            )
            self.writer.chain.link("source", source, counted.digest())
            self.writer.check_counts(source)
        self._touch(source)

    # --- what is no log ---------------------------------------------------------------------------------------

    def _not_a_log(self, found: Found, why: str, head_sha: str, size: int) -> None:
        self._keep(found.path, why, head_sha, min(found.size or size, MOST_SIZE))

    def _keep(
        self,
        path: str,
        why: str,
        head_sha: str | None,
        size: int,
        offset: int | None = None,
        head: bytes = b"",
    ) -> None:
        """A source that cannot be read is one problem, noted once however often it is imported."""
        self._land(0)
        known = self.writer.connection.execute(
            "select id from source where path = ? and status = 'not read' and head_sha256 is ? and note = ?",
            (path, head_sha, why),
        ).fetchone()
        if known:
            self._touch(known[0])
            return
        with self.writer.transaction():
            source = self._new_source(path, "not read", head_sha256=head_sha, bytes=size, note=why)
            self._count_problem(source, why, offset, head)
        self._touch(source)

    def _count_problem(self, source: int, what: str, offset: int | None, head: bytes = b"") -> None:
        self.writer.add_problem(source, what, byte=offset, head=head)
        self.writer.connection.execute(
            "update source set problems = problems + 1, records = records + 1 where id = ?", (source,)
        )
        self.writer.added.records += 1

    def imported(self) -> Imported:
        added = self.writer.added
        total = self.writer.connection.execute("select coalesce(sum(events), 0) from source").fetchone()[0]
        sources = [self._told(source) for source in self.touched]
        return Imported(
            events=total,
            added=added.events,
            records=added.records,
            left_out=added.left_out,
            duplicates=added.duplicates,
            problems=added.problems,
            secrets=added.secrets,
            bytes=sum(source["bytes"] for source in sources),
            sources=sources,
        )
