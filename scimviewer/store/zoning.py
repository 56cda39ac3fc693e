"""Say later in which zone the clocks of a source ran, and choose the zone in which a case shows its times.

Times without a zone are stored as they stand, read as UTC. The zone is a fact of the source, applied wherever times are
looked at, so nothing of the evidence changes when it becomes known. The rules of the zone are kept in the case, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from scimviewer import zones
from scimviewer.errors import UserError
from scimviewer.store import blocks
from scimviewer.store import connection as connections
from scimviewer.store.case import Case
from scimviewer.store.lock import locked
from scimviewer.store.shifts import span, utc_times
from scimviewer.store.writing import LAYOUT, CaseWriter


def set_zone(case: Case, zone: str, sources: Sequence[int]) -> None:
    """Say in which zone the clocks of these sources ran; ids, notes and evidence stay.

    Raises UserError for no zone, and while an import writes the case.
    """
    name = of_a_log(zone)
    with locked(case.path), connections.spoken(case.path):
        connection = connections.writer(case.path)
        try:
            writer = CaseWriter(connection)
            with writer.transaction():
                for source in sources:
                    zone_changed(writer, source, name)
        finally:
            connections.close_writer(connection)


def of_a_log(zone: str) -> str:
    """The name of a zone in which a log's clocks may run; UserError for what is none."""
    name = zones.named(zone)
    if name == zones.MINE:
        raise UserError(
            "Name the zone of the log's clocks, like Europe/Berlin: “mine” is another one on each computer."
        )
    return name


def zone_changed(writer: CaseWriter, source: int, name: str) -> None:
    """Give a source a zone, find its first and last moment anew, and note it; in the caller's transaction."""
    path, before = writer.connection.execute("select path, zone from source where id = ?", (source,)).fetchone()
    writer.give_zone(source, name)
    shifts = writer.shifts_of(source)
    ends: list[int | None] = []
    for count, packed in writer.connection.execute("select events, columns from block where source = ?", (source,)):
        ends += span(utc_times(blocks.unpacked_columns(packed, count, LAYOUT), shifts))
    known = [one for one in ends if one is not None]
    writer.change_source(source, first_ns=min(known, default=None), last_ns=max(known, default=None))
    writer.chain.custody("zone set", source=source, path=path, zone=name, before=before)


def show_in(case: Case, zone: str) -> str:
    """Choose the zone in which the case shows its times: UTC, mine, customer, or a name, the customer's from then on.

    It is no change of evidence and may happen during an import. Answers the name; UserError for no zone.
    """
    name = customer_zone(case) if zone.strip().casefold() == "customer" else zones.named(zone)
    if name is None:
        raise UserError("The customer's zone is not known. Name it, like Europe/Berlin.")
    with connections.spoken(case.path):
        connection = connections.writer(case.path)
        try:
            values = (
                {"zone_shown": name} if name in ("UTC", zones.MINE) else {"zone_shown": name, "zone_customer": name}
            )
            connection.executemany("insert or replace into meta (key, value) values (?, ?)", values.items())
        finally:
            connections.close_writer(connection)
    return name


def shown_zone(case: Case) -> str:
    """The zone in which the case shows its times."""
    return str(case.meta("zone_shown") or "UTC")


def customer_zone(case: Case) -> str | None:
    """The customer's zone: the one that was named last, else that of the first source which has one."""
    named = case.meta("zone_customer")
    sources = (one["zone"]["name"] for one in case.sources() if one["zone"] and not one["zone"]["assumed"])
    return str(named) if named else next((name for name in sources if name != "UTC"), None)
