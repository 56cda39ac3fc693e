"""Measure the budgets at a large size: `python tests/bench/budgets.py EVENTS.ndjson [CASE]`.

Needs DuckDB for the comparison (`pip install duckdb`); without it that column is left out. The load generator writes
the events. Numbers are from one run on one machine: compare ratios.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from scimviewer.errors import UserError
from scimviewer.query.counts import facet
from scimviewer.query.query import Query, event_ids
from scimviewer.query.rows import rows
from scimviewer.query.search import search
from scimviewer.query.table import Table
from scimviewer.store.case import Case

T = TypeVar("T")


def processes(root: int) -> Iterator[int]:
    """A process and everything it started."""
    yield root
    with suppress(OSError):
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from processes(int(child))


def memory(root: int) -> int:
    """Proportional set size of a process tree, in bytes."""
    total = 0
    for process in processes(root):
        with suppress(OSError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def p95(work: Callable[[], object], times: int = 20) -> float:
    taken = sorted(timed(work)[0] for _ in range(times))
    return taken[int(times * 0.95) - 1]


def first_rows(case: Path, started: float, seen: list[float]) -> None:
    """Note when the first events can be asked for while the import runs."""
    while not seen:
        with suppress(UserError, Exception):
            table = Table(Case.open(case))
            if table.refresh() and table.size:
                seen.append(time.perf_counter() - started)
        time.sleep(0.02)


def measure_import(events: Path, case: Path) -> None:
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "scimviewer", "import", str(events), "--case", str(case)])
    seen: list[float] = []
    threading.Thread(target=first_rows, args=(case, started, seen), daemon=True).start()
    peak = 0
    while child.poll() is None:
        peak = max(peak, memory(child.pid))
        time.sleep(0.2)
    taken = time.perf_counter() - started
    size = case.stat().st_size / events.stat().st_size
    print(
        f"import {taken:.1f} s, first rows {seen[0] if seen else -1:.2f} s, peak {peak / 1e6:.0f} MB, size {size:.3f}"
    )


def measure_duckdb(events: Path) -> None:
    with suppress(ImportError):
        import duckdb

        with tempfile.TemporaryDirectory() as folder:
            connection = duckdb.connect(f"{folder}/events.duckdb")
            connection.execute("set threads = 2")
            taken, _ = timed(
                lambda: connection.execute("create table e as select * from read_json_auto(?)", [str(events)])
            )
            print(f"DuckDB read_json_auto {taken:.1f} s")


def measure_questions(case: Path) -> None:
    opened = Case.open(case)
    table = Table(opened)
    taken, _ = timed(table.refresh)
    print(f"opening {table.size} events {taken:.2f} s")
    questions: dict[str, Query] = {
        "filter status:>=400": Query("status:>=400"),
        "filter op:patch -actor:okta-scim": Query("op:patch -actor:okta-scim"),
        "filter name:*lund*": Query("name:*lund*"),
        "sort by duration": Query("", "duration_ms", True),
        "sort by time": Query(),
    }
    for name, query in questions.items():
        worst = p95(lambda query=query: rows(opened, event_ids(table, query)[:200].tolist()))
        print(f"{name} with its first page, p95 {worst * 1000:.0f} ms")
    print(f"facet actor, p95 {p95(lambda: facet(table, 'status:>=400', 'actor')) * 1000:.0f} ms")
    page = table.ids[table.size // 2 :][:200].tolist()
    print(f"page of 200 rows, p95 {p95(lambda: rows(opened, page)) * 1000:.1f} ms")
    hits: list[float] = []
    started = time.perf_counter()
    taken, found = timed(
        lambda: search(opened, table.now, "müller77@", found=lambda _: hits.append(time.perf_counter() - started))
    )
    print(f"text search {taken:.1f} s, {len(found)} hits, first after {hits[0] if hits else -1:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("case", type=Path, nargs="?", help="a case that is there already: only questions are measured")
    arguments = parser.parse_args()
    if arguments.case is not None:
        measure_questions(arguments.case)
        return
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "bench.scimcase"
        measure_import(arguments.events, case)
        measure_questions(case)
    measure_duckdb(arguments.events)


if __name__ == "__main__":
    main()
