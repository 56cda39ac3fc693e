"""Commands that say what is wrong and what it costs: findings, census, time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scimviewer.commands.answering import Told, print_json, table_at
from scimviewer.commands.arguments import AS_JSON, CASE, FILTER
from scimviewer.commands.filter_argument import FilterCommand

if TYPE_CHECKING:
    from scimviewer.findings.finding import Finding

SEVERITIES = ("info", "low", "medium", "high", "critical")
MOST_NAMES = 10


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 where a finding is at least so severe.")
@AS_JSON
def findings(case: Path, filter_text: str, fail_on: str | None, as_json: bool) -> None:
    """What is dangerous or odd, the most severe first."""
    from scimviewer.findings.looking import findings as found_in
    from scimviewer.output.terminal import safe

    table = table_at(case)
    found = found_in(table.case, table, filter_text, Told("looking"))
    if as_json:
        print_json([one.as_json() for one in found])
    else:
        click.echo(safe("\n\n".join(map(_text, found)), keep="\n") if found else "Nothing found.")
    if fail_on and any(SEVERITIES.index(one.severity) >= SEVERITIES.index(fail_on) for one in found):
        click.get_current_context().exit(1)


def _text(finding: Finding) -> str:
    told = finding.as_json()
    lines = [
        f"{finding.severity.upper()}  {_line(finding.title)}  [{finding.rule}]",
        f"  {told['first']} to {told['last']}; events {_some(list(map(str, finding.events)))}",
        f"  {_line(finding.explanation)}",
        f"  What to do: {_line(finding.advice)}",
        f"  Not so if: {_line(finding.disproved_by)}",
    ]
    if finding.resources:
        lines.insert(2, f"  Who: {_line(_some(list(finding.resources)))}")
    return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _some(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("--limit", type=click.IntRange(0), help="At most so many, the most frequent.")
@AS_JSON
def census(case: Path, filter_text: str, limit: int | None, as_json: bool) -> None:
    """Errors without what differs, counted: one user, or everyone?"""
    from scimviewer.findings.census import census as counted

    found = [one.as_json() for one in counted(table_at(case), filter_text, Told("counting"))[:limit]]
    if as_json:
        print_json(found)
        return
    for one in found:
        told = [f"{part['attribute']}:{part['value']}" for part in one.pop("attributes")]
        one["goes along with"] = ", ".join(told)
    _print_table(found, ("count", "resources", "status", "error", "first", "last", "goes along with"))


@click.command(cls=FilterCommand)
@CASE
@FILTER
@click.option("--limit", type=click.IntRange(0), help="At most so many, the most expensive.")
@AS_JSON
def time(case: Path, filter_text: str, limit: int | None, as_json: bool) -> None:
    """Where the time goes: kinds of requests by sender, with their share of it."""
    from scimviewer.findings.spending import spending

    found = [one.as_json() for one in spending(table_at(case), filter_text, Told("adding up"))[:limit]]
    if as_json:
        print_json(found)
    else:
        _print_table(found, ("share", "requests", "p95_ms", "repeats", "endpoint", "filter", "actor", "advice"))


def _print_table(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    from scimviewer.output.listing import listing

    for line in listing(rows, columns, "table"):
        click.echo(line)
