"""What happened to one resource, from its first event to its last?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.resources import Resource
from scimviewer.query.table import Table
from scimviewer.quirks.call import Json
from scimviewer.scim.compare import Difference
from scimviewer.store.case import Case


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of the resource. What is only possible is offered, and its events are not joined."""

    kind: str  # id, userName, displayName, externalId, source_id
    value: str
    event: int  # that told it first
    possible: str = ""  # why it may be another name; empty where it certainly is


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
class StoryState:
    """The resource right after an event. `basis` says of each attribute, by JSON pointer, how it is known.

    `state` is None where it is not known or where the resource is gone; `reason` says which, or what broke the chain.
    """

    time: str | None
    event: int
    basis: dict[str, str]
    state: dict[str, Json] | None
    changes: tuple[Difference, ...] = ()
    reason: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A resource, what it is called, its events in the order of the log, and its states."""

    resource: Resource
    aliases: tuple[Alias, ...]
    events: tuple[StoryEvent, ...]
    states: tuple[StoryState, ...]
    notes: tuple[str, ...] = field(default=())  # what was left out, in words

    def document(self) -> dict[str, Any]:
        """The document of `story --json`."""
        raise NotImplementedError


def story(case: Case, table: Table, resource: Resource, progress: Progress = UNWATCHED) -> Story:
    """The life of a resource (`resources.resource_of` an event, `resources.resource_named` a text)."""
    raise NotImplementedError
