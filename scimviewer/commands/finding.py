"""Commands that say what is wrong: findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
        click.echo(safe("\n\n".join(_text(one) for one in found), keep="\n") if found else "Nothing found.")
    if fail_on and any(SEVERITIES.index(one.severity) >= SEVERITIES.index(fail_on) for one in found):
        click.get_current_context().exit(1)


def _text(finding: Finding) -> str:
    from scimviewer.times import utc_text

    events = ", ".join(map(str, finding.events[:MOST_NAMES]))
    more = f" and {len(finding.events) - MOST_NAMES:,} more" if len(finding.events) > MOST_NAMES else ""
    lines = [
        f"{finding.severity.upper()}  {finding.title}  [{finding.rule}]",
        f"  {utc_text(finding.first_ns)} to {utc_text(finding.last_ns)}; events {events}{more}",
        f"  {finding.explanation}",
        f"  What to do: {finding.advice}",
        f"  Not so if: {finding.disproved_by}",
    ]
    if finding.resources:
        names = ", ".join(finding.resources[:MOST_NAMES])
        rest = len(finding.resources) - MOST_NAMES
        lines.insert(2, f"  Who: {names}{f' and {rest:,} more' if rest > 0 else ''}")
    return "\n".join(lines)
