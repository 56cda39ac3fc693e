"""How does a command open a case, and how does it answer?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scimviewer.progress import Progress

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.query.table import Table
    from scimviewer.store.case import Case


class Told(Progress):
    """Progress for a terminal: one line on stderr, rewritten; silent where nobody watches."""

    def __init__(self, doing: str) -> None:
        self._doing, self._last = doing, -1

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        percent = 100 * done // total if total else 0
        if sys.stderr.isatty() and percent != self._last:
            self._last = percent
            click.echo(f"\r{self._doing} {percent} %", err=True, nl=percent >= 100)


def case_at(path: Path) -> Case:
    from scimviewer.store.case import Case

    return Case.open(path)


def table_at(path: Path) -> Table:
    from scimviewer.query.table import Table

    table = Table(case_at(path))
    table.refresh()
    return table


def scanned(table: Table, *asked: str) -> Table:
    """The table with the patterns of all events, where a filter, a field or a column asks for them."""
    from scimviewer.query.quirk_scan import asks_for_quirks, is_scanned, scan

    if any(map(asks_for_quirks, asked)) and not is_scanned(table.case, table.now):
        scan(table.case, table, Told("looking for patterns"))
    return table


def redactor_of(case: Case) -> Redactor:
    from scimviewer.privacy.pseudonyms import Pseudonyms
    from scimviewer.privacy.redaction import Redactor

    return Redactor(Pseudonyms(case.meta("pseudonym_key")))


def print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode("utf-8"))
