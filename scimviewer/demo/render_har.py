"""How does a recording proxy write exchanges down as HAR 1.2?"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from scimviewer.demo.call import Call
from scimviewer.demo.stamps import iso_us
from scimviewer.event import Headers

_quoted = json.JSONEncoder(ensure_ascii=False).encode

_REASONS = {
    200: "OK",
    201: "Created",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
_OPENING = '{"log":{"version":"1.2","creator":{"name":"gateway-recorder","version":"3.4.1"},"pages":[],"entries":[\n'


def har(calls: Iterable[Call]) -> Iterator[str]:
    """Yield a HAR document piece by piece. The first answer's body stands in base64, as odd bodies do."""
    yield _OPENING
    for number, call in enumerate(calls):
        yield (",\n" if number else "") + _entry(call, base64=number == 0)
    yield "\n]}}\n"


def _headers(headers: Headers) -> str:
    return ",".join(f'{{"name":"{name}","value":{_quoted(value)}}}' for name, value in headers)


def _entry(call: Call, *, base64: bool) -> str:
    return (
        f'{{"startedDateTime":"{iso_us(call.time_ns)}+00:00","time":{call.duration_us / 1000},'
        f'"request":{_request(call)},"response":{_response(call, base64=base64)},'
        f'"cache":{{}},"timings":{_timings(call)},"serverIPAddress":"203.0.113.40"}}'
    )


def _request(call: Call) -> str:
    post_data = ""
    if call.request_text is not None:
        kind = _quoted(call.request_header("Content-Type"))
        post_data = f',"postData":{{"mimeType":{kind},"text":{_quoted(call.request_text)},"params":[]}}'
    query = parse_qsl(urlsplit(call.target).query, keep_blank_values=True)
    return (
        f'{{"method":"{call.method}","url":{_quoted(f"https://{call.host}{call.target}")},'
        f'"httpVersion":"HTTP/1.1","cookies":[],"headers":[{_headers(call.request_headers)}],'
        f'"queryString":[{_headers(query)}],"headersSize":-1,"bodySize":{_size(call.request_text)}{post_data}}}'
    )


def _response(call: Call, *, base64: bool) -> str:
    if call.status is None:
        return (
            '{"status":0,"statusText":"","httpVersion":"","cookies":[],"headers":[],"content":{},'
            f'"redirectURL":"","headersSize":-1,"bodySize":-1,"_error":{_quoted(call.no_answer or "")}}}'
        )
    return (
        f'{{"status":{call.status},"statusText":"{_REASONS[call.status]}","httpVersion":"HTTP/1.1","cookies":[],'
        f'"headers":[{_headers(call.response_headers)}],"content":{_content(call, base64=base64)},'
        f'"redirectURL":"","headersSize":-1,"bodySize":{_size(call.response_text)}}}'
    )


def _content(call: Call, *, base64: bool) -> str:
    text = call.response_text
    if text is None:
        return '{"size":0,"mimeType":"x-unknown"}'
    kind = _quoted(next((value for name, value in call.response_headers if name == "Content-Type"), ""))
    if base64:
        coded = b64encode(text.encode()).decode()
        return f'{{"size":{_size(text)},"mimeType":{kind},"text":"{coded}","encoding":"base64"}}'
    return f'{{"size":{_size(text)},"mimeType":{kind},"text":{_quoted(text)}}}'


def _timings(call: Call) -> str:
    if call.status is None:
        return f'{{"connect":-1,"ssl":-1,"send":{call.duration_us / 1000},"wait":0,"receive":0}}'
    # A small part each was sending and receiving; whole microseconds, so that the sum is exact.
    send, receive = call.duration_us // 50, call.duration_us // 25
    wait = call.duration_us - send - receive
    return f'{{"connect":-1,"ssl":-1,"send":{send / 1000},"wait":{wait / 1000},"receive":{receive / 1000}}}'


def _size(text: str | None) -> int:
    return len(text.encode()) if text else 0
