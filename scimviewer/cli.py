"""The command line: what the window does, for scripts and for acceptance."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scimviewer import __version__
from scimviewer.errors import UserError
from scimviewer.filter_argument import FilterCommand
from scimviewer.output.terminal import safe, speak_utf8
from scimviewer.progress import Progress

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.query.table import Table
    from scimviewer.store.case import Case

F = TypeVar("F", bound=Callable[..., Any])
# Every other import stands inside a command: worker processes import this module too, and starting must be quick.

CASE = click.argument("case", type=click.Path(path_type=Path))
FILTER = click.argument("filter_text", metavar="[FILTER]", default="")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def redaction(default: bool) -> Callable[[F], F]:
    """The switch that stands wherever data leaves the program."""
    return click.option(
        "--redact/--no-redact",
        default=default,
        show_default=True,
        help="Replace personal values by pseudonyms.",
    )


class _Commands(click.Group):
    """Says what went wrong in one sentence and exits with 2; without a command the window opens."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            speak_utf8()
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except UserError as error:
            click.echo(f"scimviewer: {safe(str(error))}", err=True)
            ctx.exit(2)
        except BrokenPipeError:  # `scimviewer events … | head` has seen enough
            # Python writes what is left at its end, and would complain then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("\nscimviewer: stopped. What was imported is kept; import again to continue.", err=True)
            ctx.exit(130)


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="scimviewer")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Make SCIM provisioning logs speak, offline. Without a command the window opens."""
    if ctx.invoked_subcommand is None:
        _open_window([])


@main.command("open")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def open_(paths: tuple[Path, ...]) -> None:
    """Open the window on a case, or on bundles."""
    for path in paths:
        if not path.exists():
            raise UserError(f"{path} does not exist.")
    _open_window(list(paths))


def _open_window(paths: list[Path]) -> None:
    from scimviewer.ui.app import open_window

    sys.exit(open_window(paths))


@main.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write bundle and case.",
)
@click.option("--size", default=4000, show_default=True, type=click.IntRange(300), help="About how many requests.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--fault", "faults", multiple=True, metavar="NAME", help="A fault to put in; may be repeated.")
@click.option("--clean", is_flag=True, help="Put no fault in.")
@click.option("--shot", type=click.Path(path_type=Path, dir_okay=False), help="Write a picture of the window and end.")
@AS_JSON
def demo(
    folder: Path | None,
    size: int,
    seed: int,
    faults: tuple[str, ...],
    clean: bool,
    shot: Path | None,
    as_json: bool,
) -> None:
    """Make test traffic as a bundle, import it and open the window."""
    from scimviewer.demo.bundle import make_bundle
    from scimviewer.demo.faults import FAULTS
    from scimviewer.store.importing import import_paths

    names = [fault.name for fault in FAULTS]
    unknown = [name for name in faults if name not in names]
    if unknown:
        raise UserError(f"There is no fault “{unknown[0]}”. Faults are {', '.join(names)}.")
    chosen = () if clean else faults or tuple(names)
    where = folder or Path(tempfile.mkdtemp(prefix="scimviewer-demo-"))
    where.mkdir(parents=True, exist_ok=True)
    bundle = make_bundle(where, size=size, seed=seed, faults=chosen, progress=_Told("making traffic"))
    case = bundle.with_suffix(".scimcase")
    imported = import_paths([bundle], case, progress=_Told("importing"))
    if as_json:
        _print_json({"bundle": str(bundle), "case": str(case), **imported.as_json()})
    else:
        click.echo(f"{bundle}\n{case}: {imported.events} events", err=True)
    if shot is not None:
        from scimviewer.ui.picture import Shot
        from scimviewer.ui.picture import shot as take

        take(case, shot, Shot("main"))
    elif not as_json:
        _open_window([case])


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--case", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The case file.")
@click.option("--format", "format_", metavar="NAME", help="Read every source in this format (see `formats`).")
@click.option("--yes", is_flag=True, help="Also unpack archives that look like bombs.")
@click.option("--all", "all_", is_flag=True, help="Also what is not about provisioning.")
@AS_JSON
def import_(paths: tuple[Path, ...], case: Path, format_: str | None, yes: bool, all_: bool, as_json: bool) -> None:
    """Import files, folders and archives into a case; again adds nothing, interrupted continues."""
    from scimviewer.formats import FORMATS
    from scimviewer.store.importing import ImportOptions, import_paths

    if format_ is not None and format_ not in [one.name for one in FORMATS]:
        raise UserError(f"There is no format “{format_}”. Formats are {', '.join(one.name for one in FORMATS)}.")
    options = ImportOptions(format=format_, accept_bombs=yes)
    imported = import_paths(list(paths), case, options, _Told("importing"))
    if as_json:
        _print_json(imported.as_json())
    else:
        for line in _told(imported):
            click.echo(line)
    if not imported.read_any:
        reasons = "; ".join(f"{source['path']}: {source['note']}" for source in imported.sources[:3])
        raise UserError(f"Nothing could be read. {reasons or 'The bundle holds no files.'}")


def _told(imported: Any) -> Iterable[str]:
    for source in imported.sources:
        what = f"{source['format']}, {source['events']} events" if source["format"] else source["note"]
        problems = f", {source['problems']} problems" if source["problems"] and source["format"] else ""
        yield safe(f"{source['status']:9} {source['path']}: {what}{problems}")
    yield (
        f"{imported.added} events added, {imported.events} in the case; {imported.left_out} records left out, "
        f"{imported.problems} problems, {sum(imported.secrets.values())} credentials masked; {imported.seconds} s"
    )


@main.command(cls=FilterCommand)
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

    table = _table(case)
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
    redactor = _redactor(table.case) if redact else None
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


@main.command()
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

    opened = _case(case)
    records = opened.raw(event_id)
    if raw:
        data = b"\n".join(records) + b"\n"
        sys.stdout.buffer.write(raw_text(data).encode() if sys.stdout.isatty() else data)
        return
    row, exchange = rows(opened, [event_id])[0], opened.exchange(event_id)
    redactor = _redactor(opened) if redact else None
    if md or curl:
        click.echo((copying.markdown if md else copying.curl)(row, exchange, redactor))
        return
    row, exchange = copying.redacted(row, exchange, redactor)
    if as_json:
        _print_json(event_json(row, exchange, records))
    else:
        click.echo(event_text(row, exchange))


@main.command(cls=FilterCommand)
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

    table = _table(case)
    found: list[dict[str, Any]] = [asdict(value) for value in facet(table, filter_text, field, limit)]
    known = column(field)
    if redact and known is not None and known.personal:
        redactor = _redactor(table.case)
        for value in found:
            value["value"] = redactor.row({known.key: value["value"], "resource_type": "User"})[known.key]
    if as_json:
        _print_json(found)
    else:
        for line in listing(found, ("value", "count", "failures"), "table"):
            click.echo(line)


@main.command(cls=FilterCommand)
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

    table = _table(case)
    ids = event_ids(table, Query(filter_text, *ordered_by(sort)))
    redactor = _redactor(table.case) if redact else None
    done = write(table.case, ids.tolist(), out, redactor, _Told("exporting"))
    if as_json:
        _print_json(done)
    else:
        click.echo(f"{done['rows']} rows, SHA-256 {done['sha256']}")


@main.command()
@CASE
@click.option("--view", default="main", show_default=True, help="main, events or event:ID")
@click.option("-o", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A .png file.")
@click.option("--filter", "filter_text", default="", help="Filter text.")
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.option("--width", default=0, type=click.IntRange(0, 7680), help="Pixels; by default the view's own.")
@click.option("--height", default=0, type=click.IntRange(0, 4320), help="Pixels; by default the view's own.")
@redaction(True)
def shot(case: Path, view: str, out: Path, filter_text: str, theme: str, width: int, height: int, redact: bool) -> None:
    """Write a picture, also without a screen."""
    from scimviewer.ui.picture import Shot
    from scimviewer.ui.picture import shot as take

    _case(case)
    take(case, out, Shot(view, filter_text, theme, width, height, redact))
    click.echo(str(out), err=True)


@main.command()
@AS_JSON
def formats(as_json: bool) -> None:
    """Say what can be read and how it is recognised."""
    from scimviewer.formats import FORMATS

    found = [{"name": one.name, "title": one.title, "recognised_by": one.recognised_by} for one in FORMATS]
    if as_json:
        _print_json(found)
    else:
        for one in found:
            click.echo(f"{one['name']}: {one['title']}\n    {one['recognised_by']}")
        click.echo("\nBundles: files, folders, zip, gz, tar and tar.gz, up to four levels deep; UTF-8 and UTF-16.")


@main.command("self-test")
@AS_JSON
def self_test(as_json: bool) -> None:
    """Prove that the installed program works: resources, import, picture."""
    from scimviewer.self_test import checks

    done = list(checks())
    if as_json:
        _print_json([{"check": name, "ok": trouble is None, "trouble": trouble} for name, trouble in done])
    else:
        for name, trouble in done:
            click.echo(f"{'ok' if trouble is None else 'FAILED':6} {name}{f': {trouble}' if trouble else ''}")
    if any(trouble for _, trouble in done):
        sys.exit(1)


class _Told(Progress):
    """Progress for a terminal: one line on stderr, rewritten; silent where nobody watches."""

    def __init__(self, doing: str) -> None:
        self._doing, self._last = doing, -1

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        percent = 100 * done // total if total else 0
        if sys.stderr.isatty() and percent != self._last:
            self._last = percent
            click.echo(f"\r{self._doing} {percent} %", err=True, nl=percent >= 100)


def _case(path: Path) -> Case:
    from scimviewer.store.case import Case

    return Case.open(path)


def _table(path: Path) -> Table:
    from scimviewer.query.table import Table

    table = Table(_case(path))
    table.refresh()
    return table


def _redactor(case: Case) -> Redactor:
    from scimviewer.privacy.pseudonyms import Pseudonyms
    from scimviewer.privacy.redaction import Redactor

    return Redactor(Pseudonyms(case.meta("pseudonym_key")))


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode("utf-8"))
