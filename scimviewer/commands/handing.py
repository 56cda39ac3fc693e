"""Commands that hand out events: show, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scimviewer.commands.answering import Told, case_at, print_json, redactor_of, scanned, table_at
from scimviewer.commands.arguments import AS_JSON, CASE, FILTER, redaction
from scimviewer.commands.explaining import around
from scimviewer.commands.filter_argument import FilterCommand


@click.command()
@CASE
@click.argument("event_id", metavar="ID", type=int)
@click.option("--raw", is_flag=True, help="The record as it stands in the log, credentials masked.")
@click.option("--md", is_flag=True, help="As Markdown for a ticket.")
@click.option("--curl", is_flag=True, help="The request as a cURL command.")
@AS_JSON
@redaction(False)
def show(case: Path, event_id: int, raw: bool, md: bool, curl: bool, as_json: bool, redact: bool) -> None:
    """Show one event whole."""
    from scimviewer.output import copying
    from scimviewer.output.showing import event_json, event_text, raw_text
    from scimviewer.query.rows import rows
    from scimviewer.quirks.explaining import patterns, quirk_document

    opened = case_at(case)
    records = opened.raw(event_id)
    if raw:
        data = b"\n".join(records) + b"\n"
        sys.stdout.buffer.write(raw_text(data).encode() if sys.stdout.isatty() else data)
        return
    row, exchange = rows(opened, [event_id])[0], opened.exchange(event_id)
    redactor = redactor_of(opened) if redact else None
    if md or curl:
        click.echo((copying.markdown if md else copying.curl)(row, exchange, redactor))
        return
    row, exchange = copying.redacted(row, exchange, redactor)
    step = opened.step(event_id)
    if step is not None and redactor is not None:
        step = redactor.step(step)
    if as_json:
        seen = around(table_at(case), event_id, redactor)
        hits = patterns(seen.situation, seen.later)
        print_json(event_json(row, exchange, records, [quirk_document(quirk, hit) for quirk, hit in hits], step))
    else:
        click.echo(event_text(row, exchange, step))


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("-o", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".csv, .ndjson or .har")
@click.option("--sort", default="time", show_default=True)
@AS_JSON
@redaction(True)
def export(case: Path, filter_text: str, out: Path, sort: str, as_json: bool, redact: bool) -> None:
    """Write events to a file."""
    from scimviewer.output.export import export as write
    from scimviewer.query.query import Query, event_ids, ordered_by

    table = scanned(table_at(case), filter_text)
    ids = event_ids(table, Query(filter_text, *ordered_by(sort)))
    redactor = redactor_of(table.case) if redact else None
    done = write(table.case, ids.tolist(), out, redactor, Told("exporting"))
    if as_json:
        print_json(done)
    else:
        click.echo(f"{done['rows']} rows, SHA-256 {done['sha256']}")
