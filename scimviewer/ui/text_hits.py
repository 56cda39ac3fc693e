"""In which rows of the list does the text stand that somebody searches for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.filters import FilterError, is_plain_text, parse
from scimviewer.query.nodes import All, Any, Node, Not, Text
from scimviewer.query.query import matching
from scimviewer.query.table import Table
from scimviewer.query.terms import switched, terms
from scimviewer.ui.row_walk import NO_ROWS, Rows

if TYPE_CHECKING:
    from scimviewer.ui.opened_case import Answer


def hit_rows(table: Table, answer: Answer, progress: Progress = UNWATCHED) -> Rows | None:
    """The rows that hold a searched text; None where none is searched for.

    A text that filters stands in every row. One that is switched off hides nothing, and its hits are what one steps
    through: to switch it off is to search within the list.
    """
    text = answer.query.text
    if is_plain_text(text):
        return np.arange(len(answer.ids))
    sought, rows = False, NO_ROWS
    now = table.now
    for term in terms(text):
        inner = switched(term.text, terms(term.text)[0]) if term.disabled else term.text
        try:
            if not _searches(parse(inner)):
                continue
            if not term.disabled:
                return np.arange(len(answer.ids))
            found = matching(table, inner, progress, now)[now.positions(answer.ids)]
        except FilterError:
            continue  # what is switched off may be wrong
        rows, sought = np.union1d(rows, np.flatnonzero(found)), True
    return rows if sought else None


def _searches(node: Node) -> bool:
    """Whether a text is looked for, rather than the lack of one."""
    match node:
        case Text():
            return True
        case All(parts) | Any(parts):
            return any(_searches(part) for part in parts)
        case Not():
            return False
    return False
