"""The words of the program as values: exchange, event, problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

# A JSON value as decoded by msgspec or the json module.
Json = Any
# Header names and values as they stand in the log, in order, repeats kept.
Headers = list[tuple[str, str]]

OUTCOMES = ("success", "failure", "skipped", "unknown")


@dataclass(slots=True)
class Exchange:
    """One HTTP request and its answer, as far as the log tells. None means that the log does not say.

    Bodies are JSON values where they parse, text where they do not, None where there is none.
    """

    time_ns: int | None = None  # since 1970, UTC
    time_digits: int | None = None  # decimals of the second that the log gave
    zone_assumed: bool = False  # the log gave no zone; UTC was assumed
    method: str | None = None
    url: str | None = None
    request_headers: Headers = field(default_factory=list)
    request_body: Json = None
    status: int | None = None
    response_headers: Headers = field(default_factory=list)
    response_body: Json = None
    duration_us: int | None = None
    no_answer: str | None = None  # why there is no answer, in the recorder's words
    actor: str | None = None  # only an explicit field of the log
    user: str | None = None  # the authenticated user
    address: str | None = None
    user_agent: str | None = None
    target: str | None = None
    request_id: str | None = None
    error: str | None = None
    outcome: str | None = None  # only where the log says it in words


class Written(NamedTuple):
    """A value that a provisioning step wrote; it says nothing of what stood there before.

    `old` is None but where the log truly tells an earlier value.
    """

    attribute: str
    value: Json
    old: Json = None


class Stage(NamedTuple):
    """One stage of a step in the provider's own words, such as scoping or export."""

    name: str
    outcome: str | None
    text: str | None
    details: dict[str, Json]


@dataclass(slots=True)
class Step:
    """One provisioning step as an identity provider tells it; it stands for several HTTP calls or for none.

    None means that the log does not say. `status` only comes from an HTTP fact, in a field or in an error's text.
    """

    time_ns: int | None = None
    time_digits: int | None = None
    zone_assumed: bool = False
    actor: str | None = None
    client: str | None = None
    operation: str | None = None
    intent: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None  # the target's
    resource_name: str | None = None
    source_id: str | None = None  # the provider's
    target: str | None = None
    status: int | None = None
    outcome: str = "unknown"
    scim_type: str | None = None
    error: str | None = None
    duration_us: int | None = None
    request_id: str | None = None
    cycle: str | None = None
    speaks_scim: bool = False
    outside_rates: bool = False  # of a type that is only logged in one outcome: no part of a failure rate
    native: str | None = None  # the provider's own word for what it did
    written: list[Written] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    told: dict[str, Json] = field(default_factory=dict)  # whatever else the detail shows, under the log's names


@dataclass(slots=True)
class Event:
    """What was understood: one HTTP exchange, or one provisioning step. None means unknown."""

    time_ns: int | None = None
    time_digits: int | None = None
    zone_assumed: bool = False
    actor: str | None = None
    actor_basis: str | None = None  # field, user, token, client, address
    client: str | None = None
    method: str | None = None
    operation: str | None = None
    intent: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    resource_name: str | None = None
    source_id: str | None = None
    target: str | None = None
    status: int | None = None
    outcome: str = "unknown"
    scim_type: str | None = None
    error: str | None = None
    duration_us: int | None = None
    speaks_scim: bool = False
    request_id: str | None = None
    cycle: str | None = None
    kind: str = "http"  # http, or step (as an identity provider tells it)
    path: str | None = None
    outside_rates: bool = False
    # Facts for what looks across events: None where the exchange does not say.
    active_asked: bool | None = None
    active_answered: bool | None = None
    members_asked: int | None = None
    members_answered: int | None = None
    body_hash: int | None = None  # 63 bits of the request body
    shape_hash: int | None = None  # 63 bits of the request's form without its values


@dataclass(frozen=True, slots=True)
class Problem:
    """A record or a source that could not be understood: where, why, and how it begins."""

    source: str  # path in the bundle
    offset: int | None  # byte in the source
    line: int | None
    what: str  # one sentence
    head: bytes = b""  # the first bytes of it, credentials masked
