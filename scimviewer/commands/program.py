"""Commands about the program itself: formats, self-test."""

from __future__ import annotations

import sys

import click

from scimviewer.commands.answering import print_json
from scimviewer.commands.arguments import AS_JSON

BUNDLES = (
    "files, folders, zip, tar, 7z (with the extra “7z”), gz, bz2, xz and zst, in each other up to four levels deep; "
    "UTF-8 and UTF-16. Of rotated logs the oldest part is read first."
)


@click.command()
@AS_JSON
def formats(as_json: bool) -> None:
    """Say what can be read and how it is recognised."""
    from scimviewer.formats import FORMATS

    found = [
        {
            "name": one.name,
            "title": one.title,
            "recognised_by": one.recognised_by,
            "rates": one.rates,
            "fields": [field._asdict() for field in one.fields],
        }
        for one in FORMATS
    ]
    if as_json:
        print_json(found)
    else:
        for one in found:
            click.echo(f"{one['name']}: {one['title']}\n    {one['recognised_by']}")
        click.echo(f"\nBundles: {BUNDLES}")


@click.command("self-test")
@AS_JSON
def self_test(as_json: bool) -> None:
    """Prove that the installed program works: resources, import, picture."""
    from scimviewer.self_test import checks

    done = list(checks())
    if as_json:
        print_json([{"check": name, "ok": trouble is None, "trouble": trouble} for name, trouble in done])
    else:
        for name, trouble in done:
            click.echo(f"{'ok' if trouble is None else 'FAILED':6} {name}{f': {trouble}' if trouble else ''}")
    if any(trouble for _, trouble in done):
        sys.exit(1)
