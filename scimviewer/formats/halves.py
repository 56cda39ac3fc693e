"""Does a record tell a whole call, its start, its end, or one half of its bodies?"""

from __future__ import annotations

import re
from typing import Any

from scimviewer.event import Exchange
from scimviewer.formats.bodies import body_of
from scimviewer.formats.format import NOT_A_REQUEST, Part, Reading
from scimviewer.formats.values import moment_of, status_of

# django-scim2's middleware logs each half of a call as one text under "event".
HALF_OF_A_CALL = re.compile(r"PATH\n([^\n]*)\nMETHOD\n(\w+)\nBODY\n(.*?)(?:\nSTATUS_CODE\n(\d+))?", re.DOTALL)


def sorted_out(record: dict[str, Any], exchange: Exchange) -> Reading:
    """What the exchange read from a record is: a whole call, a part that is joined by its request id, or no request."""
    asked = exchange.url is not None and exchange.method is not None
    answered = exchange.status is not None
    key = exchange.request_id
    if key and ("client_req" in record or "client_res" in record):  # restify: what the server itself asked of others
        key = f"client {key}"
    if asked and answered:
        return Part(key, exchange, "response", True) if key else exchange
    if asked:
        return _without_status(exchange, key)
    if not answered:
        return NOT_A_REQUEST
    if exchange.method is None and exchange.url is None:
        if key and (exchange.duration_us is not None or _is_answer(record)):
            return Part(key, _as_answer(exchange), "response", True)
        return NOT_A_REQUEST
    return exchange


def _without_status(exchange: Exchange, key: str | None) -> Reading:
    finished = exchange.no_answer or exchange.error or exchange.outcome or exchange.duration_us is not None
    if key and not finished:
        return Part(key, exchange, "request", False)
    if exchange.outcome is None and exchange.error:
        exchange.no_answer = exchange.error
    return Part(key, exchange, "response", True) if key else exchange


def _is_answer(record: dict[str, Any]) -> bool:
    """Loggers that split a call name the second half: Logbook's type, pino's res, restify's response."""
    return record.get("type") == "response" or any(key in record for key in ("res", "response", "client_res"))


def _as_answer(exchange: Exchange) -> Exchange:
    """In the second half of a call, bare "headers" and "body" are those of the answer (Logbook)."""
    if not exchange.response_headers:
        exchange.response_headers, exchange.request_headers = exchange.request_headers, []
    if exchange.response_body is None:
        exchange.response_body, exchange.request_body = exchange.request_body, None
    return exchange


def half_of_a_call(record: dict[str, Any]) -> Part | None:
    """One body of a call in the lines of django-scim2; None for any other record."""
    text = record.get("event")
    if not isinstance(text, str) or not text.startswith("PATH\n"):
        return None
    match, key = HALF_OF_A_CALL.fullmatch(text), record.get("request_id")
    if match is None or not isinstance(key, str):
        return None
    path, method, body, status = match.groups()
    moment = moment_of(record.get("timestamp"))
    exchange = Exchange(method=method, url=path, request_id=key)
    if moment is not None:
        exchange.time_ns, exchange.time_digits, exchange.zone_assumed = moment
    if status is None:
        exchange.request_body = body_of(body)
    else:
        exchange.status, exchange.response_body = status_of(status), body_of(body)
    return Part(key, exchange, "detail", False)
