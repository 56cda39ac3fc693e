"""By which names do loggers call method, status, time …? One table for all, learnt from the records themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scimviewer.event import Json
from scimviewer.formats.durations import microseconds, unit_of
from scimviewer.formats.times import instant

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
REQUEST_LINE = re.compile(r"^([A-Z]{3,8}) (\S+)(?: HTTP/[\d.]+)?$")
STATUS_TEXT = re.compile(r"^\s*(?:\w*_)?([1-5]\d\d)(?:\s.*)?$")
DEEPEST = 4

# Dotted paths, in lower case without "-" and "_"; the first that is there and fits its kind wins.
ALIASES: dict[str, tuple[str, ...]] = {
    "time": (
        "msec", "occurredat", "timestamp", "@timestamp", "time", "ts", "datetime", "date", "createdat", "created",
        "loggedat", "eventtime", "eventtimestamp", "published", "executedat", "starteddatetime", "start", "starttime",
        "requesttime", "timelocal", "timeiso8601", "asctime", "@t", "instant", "log.time", "meta.timestamp",
        "request.time", "request.timestamp", "req.time",
    ),
    "request_line": ("request", "requestline", "httprequest", "message.request", "requestfirstline"),
    "method": (
        "method", "httpmethod", "requestmethod", "req.method", "request.method", "meta.req.method", "meta.method",
        "http.request.method", "http.method", "details.request.method", "httprequestmethod",
        "httprequest.requestmethod", "verb", "csmethod", "input.method", "context.request.method", "data.method",
    ),
    "url": (
        "req.originalurl", "meta.req.originalurl", "originalurl", "url", "uri", "requesturi", "requesturl", "fullpath",
        "req.url", "req.uri", "request.url", "request.uri", "request.fullpath", "meta.req.url", "meta.url", "url.full",
        "url.original", "http.url", "http.target", "httprequesturl", "httprequest.requesturl", "details.request.url",
        "path", "requestpath", "req.path", "request.path", "url.path", "http.path", "details.request.path", "endpoint",
        "requesteduri", "csuristem", "input.path", "context.request.path", "data.path", "route",
    ),
    "query": ("querystring", "url.query", "request.querystring", "details.request.query", "csuriquery", "query"),
    "status": (
        "res.statuscode", "response.statuscode", "response.status", "meta.res.statuscode", "meta.statuscode", "status",
        "statuscode", "httpstatus", "httpstatuscode", "httpresponsecode", "httpresponsestatus", "responsecode",
        "responsestatus", "responsestatuscode", "res.status", "http.response.statuscode", "http.statuscode",
        "details.response.statuscode", "details.response.status", "response.code", "output.status", "scstatus",
        "httprequest.status", "context.response.status", "data.status", "code",
    ),
    "duration": (
        "responsetime", "meta.responsetime", "durationms", "duration", "durations", "latencyms", "latency", "elapsedms",
        "elapsedtime", "elapsed", "took", "runtime", "timetaken", "responsetimems", "requesttime", "requestdurationms",
        "requestduration", "processingtimems", "durationus", "durationns", "durationseconds", "elapsedseconds",
        "durationmilliseconds", "event.duration", "httprequest.latency", "timings.total", "totaltime", "ms",
    ),
    "request_headers": (
        "req.headers", "request.headers", "meta.req.headers", "requestheaders", "http.request.headers",
        "request.header", "details.request.headers", "reqheaders", "headers", "input.headers",
    ),
    "response_headers": (
        "res.headers", "response.headers", "meta.res.headers", "responseheaders", "http.response.headers",
        "response.header", "details.response.headers", "resheaders", "res.header", "output.headers",
    ),
    "request_body": (
        "req.body", "request.body", "meta.req.body", "requestbody", "requestjson", "http.request.body.content",
        "http.request.body", "details.request.body", "requestpayload", "request.payload", "request.content",
        "request.data", "reqbody", "httprequestbody", "apirequestbody", "requestpayloadredacted", "payload",
        "input.body", "input", "body", "request",
    ),
    "response_body": (
        "res.body", "response.body", "meta.res.body", "responsebody", "responsejson", "http.response.body.content",
        "http.response.body", "details.response.body", "responsepayload", "response.payload", "response.content",
        "response.data", "resbody", "httpresponsebody", "output.body", "output", "response",
    ),
    "actor": (
        "actor", "actoremail", "actor.name", "actor.displayname", "actor.email", "actor.id", "actorname", "tokenname",
    ),
    "user": (
        "user", "username", "remoteuser", "principal", "sub", "user.name", "user.username", "user.email", "user.id",
        "userid", "useremail", "clientid", "req.user", "provider",
    ),
    "address": (
        "ip", "ipaddress", "clientip", "remoteip", "remoteaddr", "remoteaddress", "req.remoteaddress", "req.ip",
        "request.ip", "request.remoteip", "request.remoteaddr", "request.clientip", "meta.req.ip", "source.ip",
        "client.ip", "client.address", "remote", "remotehost", "peer", "cip", "xforwardedfor", "httprequest.remoteip",
    ),
    "user_agent": (
        "useragent", "useragent.original", "httpuseragent", "ua", "req.useragent", "request.useragent",
        "agent", "csuseragent", "details.useragent", "httprequest.useragent",
    ),
    "request_id": (
        "requestid", "reqid", "req.id", "request.id", "req.requestid", "request.requestid", "meta.req.id",
        "meta.requestid", "xrequestid", "correlationid", "correlation", "transactionid", "transaction.id", "traceid",
        "trace.id", "http.requestid",
    ),
    "error": (
        "error", "error.message", "err.message", "err", "errormessage", "errordescription", "exception.message",
        "exception", "statusmessage", "failurereason", "meta.error",
    ),
    "target": (
        "host", "httphost", "http.host", "requesthost", "req.host", "request.host", "url.domain", "server.address",
        "xforwardedhost", "cshost", "vhost", "upstreamhost", "servername", "tenant", "tenantid", "service.name",
    ),
    "outcome": ("outcome", "result", "event.outcome", "status"),
}  # fmt: skip
OUTCOME_WORDS = {
    "success": "success", "successful": "success", "ok": "success", "succeeded": "success", "passed": "success",
    "failure": "failure", "failed": "failure", "error": "failure", "fail": "failure", "denied": "failure",
    "skipped": "skipped", "skip": "skipped",
}  # fmt: skip


class Place(NamedTuple):
    """Where a value lies in a record, and the name it has there."""

    path: tuple[str, ...]
    name: str


Shape = dict[str, Place]


def folded(key: str) -> str:
    """A key as the table spells it."""
    return key.replace("-", "").replace("_", "").lower()


def places(record: dict[str, Any]) -> dict[str, tuple[Place, Json]]:
    """Every member down to four levels under its folded dotted path; the first of equal names stays."""
    found: dict[str, tuple[Place, Json]] = {}
    for path, dotted, value in _members(record, (), "", 0):
        found.setdefault(dotted, (Place(path, path[-1]), value))
    return found


def _members(
    record: dict[str, Any], path: tuple[str, ...], prefix: str, depth: int
) -> Iterator[tuple[tuple[str, ...], str, Json]]:
    for key, value in list(record.items())[:200]:
        here, dotted = (*path, key), prefix + folded(key)
        yield here, dotted, value
        if isinstance(value, dict) and depth + 1 < DEEPEST:
            yield from _members(value, here, dotted + ".", depth + 1)


def learn(record: dict[str, Any]) -> Shape:
    """For each normal field the place of the first alias that is there with a value of the right kind."""
    found = places(record)
    shape: Shape = {}
    for field, aliases in ALIASES.items():
        fits = FITS[field]
        for alias in aliases:
            hit = found.get(alias)
            if hit is not None and hit[1] is not None and fits(hit[1], hit[0].name):
                shape[field] = hit[0]
                break
    if "status" in shape and shape["status"].path == ("code",) and not ("url" in shape or "request_line" in shape):
        del shape["status"]  # a bare "code" is a status only where a request stands beside it
    return shape


def _is_method(value: Json, _name: str) -> bool:
    return method_of(value) is not None


def method_of(value: Json) -> str | None:
    """An HTTP method, also at the end of an enumeration's name such as SCIM_REQUEST_HTTP_METHOD_PATCH."""
    if not isinstance(value, str):
        return None
    word = value.strip().upper().rpartition("_")[2]
    return word if word in METHODS else None


