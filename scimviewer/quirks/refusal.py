"""What does an answer say went wrong, in whatever form the server says it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scimviewer.quirks.pointers import key_of, leaves, pointer

Json = Any
ERROR_URN = "urn:ietf:params:scim:api:messages:2.0:error"
# Atomic groups: a page of nothing but comments must not be tried in every combination.
HTML = re.compile(r"(?is)\s*(?><\?xml[^>]*>\s*)?(?>(?:<!--(?>.*?-->)\s*)*)<(?:!doctype\s+html|html|head|body|title)\b")
TAGS = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>")
DETAILS = ("detail", "description", "message", "msg", "error_description", "title", "error", "reason")
LONGEST_TEXT = 4000
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as told; empty texts and None where the answer does not say."""

    text: str  # every word of it, for looking for signs
    detail: str  # the sentence for people
    at: str  # where that sentence stands
    scim_type: str | None
    at_scim_type: str
    form: str  # scim, wrapped, scim11, json, html, text or none

    def says(self, pattern: str) -> bool:
        """Whether the error speaks of this, regardless of case."""
        return re.search(pattern, self.text, re.IGNORECASE) is not None


def refusal_of(body: Json, at: str) -> Refusal:
    """Read an error body: RFC 7644 §3.12, SCIM 1.1, a wrapper around them, any JSON, a web page, or text."""
    if isinstance(body, str):
        words = " ".join((TAGS.sub(" ", body[: LONGEST_TEXT * 2]) if HTML.match(body) else body).split())[:LONGEST_TEXT]
        return Refusal(words, words, at, None, at, "html" if HTML.match(body) else "text" if words else "none")
    if not isinstance(body, dict | list) or not body:
        return Refusal("", "", at, None, at, "none")
    detail, at_detail = _detail(body, at, 0) or ("", at)
    scim_type, at_type = _scim_type(body, at, 0) or (None, at)
    return Refusal(_words(body, at), detail, at_detail, scim_type, at_type, _form(body))


def _words(body: Json, at: str) -> str:
    found, length = [], 0
    for where, value in leaves(body, at):
        if isinstance(value, str) and "/schemas" not in where[len(at) :]:
            found.append(value)
            length += len(value)
            if length > LONGEST_TEXT:
                break
    return " ".join(found)[:LONGEST_TEXT]


def _detail(told: Json, at: str, depth: int) -> tuple[str, str] | None:
    if isinstance(told, str):
        return (told.strip(), at) if told.strip() else None
    if depth > DEEPEST:
        return None
    if isinstance(told, list):
        return next(
            (found for n, one in enumerate(told[:3]) if (found := _detail(one, pointer(at, n), depth + 1))), None
        )
    if not isinstance(told, dict):
        return None
    for name in DETAILS:
        key = key_of(told, name)
        found = _detail(told[key], pointer(at, key), depth + 1) if key is not None else None
        if found:
            return found
    nested = [(key, inner) for key, inner in told.items() if isinstance(inner, dict | list) and key != "schemas"]
    return next((found for key, inner in nested if (found := _detail(inner, pointer(at, key), depth + 1))), None)


def _scim_type(told: Json, at: str, depth: int) -> tuple[str, str] | None:
    if depth > DEEPEST:
        return None
    if isinstance(told, list):
        inner_ones = list(enumerate(told[:20]))
        return next((hit for n, one in inner_ones if (hit := _scim_type(one, pointer(at, n), depth + 1))), None)
    if not isinstance(told, dict):
        return None
    key = key_of(told, "scimType")
    if key is not None and isinstance(told[key], str) and told[key]:
        return told[key], pointer(at, key)
    return next((hit for key, one in told.items() if (hit := _scim_type(one, pointer(at, key), depth + 1))), None)


def _form(body: Json) -> str:
    if is_scim_error(body):
        return "scim"
    errors = key_of(body, "Errors")
    if errors == "Errors" and isinstance(body[errors], list):
        return "scim11"
    inner = body.values() if isinstance(body, dict) else body
    if any(is_scim_error(one) for one in inner):
        return "wrapped"
    return "json"


def is_scim_error(body: Json) -> bool:
    """Whether this object itself names the schema of SCIM 2 errors."""
    key = key_of(body, "schemas")
    if key is None:
        return False
    schemas = body[key] if isinstance(body[key], list) else [body[key]]
    return any(isinstance(urn, str) and urn.lower() == ERROR_URN for urn in schemas)
