"""What came of a request, and what did each of its operations do?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scimviewer.event import Json


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a strict server refuses, as it should answer (RFC 7644 §3.12)."""

    scim_type: str
    detail: str
    pointer: str = ""  # into the request's body
    status: int = 400


@dataclass(frozen=True, slots=True)
class Note:
    """How something was read that a strict server refuses or that deserves a word."""

    id: str  # boolean-as-text, created-by-filter, removed-by-value …: the keys of sentences.NOTES
    text: str
    scim_type: str | None = None  # set where a strict server refuses because of it


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an operation changed. Pointers are into the states right before and right after the operation."""

    kind: Literal["added", "removed", "replaced"]
    path: str  # as SCIM writes it, without filter: name.givenName, urn:…:User:department, members
    before: str | None
    after: str | None
    old: Json = None
    new: Json = None


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a PATCH: where it stands in the body, and what it did."""

    pointer: str
    op: str  # in lower case
    path: str | None  # as written
    value: Json = None
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Patched:
    """The resource after a request, as far as it can be known.

    `state` is the whole resource, or None where anything in it is unknown; `known` are the attributes that are known
    all the same, None for those that are certainly unassigned. `error` is set where the reading refuses: then nothing
    took effect and `state` is what was before. `reason` says why `state` is None.
    """

    state: dict[str, Json] | None
    known: dict[str, Json]
    steps: tuple[Step, ...] = ()
    error: Refusal | None = None
    reason: str | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for step in self.steps for change in step.changes)
