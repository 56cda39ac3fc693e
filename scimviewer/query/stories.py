"""What happened to one resource, from its first event to its last?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from scimviewer.event import Exchange
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.lives import Alias, Life, State, memberships
from scimviewer.query.related import discovery, in_order, mentions, others_named, places_of
from scimviewer.query.resources import Resource
from scimviewer.query.rows import rows
from scimviewer.query.table import Snapshot, Table
from scimviewer.quirks.call import decoded
from scimviewer.quirks.explaining import operation_sentences
from scimviewer.quirks.situation import Situation
from scimviewer.scim.schemas import BUILT_IN, Schemas
from scimviewer.store.case import Case

MOST_EVENTS = 3000  # of one life; where there are more, the latest
MOST_SENTENCES = 3
Shown = Callable[[Exchange], Exchange]


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One event of the life. `role`: own, name (known by the name alone), mention (it stands in another's bodies)."""

    event: int
    role: str
    time: str | None
    method: str | None
    operation: str | None
    status: int | None
    outcome: str | None
    text: str  # one sentence


@dataclass(frozen=True, slots=True)
class Story:
    """A resource, what it is called, its events in the order of the log, and its states."""

    resource: Resource
    aliases: tuple[Alias, ...]
    events: tuple[StoryEvent, ...]
    states: tuple[State, ...]
    notes: tuple[str, ...] = ()  # what was left out, in words

    def document(self) -> dict[str, Any]:
        """The document of `story --json`."""
        return {
            "resource": asdict(self.resource),
            "aliases": [asdict(one) for one in self.aliases],
            "events": [asdict(one) for one in self.events],
            "states": [_state_document(one) for one in self.states],
            "notes": list(self.notes),
        }


def as_it_is(exchange: Exchange) -> Exchange:
    """An exchange as the log has it."""
    return exchange


def story(
    case: Case, table: Table, resource: Resource, progress: Progress = UNWATCHED, shown: Shown = as_it_is
) -> Story:
    """The life of a resource (see `resources.resource_of` an event, `resources.resource_named` a text).

    `shown` may put pseudonyms into the exchanges from which it is told.
    """
    now, notes = table.now, list[str]()
    own = set(now["id"][places_of(now, resource)].tolist())
    named = mentions(case, now, resource.id, progress).tolist() if resource.id is not None else []
    every = np.array(sorted(own.union(named)), "<i8")
    ids = now["id"][in_order(now, now.positions(every))].tolist()
    if len(ids) > MOST_EVENTS:
        notes.append(f"This life has {len(ids):,} events; it is told from the last {MOST_EVENTS:,}.")
        ids = ids[-MOST_EVENTS:]
    life = Life(resource, schemas_at(case, now, ids))
    events: list[StoryEvent] = []
    states: list[State] = []
    told = zip(rows(case, ids), case.exchanges(ids), strict=True)
    for done, (row, exchange) in enumerate(told):
        progress.report(done, len(ids))
        call = Situation(shown(exchange), schemas=life.schemas)
        is_here = row["target"] == resource.target
        state = life.take(row["id"], row["time"], call) if is_here or row["id"] in own else None
        if state is not None and (row["id"] in own or _tells_more(state, states)):
            states.append(state)
        event = _event(row, call, _role(row, resource, own), resource)
        if event is not None or state is not None:
            events.append(event or _told(row, "mention", "shown in a list"))
    aliases = (*life.aliases.values(), *_provider_names(case, resource, sorted(own)))
    possible = tuple(
        Alias("id", one.id or "", event, "A name of this one stands under this id, too: perhaps it was created again.")
        for one, event in others_named(case, now, resource)
    )
    return Story(resource, (*dict.fromkeys(aliases), *possible), tuple(events), tuple(states), tuple(notes))


def schemas_at(case: Case, now: Snapshot, ids: Sequence[int]) -> Schemas:
    """The schemas that the servers of these events teach in the log."""
    places = now.positions(np.array(ids[-1:], "<i8"))
    answers = [one.response_body for one in case.exchanges(discovery(now, int(places[0])))] if len(places) else []
    return BUILT_IN.taught(*map(decoded, answers))


def _tells_more(state: State, states: list[State]) -> bool:
    """Whether a list that shows the resource tells anything that was not known so before."""
    return not states or bool(state.changes) or states[-1].word != state.word or states[-1].state is None


def _role(row: dict[str, Any], resource: Resource, own: set[int]) -> str:
    if row["id"] not in own:
        return "mention"
    return "own" if row["resource_id"] == resource.id else "name"


def _event(row: dict[str, Any], call: Situation, role: str, resource: Resource) -> StoryEvent | None:
    """One event with its sentence; None for a mention that says nothing about the resource."""
    if role == "mention":
        said = list(memberships(call, resource.id or ""))
        text = "; ".join(said[:MOST_SENTENCES]) or "mentioned"
    else:
        said = operation_sentences(call)
        more = f" And {len(said) - MOST_SENTENCES} more." if len(said) > MOST_SENTENCES else ""
        text = " ".join(said[:MOST_SENTENCES]) + more
    return _told(row, role, text)


def _told(row: dict[str, Any], role: str, text: str) -> StoryEvent:
    return StoryEvent(
        row["id"], role, row["time"], row["method"], row["operation"], row["status"], row["outcome"], text
    )


def _provider_names(case: Case, resource: Resource, own: list[int]) -> Iterator[Alias]:
    """What the provider calls it, and the names of its rows."""
    for row in rows(case, own[:MOST_EVENTS]):
        if row["source_id"]:
            yield Alias("source_id", row["source_id"], row["id"])


def _state_document(state: State) -> dict[str, Any]:
    return {
        "time": state.time,
        "event": state.event,
        "basis": state.basis,
        "state": state.state,
        "changes": [{"kind": one.kind, "path": one.path, "old": one.old, "new": one.new} for one in state.changes],
        "reason": state.reason or None,
        **({"known": state.known} if state.known else {}),
    }
