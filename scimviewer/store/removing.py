"""Take a bundle out of a case again; that it was there stays known."""

from __future__ import annotations

from datetime import UTC, datetime

from scimviewer.errors import UserError
from scimviewer.store import connection as connections
from scimviewer.store.case import Case
from scimviewer.store.chain import digest
from scimviewer.store.lock import locked
from scimviewer.store.writing import CaseWriter

# Children first, so that no row points at nothing.
DELETE = (
    "delete from event_part where event in (select id from event where source in ({marks}))",
    "delete from event where source in ({marks})",
    "delete from problem where source in ({marks})",
    "delete from left_out where source in ({marks})",
    "delete from secret where source in ({marks})",
    "delete from block where source in ({marks})",
    "delete from source where id in ({marks})",
)


def remove_bundle(case: Case, bundle: int) -> int:
    """Remove a bundle's records and events; answers how many events went. The custody log keeps what it was.

    Raises UserError where there is no such bundle, or where it was removed before.
    """
    with locked(case.path), connections.spoken(case.path):
        connection = connections.writer(case.path)
        try:
            connection.execute("pragma secure_delete = on")  # gone means gone from the file, too
            writer = CaseWriter(connection)
            row = connection.execute("select name, removed_at from bundle where id = ?", (bundle,)).fetchone()
            if row is None or row[1] is not None:
                raise UserError(f"There is no bundle {bundle} in this case.")
            return _remove(writer, bundle, row[0])
        finally:
            connection.close()


def _remove(writer: CaseWriter, bundle: int, name: str) -> int:
    run = writer.connection.execute
    sources = run("select id, events, coalesce(sha256, '') from source where bundle = ?", (bundle,)).fetchall()
    events = sum(int(count) for _, count, _ in sources)
    ids = [source for source, _, _ in sources]
    with writer.transaction():
        for sql in DELETE:
            run(sql.format(marks=",".join("?" * len(ids))), ids)
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        run("update bundle set removed_at = ? where id = ?", (at, bundle))
        hashes = [sha for _, _, sha in sources]
        writer.chain.link("removed", bundle, digest("removed", bundle, *hashes))
        writer.chain.custody(
            "bundle removed", bundle=bundle, name=name, events=events, sources=len(ids), sha256=", ".join(hashes)
        )
    run("pragma wal_checkpoint(truncate)")
    return events
