"""How do applications log exchanges line by line: pino-http, express-winston, django-structlog?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from scimviewer.demo.call import Call
from scimviewer.demo.stamps import iso_ms, iso_us
from scimviewer.event import Headers

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_python_json = json.JSONEncoder().encode


def _object(headers: Headers) -> str:
    """Write headers as Node keeps them: names in lower case."""
    return "{" + ",".join(f'"{name.lower()}":{_json(value)}' for name, value in headers) + "}"


def _body(text: str | None) -> str:
    """Write a body as a JSON value: itself where it is JSON, else a string."""
    if text is None:
        return "null"
    return text if text.startswith("{") else _json(text)


def pino(calls: Iterable[Call]) -> Iterator[str]:
    """Yield pino-http lines with bodies; `time` is the end of the exchange in milliseconds since 1970."""
    started = True
    for call in calls:
        if started:
            started = False
            time = call.time_ns // 1_000_000 - 4200
            yield _pino_line(time, 30, ',"msg":"ledgerly SCIM service listening on :8080"}\n')
        yield _pino_call(call)


def _pino_line(time: int, level: int, rest: str) -> str:
    return f'{{"level":{level},"time":{time},"pid":4121,"hostname":"scim-7d9f6c5b4-x2x8p"{rest}'


def _pino_call(call: Call) -> str:
    status = call.status or 0
    level = 30 if 0 < status < 400 else 40 if 400 <= status < 500 else 50
    sent = f',"body":{call.request_text}' if call.request_text is not None else ""
    got = f',"body":{_body(call.response_text)}' if call.response_text is not None else ""
    port = 40_000 + call.time_ns // 1_000_000_000 % 20_000
    word = "completed" if level < 50 else "errored"
    return _pino_line(
        call.end_ns // 1_000_000,
        level,
        f',"req":{{"id":"{call.request_id}","method":"{call.method}","url":{_json(call.target)},'
        f'"headers":{_object(call.request_headers)},"remoteAddress":"{call.address}","remotePort":{port}{sent}}},'
        f'"res":{{"statusCode":{call.status or "null"},"headers":{_object(call.response_headers)}{got}}},'
        f'"responseTime":{call.duration_us // 1000},"msg":"request {word}"}}\n',
    )


def winston(calls: Iterable[Call]) -> Iterator[str]:
    """Yield express-winston lines; `timestamp` is the end of the exchange."""
    for call in calls:
        status, ms = call.status or 0, call.duration_us // 1000
        level = "info" if 0 < status < 400 else "warn" if 400 <= status < 500 else "error"
        url = _json(call.target)
        query = _json(dict(parse_qsl(urlsplit(call.target).query, keep_blank_values=True)))
        sent = f'"body":{call.request_text},' if call.request_text is not None else ""
        got = f'"body":{_body(call.response_text)},' if call.response_text is not None else ""
        message = _json(f"{call.method} {call.target} {status} {ms}ms")
        yield (
            f'{{"level":"{level}","message":{message},"meta":{{"req":{{{sent}'
            f'"headers":{_object(call.request_headers)},"httpVersion":"1.1","method":"{call.method}",'
            f'"originalUrl":{url},"query":{query},"url":{url}}},"res":{{{got}"statusCode":{status}}},'
            f'"responseTime":{ms}}},"timestamp":"{iso_ms(call.end_ns)}Z"}}\n'
        )


def django(calls: Iterable[Call]) -> Iterator[str]:
    """Yield four django-structlog lines for each exchange: started, body asked, body answered, finished."""
    for call in calls:
        key, start, end = _uuid(call.request_id), call.time_ns, call.end_ns
        asked = _python_json(f"{call.method} {call.target}")
        agent = _python_json(call.request_header("User-Agent"))
        about = f'"ip": "{call.address}", "request_id": "{key}", "timestamp": "'
        path = call.target.partition("?")[0]
        head = f"PATH\n{path}\nMETHOD\n{call.method}\nBODY\n"
        received = _python_json(head + (call.request_text or ""))
        answered = _python_json(f"{head}{call.response_text or ''}\nSTATUS_CODE\n{call.status or 0}")
        level = "info" if (call.status or 500) < 400 else "warning" if (call.status or 500) < 500 else "error"
        scim = 'Z", "logger": "django_scim.middleware", "level": "debug"}\n'
        frame = '"logger": "django_structlog.middlewares.request", "level": '
        yield (
            f'{{"request": {asked}, "user_agent": {agent}, "event": "request_started", '
            f'{about}{iso_us(start)}Z", {frame}"info"}}\n'
            f'{{"event": {received}, {about}{iso_us(start + 900_000)}{scim}'
            f'{{"event": {answered}, {about}{iso_us(end - 400_000)}{scim}'
            f'{{"code": {call.status or "null"}, "request": {asked}, "event": "request_finished", '
            f'"user_id": null, "duration_ms": {call.duration_us / 1000:g}, '
            f'{about}{iso_us(end)}Z", {frame}"{level}"}}\n'
        )


def _uuid(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
