"""Which tables came to case files after their first version, and how does an older case get them?

A case keeps its version as long as older programs can still read it: what is added here they do not know and leave
alone. A table is made when something is first written to it; readers ask whether it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scimviewer.store import connection
from scimviewer.store.connection import Connection

# Oldest first: table, and the statements that make it.
ADDED = (
    ("search", "create table search (name text primary key, text text not null) strict, without rowid"),
    # What patterns were found in which event, and how far the look reached: a result of `reading`, not evidence.
    (
        "event_quirk",
        "create table event_quirk (event integer not null, quirk text not null, severity text not null, behind text,"
        " primary key (event, quirk)) strict, without rowid",
    ),
    (
        "quirk_scan",
        "create table quirk_scan (reading text primary key, events integer not null, words text, codes blob) strict",
    ),
    # What somebody thinks of a finding; `finding` is its rule and a digest of the events that prove it.
    (
        "judgement",
        "create table judgement (finding text primary key, verdict text not null, note text not null, at text not null)"
        " strict, without rowid",
    ),
)


def has_table(reader: Connection, name: str) -> bool:
    """Whether a case has this table already."""
    sql = "select 1 from sqlite_schema where type = 'table' and name = ?"
    return reader.execute(sql, (name,)).fetchone() is not None


def upgrade(writer: Connection) -> None:
    """Make the tables that are missing, all of them or none; a case that has them stays as it is."""
    if all(has_table(writer, name) for name, _ in ADDED):
        return
    writer.execute("begin immediate")
    try:
        for name, sql in ADDED:
            if not has_table(writer, name):
                writer.execute(sql)
        writer.execute("commit")
    except BaseException:
        writer.execute("rollback")
        raise


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """A connection to write something small to a case, also while an import runs; it has all tables."""
    with connection.spoken(path):
        writer = connection.writer(path)
        try:
            upgrade(writer)
            yield writer
        finally:
            connection.close_writer(writer)
