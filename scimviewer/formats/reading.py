"""How does an exchange that the log tells become an event?"""

from __future__ import annotations

import re

import msgspec

from scimviewer.event import Event, Exchange
from scimviewer.formats.bodies import header
from scimviewer.scim.facts import facts_of, is_scim_body
from scimviewer.scim.request import operation_of, request_target
from scimviewer.scim.shape import hash63, shape_of

# What the masking of credentials leaves of a long random token: the same token, the same tag.
TOKEN_TAG = re.compile(r"⟦secret:[\w-]+#([0-9a-f]{8})⟧")
REQUEST_ID_HEADERS = (
    "x-request-id", "request-id", "x-ms-request-id", "x-amzn-requestid", "x-okta-request-id",
    "x-correlation-id", "x-ms-correlation-request-id", "client-request-id", "x-amzn-trace-id", "traceparent",
)  # fmt: skip
LONGEST_ERROR = 2000


def event_of(exchange: Exchange) -> Event:
    """Read an event off an exchange; what the exchange does not say stays None."""
    target = request_target(exchange.url or "")
    method = exchange.method.upper() if exchange.method else None
    operation = operation_of(method, target)
    outcome = outcome_of(exchange)
    failed = outcome == "failure"
    facts = facts_of(operation, target, exchange.request_body, exchange.response_body, failed)
    agent = exchange.user_agent or header(exchange.request_headers, "user-agent")
    actor, basis = _actor(exchange, agent)
    shape = shape_of(method, target.resource_type, exchange.request_body)
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
        target=target.host or header(exchange.request_headers, "host", ":authority") or exchange.target,
        status=exchange.status,
        outcome=outcome,
        scim_type=facts.scim_type,
        error=_error(exchange, facts.error, failed),
        duration_us=exchange.duration_us,
        speaks_scim=_speaks_scim(exchange, target.is_scim),
        request_id=exchange.request_id
        or header(exchange.request_headers, *REQUEST_ID_HEADERS)
        or header(exchange.response_headers, *REQUEST_ID_HEADERS),
        path=target.path or None,
        active_asked=facts.active_asked,
        active_answered=facts.active_answered,
        members_asked=facts.members_asked,
        members_answered=facts.members_answered,
        body_hash=_body_hash(exchange),
        shape_hash=None if shape is None else hash63(shape.encode("utf-8", "replace")),
    )


def outcome_of(exchange: Exchange) -> str:
    """A status of 400 or more, or no answer, is a failure; without a status the log's own word decides."""
    if exchange.status is not None:
        return "failure" if exchange.status >= 400 else "success"
    if exchange.no_answer is not None:
        return "failure"
    return exchange.outcome or "unknown"


def _actor(exchange: Exchange, agent: str | None) -> tuple[str | None, str | None]:
    """Who: an explicit field, the authenticated user, a token's tag, the client by its User-Agent, the address."""
    if exchange.actor:
        return exchange.actor, "field"
    if exchange.user:
        return exchange.user, "user"
    tag = TOKEN_TAG.search(header(exchange.request_headers, "authorization") or "")
    if tag:
        return f"token {tag[1]}", "token"
    if agent:
        return agent, "client"
    return (exchange.address, "address") if exchange.address else (None, None)


def _error(exchange: Exchange, told: str | None, failed: bool) -> str | None:
    text = (told or exchange.error or exchange.no_answer) if failed else None
    return text[:LONGEST_ERROR] if text else None


def _speaks_scim(exchange: Exchange, by_path: bool) -> bool:
    if by_path or is_scim_body(exchange.request_body) or is_scim_body(exchange.response_body):
        return True
    types = (
        header(exchange.request_headers, "content-type"),
        header(exchange.response_headers, "content-type"),
    )
    return any(kind and "application/scim+json" in kind.lower() for kind in types)


def _body_hash(exchange: Exchange) -> int | None:
    body = exchange.request_body
    if body is None:
        return None
    data = body.encode("utf-8", "replace") if isinstance(body, str) else msgspec.json.encode(body)
    return hash63(data)
