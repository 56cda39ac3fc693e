"""JSON logs of requests and answers, in whatever shape a server's logger writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from scimviewer.event import Exchange, Json
from scimviewer.formats.aliases import Names, learn, outline
from scimviewer.formats.audit_events import is_audit_event
from scimviewer.formats.bodies import body_of, header
from scimviewer.formats.durations import MS, NS, S, microseconds, unit_told_by
from scimviewer.formats.format import (
    NO_ANSWER,
    NOT_A_REQUEST,
    Format,
    Likeness,
    Part,
    Reading,
    Sample,
    Unreadable,
)
from scimviewer.formats.halves import half_of_a_call, sorted_out
from scimviewer.formats.joining import merged
from scimviewer.formats.values import converter
from scimviewer.scim.facts import is_scim_body
from scimviewer.scim.request import request_target

MOST_SHAPES = 2048
EMPTY_STATUSES = (None, 0, -1, "", "0", "000", "-", "-1")
WITHOUT_BODY = ("GET", "HEAD", "DELETE")


class Shape(NamedTuple):
    """How to read records that have the same names."""

    names: Names
    # Field, and where its value may lie: container, key, what reads it.
    steps: tuple[tuple[str, tuple[tuple[int, str, Callable[[Json], Any]], ...]], ...]
    durations: tuple[tuple[int, str, float | None], ...]  # container, key, unit where the name tells it


_shapes: dict[tuple[Any, ...], Shape] = {}


def likeness(sample: Sample) -> Likeness:
    """Two of method, URL and status in most of the first records, through the alias table."""
    objects = [record for record in sample.records if isinstance(record, dict)]
    told = [record for record in objects if _tells_a_call(record)]
    whole = next((record for record in told if _is_whole(record)), None)
    if whole is None:
        return Likeness(0.0, ())
    return Likeness(round(0.5 + 0.4 * len(told) / len(objects), 2), _deciding_keys(whole))


def _exchange_in(record: dict[str, Any]) -> Exchange | None:
    try:
        reading = read(record)
    except Unreadable:
        return None
    if isinstance(reading, Part):
        return reading.exchange
    return reading if isinstance(reading, Exchange) else None


def _tells_a_call(record: dict[str, Any]) -> bool:
    exchange = _exchange_in(record)
    if exchange is None:
        return False
    if not is_audit_event(record):
        return True
    return exchange.url is not None and (
        request_target(exchange.url).is_scim
        or is_scim_body(exchange.request_body)
        or is_scim_body(exchange.response_body)
    )


def _is_whole(record: dict[str, Any]) -> bool:
    """Whether it is the record of a call, and not only something with a URL, such as a saved request."""
    exchange = _exchange_in(record)
    if exchange is None or exchange.url is None:
        return False
    happened = exchange.time_ns is not None or exchange.outcome is not None or exchange.duration_us is not None
    return exchange.status is not None or (exchange.method is not None and happened)


def _deciding_keys(record: dict[str, Any]) -> tuple[str, ...]:
    key, held = outline(record)
    keys = []
    for field in ("method", "url", "request_line", "status"):
        for place in learn(key).get(field, ()):
            if converter(field, place.key)(held[place.container][place.key]) is not None:
                keys.append(place.path)
                break
    return tuple(keys) or ("event: PATH … METHOD …",)


def read(record: Json) -> Reading:
    """One record: a whole call, its start or its end (joined later by their request id), or not about a request."""
    if not isinstance(record, dict):
        return NOT_A_REQUEST
    half = half_of_a_call(record)
    if half is not None:
        return half
    key, held = outline(record)
    shape = _shape_of(key)
    values = _values(shape, held)
    inner = values.pop("inner", None)
    if shape.durations:
        values["duration_us"] = _duration(record, shape, held)
    exchange = _exchange(values)
    if exchange.status is None and exchange.duration_us is not None and _has_empty_status(shape, held):
        exchange.no_answer = exchange.error or NO_ANSWER
    reading = sorted_out(record, exchange)
    return reading if inner is None else _with_inner(record, inner, reading)


def _shape_of(key: tuple[Any, ...]) -> Shape:
    """The shape learnt from an earlier record with the same names, else from this one."""
    shape = _shapes.get(key)
    if shape is None:
        if len(_shapes) >= MOST_SHAPES:
            _shapes.clear()
        names = learn(key)
        durations = tuple((at.container, at.key, unit_told_by(at.path)) for at in names.get("duration", ()))
        steps = tuple(
            (field, tuple((at.container, at.key, converter(field, at.key)) for at in places))
            for field, places in names.items()
            if field != "duration"
        )
        shape = _shapes[key] = Shape(names, steps, durations)
    return shape


def _values(shape: Shape, held: list[dict[str, Any]]) -> dict[str, Any]:
    """Field by field the first value that is there and fits."""
    values: dict[str, Any] = {}
    for field, places in shape.steps:
        for container, key, convert in places:
            value = held[container][key]
            if value is not None:
                value = convert(value)
                if value is not None:
                    values[field] = value
                    break
    return values


def _exchange(values: dict[str, Any]) -> Exchange:
    """The exchange that the values of a record tell; what is no field of it is taken out of them."""
    moment = values.pop("time", None)
    if moment is not None:
        values["time_ns"], values["time_digits"], values["zone_assumed"] = moment
    _settle_request(values)
    headers = values.get("request_headers")
    seen = header(headers, "x-forwarded-for") if headers else None
    seen = seen or values.get("address")  # the first that proxies passed on, else what the server saw
    if seen:
        values["address"] = seen.partition(",")[0].strip() or None
    if "request_body" in values and not values["request_body"] and values.get("method") in WITHOUT_BODY:
        del values["request_body"]  # Express gives requests without a body the body {}
    return Exchange(**values)


def _settle_request(values: dict[str, Any]) -> None:
    """Method and URL, from their own fields, a request line, or the name of a resource; the query goes to the URL."""
    if "request_line" in values:
        method, url = values.pop("request_line")
        values.setdefault("method", method)
        values.setdefault("url", url)
    if "resource_type" in values or "resource_id" in values:
        endpoint, known = values.pop("resource_type", None), values.pop("resource_id", None)
        if endpoint and "method" in values and "url" not in values:
            values["url"] = f"{endpoint}/{known}" if known and values["method"] != "POST" else endpoint
    if "query" in values:
        query = values.pop("query")
        if "?" not in values.get("url", "?"):
            values["url"] += f"?{query}"


def _duration(record: dict[str, Any], shape: Shape, held: list[dict[str, Any]]) -> int | None:
    for container, key, unit in shape.durations:
        value = held[container][key]
        if value is not None:
            taken = microseconds(value, unit or _unit_of_bare(record, value))
            if taken is not None:
                return taken
    return None


def _unit_of_bare(record: dict[str, Any], value: Json) -> float:
    """A duration whose name tells no unit is milliseconds, but for what Go's loggers write."""
    if isinstance(record.get("ts"), float):  # caddy and zap: seconds
        return S
    if record.get("category") == "ApplicationGatewayAccessLog":
        return S
    if isinstance(value, int) and value >= 10_000:  # slog, logrus, Traefik: nanoseconds in a whole number
        if "DownstreamStatus" in record:
            return NS
        if "msg" in record and "level" in record and "pid" not in record and isinstance(record.get("time"), str):
            return NS
    return MS


def _has_empty_status(shape: Shape, held: list[dict[str, Any]]) -> bool:
    """Whether the log has a place for the status and nothing in it: node and nginx write so when no answer went out."""
    places = shape.names.get("status", ())
    return any(held[place.container][place.key] in EMPTY_STATUSES for place in places)


def _with_inner(record: dict[str, Any], inner: str, reading: Reading) -> Reading:
    """A record that carries another one as text: docker's log, CloudWatch's message, OneUptime's logBody."""
    if isinstance(reading, Exchange) and (reading.request_body is not None or reading.response_body is not None):
        return reading
    if isinstance(reading, Part):
        return reading
    told = body_of(inner)
    if not isinstance(told, dict):
        return reading
    around = {name: value for name, value in record.items() if value is not inner and name not in told}
    if isinstance(reading, Exchange):
        found = _exchange_in(told)
        return reading if found is None else merged(found, reading, second_decides=True)
    deeper = _exchange_in(told)
    return read({**told, **around}) if deeper is not None else reading


FORMAT = Format(
    "json_exchange",
    "JSON log of requests and answers",
    "Records that name at least two of method, URL and status by one of the usual names.",
    likeness,
    read,
)
