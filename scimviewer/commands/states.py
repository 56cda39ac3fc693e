"""Commands about resources: story, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scimviewer.commands.answering import Told, print_json, redactor_of, table_at
from scimviewer.commands.arguments import AS_JSON, CASE, redaction

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor


@click.command()
@CASE
@click.argument("resource")
@AS_JSON
@redaction(False)
def story(case: Path, resource: str, as_json: bool, redact: bool) -> None:
    """The life of one user or group: RESOURCE is an id, a userName, externalId or displayName, or TYPE/ID."""
    from scimviewer.output.stories import story_text
    from scimviewer.query.resources import resource_named
    from scimviewer.query.stories import as_it_is
    from scimviewer.query.stories import story as told

    table, progress = table_at(case), Told("searching")
    found = resource_named(table.case, table, resource, progress)
    redactor = redactor_of(table.case) if redact else None
    shown = redactor.exchange if redactor else as_it_is
    document = told(table.case, table, found, progress, shown).document()
    _rename(document["resource"], redactor)
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
    from scimviewer.query.stories import as_it_is

    table = table_at(case)
    redactor = redactor_of(table.case) if redact else None
    shown = redactor.exchange if redactor else as_it_is
    document = rollback(table.case, table, event_ids, Told("looking back"), shown).document()
    for one in (*document["steps"], *document["cannot"]):
        _rename(one["resource"], redactor)
    if as_json:
        print_json(document)
    else:
        click.echo((rollback_markdown if md else rollback_text)(document))


def _rename(resource: dict[str, Any] | None, redactor: Redactor | None) -> None:
    """The label of a resource comes from the table and not from an exchange."""
    if resource is not None and redactor is not None:
        row = {"resource_name": resource["name"], "resource_type": resource["type"]}
        resource["name"] = redactor.row(row)["resource_name"]
