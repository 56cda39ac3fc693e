"""How does an application's support page export exchanges: one JSON array with everything?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from scimviewer.demo.call import Call
from scimviewer.demo.stamps import iso_ms
from scimviewer.event import Headers

_json = json.JSONEncoder(ensure_ascii=False).encode


def _object(headers: Headers) -> str:
    return "{" + ", ".join(f'"{name}": {_json(value)}' for name, value in headers) + "}"


def _body(text: str | None) -> str:
    if text is None:
        return "null"
    return text if text.startswith("{") else _json(text)


def export(calls: Iterable[Call]) -> Iterator[str]:
    """Yield a JSON array piece by piece; `timestamp` is the start of the exchange."""
    yield "[\n"
    for number, call in enumerate(calls):
        yield (",\n" if number else "") + _element(call)
    yield "\n]\n"


def _element(call: Call) -> str:
    agent = _json(call.request_header("User-Agent"))
    return (
        f'  {{"timestamp": "{iso_ms(call.time_ns)}Z", "request_id": "{call.request_id}", '
        f'"client_ip": "{call.address}", "user_agent": {agent}, "method": "{call.method}", '
        f'"url": {_json(f"https://{call.host}{call.target}")}, '
        f'"request_headers": {_object(call.request_headers)}, "request_body": {_body(call.request_text)}, '
        f'"status_code": {call.status or "null"}, "response_headers": {_object(call.response_headers)}, '
        f'"response_body": {_body(call.response_text)}, "duration_ms": {call.duration_us // 1000}}}'
    )
