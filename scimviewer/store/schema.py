"""What tables does a case file have?"""

from __future__ import annotations

from scimviewer.errors import UserError
from scimviewer.store import migrations
from scimviewer.store.connection import Connection

APPLICATION_ID = 0x5343494D  # "SCIM" in SQLite's header, so that `file` and we know our own
VERSION = 3

# Columns of `event` that hold a code of the table `word`: few values, many rows.
CODED = (
    "kind", "actor", "actor_basis", "client", "method", "operation", "intent", "resource_type", "target", "outcome",
    "scim_type", "cycle",
)  # fmt: skip
# Columns of `event` that hold text of their own: nearly every row has another.
TEXTS = ("resource_id", "resource_name", "source_id", "request_id", "error")

# Ids of what the chain links to are never used again, also where a bundle was removed: autoincrement.
TABLES = """
create table meta (key text primary key, value any) strict, without rowid;
create table bundle (
    id integer primary key, name text not null, added_at text not null, removed_at text
) strict;
create table derivation (
    id integer primary key, program text not null, format text not null, mapping text, zone text not null
) strict;
create table source (
    id integer primary key autoincrement, bundle integer not null references bundle(id), path text not null,
    format text, confidence real, keys text, encoding text, derivation integer references derivation(id),
    bytes integer not null default 0, sha256 text, head_sha256 text,
    records integer not null default 0, used integer not null default 0, left_out integer not null default 0,
    duplicates integer not null default 0, problems integer not null default 0, events integer not null default 0,
    first_ns integer, last_ns integer, zoneless integer not null default 0, zone text,
    status text not null, note text,
    next_chunk integer not null default 0, digest blob, waiting blob
) strict;
create index source_head on source (head_sha256);
create table zone_shift (
    zone text not null, from_ns integer not null, shift_ns integer, primary key (zone, from_ns)
) strict, without rowid;
create table dialect (
    source integer not null references source(id), first_record integer not null, text text not null,
    primary key (source, first_record)
) strict, without rowid;
create table left_out (
    source integer not null references source(id), rule text not null, count integer not null,
    primary key (source, rule)
) strict, without rowid;
create table secret (
    source integer not null references source(id), kind text not null, count integer not null,
    primary key (source, kind)
) strict, without rowid;
create table block (
    id integer primary key autoincrement, source integer not null references source(id), chunk integer not null,
    first_record integer not null, records integer not null, first_event integer not null, events integer not null,
    data blob not null, spans blob not null, columns blob not null
) strict;
create index block_record on block (first_record);
create index block_source on block (source);
create table word (
    field text not null, code integer not null, text text not null, primary key (field, code)
) strict, without rowid;
create table event (
    id integer primary key, source integer not null, record integer not null, line integer,
    time_ns integer, time_digits integer, zone_assumed integer not null, status integer, duration_us integer,
    speaks_scim integer not null,
    kind integer, actor integer, actor_basis integer, client integer, method integer, operation integer,
    intent integer, resource_type integer, target integer, outcome integer, scim_type integer, cycle integer,
    resource_id text, resource_name text, source_id text, request_id text, error text,
    checksum integer not null
) strict;
create table event_part (
    event integer not null, record integer not null, role text not null, primary key (event, record)
) strict, without rowid;
create index event_part_record on event_part (record);
create table vendor_record (digest blob primary key, event integer not null) strict, without rowid;
create table duplicate (
    record integer primary key, source integer not null references source(id), duplicate_of integer not null
) strict;
create table problem (
    id integer primary key autoincrement, source integer not null references source(id),
    record integer, byte integer, line integer, what text not null, head blob
) strict;
create index problem_source on problem (source);
create table link (
    seq integer primary key, kind text not null, ref integer not null, digest blob not null
) strict;
create table custody (
    seq integer primary key, at text not null, action text not null, details text not null, digest blob not null
) strict;
"""

# The moment of an event: a time that was written without a zone, in the zone of its source if that is known.
TIME = """
    case when event.zone_assumed and source.zone is not null then event.time_ns - (
        select shift_ns from zone_shift where zone_shift.zone = source.zone and from_ns <= event.time_ns
        order by from_ns desc limit 1
    ) else event.time_ns end
"""
ASSUMED = "event.zone_assumed and source.zone is null"


def _word(field: str) -> str:
    return f"(select text from word where word.field = '{field}' and word.code = event.{field}) as {field}"


VIEWS = f"""
create view event_record as
    select id as event, record, 'main' as role from event
    union all select event, record, role from event_part;
create view events as select
    event.id, {TIME} as time_ns, event.time_digits, {ASSUMED} as zone_assumed, event.status, event.duration_us,
    event.speaks_scim, event.source, source.path as source_path, event.record, event.line,
    {", ".join(_word(field) for field in CODED)},
    {", ".join(f"event.{field}" for field in TEXTS)}
    from event join source on source.id = event.source;
"""

# What was written stays as it was written: against accidents, not against attackers.
TRIGGERS = """
create trigger custody_stays before update on custody begin
    select raise(abort, 'the custody log is never changed'); end;
create trigger custody_keeps before delete on custody begin
    select raise(abort, 'the custody log is never shortened'); end;
create trigger block_stays before update on block begin
    select raise(abort, 'records are evidence and never changed'); end;
create trigger link_stays before update on link begin
    select raise(abort, 'the chain is never changed'); end;
"""


def create(connection: Connection) -> None:
    """Make the tables of a new case, in a transaction that the caller commits: all of them or none."""
    header = f"pragma application_id = {APPLICATION_ID}; pragma user_version = {VERSION};"
    added = " ".join(f"{sql};" for _, sql in migrations.ADDED)
    # A script commits what was begun before it, so the transaction begins inside.
    connection.executescript(f"begin immediate; {header} {TABLES} {VIEWS} {TRIGGERS} {added}")


def is_blank(connection: Connection) -> bool:
    """Whether nothing was made in this database yet, as where making a case was interrupted."""
    return not connection.execute("select count(*) from sqlite_schema").fetchone()[0]


def check(connection: Connection, name: str) -> None:
    """Refuse what is no case of ours, or one that a newer program made."""
    application = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise UserError(f"{name} is a database, but not a scimviewer case.")
    if version > VERSION:
        raise UserError(f"{name} was made by a newer scimviewer. Update the program, or import the bundle again.")
    if version < VERSION:
        raise UserError(f"{name} was made by an early scimviewer that no other can read. Import the bundle again.")
