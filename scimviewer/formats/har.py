"""HAR 1.2: recordings of browsers, proxies and HTTP tools."""

from __future__ import annotations

import re
from typing import Any

from scimviewer.event import Exchange, Headers, Json
from scimviewer.formats.bodies import body_of, decoded_base64, headers_of
from scimviewer.formats.durations import MS, microseconds
from scimviewer.formats.format import Format, Likeness, Reading, Sample, Unreadable
from scimviewer.formats.values import moment_of

THREE_DIGITS = re.compile(r"[1-9]\d\d", re.ASCII)


def likeness(sample: Sample) -> Likeness:
    """`log.entries` is the mark; extensions of the format that hold no entries are not HAR to us."""
    if sample.wrapper != ("log", "entries"):
        return Likeness(0.0, ())
    keys = ("log.version",) if "log.version" in sample.envelope else ()
    whole = [one for one in sample.records if isinstance(one, dict) and "request" in one and "response" in one]
    if sample.records and not whole:
        return Likeness(0.0, ())
    return Likeness(1.0 if whole else 0.9, ("log.entries", *keys))


def read(entry: Json) -> Reading:
    """One entry of `log.entries`; its time is the start of the request."""
    if not isinstance(entry, dict):
        raise Unreadable("An entry of log.entries is not an object.")
    request, response = entry.get("request"), entry.get("response")
    if not isinstance(request, dict):
        raise Unreadable("An entry of log.entries has no request.")
    response = response if isinstance(response, dict) else {}
    started = moment_of(entry.get("startedDateTime"))
    status, no_answer = _status(entry, response)
    method, url = request.get("method"), request.get("url")
    return Exchange(
        time_ns=started.ns if started else None,
        time_digits=started.digits if started else None,
        zone_assumed=started.zone_assumed if started else False,
        method=method if isinstance(method, str) and method else None,
        url=url if isinstance(url, str) and url else None,
        request_headers=_headers(request),
        request_body=_request_body(request.get("postData")),
        status=status,
        response_headers=_headers(response),
        response_body=_response_body(response.get("content")),
        duration_us=_duration(entry),
        no_answer=no_answer,
        target=_text(entry.get("serverIPAddress")),
    )


def _headers(message: dict[str, Any]) -> Headers:
    return headers_of(message.get("headers") or [])


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _status(entry: dict[str, Any], response: dict[str, Any]) -> tuple[int | None, str | None]:
    """Recorders write 0 (or -1) where no answer came; Chrome and mitmproxy may say why in `_error`."""
    status = response.get("status")
    if isinstance(status, str) and THREE_DIGITS.fullmatch(status):
        status = int(status)
    if isinstance(status, int | float) and 100 <= status <= 999 and status == int(status):
        return int(status), None
    why = _text(response.get("_error")) or _text(entry.get("_error")) or _text(response.get("statusText"))
    return None, why or "no answer was recorded"


def _duration(entry: dict[str, Any]) -> int | None:
    """`time` in milliseconds; 0 and -1 are what recorders write when they do not know."""
    return microseconds(entry.get("time"), MS) or None


def _request_body(post: Json) -> Json:
    if not isinstance(post, dict):
        return None
    text = post.get("text")
    if isinstance(text, str) and text:
        return decoded_base64(text) if post.get("encoding") == "base64" else body_of(text)
    parameters = post.get("params")
    return parameters if isinstance(parameters, list) and parameters else None


def _response_body(content: Json) -> Json:
    if not isinstance(content, dict):
        return None
    text = content.get("text")
    if not isinstance(text, str) or not text:
        return None
    return decoded_base64(text) if content.get("encoding") == "base64" else body_of(text)


FORMAT = Format(
    "har",
    "HAR 1.2",
    "A JSON document whose log.entries are objects with request and response.",
    likeness,
    read,
)
