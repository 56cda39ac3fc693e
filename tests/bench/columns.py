"""Measure filter, redraw and search on a large case: `python tests/bench/columns.py CASE [--times 10] [--runs 3]`.

`--times 10` also measures ten times as many events: the case's columns are repeated in memory, each repetition shifted
by the length of the case. What filters and draws reads nothing but these columns, so their work is that of a case of
this size; only its opening, its text search and its pages of rows are not, and are measured on the case itself.

DuckDB (`pip install duckdb`) answers the same questions beside it, from a table in memory with the same columns,
words as enumerations. Numbers are medians of a run on one machine: compare ratios.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from scimviewer.query.buckets import fitting
from scimviewer.query.facets import Facets
from scimviewer.query.heat_map import heat_map
from scimviewer.query.query import Query, event_ids, matching
from scimviewer.query.rows import rows
from scimviewer.query.search import search
from scimviewer.query.series import series
from scimviewer.query.table import NO_TIME, Snapshot, Table
from scimviewer.store.case import Case

FACETS = (
    "actor", "client", "method", "operation", "intent", "resource_type", "target", "status", "outcome", "scim_type",
    "source", "cycle",
)  # fmt: skip
STORED = ("id", "time_ns", "duration_us", *FACETS)
# A filter, and the same for DuckDB.
FILTERS = (
    ("", "true"),
    ("op:patch -actor:okta-scim", "operation = 'patch' and actor <> 'okta-scim'"),
    ("status:>=400", "status >= 400"),
)
Questions = Iterator[tuple[str, Callable[[], object]]]


class Repeated(Table):
    """A table whose columns are those of a case several times over, one after another in time."""

    def __init__(self, case: Case, times: int) -> None:
        super().__init__(case)
        self.refresh()
        now = super().now
        columns = {name: np.tile(column, times) for name, column in now.columns.items()}
        known = columns["time_ns"] != NO_TIME
        length = int(np.ptp(now["time_ns"][now["time_ns"] != NO_TIME])) + 1
        turn = np.repeat(np.arange(times), now.size)
        columns["time_ns"][known] += (turn * length)[known]
        columns["id"] = np.arange(1, now.size * times + 1)
        self._repeated = Snapshot(now.size * times, columns, now.words, now.sources)

    @property
    def now(self) -> Snapshot:
        return self._repeated


def redraw(table: Table, text: str) -> object:
    """What the window draws after a filter: the histogram's classes, failure rate, p50, p95, p99."""
    now = table.now
    chosen = matching(table, text, snapshot=now)
    buckets = fitting(now["time_ns"][chosen])
    return buckets and series(now, table.case, chosen, buckets)


def heat(table: Table, text: str) -> object:
    now = table.now
    chosen = matching(table, text, snapshot=now)
    buckets = fitting(now["time_ns"][chosen])
    return buckets and heat_map(now, chosen, buckets)


def split(table: Table, text: str) -> object:
    now = table.now
    chosen = matching(table, text, snapshot=now)
    buckets = fitting(now["time_ns"][chosen])
    return buckets and series(now, table.case, chosen, buckets, "actor", 4)


def questions(table: Table, text: str) -> Questions:
    facets = Facets(table.now, table.case, FACETS)
    yield "filter", lambda: matching(table, text)
    yield "filter + ids in order of time", lambda: event_ids(table, Query(text))
    yield "filter + redraw", lambda: redraw(table, text)
    yield "filter + redraw by actor", lambda: split(table, text)
    yield "filter + heat map", lambda: heat(table, text)
    yield "filter + 12 facets", lambda: facets.under(matching(table, text))


def duckdb_questions(table: Table, where: str) -> Questions:
    """The same of DuckDB; nothing where it is not installed."""
    with suppress(ImportError):
        import duckdb

        now = table.now
        columns = {name: now[name].astype("<i4") if name in now.words else now[name] for name in STORED}
        connection = duckdb.connect()
        connection.execute("set threads = 2")
        listed = []
        for name in columns:
            words = ", ".join("'" + (word or "").replace("'", "''") + "'" for word in now.words.get(name, ()))
            if words:
                connection.execute(f"create type {name}_type as enum ({words})")
            listed.append(f"([{words}])[{name} + 1]::{name}_type as {name}" if words else name)
        connection.execute(f"create table e as select {', '.join(listed)} from columns")
        del columns
        span = fitting(now["time_ns"])
        length = span.length_ns if span else 1
        quantiles = "quantile_disc(duration_us, [0.5, 0.95, 0.99])"
        counts = "count(*), count(*) filter (outcome = 'failure')"
        ask = lambda sql: lambda: connection.execute(f"create or replace temp table answer as {sql}")  # noqa: E731
        yield "filter", ask(f"select count(*) from e where {where}")
        yield "filter + ids in order of time", ask(f"select id from e where {where} order by time_ns, id")
        bucket = f"time_ns // {length} as b"
        yield "filter + redraw", ask(f"select {bucket}, {counts}, {quantiles} from e where {where} group by b")
        yield (
            "filter + redraw by actor",
            ask(f"select {bucket}, actor, {counts}, {quantiles} from e where {where} group by b, actor"),
        )
        level = "floor(5 * log10(greatest(duration_us, 1))) as l"
        yield "filter + heat map", ask(f"select {bucket}, {level}, count(*) from e where {where} group by b, l")
        sets = ", ".join(f"({name})" for name in FACETS)
        names = ", ".join(FACETS)
        yield (
            "filter + 12 facets",
            ask(f"select {names}, count(*) from e where {where} group by grouping sets ({sets})"),
        )


def median_ms(work: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def print_table(table: Table, runs: int) -> None:
    print(f"\n{table.now.size:,} events; ms, {runs} runs | DuckDB")
    for text, where in FILTERS:
        print(f"  filter “{text}”")
        beside = dict(duckdb_questions(table, where))
        for name, work in questions(table, text):
            own = " ".join(f"{median_ms(work):7.1f}" for _ in range(runs))
            other = " ".join(f"{median_ms(beside[name], 3):7.1f}" for _ in range(runs)) if name in beside else "-"
            print(f"    {name:32}{own} | {other}")


def print_search(table: Table, runs: int) -> None:
    case, page = table.case, table.ids[table.size // 2 :][:200].tolist()
    print(f"\npage of 200 rows: {' '.join(f'{median_ms(lambda: rows(case, page)):.1f}' for _ in range(runs))} ms")
    for _ in range(runs):
        hits: list[float] = []
        started = time.perf_counter()
        found = search(
            case, table.now, "müller77@", found=lambda _, at=started, to=hits: to.append(time.perf_counter() - at)
        )
        taken = time.perf_counter() - started
        print(f"text search: {taken:.2f} s, {len(found)} hits, first after {hits[0] if hits else -1:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, default=1, help="also measure so many times the events")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    table = Table(Case.open(chosen.case))
    table.refresh()
    print_table(table, chosen.runs)
    print_search(table, chosen.runs)
    if chosen.times > 1:
        print_table(Repeated(table.case, chosen.times), chosen.runs)


if __name__ == "__main__":
    main()
