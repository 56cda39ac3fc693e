"""Write exchanges as HAR 1.2, so that browsers and HTTP tools open them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scimviewer import __version__
from scimviewer.event import Exchange, Headers, Json
from scimviewer.times import utc_text

UNKNOWN_TIME = "1970-01-01T00:00:00.000Z"


def opening() -> str:
    """The document up to the first entry."""
    creator = json.dumps({"name": "scimviewer", "version": __version__})
    return f'{{"log":{{"version":"1.2","creator":{creator},"entries":['


CLOSING = "]}}"


def entry(row: dict[str, Any], exchange: Exchange) -> str:
    """One entry; what the log did not tell is 0 or -1, as HAR has no word for unknown."""
    duration = -1 if exchange.duration_us is None else exchange.duration_us / 1000
    url = exchange.url or ""
    if url.startswith("/"):
        url = f"https://{row.get('target') or 'unknown.invalid'}{url}"
    document = {
        "startedDateTime": _time(exchange),
        "time": max(0, duration),
        "request": {
            "method": exchange.method or "",
            "url": url,
            "httpVersion": "HTTP/1.1",
            "headers": _headers(exchange.request_headers),
            "queryString": _query(url),
            "cookies": [],
            "headersSize": -1,
            "bodySize": -1,
            **({} if exchange.request_body is None else {"postData": _content(exchange.request_body)}),
        },
        "response": {
            "status": exchange.status or 0,
            "statusText": exchange.no_answer or "",
            "httpVersion": "HTTP/1.1",
            "headers": _headers(exchange.response_headers),
            "cookies": [],
            "content": {"size": -1, **_content(exchange.response_body)},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": max(0, duration), "receive": 0},
        "comment": f"event {row['id']}, {row['source']}:{row['line']}",
    }
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _time(exchange: Exchange) -> str:
    text = utc_text(exchange.time_ns, max(3, exchange.time_digits or 3))
    return text or UNKNOWN_TIME


def _headers(headers: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _query(url: str) -> list[dict[str, str]]:
    try:
        pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        return []
    return [{"name": name, "value": value} for name, value in pairs]


def _content(body: Json) -> dict[str, str]:
    if body is None:
        return {"mimeType": "x-unknown", "text": ""}
    if isinstance(body, str):
        return {"mimeType": "text/plain", "text": body}
    return {"mimeType": "application/scim+json", "text": json.dumps(body, ensure_ascii=False)}
