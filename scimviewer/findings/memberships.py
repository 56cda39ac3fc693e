"""Which members did a group have, as far as the log tells, and which of them are missing at the next look?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from scimviewer.event import Json
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.query.table import Array
from scimviewer.quirks.call import Call
from scimviewer.scim.facts import attribute
from scimviewer.scim.request import looked_up

MOST_DECODED = 400  # events of one group between two looks at its members
# AWS IAM Identity Center answers every read of a group with an empty list of members.
NEVER_TELL = "amazonaws.com"


@dataclass(slots=True)
class Stretch:
    """What happened to one group's members from one look at them to the next. Places are of the traffic."""

    writes: list[int] = field(default_factory=list)
    seen: int = -1  # where the members were told again
    before: int | None = None  # how many there were, as told or counted
    expected: int | None = None  # how many there should be at least
    told: int | None = None


@dataclass(slots=True)
class Step:
    """One request that wrote members: whom it took out and put in, and who was in the group before it."""

    place: int
    before: set[str]
    taken: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    removes: bool = False  # it takes members out, or names the whole list


@dataclass(slots=True)
class Loss:
    """Members that a group should have and has not."""

    steps: list[Step]
    missing: set[str]  # neither asked to go, nor deleted or deactivated
    seen: set[str]

    @property
    def culprit(self) -> Step | None:
        """The request that most likely took too many: the last that removed any after all of the missing were added.

        Where those who are left were all added later than some request, it was that one or an earlier one.
        """
        late = {one: at for at, step in enumerate(self.steps) for one in step.added}
        newest = max((late.get(one, -1) for one in self.missing), default=-1)
        able = [at for at, step in enumerate(self.steps) if step.removes and (at > newest or self._replaced(step))]
        cleared = [at for at in able if not self.steps[at].before & self.seen]
        chosen = cleared or able
        return self.steps[chosen[-1]] if chosen else None

    def _replaced(self, step: Step) -> bool:
        return bool(step.added & self.missing)


def stretches(traffic: Traffic) -> Iterator[Stretch]:
    """Every stretch of every group with fewer members at its end than the requests leave."""
    asked, answered = traffic["members_asked"], traffic["members_answered"]
    wanted = traffic.succeeded & (traffic.resource != 0) & ~_silent(traffic)
    removes = traffic.has("intent", "member_remove")
    touches = traffic.known("members_asked") | removes | traffic.known("members_answered")
    for places in segments(traffic.resource, np.flatnonzero(wanted & touches)):
        if (answered[places] >= 0).any():
            yield from _stretches(traffic, places, asked, answered, removes)


def _silent(traffic: Traffic) -> Array:
    quiet = [word for word in traffic.words("target") if word and NEVER_TELL in word]
    return traffic.has("target", *quiet) | traffic.has("operation", "search")


def _stretches(traffic: Traffic, places: Array, asked: Array, answered: Array, removes: Array) -> Iterator[Stretch]:
    adds, whole = traffic.has("intent", "member_add"), traffic.has("operation", "create", "replace")
    now, count = Stretch(), None
    for place in places.tolist():
        if asked[place] >= 0 or removes[place]:
            now.writes.append(place)
            if whole[place] or not (adds[place] or removes[place]):
                count = max(int(asked[place]), 0)
            elif count is not None:
                count += int(asked[place]) if adds[place] else -max(int(asked[place]), 0)
        elif whole[place]:
            now.writes.append(place)
            count = 0 if count is None else count
        if answered[place] >= 0:
            now.seen, now.expected, now.told = place, count, int(answered[place])
            if count is not None and answered[place] < count and now.writes:
                yield now
            count = int(answered[place])
            now = Stretch(before=count, writes=[place])


def loss(traffic: Traffic, stretch: Stretch, gone: set[str]) -> Loss | None:
    """Who is missing at the end of a stretch, by what the bodies say; `gone` are users who left the target."""
    known: set[str] | None = None
    steps: list[Step] = []
    for place in stretch.writes[:MOST_DECODED]:
        call = Call(next(traffic.exchanges([place])))
        told = _members(call.resource) if place == stretch.writes[0] and place != stretch.seen else None
        if told is not None:
            known = told  # the look that began the stretch; what it wrote is in what it told
            continue
        if known is None and call.operation not in ("create", "replace"):
            return None
        step = _step(call, place, known or set())
        known = (step.before - step.taken) | step.added
        steps.append(step)
    seen = _members(Call(next(traffic.exchanges([stretch.seen]))).resource)
    if known is None or seen is None or not known - seen - gone:
        return None
    return Loss(steps, known - seen - gone, seen)


def _step(call: Call, place: int, before: set[str]) -> Step:
    step = Step(place, set(before))
    for write in call.writes:
        if write.name != "members":
            continue
        named = _values(write.value) | _filtered(write.filter)
        if write.op == "add":
            step.added |= named
            step.taken -= named
            continue
        step.removes = True
        if write.op == "remove":
            step.taken |= named or step.before | step.added
            step.added -= named or step.added
        else:
            step.taken, step.added = step.before - named, named
    return step


def _filtered(text: str | None) -> set[str]:
    wanted = looked_up(text)
    return {wanted[1]} if wanted else set()


def _values(value: Json) -> set[str]:
    listed = value if isinstance(value, list) else [value]
    told = (attribute(one, "value") if isinstance(one, dict) else one for one in listed)
    return {str(one) for one in told if isinstance(one, str | int) and one != ""}


def _members(resource: dict[str, Json] | None) -> set[str] | None:
    told = attribute(resource, "members") if resource is not None else None
    return _values(told) if isinstance(told, list) else None


def departed(traffic: Traffic) -> set[str]:
    """Ids of users who were deleted or deactivated: receivers may take them out of groups by themselves."""
    left = traffic.has("operation", "delete") | (traffic["active_asked"] == 0)
    places = np.flatnonzero(left & traffic.succeeded & (traffic["resource_id_hash"] != 0))
    return {one for one in traffic.texts("resource_id", places.tolist()) if one}
