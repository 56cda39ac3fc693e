"""Which groups lost members that nobody asked to remove: many at once, or a few in silence?"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.memberships import Loss, Step, Stretch, departed, loss, stretches
from scimviewer.findings.traffic import Traffic
from scimviewer.findings.words import counted, lasting, listed

MANY = 5  # members without whom a group is hit hard


def _losses(traffic: Traffic) -> Iterator[tuple[Stretch, Loss, bool]]:
    """Each loss, and whether it is a blast: many members, or all that were left, behind a request that removes some."""
    gone: set[str] | None = None
    for stretch in stretches(traffic):
        gone = departed(traffic) if gone is None else gone
        found = loss(traffic, stretch, gone)
        if found is not None:
            many = len(found.missing) >= MANY or not found.seen or len(found.missing) > len(found.seen)
            yield stretch, found, many and found.culprit is not None


def find_blasts(traffic: Traffic) -> Iterator[Finding]:
    """Asked to remove one, all are gone."""
    for stretch, found, blast in _losses(traffic):
        if blast and found.culprit is not None:
            yield _blast(traffic, stretch, found, found.culprit)


def find_losses(traffic: Traffic) -> Iterator[Finding]:
    """Success, but some members are not there."""
    for stretch, found, blast in _losses(traffic):
        if not blast:
            yield _loss(traffic, stretch, found)


def _blast(traffic: Traffic, stretch: Stretch, found: Loss, step: Step) -> Finding:
    gone = len(step.before - found.seen)
    group = listed(traffic.names([stretch.seen]))
    left = "none is" if not found.seen else f"{len(found.seen):,} {'is' if len(found.seen) == 1 else 'are'}"
    own = stretch.seen == step.place
    wait = lasting(int(traffic.times[stretch.seen] - traffic.times[step.place]))
    told = f"The request got success; {'its answer' if own else f'a look {wait} later'} says that {left} left."
    others = sum(one.removes for one in found.steps) - 1
    if others:
        told += f" {counted(others, 'other request')} also removed members since the look before: it may have been one."
    return traffic.finding(
        BLAST,
        [step.place, stretch.seen],
        f"Asked to remove {len(step.taken):,}, {gone:,} are gone: members of {group}",
        count=gone,
        resources=[*traffic.names([stretch.seen]), *sorted(step.before - found.seen)],
        explanation=told,
    )


def _loss(traffic: Traffic, stretch: Stretch, found: Loss) -> Finding:
    group, many = listed(traffic.names([stretch.seen])), len(found.missing)
    steps = [step for step in found.steps if step.added & found.missing] or found.steps[-1:]
    never = found.missing <= {one for step in found.steps for one in step.added}
    title = f"{counted(many, 'member')} of {group} {'was' if many == 1 else 'were'} " + (
        "added with success and not stored" if never else "lost without a request"
    )
    there = f"{len(found.seen):,} {'is' if len(found.seen) == 1 else 'are'}"
    return traffic.finding(
        LOST,
        [*(step.place for step in steps), stretch.seen],
        title,
        count=many,
        resources=[*traffic.names([stretch.seen]), *sorted(found.missing)],
        explanation=f"{len(found.seen | found.missing):,} members should be there, {there}.",
    )


BLAST = Finder(
    id="blast-radius",
    title="More members gone than asked",
    severity="critical",
    explanation="The members before are those that the log tells of or that requests added one by one; users"
    " who were deleted or deactivated are not counted. Receivers that take no notice of the values of a “remove”"
    " remove everybody.",
    advice="Pause the job. Restore the members (the provider still has the list), then change the form of the"
    " request or the receiver before it runs again: the next removal does the same.",
    disproved_by="A change of this group from outside this log, or a receiver that answers with a part of the members.",
    find=find_blasts,
    is_quick=False,
)
LOST = Finder(
    id="members-lost",
    title="Members lost in silence",
    severity="high",
    explanation="Every request got success, and still the next look at the group lacks members that were there or were"
    " added. Users who were deleted or deactivated are not counted.",
    advice="Compare the ids with the receiver's users: unknown ones are often dropped without a word. Add the members"
    " again and read the group at once.",
    disproved_by="A change of this group from outside this log, or a receiver that answers with a part of the members.",
    find=find_losses,
    is_quick=False,
)