def status_of(value: Json) -> int | None:
    """An HTTP status: a number, numeric text, or text that begins with it ("409 Conflict")."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 100 <= value <= 599 else None
    if isinstance(value, float) and value.is_integer():
        return status_of(int(value))
    match = STATUS_TEXT.match(value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def _is_url(value: Json, _name: str) -> bool:
    return isinstance(value, str) and "/" in value and " " not in value.strip() and len(value) < 65536


def _is_body(value: Json, name: str) -> bool:
    if isinstance(value, dict) and folded(name) in ("request", "response", "input", "output"):
        return not ({"method", "url", "headers", "status", "statusCode", "path", "body"} & set(value))
    if isinstance(value, str) and folded(name) in ("request", "input"):
        return not REQUEST_LINE.match(value)
    return isinstance(value, dict | list | str) and value != ""


def _is_text(value: Json, _name: str) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value != "-"


FITS: dict[str, Callable[[Json, str], bool]] = {
    "time": lambda value, _name: instant(value) is not None,
    "request_line": lambda value, _name: isinstance(value, str) and REQUEST_LINE.match(value) is not None,
    "method": _is_method,
    "url": _is_url,
    "query": lambda value, _name: isinstance(value, str | dict) and bool(value),
    "status": lambda value, _name: status_of(value) is not None,
    "duration": lambda value, name: microseconds(value, unit_of(name)) is not None,
    "request_headers": lambda value, _name: isinstance(value, dict | list | str) and bool(value),
    "response_headers": lambda value, _name: isinstance(value, dict | list | str) and bool(value),
    "request_body": _is_body,
    "response_body": _is_body,
    "actor": _is_text,
    "user": _is_text,
    "address": _is_text,
    "user_agent": _is_text,
    "request_id": lambda value, _name: isinstance(value, str | int) and not isinstance(value, bool) and value != "",
    "error": _is_text,
    "target": _is_text,
    "outcome": lambda value, _name: isinstance(value, str) and value.strip().lower() in OUTCOME_WORDS,
}
