"""What the tests of JSON logs share: resources, a record of pino-http, and the exchange that records tell."""

from __future__ import annotations

from typing import Any

from scimviewer.event import Event, Exchange
from scimviewer.formats.format import Part
from scimviewer.formats.joining import Joiner
from scimviewer.formats.json_exchange import read
from scimviewer.formats.reading import event_of
from scimviewer.times import utc_text

USER = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@example.com", "active": True}
ANSWER = {**USER, "id": "2819c223"}
ERROR = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
    "status": "409",
    "scimType": "uniqueness",
    "detail": "userName already in use",
}
PATCH = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "Replace", "path": "active", "value": "False"}],
}


def told(record: Any) -> Exchange:
    """The exchange that one record tells whole."""
    reading = read(record)
    if isinstance(reading, Part):
        assert reading.completes
        return reading.exchange
    assert isinstance(reading, Exchange)
    return reading


def joined(*records: Any) -> Exchange:
    """The one exchange that several records tell together."""
    joiner, found = Joiner(), []
    for number, record in enumerate(records):
        reading = read(record)
        assert isinstance(reading, Part)
        whole = joiner.add(reading, number)
        if whole is not None:
            found.append((whole.exchange, [at for at, _ in whole.records]))
    assert joiner.waiting() == []
    ((exchange, numbers),) = found
    assert sorted(numbers) == list(range(len(records)))
    return exchange


def event(record: Any) -> Event:
    return event_of(told(record))


def moment(exchange: Exchange) -> str | None:
    return utc_text(exchange.time_ns, exchange.time_digits)


PINO_REQUEST = {
    "id": "req-7",
    "method": "POST",
    "url": "/scim/v2/Users",
    "query": {},
    "params": {},
    "headers": {"host": "scim.example.com", "user-agent": "Okta SCIM Client 1.0.0", "authorization": "[Redacted]"},
    "remoteAddress": "::ffff:10.2.3.4",
    "remotePort": 5120,
}
PINO = {
    "level": 30,
    "time": 1761019822315,
    "pid": 17,
    "hostname": "scim-1",
    "req": PINO_REQUEST,
    "res": {"statusCode": 201, "headers": {"content-type": "application/scim+json", "x-n": 3}},
    "responseTime": 41,
    "msg": "request completed",
}
