"""Commands that ask a case about its events: events, facets."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from scimviewer.commands.answering import print_json, redactor_of, table_at
from scimviewer.commands.arguments import AS_JSON, CASE, FILTER, redaction
from scimviewer.commands.filter_argument import FilterCommand
from scimviewer.errors import UserError


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

    table = table_at(case)
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
@click.option("--limit", type=click.IntRange(0))
@AS_JSON
@redaction(False)
def facets(case: Path, filter_text: str, field: str, limit: int | None, as_json: bool, redact: bool) -> None:
    """Count the values of one field."""
    from scimviewer.output.listing import listing
    from scimviewer.query.columns import column
    from scimviewer.query.counts import facet

    table = table_at(case)
    found: list[dict[str, Any]] = [asdict(value) for value in facet(table, filter_text, field, limit)]
    known = column(field)
    if redact and known is not None and known.personal:
        redactor = redactor_of(table.case)
        for value in found:
            value["value"] = redactor.row({known.key: value["value"], "resource_type": "User"})[known.key]
    if as_json:
        print_json(found)
    else:
        for line in listing(found, ("value", "count", "failures"), "table"):
            click.echo(line)
