"""Commands that ask a case about its events: events, facets, stats."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scimviewer.commands.answering import print_json, redactor_of, scanned, table_at
from scimviewer.commands.arguments import AS_JSON, CASE, FILTER, redaction
from scimviewer.commands.filter_argument import FilterCommand
from scimviewer.errors import UserError

if TYPE_CHECKING:
    from scimviewer.query.table import Table


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("--columns", help="Keys, separated by commas.")
@click.option("--sort", default="time", show_default=True, help="A key; with - in front the other way round.")
@click.option("--limit", type=click.IntRange(0), help="At most so many.")
@click.option("--count", is_flag=True, help="Print only how many.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "ndjson", "json", "md"]),
    default="table",
    show_default=True,
)
@AS_JSON
@redaction(False)
def events(
    case: Path, filter_text: str, columns: str | None, sort: str, limit: int | None, count: bool, kind: str,
    as_json: bool, redact: bool,
) -> None:  # fmt: skip
    """List events."""
    from scimviewer.output.listing import listing
    from scimviewer.query.columns import COLUMNS
    from scimviewer.query.query import Query, event_ids, ordered_by
    from scimviewer.query.rows import all_rows

    table = scanned(table_at(case), filter_text, columns or "", sort)
    key, descending = ordered_by(sort)
    ids = event_ids(table, Query(filter_text, key, descending))
    if count:
        click.echo(len(ids))
        return
    kind = "json" if as_json else kind
    default = "id,time,actor,method,status,resource_name,operation,duration_ms,error"
    all_keys = [column.key for column in COLUMNS]
    wanted = _columns(columns or (default if kind in ("table", "md") else ",".join(all_keys)))
    found = all_rows(table.case, ids[:limit].tolist())
    redactor = redactor_of(table.case) if redact else None
    for line in listing((redactor.row(row) if redactor else row for row in found), wanted, kind):
        click.echo(line)


def _columns(text: str) -> list[str]:
    from scimviewer.query.columns import BY_KEY, column

    keys = []
    for name in text.split(","):
        found = column(name.strip())
        if found is None:
            raise UserError(f"There is no column “{name.strip()}”. Columns are {', '.join(BY_KEY)}.")
        keys.append(found.key)
    return keys


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("--field", required=True, help="The key to count by.")
@click.option("--limit", type=click.IntRange(0), help="At most so many, the most frequent.")
@AS_JSON
@redaction(False)
def facets(case: Path, filter_text: str, field: str, limit: int | None, as_json: bool, redact: bool) -> None:
    """Count the values of one field."""
    from scimviewer.output.listing import listing
    from scimviewer.query.counts import facet

    table = scanned(table_at(case), filter_text, field)
    found = [asdict(value) for value in facet(table, filter_text, field, limit)]
    if redact:
        _redact(table, field, "value", found)
    if as_json:
        print_json(found)
    else:
        for line in listing(found, ("value", "count", "failures"), "table"):
            click.echo(line)


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("--bucket", default="", metavar="LENGTH", help="30s, 5m, 1h, 1d … or all; by default one that fits.")
@click.option("--by", metavar="FIELD", help="A series for each value of this field.")
@click.option("--limit", type=click.IntRange(1), help="At most so many series; the rest is one, called other.")
@AS_JSON
@redaction(False)
def stats(
    case: Path, filter_text: str, bucket: str, by: str | None, limit: int | None, as_json: bool, redact: bool
) -> None:
    """Requests, failures and latency over time."""
    from scimviewer.output.listing import listing
    from scimviewer.query.stats import stats as asked
    from scimviewer.query.stats import table_rows

    table = scanned(table_at(case), filter_text, by or "")
    found = asked(table, filter_text, bucket, by, limit)
    if redact and by is not None:
        _redact(table, by, "key", found["series"])
    if as_json:
        print_json(found)
        return
    rows, columns = table_rows(found, by)
    for line in listing(rows, columns, "table"):
        click.echo(line)
    for key, words in (("untimed", "without time"), ("outside", "too far from the others (choose --bucket)")):
        if found[key]:
            click.echo(f"Events in no bucket, because they are {words}: {found[key]}.", err=True)


def _redact(table: Table, field: str, key: str, found: list[dict[str, Any]]) -> None:
    """Replace the values of a personal column where they stand under `key`."""
    from scimviewer.query.columns import column

    known = column(field)
    if known is not None and known.personal:
        redactor = redactor_of(table.case)
        for one in found:
            one[key] = redactor.row({known.key: one[key], "resource_type": "User"})[known.key]
