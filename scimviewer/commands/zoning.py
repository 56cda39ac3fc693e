"""The command about the zones of times: zone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from scimviewer.commands.answering import case_at, print_json
from scimviewer.commands.arguments import AS_JSON, CASE
from scimviewer.errors import UserError
from scimviewer.output.terminal import safe


# Zones such as -08:00 look like options.
@click.command(context_settings={"ignore_unknown_options": True})
@CASE
@click.argument("name", metavar="[ZONE]", default="")
@click.option("--source", metavar="PATH", help="Only this source, by its path in the bundle or its name.")
@click.option("--show", metavar="ZONE", help="Show times in this zone: UTC, mine, customer, or a name.")
@AS_JSON
def zone(case: Path, name: str, source: str | None, show: str | None, as_json: bool) -> None:
    """List sources whose times have no zone, or say which zone it was, like Europe/Berlin or +02:00."""
    from scimviewer.store.zoning import customer_zone, set_zone, show_in, shown_zone

    opened = case_at(case)
    chosen = _chosen(opened.sources(), source)
    if name:
        set_zone(opened, name, [one["id"] for one in chosen])
    if show:
        show_in(opened, show)
    told = {
        "shown": shown_zone(opened),
        "customer": customer_zone(opened),
        "sources": [_told(one) for one in _chosen(opened.sources(), source)],
    }
    if as_json:
        print_json(told)
    else:
        for line in _lines(told):
            click.echo(safe(line))


def _chosen(sources: Iterable[dict[str, Any]], path: str | None) -> list[dict[str, Any]]:
    """The sources whose times have no zone; of this path or name, where one is given."""
    zoneless = [one for one in sources if one["zone"]]
    if path is None:
        return zoneless
    named = [one for one in sources if path in (one["path"], one["path"].rpartition("/")[2])]
    if not named:
        raise UserError(f"There is no source “{path}” in this case.")
    found = [one for one in named if one["zone"]]
    if not found:
        raise UserError(f"The times of {named[0]['path']} have zones of their own; there is nothing to say.")
    return found


def _told(source: dict[str, Any]) -> dict[str, Any]:
    return {key: source[key] for key in ("path", "zone", "zoneless", "events", "first", "last")}


def _lines(told: dict[str, Any]) -> Iterable[str]:
    for one in told["sources"]:
        how = "assumed" if one["zone"]["assumed"] else "set"
        times = f"{one['zoneless']} times without a zone, {one['first']} to {one['last']}"
        yield f"{one['zone']['name']} ({how})  {one['path']}: {times}"
    if not told["sources"]:
        yield "All times have zones of their own."
    yield f"Times are shown in {told['shown']}."
