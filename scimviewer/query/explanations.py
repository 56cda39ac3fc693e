"""Why did an event of a case end as it did, what did it change, with all the case knows about it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scimviewer.event import Exchange
from scimviewer.query.related import Context, context
from scimviewer.query.table import Table
from scimviewer.quirks import explaining
from scimviewer.quirks.situation import Situation
from scimviewer.store.case import Case


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An event with the exchanges around it, decoded."""

    context: Context
    situation: Situation
    later: tuple[Exchange, ...]


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
    return explained(surroundings(case, table, event_id))


def surroundings(case: Case, table: Table, event_id: int) -> Surroundings:
    """What an event is explained from."""
    around = context(table.now, event_id)
    this, *others = case.exchanges([event_id, *around.history, *around.later])
    count = len(around.history)
    return Surroundings(around, Situation(this, None, tuple(others[:count])), tuple(others[count:]))


def explained(seen: Surroundings) -> Explanation:
    """The explanation that follows from it."""
    told = explaining.explain(seen.situation, seen.later)
    return Explanation(seen.context.event, seen.situation, told, seen.context.history, seen.context.later)
