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
    "delete from vendor_record where event in ("
    "select id from event where source in (select id from source where bundle = ?1))",
    "delete from duplicate where source in (select id from source where bundle = ?1)",
    "delete from event_part where event in ("
    "select id from event where source in (select id from source where bundle = ?1))",
    "delete from event where source in (select id from source where bundle = ?1)",
    "delete from problem where source in (select id from source where bundle = ?1)",
    "delete from dialect where source in (select id from source where bundle = ?1)",
    "delete from left_out where source in (select id from source where bundle = ?1)",
    "delete from secret where source in (select id from source where bundle = ?1)",
    "delete from block where source in (select id from source where bundle = ?1)",
    "delete from source where bundle = ?1",
)
# Copies in other bundles were listed as repeats of what goes now.
ORPHANS = """
    update source set note = 'the same as a source that was removed; import this bundle again to read it'
    where status = 'repeated' and sha256 in (select sha256 from source where bundle = ?1 and status != 'repeated')
"""
# Records of other bundles that told the same as what goes now: only by reading them again they become events.
LOST = """
    update source set head_sha256 = null, note = (select count(*) from duplicate where duplicate.source = source.id
    and duplicate_of in (select id from event where source in (select id from source where bundle = ?1)))
    || ' records told the same as a bundle that was removed; import this bundle again to read them'
    where bundle != ?1 and id in (select source from duplicate where duplicate_of in (
    select id from event where source in (select id from source where bundle = ?1)))
"""


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
            connections.close_writer(connection)


def _remove(writer: CaseWriter, bundle: int, name: str) -> int:
    run = writer.connection.execute
    sources = run("select events, coalesce(sha256, '') from source where bundle = ?", (bundle,)).fetchall()
    events = sum(int(count) for count, _ in sources)
    with writer.transaction():
        run(ORPHANS, (bundle,))
        run(LOST, (bundle,))
        for sql in DELETE:
            run(sql, (bundle,))
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        run("update bundle set removed_at = ? where id = ?", (at, bundle))
        hashes = [sha for _, sha in sources]
        writer.chain.link("removed", bundle, digest("removed", bundle, *hashes))
        writer.chain.custody(
            "bundle removed", bundle=bundle, name=name, events=events, sources=len(sources), sha256=", ".join(hashes)
        )
    return events
