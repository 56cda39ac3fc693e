"""Between which states of a resource can one step, and what could make them wrong?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.lives import State as LifeState
from scimviewer.query.resources import resource_of
from scimviewer.query.stories import story
from scimviewer.quirks.states import COMPUTED, OBSERVED, UNKNOWN
from scimviewer.scim.facts import attribute
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.event_told import Told, around_event, told
from scimviewer.ui.state_rows import NOT_KNOWN, State, StateRow, state_rows

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of the resource with the states around it; `word` says how the state after it is known as a whole."""

    event: int
    time: str | None
    before: State
    after: State
    word: str
    reason: str = ""  # what broke the chain

    @property
    def rows(self) -> list[StateRow]:
        """Both states beside each other."""
        return state_rows(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments in a resource's life, and at which of them an event is."""

    name: str
    all: tuple[Moment, ...]
    at: int

    @property
    def observed(self) -> int:
        """How many states a log entry shows whole."""
        return sum(one.word == OBSERVED for one in self.all)


def own_moment(event: ShownEvent, shown: Told) -> Moments:
    """The event alone, as it is explained: known before the whole life is read."""
    before, after = around_event(shown.explanation)
    words = set(after.basis.values())
    word = UNKNOWN if UNKNOWN in words or not words else COMPUTED if COMPUTED in words else OBSERVED
    return Moments(
        _name(event, after, before), (Moment(event.row["id"], event.row.get("time"), before, after, word),), 0
    )


def moments(event: ShownEvent, progress: Progress = UNWATCHED) -> Moments:
    """The whole life of the event's resource, and where in it the event is."""
    own = own_moment(event, told(event, event.redactor))
    opened = event.opened
    resource = resource_of(opened.case, event.row["id"]) if opened is not None else None
    if opened is None or resource is None:
        return own
    life = story(opened.case, opened.table, resource, progress)
    found = _chained(life.states, event.redactor)
    order = {one.event: number for number, one in enumerate(life.events)}
    this = event.row["id"]
    at = next((number for number, one in enumerate(found) if one.event == this), None)
    if at is None:
        # It left no state of its own: it failed, or told nothing new. It stands between those before and after it.
        place = order.get(this, len(order))
        at = sum(order.get(one.event, 0) < place for one in found)
        found.insert(at, own.all[0])
    return Moments(own.name, tuple(found), at)


def _chained(states: Sequence[LifeState], redactor: Redactor | None) -> list[Moment]:
    found, before = list[Moment](), NOT_KNOWN
    for one in states:
        after = _state(one, redactor)
        found.append(Moment(one.event, one.time, before, after, one.word, one.reason))
        before = after
    return found


def _state(one: LifeState, redactor: Redactor | None) -> State:
    value = one.state if one.state is not None else one.known or None
    if redactor is not None and value is not None:
        value = redactor.json(value)
    gone = one.state is None and one.basis == {"": COMPUTED}
    return State(value, one.basis, whole=one.state is not None or gone, gone=gone)


def _name(event: ShownEvent, *states: State) -> str:
    """What the resource is called: as the states know it, else as the row does."""
    called = (attribute(one.value or {}, name) for one in states for name in ("displayName", "userName"))
    row = event.row
    names = (*called, row.get("resource_name"), row.get("resource_id"))
    told = next((name for name in names if isinstance(name, str) and name), None)
    return told or f"the {str(row.get('resource_type') or 'resource').lower()}"


def doubts(found: Moments, at: int) -> list[str]:
    """What could make the shown states wrong, each as the end of "Could be wrong if"."""
    one = found.all[at]
    told = []
    words = {side.basis for row in one.rows for side in (row.before, row.after)}
    if one.reason:
        told.append(one.reason)
    if COMPUTED in words:
        seen = [other for other in found.all[: at + 1] if other.word == OBSERVED and other.event != one.event]
        since = f"after event {seen[-1].event} ({_clock(seen[-1].time)})" if seen else "before"
        told.append(f"something changed the resource {since} that this log does not have: another node, another door.")
        if one.word == COMPUTED:
            told.append("the receiver did something else than it was asked: its answer does not show the resource.")
    if UNKNOWN in words or not one.rows:
        first = next((other for other in found.all if other.after.value is not None), None)
        told.append(
            "what is hatched matters: this log does not tell it"
            + (f"; the first state that is known is after event {first.event}." if first is not None else ".")
        )
    return told or ["the log itself is: both states stand in it."]


def _clock(time: str | None) -> str:
    return f"{time[11:19]}Z" if time and len(time) > 18 else "no time"
