"""How does an exchange that the log tells become an event?"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache

from scimviewer.event import Event, Exchange, Json, Step
from scimviewer.formats.bodies import header, json_bytes
from scimviewer.scim.facts import facts_of, is_scim_body, patch_operations
from scimviewer.scim.request import operation_of, request_target
from scimviewer.scim.shape import hash63, shape_of

# What the masking of credentials leaves of a long random token: the same token, the same tag.
TOKEN_TAG = re.compile(r"⟦secret:[\w-]+#([0-9a-f]{8})⟧")
REQUEST_ID_HEADERS = (
    "x-request-id", "request-id", "x-ms-request-id", "x-amzn-requestid", "x-okta-request-id",
    "x-correlation-id", "x-ms-correlation-request-id", "client-request-id", "x-amzn-trace-id", "traceparent",
)  # fmt: skip
WITH_OPERATIONS = ("patch", "bulk")
SCIM_MEDIA = "application/scim+json"
LONGEST_ERROR = 2000


def event_of(exchange: Exchange) -> Event:
    """Read an event off an exchange; what the exchange does not say stays None."""
    target = request_target(exchange.url or "")
    method = exchange.method.upper() if exchange.method else None
    asked = exchange.request_body
    operation = operation_of(method, target)
    operations = tuple(patch_operations(asked)) if operation in WITH_OPERATIONS or method == "PATCH" else ()
    outcome = outcome_of(exchange)
    failed = outcome == "failure"
    facts = facts_of(operation, target, asked, exchange.response_body, failed, operations)
    sent = {name.lower(): value for name, value in reversed(exchange.request_headers) if value}  # the first of equals
    agent = exchange.user_agent or sent.get("user-agent")
    actor, basis = _actor(exchange, agent, sent.get("authorization"))
    shape = shape_of(method, target.resource_type, asked, operations)
    return Event(
        time_ns=exchange.time_ns,
        time_digits=exchange.time_digits,
        zone_assumed=exchange.zone_assumed,
        actor=actor,
        actor_basis=basis,
        client=agent,
        method=method,
        operation=operation,
        intent=facts.intent,
        resource_type=target.resource_type,
        resource_id=facts.resource_id,
        resource_name=facts.resource_name,
        target=target.host or sent.get("host") or sent.get(":authority") or exchange.target,
        status=exchange.status,
        outcome=outcome,
        scim_type=facts.scim_type,
        error=_error(exchange, facts.error) if failed else None,
        duration_us=exchange.duration_us,
        speaks_scim=target.is_scim or _speaks_scim(exchange, sent),
        request_id=exchange.request_id or _request_id(exchange, sent),
        path=target.path or None,
        active_asked=facts.active_asked,
        active_answered=facts.active_answered,
        members_asked=facts.members_asked,
        members_answered=facts.members_answered,
        body_hash=None if asked is None else hash63(_bytes(asked)),
        shape_hash=None if shape is None else _shape_hash(shape),
    )


SHARED = tuple(
    one.name for one in fields(Step) if one.name not in ("native", "written", "stages", "told", "error", "outcome")
)


def event_of_step(step: Step) -> Event:
    """Read an event off a step: the provider's words stand, nothing is worked out."""
    event = Event(**{name: getattr(step, name) for name in SHARED}, outcome=step.outcome, kind="step")
    event.actor_basis = "field" if step.actor else None
    event.error = step.error[:LONGEST_ERROR] if step.error and step.outcome != "success" else None
    return event


def outcome_of(exchange: Exchange) -> str:
    """A status of 400 or more, or no answer, is a failure; without a status the log's own word decides."""
    if exchange.status is not None:
        return "failure" if exchange.status >= 400 else "success"
    if exchange.no_answer is not None:
        return "failure"
    return exchange.outcome or "unknown"


def _actor(exchange: Exchange, agent: str | None, authorization: str | None) -> tuple[str | None, str | None]:
    """Who: an explicit field, the authenticated user, a token's tag, the client by its User-Agent, the address."""
    if exchange.actor:
        return exchange.actor, "field"
    if exchange.user:
        return exchange.user, "user"
    tag = TOKEN_TAG.search(authorization) if authorization else None
    if tag:
        return f"token {tag[1]}", "token"
    if agent:
        return agent, "client"
    return (exchange.address, "address") if exchange.address else (None, None)


def _error(exchange: Exchange, told: str | None) -> str | None:
    text = told or exchange.error or exchange.no_answer
    return text[:LONGEST_ERROR] if text else None


def _speaks_scim(exchange: Exchange, sent: dict[str, str]) -> bool:
    """Whether bodies or media types say so, where the path does not (RFC 7644 §8.1)."""
    if is_scim_body(exchange.request_body) or is_scim_body(exchange.response_body):
        return True
    types = (sent.get("content-type"), sent.get("accept"), header(exchange.response_headers, "content-type"))
    return any(kind and SCIM_MEDIA in kind.lower() for kind in types)


def _request_id(exchange: Exchange, sent: dict[str, str]) -> str | None:
    found = next((sent[name] for name in REQUEST_ID_HEADERS if name in sent), None)
    if found is None and exchange.response_headers:
        return header(exchange.response_headers, *REQUEST_ID_HEADERS)
    return found


def _bytes(body: Json) -> bytes:
    return body.encode("utf-8", "replace") if isinstance(body, str) else json_bytes(body)


@lru_cache(maxsize=4096)
def _shape_hash(shape: str) -> int:
    return hash63(shape.encode("utf-8", "replace"))
