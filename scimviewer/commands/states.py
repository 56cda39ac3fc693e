"""Commands about resources: story, undo."""

from __future__ import annotations

from pathlib import Path

import click

from scimviewer.commands.answering import Told, print_json, redactor_of, table_at
from scimviewer.commands.arguments import AS_JSON, CASE, redaction


@click.command()
@CASE
@click.argument("resource")
@AS_JSON
@redaction(False)
def story(case: Path, resource: str, as_json: bool, redact: bool) -> None:
    """The life of one user or group: RESOURCE is an id, a userName, externalId or displayName, or TYPE/ID."""
    from scimviewer.output.stories import story_text
    from scimviewer.query.resources import resource_named
    from scimviewer.query.stories import story as told

    table, progress = table_at(case), Told("searching")
    document = told(table.case, table, resource_named(table.case, table, resource, progress), progress).document()
    if redact:
        document = redactor_of(table.case).json(document)
    if as_json:
        print_json(document)
    else:
        click.echo(story_text(document))


@click.command()
@CASE
@click.argument("event_ids", metavar="ID…", type=int, nargs=-1, required=True)
@click.option("--md", is_flag=True, help="As Markdown for a ticket.")
@AS_JSON
@redaction(False)
def undo(case: Path, event_ids: tuple[int, ...], md: bool, as_json: bool, redact: bool) -> None:
    """A plan that takes events back. It is never sent."""
    from scimviewer.output.rollback import rollback_markdown, rollback_text
    from scimviewer.query.rollback import rollback

    table = table_at(case)
    document = rollback(table.case, table, event_ids, Told("looking back")).document()
    if redact:
        document = redactor_of(table.case).json(document)
    if as_json:
        print_json(document)
    else:
        click.echo((rollback_markdown if md else rollback_text)(document))
