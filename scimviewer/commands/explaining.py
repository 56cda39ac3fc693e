"""Commands that say why: explain."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scimviewer.commands.answering import print_json, redactor_of, table_at
from scimviewer.commands.arguments import AS_JSON, redaction
from scimviewer.errors import UserError

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.query.explanations import Surroundings
    from scimviewer.query.table import Table
    from scimviewer.quirks.situation import Situation

DEEPEST = 200  # levels of an exchange that is read from stdin


@click.command()
@click.argument("case", metavar="CASE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("event_id", metavar="[ID]", type=int, required=False)
@AS_JSON
@redaction(False)
def explain(case: Path, event_id: int | None, as_json: bool, redact: bool) -> None:
    """Why an exchange ended as it did, and what it changed: an event of a case, or JSON from stdin (-)."""
    from scimviewer.output.explaining import explanation_text
    from scimviewer.quirks.explaining import explain as explained

    if str(case) == "-":
        document = explained(_told_on_stdin(redact)).document()
        as_json = as_json or not sys.stdout.isatty()
    elif event_id is None:
        raise UserError("Say which event: scimviewer explain CASE ID, or explain - for an exchange on stdin.")
    else:
        table = table_at(case)
        seen = around(table, event_id, redactor_of(table.case) if redact else None)
        document = explained(seen.situation, seen.later).document()
    if as_json:
        print_json(document)
    else:
        click.echo(explanation_text(document))


def _told_on_stdin(redact: bool) -> Situation:
    from scimviewer.privacy.pseudonyms import Pseudonyms
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.quirks.document import situation_of

    situation = situation_of(_read_json(sys.stdin.buffer.read()))
    return _redacted(situation, Redactor(Pseudonyms(os.urandom(32)))) if redact else situation


def _read_json(data: bytes) -> Any:
    """JSON as programs write it: also with a byte order mark, NaN and lone surrogates."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    try:
        told = json.loads(text, strict=False, parse_constant=lambda _: None)
    except ValueError as error:
        raise UserError(f"Stdin is not JSON: {error}.") from None
    except RecursionError:
        raise UserError(f"The JSON on stdin is nested deeper than {DEEPEST} levels.") from None
    if _depth(told) > DEEPEST:
        raise UserError(f"The JSON on stdin is nested deeper than {DEEPEST} levels.")
    return told


def _depth(value: Any) -> int:
    """How many levels a JSON value has, counted level by level."""
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def around(table: Table, event_id: int, redactor: Redactor | None) -> Surroundings:
    """An event of a case with what went before it and what came after it."""
    from scimviewer.query.explanations import surroundings

    seen = surroundings(table.case, table, event_id)
    if redactor is None:
        return seen
    later = tuple(redactor.exchange(one) for one in seen.later)
    return replace(seen, situation=_redacted(seen.situation, redactor), later=later)


def _redacted(situation: Situation, redactor: Redactor) -> Situation:
    """The same with pseudonyms, so that everything said about it has them too."""
    return replace(
        situation,
        exchange=redactor.exchange(situation.exchange),
        before=None if situation.before is None else redactor.json(situation.before),
        history=tuple(redactor.exchange(one) for one in situation.history),
    )
