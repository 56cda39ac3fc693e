"""Which events of a case show which patterns? Asked of all of them once, and kept in the case.

Work is shared by resource: each process goes through the whole log in its order, so that it knows the state of its
resources at every moment, and looks for patterns in their events alone.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.quirk_pass import Hit, Pass
from scimviewer.query.quirk_sets import is_complete, packed, reading_of
from scimviewer.query.related import in_order
from scimviewer.query.table import Array, Snapshot, Table
from scimviewer.store import migrations
from scimviewer.store.case import Case
from scimviewer.store.workers import process_context, start_worker

EVENTS_AT_ONCE = 500
FEW = 3000  # events for which no process is worth its start
MOST_PROCESSES = 2
ASKED = re.compile(r"(?i)(?<![\w.])quirk(?![\w.-])")

_pass: Pass | None = None  # of a working process


def is_scanned(case: Case, now: Snapshot) -> bool:
    """Whether every event was looked at, by this version of the program."""
    with case.reader() as reader:
        return is_complete(reader, now)


def scan(case: Case, table: Table, progress: Progress = UNWATCHED) -> int:
    """Look at all events and keep what is found; goes on where it was stopped. Answers how many patterns were found."""
    now = table.now
    order = log_order(now)
    reading = reading_of(now)
    with migrations.writing(case.path) as writer:
        done = _done(writer, reading)
        if not done:
            writer.execute("delete from event_quirk")
            writer.execute("delete from quirk_scan")
        found = 0
        for first, hits in _answers(case, order, done):
            stop = min(first + EVENTS_AT_ONCE, len(order))
            if stop > done:
                found += len(hits)
                _keep(writer, reading, stop, hits)
            progress.report(stop, len(order))
        writer.execute("update quirk_scan set words = ?, codes = ? where reading = ?", (*packed(writer, now), reading))
    table.load_quirks()
    return found


def asks_for_quirks(text: str) -> bool:
    """Whether a filter, a list of columns or a field names the column of the patterns."""
    return ASKED.search(text) is not None


def log_order(now: Snapshot) -> Array:
    """Ids of all events in the order of the log."""
    ids: Array = now["id"][in_order(now, now.positions(now["id"]))]
    return ids


def _done(reader: Any, reading: str) -> int:
    """How many events of the order were looked at already."""
    if not migrations.has_table(reader, "quirk_scan"):
        return 0
    row = reader.execute("select events from quirk_scan where reading = ?", (reading,)).fetchone()
    return int(row[0]) if row else 0


def _keep(writer: Any, reading: str, stop: int, hits: list[Hit]) -> None:
    """Write down a part and how far it reaches, together."""
    writer.execute("begin immediate")
    try:
        writer.executemany(
            "insert into event_quirk (event, quirk, severity, behind) values (?, ?, ?, ?) on conflict do nothing", hits
        )
        writer.execute("delete from quirk_scan")
        writer.execute("insert into quirk_scan (reading, events) values (?, ?)", (reading, stop))
        writer.execute("commit")
    except BaseException:
        writer.execute("rollback")
        raise


def _answers(case: Case, order: Array, done: int) -> Iterator[tuple[int, list[Hit]]]:
    """What each part of the order shows, part by part. Parts that are done are passed again for what they leave."""
    starts = range(0, len(order), EVENTS_AT_ONCE)
    if len(order) <= FEW:
        alone = Pass(case)
        for first in starts:
            ids = order[first : first + EVENTS_AT_ONCE].tolist()
            yield first, alone.take(ids, first + EVENTS_AT_ONCE > done)
        return
    count = max(1, min(MOST_PROCESSES, os.cpu_count() or 1))
    with ExitStack() as stack:
        pools = [stack.enter_context(_process(case.path, share, count)) for share in range(count)]
        for pool in pools:
            stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        waiting: list[tuple[int, list[Future[list[Hit]]]]] = []
        for first in starts:
            ids = order[first : first + EVENTS_AT_ONCE].tolist()
            waiting.append((first, [pool.submit(_take, ids, first + EVENTS_AT_ONCE > done) for pool in pools]))
            if len(waiting) > 4:
                yield _gathered(*waiting.pop(0))
        while waiting:
            yield _gathered(*waiting.pop(0))


def _gathered(first: int, parts: list[Future[list[Hit]]]) -> tuple[int, list[Hit]]:
    return first, [hit for part in parts for hit in part.result()]


def _process(path: Path, share: int, count: int) -> ProcessPoolExecutor:
    """One process that keeps what it learnt from part to part."""
    return ProcessPoolExecutor(1, process_context(), initializer=_begin, initargs=(path, share, count))


def _begin(path: Path, share: int, count: int) -> None:
    global _pass
    start_worker(None)
    gc.set_threshold(50_000, 20, 100)  # thousands of exchanges stay; looking through them all the time costs a fifth
    _pass = Pass(Case.open(path), share, count)


def _take(ids: list[int], looks: bool) -> list[Hit]:
    assert _pass is not None
    return _pass.take(ids, looks)
