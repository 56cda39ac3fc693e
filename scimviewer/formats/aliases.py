"""By which names do loggers call method, status, time …? One table for all, applied to the names that a record has."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

# Dotted paths, in lower case without "-" and "_"; the first that is there and fits its kind wins.
ALIASES: dict[str, tuple[str, ...]] = {
    "time": (
        "msec", "occurredat", "timestamp", "@timestamp", "time", "ts", "datetime", "date", "createdat", "created",
        "loggedat", "eventtime", "eventtimestamp", "published", "executedat", "starteddatetime", "start", "starttime",
        "startedat", "requesttime", "timelocal", "timeiso8601", "asctime", "@t", "instant", "timemillis", "startutc",
        "edgestarttimestamp", "realtimetimestamp", "log.time", "request.time", "request.timestamp", "req.time",
    ),
    "request_line": ("request", "requestline", "message.request", "requestfirstline", "requestedurl"),
    "method": (
        "method", "httpmethod", "requestmethod", "req.method", "request.method", "clientreq.method",
        "httprequestmethod", "httprequest.requestmethod", "verb", "csmethod", "input.method", "clientrequestmethod",
    ),
    "url": (
        "req.originalurl", "originalurl", "originalrequesturiwithargs", "url", "uri", "requesturi", "requesturl",
        "fullpath", "req.url", "req.uri",
        "request.url", "request.uri", "request.fullpath", "clientreq.url", "url.full", "url.original",
        "httprequesturl", "httprequest.requesturl", "path", "requestpath", "req.path", "request.path",
        "clientreq.path", "url.path", "endpoint", "requesteduri", "csuristem", "clientrequesturi",
        "clientrequestpath", "input.path", "target", "resourcepath", "route", "event",
    ),
    "query": (
        "querystring", "url.query", "request.querystring", "csuriquery", "query", "args", "queryparams",
        "queryparameters", "req.query", "request.query",
    ),
    "status": (
        "res.statuscode", "response.statuscode", "response.status", "clientres.statuscode", "status", "statuscode",
        "httpstatus", "httpstatuscode", "httpresponsecode", "httpresponsestatus", "responsecode", "responsestatus",
        "responsestatuscode", "res.status", "response.code", "output.status", "scstatus", "httprequest.status",
        "downstreamstatus", "edgeresponsestatus", "code",
    ),
    "duration": (
        "responsetime", "durationms", "duration", "durations", "latencyms", "latency", "elapsedms", "elapsedtime",
        "elapsed", "took", "runtime", "timetaken", "responsetimems", "requesttime", "requestdurationms",
        "requestduration", "processingtimems", "durationus", "durationns", "durationseconds", "elapsedseconds",
        "durationmilliseconds", "elapsedmilliseconds", "event.duration", "httprequest.latency", "timings.total",
        "totaltime", "responselatency", "latencies.request", "response.latency", "response.duration",
        "response.responsetime", "originresponsedurationms", "timems", "ms",
    ),
    "request_headers": (
        "req.headers", "request.headers", "requestheaders", "request.header", "clientreq.headers", "reqheaders",
        "headers", "input.headers",
    ),
    "response_headers": (
        "res.headers", "response.headers", "responseheaders", "response.header", "clientres.headers", "resheaders",
        "respheaders", "res.header", "output.headers",
    ),
    "request_body": (
        "req.body", "request.body.content", "request.body", "requestbody", "requestjson", "clientreq.body",
        "requestpayload", "request.payload", "request.content", "request.data", "reqbody", "httprequestbody",
        "apirequestbody", "requestpayloadredacted", "payload", "input.body", "input", "body", "request",
    ),
    "response_body": (
        "res.body", "response.body.content", "response.body", "responsebody", "responsejson", "clientres.body",
        "responsepayload", "response.payload", "response.content", "response.data", "resbody", "httpresponsebody",
        "output.body", "output", "response",
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
        "request.ip", "request.remoteip", "request.remoteaddr", "request.clientip", "source.ip", "client.ip",
        "client.address", "remote", "remotehost", "peer", "cip", "xforwardedfor", "httprequest.remoteip",
    ),
    "user_agent": (
        "useragent", "useragent.original", "httpuseragent", "ua", "req.useragent", "request.useragent", "agent",
        "csuseragent", "httprequest.useragent", "clientrequestuseragent",
    ),
    "request_id": (
        "requestid", "reqid", "req.id", "request.id", "req.requestid", "request.requestid", "xrequestid",
        "correlationid", "correlation", "transactionid", "transaction.id", "traceid", "trace.id", "trace", "rayid",
    ),
    "error": (
        "error", "error.message", "err.message", "err", "errormessage", "errordescription", "exception.message",
        "exception", "statusmessage", "failurereason", "errorcode",
    ),
    "target": (
        "host", "httphost", "requesthost", "req.host", "request.host", "clientreq.host", "clientreq.address",
        "url.domain", "server.address", "xforwardedhost", "cshost", "vhost", "authority", "upstreamhost",
        "servername", "clientrequesthost", "tenant", "tenantid", "service.name",
    ),
    "outcome": ("outcome", "result", "event.outcome", "status"),
    # Where a vendor's log names the resource and no URL (Cloudflare Access).
    "resource_type": ("resourcetype",),
    "resource_id": ("cfresourceid", "resourceid"),
    # A whole record as text inside another one: docker, CloudWatch, OneUptime.
    "inner": ("logbody", "message", "msg", "log"),
}  # fmt: skip
# Members that only wrap: what lies in them is found as if it lay outside, after all that does.
WRAPPERS = {"meta", "http", "details", "context", "data", "properties", "fields", "extra", "jsonpayload", "result"}
NOT_WALKED = {"request.body", "response.body"}
CONTAINERS = {
    ".".join(parts[:depth])
    for aliases in ALIASES.values()
    for parts in (alias.split(".") for alias in aliases)
    for depth in range(1, len(parts))
}
INSIDE = {"", *(f"{path}." for path in CONTAINERS - NOT_WALKED)}
# Names that show that a member tells about a message, and is not itself the message's body.
ENVELOPE = {
    "method", "url", "uri", "path", "originalurl", "headers", "header", "body", "status", "statuscode", "code", "req",
    "res", "request", "response", "http", "details", "latency", "requestmethod", "requestpath", "remoteaddress",
    "httpmethod", "httpstatus",
}  # fmt: skip
MAY_BE_BODIES = {"request", "response", "input", "output", *WRAPPERS}
MOST_MEMBERS = 200
DEEPEST = 4


class Place(NamedTuple):
    """Where a value lies: in which of the record's containers (0 is the record itself), and under which key."""

    container: int
    key: str
    path: str  # from the record, as written there


