"""How does one resource go on from event to event: its state, how that is known, and what it is called?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scimviewer.query.resources import Resource, aliases_in
from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.chaining import Known, chained, intended, is_projected, observed_in
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.states import COMPUTED, UNKNOWN, WRITES, basis_of
from scimviewer.scim.compare import Difference, differences
from scimviewer.scim.facts import attribute
from scimviewer.scim.schemas import BUILT_IN, Schemas


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of the resource. What is only `possible` is offered with the reason, and its events are not joined."""

    kind: str  # id, userName, displayName, externalId, source_id
    value: str
    event: int  # that told it first
    possible: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The resource right after an event. `basis` says of each attribute, by JSON pointer, how it is known.

    `state` is None where the resource is gone or not known; `reason` says what broke the chain, and `known` are the
    attributes that are known all the same.
    """

    time: str | None
    event: int
    basis: dict[str, str]
    state: dict[str, Json] | None
    changes: tuple[Difference, ...] = ()
    reason: str = ""
    known: dict[str, Json] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """How the state as a whole is known: by its weakest attribute."""
        words = set(self.basis.values())
        return UNKNOWN if UNKNOWN in words else COMPUTED if COMPUTED in words else "observed"


class Life:
    """Follows one resource through exchanges in the order of the log."""

    def __init__(self, resource: Resource, schemas: Schemas = BUILT_IN) -> None:
        self.resource, self.schemas = resource, schemas
        self.known = Known()  # the state after the last event
        self.last: dict[str, Json] | None = None  # the last state that was known, before any gap
        self.aliases: dict[tuple[str, str], Alias] = {}
        self.expected: Known | None = None  # what an observed state was expected to be; for whoever compares

    def take(self, event: int, time: str | None, call: Situation) -> State | None:
        """The state after one exchange; None where it neither shows nor changes the resource."""
        self.expected = None
        inner = [one for one in call.inner if self._is_own(one)]
        if inner:
            states = [self._one(event, time, one) for one in inner]
            return next((one for one in reversed(states) if one is not None), None)
        return self._one(event, time, call)

    def _is_own(self, call: Call) -> bool:
        return call.resource_type == self.resource.type and call.resource_id == self.resource.id

    def _one(self, event: int, time: str | None, call: Call) -> State | None:
        number, kind = self.resource.id, self.resource.type
        if number is None:
            self._learn_names(event, call)
            return None
        shown = observed_in(call, kind, number)
        writes = self._is_own(call) and call.operation in WRITES and call.method != "GET"
        if shown is not None:
            self._name(event, shown)
        if shown is None and not writes and not (call.operation == "create" and self._is_own(call)):
            return None
        if call.failed and call.status is not None:
            return None
        before, was = self.known, self.last
        after = chained([call], kind, number, self.schemas, before)
        if shown is not None:
            self.expected = self._expected(before, call, writes)
        if shown is not None and not writes and is_projected(call):
            return None
        self.known = after
        if after.state is None:
            return self._without(event, time, call, before)
        self._name(event, after.state)
        changes = () if was is None else tuple(differences(was, after.state, self.schemas, resource_type=kind))
        self.last = after.state
        return State(time, event, basis_of(after.state, after.computed), after.state, changes)

    def _expected(self, before: Known, call: Call, writes: bool) -> Known | None:
        """What the resource should be by what went before and was asked."""
        if not writes:
            return before
        outcome = intended(call, before.state, self.schemas)
        return None if outcome is None or outcome.state is None else Known(outcome.state)

    def _without(self, event: int, time: str | None, call: Call, before: Known) -> State:
        """After this event nobody knows the resource: it is gone, or the chain is broken."""
        if call.operation == "delete" and call.succeeded:
            self.last = None
            return State(time, event, {"": COMPUTED}, None, reason="The resource was deleted.")
        if call.status is None:
            reason = "The log has no answer: whether the change took effect is not known."
            return State(time, event, {"": UNKNOWN}, None, reason=reason)
        outcome = intended(call, before.state, self.schemas)
        known = outcome.known if outcome is not None else {}
        told = {name: value for name, value in known.items() if value is not None}
        self._name(event, told)
        reason = (outcome.reason if outcome is not None else None) or "What this made of the resource is not known."
        return State(time, event, {"": UNKNOWN, **basis_of(known, known)}, None, reason=reason, known=told)

    def _learn_names(self, event: int, call: Call) -> None:
        """Without an id there is no state; only names are learnt."""
        if isinstance(call.asked, dict) and call.operation == "create":
            self._name(event, call.asked)

    def _name(self, event: int, told: dict[str, Json]) -> None:
        number = attribute(told, "id")
        if isinstance(number, str | int) and not isinstance(number, bool):
            self.aliases.setdefault(("id", str(number)), Alias("id", str(number), event))
        for value, kind in aliases_in(told).items():
            self.aliases.setdefault((kind, value), Alias(kind, value, event))


def memberships(call: Situation, number: str) -> Iterator[str]:
    """What an exchange about another resource says about this one: added to a group, removed, named in it."""
    for one in (call, *call.inner):
        kind = (one.resource_type or "resource").lower()
        name = f"{kind} {one.resource_id}" if one.resource_id else f"a {kind}"
        for step in one.operations:
            if number in (step.path or "") or _holds(step.value, number):
                verb = {"add": "added to", "remove": "removed from"}.get(step.op, "set in")
                yield f"{verb} {(step.path or 'attributes').partition('[')[0]} of {name}"
        if one.operation in ("create", "replace") and _holds(one.asked, number):
            yield f"named in what is written to {name}"


def _holds(value: Json, number: str) -> bool:
    """Whether a text stands anywhere in a JSON value."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if one == number:
            return True
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False
