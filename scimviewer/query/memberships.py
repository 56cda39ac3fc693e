"""Of which groups was a resource a member, from when to when, and how is that known?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.related import in_order, places_of
from scimviewer.query.resources import Resource
from scimviewer.query.rows import rows
from scimviewer.query.table import Table
from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.states import COMPUTED, OBSERVED, UNKNOWN
from scimviewer.scim.facts import attribute
from scimviewer.store.case import Case

MOST_MENTIONS = 1000
MOST_GROUPS, MOST_OF_A_GROUP = 12, 400


class Moment(NamedTuple):
    """What an event says of a membership; `member` is None where nobody knows from here on."""

    time: str | None
    event: int
    member: bool | None
    basis: str


@dataclass(frozen=True, slots=True)
class Membership:
    """One group and what is known of the resource in it, in the order of the log."""

    group: Resource
    moments: tuple[Moment, ...]


def groups_of(
    case: Case, table: Table, resource: Resource, mentions: Iterable[int], progress: Progress = UNWATCHED
) -> list[Membership]:
    """The groups that name a resource in these events, each followed through all that happened to it.

    A group may lose all its members without naming one, so its other events are looked at too.
    """
    number, groups = resource.id, dict[str, Resource]()
    if number is None:
        return []
    ids = list(mentions)[-MOST_MENTIONS:]
    for row, exchange in zip(rows(case, ids), case.exchanges(ids), strict=True):
        progress.report(len(groups))
        call = Situation(exchange)
        for one in (call, *call.inner):
            if one.resource_type == "Group" and one.resource_id and one.resource_id != number:
                name = _name(one) or row["resource_name"]
                known = groups.get(one.resource_id)
                if known is None or (name and not known.name):
                    groups[one.resource_id] = Resource(row["target"], "Group", one.resource_id, name)
    found = (_membership(case, table, group, number) for group in list(groups.values())[:MOST_GROUPS])
    return [one for one in found if one.moments]


def _membership(case: Case, table: Table, group: Resource, number: str) -> Membership:
    now, name = table.now, group.name
    ids = now["id"][in_order(now, places_of(now, group))].tolist()[-MOST_OF_A_GROUP:]
    moments: list[Moment] = []
    for row, exchange in zip(rows(case, ids), case.exchanges(ids), strict=True):
        call = Situation(exchange)
        for one in (call, *call.inner):
            if one.resource_id != group.id:
                continue
            name = _name(one) or name
            for member, basis in _told(one, number):
                if not moments or (moments[-1].member, moments[-1].basis) != (member, basis):
                    moments.append(Moment(row["time"], row["id"], member, basis))
    return Membership(Resource(group.target, group.type, group.id, name), tuple(moments))


def _told(call: Call, number: str) -> Iterator[tuple[bool | None, str]]:
    """What one exchange about a group says of a member."""
    if call.failed:
        return
    members = attribute(call.resource, "members") if isinstance(call.resource, dict) else None
    if isinstance(members, list):
        yield _holds(members, number), OBSERVED
        return
    if call.operation == "delete" and call.succeeded:
        yield False, COMPUTED
    basis = COMPUTED if call.succeeded else UNKNOWN
    if call.operation in ("create", "replace"):
        asked = attribute(call.asked, "members") if isinstance(call.asked, dict) else None
        if asked is not None or call.operation == "replace":
            yield (_holds(asked, number) if call.succeeded else None), basis
    for step in call.operations if call.operation == "patch" else ():
        member = _after(step.op, step.path or "", step.value, number)
        if member is not None:
            yield (member if call.succeeded else None), basis


def _after(op: str, path: str, value: Json, number: str) -> bool | None:
    """Whether a resource is a member after an operation; None where the operation says nothing of it."""
    if not path and isinstance(value, dict):
        told = attribute(value, "members")
        return None if told is None else _after(op, "members", told, number)
    if not path.lower().startswith("members"):
        return None
    named = number in path or _holds(value, number)
    if op == "remove":
        everybody = "[" not in path and value in (None, [], "")
        return False if named or everybody else None
    return True if named else False if op == "replace" and "[" not in path else None


def _holds(members: Json, number: str) -> bool:
    told = members if isinstance(members, list) else [members]
    return any((attribute(one, "value") if isinstance(one, dict) else one) == number for one in told)


def _name(call: Call) -> str | None:
    """The group's name, where the answer or the request has it."""
    for told in (call.resource, call.asked):
        name = attribute(told, "displayName") if isinstance(told, dict) else None
        if isinstance(name, str) and name:
            return name
    return None
