"""Why did an event of a case end as it did, what did it change, with all the case knows about it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scimviewer.query.related import Context, context
from scimviewer.query.table import Table
from scimviewer.quirks import explaining
from scimviewer.quirks.situation import Situation
from scimviewer.store.case import Case


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said about one event, and the events that stand behind /history/N and /later/N of its evidence."""

    event: int
    situation: Situation
    explained: explaining.Explanation
    history: tuple[int, ...]
    later: tuple[int, ...]

    def document(self) -> dict[str, Any]:
        """The document of `explain --json`."""
        return {
            **self.explained.document(),
            "history": [{"event": number} for number in self.history],
            "later": [{"event": number} for number in self.later],
        }


def explanation(case: Case, table: Table, event_id: int) -> Explanation:
    """Look at one event from all sides. Takes milliseconds, also among a million events."""
    around = context(table.now, event_id)
    situation = situation_in(case, around)
    return Explanation(event_id, situation, explaining.explain(situation), around.history, around.later)


def situation_in(case: Case, around: Context) -> Situation:
    """The exchange of an event with those around it."""
    this, *others = case.exchanges([around.event, *around.history, *around.later])
    count = len(around.history)
    return Situation(this, None, tuple(others[:count]), later=tuple(others[count:]))
