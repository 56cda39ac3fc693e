"""What became of a write: what do its own answer, or the next read, show of the resource?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scimviewer.quirks.call import Call, Json
from scimviewer.quirks.chaining import chained, is_projected
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute

WRITES = ("create", "replace", "patch", "delete")


class Aftermath(NamedTuple):
    """A write that was accepted, the resource before it where that is known, and as it was shown afterwards."""

    write: Call
    before: dict[str, Json] | None
    shown: dict[str, Json]
    at: str  # where it is shown


def aftermath(case: Situation, about: str | None = None) -> Aftermath | None:
    """Of a write by its own answer; of a read by the last write before it, where that one's answer showed nothing.

    `about` names the one attribute that matters: an answer without it showed nothing.
    """
    shown = case.resource
    if shown is None or is_projected(case):
        return None
    if case.operation in ("create", "replace", "patch"):
        return Aftermath(case, case.known, shown, case.answered_at)
    if case.operation != "read" or case.resource_id is None:
        return None
    earlier = list(case.earlier)
    for place in range(len(earlier) - 1, -1, -1):
        one = earlier[place]
        if one.operation == "bulk" or (one.operation == "search" and one.records):
            return None
        if not _is_same(one, case):
            continue
        if one.operation in ("replace", "patch") and one.succeeded and not _shows(one, about):
            before = chained(earlier[:place], case.resource_type, case.resource_id, case.server_schemas).state
            return Aftermath(one, before, shown, case.answered_at)
        if one.operation in WRITES and one.failed and one.status is not None:
            continue
        return None
    return None


def _shows(one: Call, about: str | None) -> bool:
    return one.resource is not None and (about is None or attribute(one.resource, about) is not None)


def _is_same(one: Call, case: Situation) -> bool:
    return one.resource_id == case.resource_id and one.resource_type == case.resource_type


def writes_backwards(case: Situation, resource_id: str) -> Iterator[Call]:
    """The calls on a resource before this one, the latest first."""
    for one in reversed(case.earlier):
        if one.resource_id == resource_id and one.resource_type == case.resource_type:
            yield one


def deletes_before(case: Situation) -> list[Call]:
    """The successful deletes of this very resource after which nothing shows it again."""
    found: list[Call] = []
    for one in case.earlier_of_same:
        if one.operation == "delete" and one.succeeded:
            found.append(one)
        elif one.succeeded and one.records:
            found.clear()
    return found