Names = dict[str, tuple[Place, ...]]  # field → where its value may lie, the likeliest first


def folded(key: str) -> str:
    """A key as the table spells it."""
    return key.replace("-", "").replace("_", "").lower()


def outline(record: dict[str, Any]) -> tuple[tuple[Any, ...], list[dict[str, Any]]]:
    """The containers of a record that may tell of a call, and a key that is equal for records with equal names."""
    held, prefixes = [record], [""]
    key: list[Any] = []
    for container in held:  # grows while it is walked
        prefix = prefixes[len(key) // 2]
        names = tuple(container) if len(container) <= MOST_MEMBERS else tuple(islice(container, MOST_MEMBERS))
        key += (prefix, names)
        for name, inside in _inner(prefix, names):
            value = container[name]
            if isinstance(value, dict) and "schemas" not in value:
                held.append(value)
                prefixes.append(inside)
    return tuple(key), held


@lru_cache(maxsize=2048)
def _inner(prefix: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The members that may be containers: (key, prefix of what lies in them)."""
    if prefix.count(".") >= DEEPEST - 1 or is_body(prefix, names):
        return ()
    paths = ((name, f"{prefix}{name}") for name in names)
    return tuple((name, f"{path}.") for name, path in paths if _unwrapped(f"{folded(path)}.") in INSIDE)


def is_body(prefix: str, names: tuple[str, ...]) -> bool:
    """Whether a member with these names is a body: own servers write bodies where others write envelopes."""
    last = folded(prefix[:-1]).rpartition(".")[2]
    return last in MAY_BE_BODIES and not any(folded(name) in ENVELOPE for name in names)


def _unwrapped(prefix: str) -> str:
    """A folded prefix (it ends with a dot) without the wrappers that it begins with."""
    first, _, rest = prefix.partition(".")
    while first in WRAPPERS:
        prefix = rest
        first, _, rest = prefix.partition(".")
    return prefix


def learn(key: tuple[Any, ...]) -> Names:
    """For each normal field the places that bear one of its names, out of the key of an outline."""
    plain: dict[str, list[Place]] = {}
    wrapped: dict[str, list[Place]] = {}
    for number, (prefix, names) in enumerate(zip(key[::2], key[1::2], strict=True)):
        if number and is_body(prefix, names):
            continue
        for name in names:
            path = folded(prefix + name)
            around, dot, last = path.rpartition(".")
            short = _unwrapped(around + dot) + last
            # Elastic's "http" is part of the name; every other wrapper is one that somebody put around.
            known = plain if short == path or path.startswith("http.") else wrapped
            known.setdefault(short, []).append(Place(number, name, prefix + name))
    found: Names = {}
    for field, aliases in ALIASES.items():
        places = [place for known in (plain, wrapped) for alias in aliases for place in known.get(alias, ())]
        if places:
            found[field] = tuple(places)
    return _without_bare_code(found)


def _without_bare_code(found: Names) -> Names:
    """A bare "code" is a status only where a request stands beside it."""
    if "status" in found and not ("url" in found or "request_line" in found):
        found["status"] = tuple(place for place in found["status"] if place.path.lower() != "code")
    return found
