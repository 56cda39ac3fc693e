"""The command that reads bundles into a case: import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from scimviewer.commands.answering import Told, print_json
from scimviewer.commands.arguments import AS_JSON
from scimviewer.errors import UserError
from scimviewer.output.terminal import safe


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--case", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The case file.")
@click.option("--format", "format_", metavar="NAME", help="Read every source in this format (see `formats`).")
@click.option("--zone", metavar="ZONE", help="Of clocks that tell none, like Europe/Berlin or +02:00 (default: UTC).")
@click.option("--yes", is_flag=True, help="Also unpack archives that look like bombs.")
@click.option("--all", "all_", is_flag=True, help="Also what is not about provisioning.")
@AS_JSON
def import_(
    paths: tuple[Path, ...], case: Path, format_: str | None, zone: str | None, yes: bool, all_: bool, as_json: bool
) -> None:
    """Import files, folders and archives into a case; again adds nothing, interrupted continues."""
    from scimviewer.formats import FORMATS
    from scimviewer.store.importing import ImportOptions, import_paths
    from scimviewer.store.zoning import of_a_log

    if format_ is not None and format_ not in [one.name for one in FORMATS]:
        raise UserError(f"There is no format “{format_}”. Formats are {', '.join(one.name for one in FORMATS)}.")
    options = ImportOptions(format_, yes, None if zone is None else of_a_log(zone), everything=all_)
    imported = import_paths(list(paths), case, options, Told("importing"))
    if as_json:
        print_json(imported.as_json())
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
        assumed = source["zone"] is not None and source["zone"]["assumed"]
        zone = ", times without a zone: UTC is assumed" if assumed else ""
        yield safe(f"{source['status']:9} {source['path']}: {what}{problems}{zone}")
    yield (
        f"{imported.added} events added, {imported.events} in the case; {imported.left_out} records left out, "
        f"{imported.problems} problems, {sum(imported.secrets.values())} credentials masked; {imported.seconds} s"
    )
