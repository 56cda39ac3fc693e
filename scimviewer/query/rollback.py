"""Which requests would take some events back? A plan to read; it is never sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import quote

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.lives import Life, State
from scimviewer.query.related import in_order, places_of
from scimviewer.query.resources import Resource, resource_of
from scimviewer.query.rows import rows
from scimviewer.query.stories import Shown, as_it_is, schemas_at
from scimviewer.query.table import Table
from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.states import WRITES
from scimviewer.scim.compare import differences
from scimviewer.scim.facts import attribute
from scimviewer.scim.inverse import inverse
from scimviewer.scim.patch import patched
from scimviewer.scim.schemas import Schemas
from scimviewer.store.case import Case

MOST_NAMED = 8
MOST_MEMBERS = 100  # that AWS IAM Identity Center changes in one request
PAUSE = "The sender may push its own state again at its next run: pause it first."
RESTORED = ("id", "meta", "groups", "password")  # not sent with a new resource: the server's own, or unknown


@dataclass(frozen=True, slots=True)
class Step:
    """One request that takes one event back."""

    event: int
    resource: dict[str, Any]
    method: str
    path: str
    body: Json
    basis: str  # how the states it was made from are known
    warnings: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cannot:
    """An event that no request takes back, and why; `instead` is what comes nearest."""

    event: int
    resource: dict[str, Any] | None
    reason: str
    instead: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order in which to send them, newest event first."""

    steps: tuple[Step, ...]
    cannot: tuple[Cannot, ...]

    def document(self) -> dict[str, Any]:
        """The document of `undo --json`."""
        return {"steps": [asdict(one) for one in self.steps], "cannot": [asdict(one) for one in self.cannot]}


@dataclass(frozen=True, slots=True)
class Change:
    """One event of a resource, with the states around it."""

    event: int
    call: Call
    before: State | None
    after: State | None


def rollback(
    case: Case, table: Table, ids: Sequence[int], progress: Progress = UNWATCHED, shown: Shown = as_it_is
) -> Plan:
    """How to take these events back, as far as the log tells. `shown` may put pseudonyms into the exchanges."""
    now, wanted = table.now, list(dict.fromkeys(ids))
    told: list[Step | Cannot] = []
    chosen: dict[tuple[str | None, ...], tuple[Resource, set[int]]] = {}
    for done, event in enumerate(wanted):
        progress.report(done, len(wanted))
        about = _resources_of(case, event)
        if not about:
            told.append(Cannot(event, None, "The log does not say which resource this is about."))
        for resource in about:
            chosen.setdefault(resource.key, (resource, set()))[1].add(event)
    for resource, events in chosen.values():
        told.extend(_of_resource(case, table, resource, events, shown))
    place = {event: n for n, event in enumerate(now["id"][in_order(now, now.positions(sorted(wanted)))].tolist())}
    told.sort(key=lambda one: -place[one.event])
    steps = tuple(one for one in told if isinstance(one, Step))
    return Plan(steps, tuple(one for one in told if isinstance(one, Cannot)))


def _resources_of(case: Case, event: int) -> list[Resource]:
    """The resource of an event; those of the operations of a bulk request."""
    call = Situation(case.exchange(event))
    about = resource_of(case, event)
    if call.operation != "bulk":
        return [] if about is None else [about]
    target = rows(case, [event])[0]["target"]
    found = [Resource(target, one.resource_type, _number(one)) for one in call.inner if _number(one)]
    return list(dict.fromkeys(found))


def _number(call: Call) -> str | None:
    """The id of what a call writes: of its URL, else of what its answer carries."""
    told = attribute(call.resource, "id") if call.resource else None
    return call.resource_id or (None if told is None else str(told))


def _of_resource(
    case: Case, table: Table, resource: Resource, events: set[int], shown: Shown
) -> Iterator[Step | Cannot]:
    """Undo the newest first, each against the state that the ones before have left."""
    changes, current, schemas = _changes(case, table, resource, events, shown)
    later: list[Change] = []
    for at in reversed(range(len(changes))):
        change = _as_seen(changes, at)
        if change.event not in events:
            if change.after is not None and change.call.operation in WRITES:
                later.append(change)
            continue
        step, current = _undone(resource, change, current, later, schemas)
        yield step


def _as_seen(changes: list[Change], at: int) -> Change:
    """The change with the state that the next read shows, if no write lies between: rather what was seen than what
    was meant, as a receiver may have done something else.
    """
    change = changes[at]
    if change.after is None or change.after.word == "observed" or change.call.operation not in WRITES:
        return change
    for other in changes[at + 1 :]:
        if other.call.operation in WRITES and not other.call.failed:
            break
        if other.call.operation == "read" and other.after is not None and other.after.word == "observed":
            return replace(change, after=other.after)
    return change


def _changes(
    case: Case, table: Table, resource: Resource, events: set[int], shown: Shown
) -> tuple[list[Change], State | None, Schemas]:
    """The life of the resource as far as its own events and those to be undone tell it."""
    now = table.now
    own = set(now["id"][places_of(now, resource)].tolist()) | events
    ids = now["id"][in_order(now, now.positions(sorted(own)))].tolist()
    life, changes = Life(resource, schemas_at(case, now, ids)), []
    last: State | None = None
    for event, exchange in zip(ids, case.exchanges(ids), strict=True):
        call = Situation(shown(exchange), schemas=life.schemas)
        state = life.take(event, None, call)
        part = next((one for one in call.inner if _number(one) == resource.id), call)
        changes.append(Change(event, part, last, state))
        last = state if state is not None else last
    return changes, last, life.schemas


