"""JSON logs of requests and answers, in whatever shape a server's logger writes them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from scimviewer.event import Exchange, Headers, Json
from scimviewer.formats.aliases import (
    OUTCOME_WORDS,
    REQUEST_LINE,
    Shape,
    learn,
    method_of,
    status_of,
)
from scimviewer.formats.bodies import body_of, header, headers_of
from scimviewer.formats.durations import microseconds, unit_of
from scimviewer.formats.format import NOT_A_REQUEST, Format, Likeness, Part, Reading, Sample, Unreadable
from scimviewer.formats.times import instant

MOST_SHAPES = 4096
# django-scim2's middleware logs each half of a call as one text under "event".
HALF_OF_A_CALL = re.compile(r"^PATH\n(.*)\nMETHOD\n(\w+)\nBODY\n(.*?)(?:\nSTATUS_CODE\n(\d{3}))?$", re.DOTALL)

_shapes: dict[tuple[str, ...], Shape] = {}


def likeness(sample: Sample) -> Likeness:
    """Two of method, URL and status in most of the first records, through the alias table."""
    objects = [record for record in sample.records if isinstance(record, dict)]
    told = [record for record in objects if _tells_a_call(record)]
    if not told:
        return Likeness(0.0, ())
    share = len(told) / len(objects)
    shape = learn(told[0])
    keys = tuple(".".join(shape[field].path) for field in ("method", "url", "request_line", "status") if field in shape)
    return Likeness(round(0.5 + 0.4 * share, 2), keys or ("event: PATH … METHOD …",))


def _tells_a_call(record: dict[str, Any]) -> bool:
    try:
        return not isinstance(read(record), type(NOT_A_REQUEST))
    except Unreadable:
        return False


def read(record: Json) -> Reading:
    """One record: a whole call, its start or its end (joined later by their request id), or not about a request."""
    if not isinstance(record, dict):
        return NOT_A_REQUEST
    half = _half_of_a_call(record)
    if half is not None:
        return half
    exchange = _exchange(record, _shape_of(record))
    if exchange.method is None and exchange.url is None and exchange.status is not None:
        shape = learn(record)  # the shape's record may have carried its names elsewhere
        exchange = _exchange(record, shape)
    return _sorted_out(record, exchange)


def _sorted_out(record: dict[str, Any], exchange: Exchange) -> Reading:
    asked = exchange.url is not None and exchange.method is not None
    answered = exchange.status is not None
    if asked and answered:
        return Part(exchange.request_id, exchange, "response", True) if exchange.request_id else exchange
    if asked:
        finished = exchange.no_answer or exchange.error or exchange.outcome or exchange.duration_us is not None
        if exchange.request_id and not finished:
            return Part(exchange.request_id, exchange, "request", False)
        exchange.no_answer = exchange.error if exchange.outcome != "success" else None
        return exchange
    if answered and exchange.request_id and (exchange.duration_us is not None or _is_answer(record)):
        return Part(exchange.request_id, exchange, "response", True)
    if answered and (exchange.url is not None or exchange.method is not None):
        return exchange
    return NOT_A_REQUEST


def _is_answer(record: dict[str, Any]) -> bool:
    """Loggers that split a call name the second half: Logbook's type, pino's res, restify's response."""
    return record.get("type") == "response" or any(key in record for key in ("res", "response", "client_res"))


def _shape_of(record: dict[str, Any]) -> Shape:
    """The shape learnt from an earlier record with the same keys, else from this one."""
    key = tuple(record)
    shape = _shapes.get(key)
    if shape is None:
        shape = learn(record)
        if "url" in shape or "request_line" in shape:
            if len(_shapes) >= MOST_SHAPES:
                _shapes.clear()
            _shapes[key] = shape
    return shape


def _at(record: dict[str, Any], shape: Shape, field: str) -> Json:
    place = shape.get(field)
    if place is None:
        return None
    value: Json = record
    for key in place.path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(record: dict[str, Any], shape: Shape, field: str) -> str | None:
    value = _at(record, shape, field)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() and value != "-" else None


def _exchange(record: dict[str, Any], shape: Shape) -> Exchange:
    moment = instant(_at(record, shape, "time"))
    request_headers = headers_of(_at(record, shape, "request_headers"))
    method, url = _asked(record, shape)
    word = _text(record, shape, "outcome")
    return Exchange(
        time_ns=moment.ns if moment else None,
        time_digits=moment.digits if moment else None,
        zone_assumed=moment.zone_assumed if moment else False,
        method=method,
        url=url,
        request_headers=request_headers,
        request_body=body_of(_at(record, shape, "request_body")),
        status=status_of(_at(record, shape, "status")),
        response_headers=headers_of(_at(record, shape, "response_headers")),
        response_body=body_of(_at(record, shape, "response_body")),
        duration_us=_duration(record, shape),
        actor=_text(record, shape, "actor"),
        user=_text(record, shape, "user"),
        address=_address(record, shape, request_headers),
        user_agent=_text(record, shape, "user_agent"),
        target=_text(record, shape, "target"),
        request_id=_text(record, shape, "request_id"),
        error=_text(record, shape, "error"),
        outcome=OUTCOME_WORDS.get(word.strip().lower()) if word else None,
    )


def _asked(record: dict[str, Any], shape: Shape) -> tuple[str | None, str | None]:
    """Method and URL, from their own fields or from a request line such as `GET /Users HTTP/1.1`."""
    method, url = method_of(_at(record, shape, "method")), _text(record, shape, "url")
    if method is None or url is None:
        line = _at(record, shape, "request_line")
        match = REQUEST_LINE.match(line) if isinstance(line, str) else None
        if match:
            method, url = method or match[1], url or match[2]
    query = _at(record, shape, "query")
    if url and query and "?" not in url:
        text = query if isinstance(query, str) else urlencode(query, doseq=True) if isinstance(query, dict) else ""
        url = f"{url}?{text.lstrip('?')}" if text else url
    return method, url


def _duration(record: dict[str, Any], shape: Shape) -> int | None:
    place = shape.get("duration")
    if place is None:
        return None
    # Caddy and Go's zap write seconds; both write the time of the record as a number of seconds under "ts".
    seconds = isinstance(record.get("ts"), float)
    return microseconds(_at(record, shape, "duration"), unit_of(place.name, seconds))


def _address(record: dict[str, Any], shape: Shape, headers: Headers) -> str | None:
    """The client's address: the first that proxies passed on, else what the server saw."""
    text = header(headers, "x-forwarded-for") or _text(record, shape, "address")
    return text.partition(",")[0].strip() if text else None


def _half_of_a_call(record: dict[str, Any]) -> Part | None:
    text, key = record.get("event"), record.get("request_id")
    match = HALF_OF_A_CALL.match(text) if isinstance(text, str) and text.startswith("PATH\n") else None
    if match is None or not isinstance(key, str):
        return None
    path, method, body, status = match.groups()
    moment = instant(record.get("timestamp"))
    exchange = Exchange(time_ns=moment.ns if moment else None, method=method, url=path, request_id=key)
    if status is None:
        exchange.request_body = body_of(body)
    else:
        exchange.status, exchange.response_body = int(status), body_of(body)
    return Part(key, exchange, "detail", False)


FORMAT = Format(
    "json_exchange",
    "JSON log of requests and answers",
    "Records that name at least two of method, URL and status by one of the usual names.",
    likeness,
    read,
)
