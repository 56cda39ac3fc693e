"""What is dangerous or odd in a case? All finders in turn, the quick ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scimviewer.findings import FINDERS
from scimviewer.findings.finding import Finder, Finding, rank
from scimviewer.findings.traffic import Traffic
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.rows import Case
from scimviewer.query.table import Table


def findings(
    case: Case, table: Table, filter_text: str = "", progress: Progress = UNWATCHED,
    finders: Sequence[Finder] = FINDERS,
) -> list[Finding]:  # fmt: skip
    """Everything that the finders find among the events of a filter, the most severe first."""
    return sorted(found(case, table, filter_text, progress, finders), key=rank)


def found(
    case: Case, table: Table, filter_text: str = "", progress: Progress = UNWATCHED,
    finders: Sequence[Finder] = FINDERS,
) -> Iterator[Finding]:  # fmt: skip
    """The same as they are found, for those who want to show the first ones soon."""
    assert table.case is case or table.case.path == case.path
    traffic = Traffic(table, filter_text, progress)
    if not len(traffic):
        return
    for number, finder in enumerate(sorted(finders, key=lambda one: not one.is_quick)):
        progress.report(number, len(finders), finder.title)
        yield from sorted(finder.find(traffic), key=rank)
    progress.report(len(finders), len(finders))
