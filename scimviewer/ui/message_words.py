"""What is said about a request or an answer where the log has little or nothing of it?"""

from __future__ import annotations

from dataclasses import dataclass

from scimviewer.event import Exchange, Headers
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.json_values import SECRET

# Methods that carry a body (RFC 9110 §9.3); of the others none is expected.
WITH_BODY = {"POST", "PUT", "PATCH"}
# Headers that say the most about a SCIM call, as they are called in a sentence.
TELLING = {"user-agent": "User-Agent", "etag": "ETag", "if-match": "If-Match", "retry-after": "Retry-After"}
ASK_FOR_BODIES = (
    "Turn on logging of request and response bodies for SCIM calls on your side, repeat the change once, "
    "and send us the log of these minutes. Passwords and tokens may be blanked out."
)


@dataclass(frozen=True)
class Missing:
    """Why there is nothing to show: what is so, what it means, and whether to ask the customer for more."""

    title: str
    meaning: str
    ask: bool = False


STEP = Missing("This is a step as the provider tells it", "No HTTP exchange belongs to it. Raw has the record.")


def missing_request(exchange: Exchange) -> Missing:
    """Why the request shows no body."""
    method = (exchange.method or "").upper()
    if method not in WITH_BODY:
        name = f"A {method} request" if method else "This request"
        return Missing(f"{name} has no body", "What was asked stands in the URL.")
    if header_value(exchange.request_headers, "content-length") == "0":
        return Missing("The request was sent with an empty body", "So nothing was asked to change.")
    return Missing(
        "This log holds no body of this request",
        "So what was asked cannot be explained. Status, time and path are still evidence.",
        ask=True,
    )


def missing_response(exchange: Exchange) -> Missing:
    """Why the answer shows no body."""
    if exchange.no_answer:
        return Missing("There was no answer", f"{exchange.no_answer}\nWhether the change was made is not known.")
    if exchange.status is None:
        return Missing("This log holds no answer", "So whether the change was made is not known.", ask=True)
    if exchange.status == 204:
        return Missing("204 means done, without a body", "What the receiver holds now is not told.")
    if exchange.status == 304:
        return Missing("304 means not changed", "The asker already has what the receiver holds.")
    if header_value(exchange.response_headers, "content-length") == "0":
        return Missing("The answer came with an empty body", "What the receiver holds now is not told.")
    return Missing(
        "This log holds no body of this answer",
        "So what the receiver did can only be told from the status.",
        ask=exchange.status >= 200,
    )


def header_value(headers: Headers, name: str) -> str | None:
    """The first value of a header, whatever the case of its name."""
    return next((value for key, value in headers if key.lower() == name), None)


def headers_words(headers: Headers, whose: str) -> str:
    """Headers summed up on one line: "6 headers: application/scim+json, Authorization removed at import"."""
    if not headers:
        return f"This log holds no headers of the {whose}"
    words = []
    content_type = header_value(headers, "content-type")
    if content_type:
        words.append(content_type.partition(";")[0])
    for name, shown in TELLING.items():
        value = header_value(headers, name)
        if value:
            words.append(f"{shown} {value if shown != 'User-Agent' else f'“{value[:60]}”'}")
    words += [f"{name} removed at import" for name, value in headers if SECRET.search(value)]
    count = counted(len(headers), "header")
    return f"{count}: {', '.join(words)}" if words else count


def size_words(headers: Headers) -> str:
    """How many bytes a body has, where the headers say it."""
    length = header_value(headers, "content-length") or ""
    if not length.isascii() or not length.isdigit() or len(length) > 12:
        return ""
    return "1 byte" if int(length) == 1 else f"{grouped(int(length))} bytes"


def duration_words(duration_ms: float | int | None) -> str:
    """A duration as people say it: 184 ms, 5 012 ms; empty where it is unknown."""
    if duration_ms is None:
        return ""
    return f"{grouped(round(duration_ms))} ms" if duration_ms >= 10 else f"{round(duration_ms, 1):g} ms"
