"""Fetch the rows behind a few event ids, as `events --json` tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scimviewer.query.columns import COLUMNS
from scimviewer.store.case import Case as Case  # for those that may not know the store
from scimviewer.store.migrations import has_table
from scimviewer.store.schema import ASSUMED, CODED, TEXTS, TIME
from scimviewer.times import utc_text

Row = dict[str, Any]
STORED = ("id", "time_ns", "time_digits", "duration_us", "status", "speaks_scim", "zone_assumed", "line", "source")
COMPUTED = {"time_ns": TIME, "zone_assumed": ASSUMED}
ROWS = f"""
    select {", ".join(COMPUTED.get(name, f"event.{name}") for name in (*STORED, *TEXTS, *CODED))}
    from event join source on source.id = event.source where event.id in ({{}})
"""
QUIRKS = "select event, quirk from event_quirk where event in ({}) order by event, quirk"
KEYS = (*(column.key for column in COLUMNS), "actor_basis", "zone_assumed", "kind")
PAGE = 200


def rows(case: Case, ids: Sequence[int]) -> list[Row]:
    """The rows of these events, in this order; ids that are not in the case are passed over."""
    found: dict[int, Row] = {}
    with case.reader() as reader:
        sources = dict(reader.execute("select id, path from source"))
        looked_at = has_table(reader, "event_quirk")
        for start in range(0, len(ids), PAGE):
            page = [int(one) for one in ids[start : start + PAGE]]
            fetched = reader.execute(ROWS.format(",".join("?" * len(page))), page).fetchall()
            words = case.words(reader)
            for values in fetched:
                found[values[0]] = _row(values, words, sources)
            for event, quirk in reader.execute(QUIRKS.format(",".join("?" * len(page))), page) if looked_at else ():
                if event in found:
                    found[event]["quirk"] = f"{found[event]['quirk']}, {quirk}" if found[event]["quirk"] else quirk
    return [found[int(one)] for one in ids if int(one) in found]


def all_rows(case: Case, ids: Sequence[int]) -> Iterator[Row]:
    """The same one after another, a page in memory at a time: for lists of any length."""
    for start in range(0, len(ids), PAGE):
        yield from rows(case, ids[start : start + PAGE])


def _row(values: tuple[Any, ...], words: dict[str, list[str | None]], sources: dict[int, str]) -> Row:
    event_id, time_ns, digits, taken = values[:4]
    row: Row = dict.fromkeys(KEYS)
    row.update(zip(STORED[4:], values[4:], strict=False))
    row.update(zip(TEXTS, values[len(STORED) :], strict=False))
    for name, code in zip(CODED, values[-len(CODED) :], strict=True):
        row[name] = words[name][code] if code else None
    row["id"], row["time"] = event_id, utc_text(time_ns, digits)
    row["duration_ms"] = None if taken is None else taken // 1000 if taken % 1000 == 0 else taken / 1000
    row["speaks_scim"], row["zone_assumed"] = bool(row["speaks_scim"]), bool(row["zone_assumed"])
    row["source"] = sources.get(row["source"])
    return row
