"""Does a value that a log writes fit its field, and what does it say? None where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from scimviewer.event import Headers, Json
from scimviewer.formats.aliases import MAY_BE_BODIES, folded, is_body
from scimviewer.formats.bodies import body_of, headers_of
from scimviewer.times import Instant, instant

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
REQUEST_LINE = re.compile(r"([A-Z]{3,8}) (\S+)(?: HTTP/[\d.]+)?|<\w+Request: ([A-Z]{3,8}) '([^']+)'>")
STATUS_TEXT = re.compile(r"\s*(?:HTTP/[\d.]+ +|\w{1,60}_)?([1-5]\d\d)(?:\.0+)?(?:\s.*)?", re.DOTALL | re.ASCII)
OUTCOME_WORDS = {
    "success": "success", "successful": "success", "ok": "success", "succeeded": "success", "passed": "success",
    "failure": "failure", "failed": "failure", "error": "failure", "fail": "failure", "denied": "failure",
    "skipped": "skipped", "skip": "skipped",
}  # fmt: skip
ENDPOINTS = {"user": "Users", "users": "Users", "group": "Groups", "groups": "Groups"}
LONGEST_URL = 65536
ERROR_MARKS = ("schemas", "detail", "scimType")
# How Elastic and others write a body: its text beside facts about it.
ABOUT_A_BODY = {"content", "bytes", "text", "size", "encoding", "mime_type", "truncated"}

# Where clocks and calendars of programs begin: Unix, SQL Server, Excel, Delphi. Nobody provisioned anybody then.
ZEROS = ("1970-01-01", "1753-01-01", "1900-01-01", "1899-12-30")
FILLERS = {moment.ns for day in ZEROS if (moment := instant(f"{day}T00:00Z"))}


def moment_of(value: Json) -> Instant | None:
    """When: a moment that is not what programs write where they know none."""
    found = instant(value)
    return None if found is None or found.ns in FILLERS else found


def method_of(value: Json) -> str | None:
    """An HTTP method, also at the end of an enumeration's name such as SCIM_REQUEST_HTTP_METHOD_PATCH."""
    if not isinstance(value, str):
        return None
    if value in METHODS:
        return value
    word = value.strip().upper().rpartition("_")[2]
    return word if word in METHODS else None


def status_of(value: Json) -> int | None:
    """An HTTP status: a number, numeric text, or text that begins with it ("409 Conflict")."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 100 <= value <= 599 else None
    if isinstance(value, float):
        return status_of(int(value)) if value.is_integer() else None
    match = STATUS_TEXT.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def url_of(value: Json) -> str | None:
    """A URL or a path: it has a slash and no spaces."""
    if not isinstance(value, str) or "/" not in value or len(value) >= LONGEST_URL:
        return None
    text = value.strip()
    return None if " " in text or text[:1] in ("{", "[", "<") else text


def request_line_of(value: Json) -> tuple[str, str] | None:
    """Method and URL of `GET /Users HTTP/1.1`, or of Django's `<WSGIRequest: GET '/Users'>`."""
    match = REQUEST_LINE.fullmatch(value) if isinstance(value, str) and len(value) < LONGEST_URL else None
    return (match[1] or match[3], match[2] or match[4]) if match else None


def query_of(value: Json) -> str | None:
    """A query string, from text or from a map of parameters."""
    if isinstance(value, dict):
        return urlencode(value, doseq=True, errors="replace") or None
    if not isinstance(value, str) or "=" not in value or " " in value:
        return None
    return value.lstrip("?")


def text_of(value: Json) -> str | None:
    """Text that says something; "-" is what access logs write for nothing."""
    return value if isinstance(value, str) and value != "-" and value.strip() else None


def name_of(value: Json) -> str | None:
    """Who or which: text, or a number that stands for it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text_of(value)


def error_of(value: Json) -> str | None:
    """An error's text; Rails writes an exception as a list of its name and message."""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ": ".join(value[:2])
    return text_of(value)


def outcome_word(value: Json) -> str | None:
    """success, failure or skipped, by the words that logs use for them."""
    return OUTCOME_WORDS.get(value.strip().lower()) if isinstance(value, str) and len(value) < 40 else None


def endpoint_of(value: Json) -> str | None:
    """Users or Groups, by the name of a type of resource."""
    return ENDPOINTS.get(value.strip().lower()) if isinstance(value, str) else None


def record_text(value: Json) -> str | None:
    """Text that is a JSON object."""
    return value if isinstance(value, str) and value.lstrip()[:1] == "{" else None


def told_headers(value: Json) -> Headers | None:
    """Headers in any of the forms that loggers use."""
    return headers_of(value) or None if value else None


def body_value(value: Json) -> Json:
    """A body from a field that holds nothing else."""
    if isinstance(value, dict) and ("content" in value or "text" in value) and value.keys() <= ABOUT_A_BODY:
        value = value.get("content", value.get("text"))
    return body_of(value) if isinstance(value, dict | list | str) else None


def body_or_envelope(value: Json) -> Json:
    """A body from a field in which others keep method, headers and body, or the request line."""
    if isinstance(value, str) and request_line_of(value) is not None:
        return None
    if (
        isinstance(value, dict)
        and not any(mark in value for mark in ERROR_MARKS)
        and not is_body("request.", tuple(value))
    ):
        return None
    return body_value(value)


CONVERTERS: dict[str, Callable[[Json], Any]] = {
    "time": moment_of,
    "request_line": request_line_of,
    "method": method_of,
    "url": url_of,
    "query": query_of,
    "status": status_of,
    "request_headers": told_headers,
    "response_headers": told_headers,
    "request_body": body_value,
    "response_body": body_value,
    "actor": name_of,
    "user": name_of,
    "address": text_of,
    "user_agent": text_of,
    "request_id": name_of,
    "error": error_of,
    "target": text_of,
    "outcome": outcome_word,
    "resource_type": endpoint_of,
    "resource_id": name_of,
    "inner": record_text,
}


def converter(field: str, name: str) -> Callable[[Json], Any]:
    """What reads the values of a field that lies under this name."""
    if field in ("request_body", "response_body") and folded(name) in MAY_BE_BODIES:
        return body_or_envelope
    return CONVERTERS[field]
