"""Which columns does an event have, and how is each kept, called and printed? Declared once, here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the events, under its key in `events --json`.

    `kind`: id, time, number, duration, flag, word (few values, kept as codes), text (many values, kept as hashes),
    source (the path of the source), words (several of few values: sets of them are kept as codes).
    """

    key: str
    title: str
    kind: str
    width: int  # pixels in the table at 100 %
    personal: bool = False
    shown: bool = True  # in the table unless the user chooses otherwise


COLUMNS = (
    Column("id", "Event", "id", 64, shown=False),
    Column("time", "Time", "time", 112),
    Column("actor", "Actor", "word", 120, personal=True, shown=False),
    Column("client", "Client", "word", 140, shown=False),
    Column("method", "Method", "word", 64),
    Column("operation", "Operation", "word", 84, shown=False),
    Column("intent", "Intent", "word", 100, shown=False),
    Column("resource_type", "Type", "word", 72, shown=False),
    Column("resource_id", "Resource id", "text", 160, shown=False),
    Column("resource_name", "Resource", "text", 160, personal=True),
    Column("target", "Target", "word", 140, shown=False),
    Column("status", "Status", "number", 64),
    Column("outcome", "Outcome", "word", 76, shown=False),
    Column("scim_type", "Error type", "word", 96, shown=False),
    Column("error", "Error", "text", 240, personal=True, shown=False),
    Column("duration_ms", "ms", "duration", 56),
    Column("speaks_scim", "SCIM", "flag", 52, shown=False),
    Column("source", "Source", "source", 180, shown=False),
    Column("line", "Line", "number", 60, shown=False),
    Column("request_id", "Request id", "text", 160, shown=False),
    Column("cycle", "Cycle", "word", 100, shown=False),
    Column("quirk", "Patterns", "words", 160, shown=False),
)
BY_KEY = {column.key: column for column in COLUMNS}
# What people type for a column, besides its key.
SHORT = {
    "op": "operation",
    "ms": "duration_ms",
    "duration": "duration_ms",
    "type": "resource_type",
    "name": "resource_name",
}


def column(name: str) -> Column | None:
    """The column with this key or short form, in any case."""
    key = name.lower()
    return BY_KEY.get(SHORT.get(key, key))
