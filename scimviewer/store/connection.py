"""Connect to a case file, and say in words what SQLite complains about."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2

# sqlite-utils looks for a module of this name first: its own switch for using another SQLite. One SQLite of one
# version on every platform, which can also open encrypted cases.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

from scimviewer.errors import UserError  # noqa: E402 - the switch must come before anything imports sqlite_utils

Connection = Any  # sqlcipher3 ships no types
DatabaseError = sqlcipher3.dbapi2.DatabaseError
OperationalError = sqlcipher3.dbapi2.OperationalError
CACHE_KIB = 16 * 1024

SENTENCES = (
    (
        "disk is full",
        "The disk is full, so the case could not grow. Free some space and import again: it continues.",
    ),
    ("file is not a database", "{name} is not a case file, or it is encrypted or damaged."),
    ("malformed", "{name} is damaged: SQLite reads it as malformed. Import the bundle into a new case."),
    ("locked", "{name} is in use by another window or import. Try again when that one is done."),
    ("readonly", "{name} cannot be written: the file or its folder is read-only."),
    ("unable to open", "{name} cannot be opened: the folder is missing or not readable."),
    ("no such", "{name} is damaged, or another version of the program made it. Import the bundle into a new case."),
    ("disk i/o error", "The disk reported an error while {name} was read or written."),
)


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about a case into sentences; other errors pass."""
    try:
        yield
    except DatabaseError as error:
        text = str(error).lower()
        for part, sentence in SENTENCES:
            if part in text:
                raise UserError(sentence.format(name=path.name)) from error
        raise


def writer(path: Path) -> Connection:
    """The one connection that writes: WAL, so that readers never wait for it."""
    connection = sqlcipher3.connect(str(path), isolation_level=None, timeout=5)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma trusted_schema = off")
        connection.execute(f"pragma cache_size = -{CACHE_KIB}")
    except DatabaseError:
        connection.close()
        raise
    return connection


def close_writer(connection: Connection) -> None:
    """Close so that the case is one file again, which can be sent away, and read where nothing can be written.

    A read-only connection to a WAL database needs a -wal and a -shm file beside it, and cannot remove them.
    """
    try:
        connection.execute("pragma busy_timeout = 500")
        connection.execute("pragma journal_mode = delete")
    except DatabaseError:
        pass  # somebody is reading: the files stay until the next import, and do no harm
    finally:
        connection.close()


def reader(path: Path) -> Connection:
    """A read-only connection for one question on one thread."""
    address = f"file:{quote(os.fsencode(path.resolve()))}?mode=ro"
    try:
        return _read_only(address)
    except OperationalError as error:
        if not any(part in str(error) for part in ("unable to open", "readonly")):
            raise
        # On a read-only medium the -shm file cannot be made. Nobody else writes there, so the file may be read alone,
        # unless it was not closed and part of it still lies in the -wal file.
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise UserError(f"{path.name} was not closed. Copy it and {wal.name} to a folder you may write.") from None
        return _read_only(f"{address}&immutable=1")


def _read_only(address: str) -> Connection:
    connection = sqlcipher3.connect(address, uri=True, timeout=5)
    try:
        connection.execute("pragma query_only = on")
        connection.execute("pragma trusted_schema = off")
        connection.execute("pragma cache_size = -4096")
        connection.execute("select count(*) from sqlite_schema").fetchone()
    except DatabaseError:
        connection.close()
        raise
    return connection