def _undone(
    resource: Resource, change: Change, current: State | None, later: list[Change], schemas: Schemas
) -> tuple[Step | Cannot, State | None]:
    """The step for one event, and the state after it."""
    call, told = change.call, asdict(resource)
    reason = _nothing_to_undo(call)
    if reason:
        return Cannot(change.event, told, reason), current
    if call.operation == "create":
        warnings = ("A DELETE takes everything with it. Setting active to false keeps the account.", *_later(later))
        path = f"{call.target.path.rstrip('/')}/{quote(resource.id or '', safe='')}"
        if resource.id is None:
            return Cannot(change.event, told, "The answer does not tell the id that was given."), current
        return Step(change.event, told, "DELETE", path, None, "observed", (*warnings, PAUSE)), None
    if call.operation == "delete":
        return _deleted(change, told), change.before
    before, after = change.before, change.after
    if before is None or before.state is None:
        return Cannot(change.event, told, "The state before this event is not known."), current
    if after is None or after.state is None or current is None or current.state is None:
        reason = current.reason if current is not None else ""
        return Cannot(change.event, told, reason or "The state after this event is not known."), current
    return _patch(resource, change, current, later, schemas)


def _nothing_to_undo(call: Call) -> str:
    if call.operation not in WRITES:
        return "It changes nothing." if call.operation != "other" else "It is not known what this changes."
    if call.failed and call.status is not None:
        return "The request failed and changed nothing."
    return ""


def _deleted(change: Change, told: dict[str, Any]) -> Cannot:
    """A DELETE is for good; what comes nearest is the same resource under a new id."""
    reason = "A DELETE cannot be undone: creating the resource again gives it a new id, and memberships are lost."
    state, instead = change.before.state if change.before is not None else None, None
    if state is not None:
        body = {name: value for name, value in state.items() if name.lower() not in RESTORED}
        instead = {"method": "POST", "path": change.call.target.path.rstrip("/").rpartition("/")[0], "body": body}
    return Cannot(change.event, told, reason, instead)


def _patch(
    resource: Resource, change: Change, current: State, later: list[Change], schemas: Schemas
) -> tuple[Step | Cannot, State | None]:
    assert change.before is not None
    assert change.after is not None
    told, kind = asdict(resource), resource.type
    undo = inverse(change.before.state, change.after.state, schemas, resource_type=kind)
    if undo.body is None:
        return Cannot(change.event, told, " ".join(undo.reasons)), current
    target = patched(current.state, undo.body, schemas, strict=False, resource_type=kind).state
    if target is None:
        return Cannot(change.event, told, "Later changes leave nothing that this could be undone in."), current
    found = inverse(target, current.state, schemas, resource_type=kind)
    if found.body is None:
        return Cannot(change.event, told, " ".join(found.reasons)), current
    warnings = (
        *found.warnings,
        *_seen_later(change),
        *_overwritten(change, later, schemas, kind),
        *_password(change),
        *_members(found.body, resource),
    )
    basis = max(change.before.word, change.after.word, current.word, key=("observed", "computed", "unknown").index)
    is_exact = not later and current.word == "observed"
    headers = dict(found.headers) if is_exact else {}
    path = change.call.target.path
    step = Step(change.event, told, "PATCH", path, found.body, basis, (*warnings, PAUSE), headers)
    return step, State(None, change.event, {"": "computed"}, target)


def _later(later: list[Change]) -> Iterator[str]:
    if later:
        events = ", ".join(str(one.event) for one in reversed(later[-MOST_NAMED:]))
        yield f"It was changed afterwards ({len(later)}: events {events}); those changes are lost, too."


def _overwritten(change: Change, later: list[Change], schemas: Schemas, kind: str | None) -> Iterator[str]:
    """Later changes that are not undone: which of them touch the same attributes?"""
    if not later or change.before is None or change.after is None:
        return
    touched = {one.path for one in differences(change.before.state, change.after.state, schemas, resource_type=kind)}
    both = sorted({one.path for other in later if other.after for one in other.after.changes} & touched)
    events = ", ".join(str(one.event) for one in reversed(later[:MOST_NAMED]))
    what = f" {', '.join(both[:MOST_NAMED])} will be overwritten." if both else " They touch other attributes and stay."
    yield f"The resource was changed afterwards (events {events}).{what}"


def _seen_later(change: Change) -> Iterator[str]:
    if change.after is not None and change.after.event > change.event:
        yield f"The state after it is what event {change.after.event} showed; nothing was written in between."


def _password(change: Change) -> Iterator[str]:
    if any(one.name == "password" for one in change.call.writes):
        yield "The password cannot be set back: it is never told."


def _members(body: dict[str, Json], resource: Resource) -> Iterator[str]:
    values = [one.get("value") for one in body["Operations"]]
    count = sum(len(one) if isinstance(one, list) else 1 for one in values)
    if count > MOST_MEMBERS and "amazonaws" in (resource.target or ""):
        yield f"The target takes at most {MOST_MEMBERS} member changes a request: split this one."
