"""Copy one event out of the program: as cURL, as Markdown for a ticket."""

from __future__ import annotations

import json
import shlex
from typing import Any

from scimviewer.event import Exchange, Headers, Json
from scimviewer.output.listing import markdown_cell
from scimviewer.output.terminal import safe
from scimviewer.privacy.redaction import Redactor
from scimviewer.query.sentences import sentence

# Headers that the next client writes itself, or that must not be pasted.
DROPPED = {"host", "content-length", "content-encoding", "connection", "transfer-encoding", "accept-encoding"}
LONGEST_BODY = 100_000


def redacted(row: dict[str, Any], exchange: Exchange, redactor: Redactor | None) -> tuple[dict[str, Any], Exchange]:
    """Row and exchange as they may leave the program."""
    if redactor is None:
        return row, exchange
    return redactor.row(row), redactor.exchange(exchange)


def curl(row: dict[str, Any], exchange: Exchange, redactor: Redactor | None) -> str:
    """The request as a cURL command for a POSIX shell; the credential is $TOKEN, the host is $BASE."""
    row, exchange = redacted(row, exchange, redactor)
    url = exchange.url or "/"
    _, mark, rest = url.partition("://")
    path = "/" + rest.partition("/")[2] if mark else url
    lines = [f'curl -X {shlex.quote(exchange.method or "GET")} "$BASE"{shlex.quote(safe(path))}']
    for name, value in exchange.request_headers:
        lowered = name.lower()
        if lowered == "authorization":
            lines.append(f'-H "{_plain(name)}: {_scheme(value)} $TOKEN"')
        elif lowered not in DROPPED and not lowered.startswith(":"):
            lines.append(f"-H {shlex.quote(safe(f'{name}: {value}'))}")
    body = exchange.request_body
    if body is not None:
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        if len(text) > LONGEST_BODY:
            lines.append(f"# the body of {len(text)} characters is too large to paste")
        else:
            lines.append(f"--data-raw {shlex.quote(safe(text))}")
    return " \\\n  ".join(lines)


def _plain(text: str) -> str:
    return "".join(one for one in text if one.isalnum() or one == "-")


def _scheme(value: str) -> str:
    word = value.partition(" ")[0]
    return word if word.isalpha() and " " in value else "Bearer"


def markdown(row: dict[str, Any], exchange: Exchange, redactor: Redactor | None) -> str:
    """An event for a ticket: sentence, facts, request and response."""
    row, exchange = redacted(row, exchange, redactor)
    facts = {
        "Time": row["time"] or "unknown",
        "Request": f"{exchange.method or '?'} {exchange.url or '?'}",
        "Status": exchange.status if exchange.status is not None else exchange.no_answer or "unknown",
        "Duration": "unknown" if row["duration_ms"] is None else f"{row['duration_ms']} ms",
        "Actor": row["actor"] or "unknown",
        "Event": f"{row['id']}, {row['source']}:{row['line']}",
    }
    lines = [f"**{markdown_cell(sentence(row, exchange))}**", "", "| | |", "| --- | --- |"]
    lines.extend(f"| {name} | {markdown_cell(value)} |" for name, value in facts.items())
    lines.extend(_half("Request", exchange.request_headers, exchange.request_body))
    lines.extend(_half("Response", exchange.response_headers, exchange.response_body))
    lines.extend(["", "Times are UTC." + (" Personal values are replaced by pseudonyms." if redactor else "")])
    return "\n".join(lines) + "\n"


def _half(title: str, headers: Headers, body: Json) -> list[str]:
    text = "\n".join(safe(f"{name}: {value}") for name, value in headers)
    if body is not None:
        shown = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, indent=2)
        text = f"{text}\n\n{safe(shown, keep=chr(10))}" if text else safe(shown, keep="\n")
    if not text:
        return ["", f"{title}: the log holds neither headers nor a body."]
    fence = "```"
    while fence in text:
        fence += "`"
    return ["", f"{title}", "", f"{fence}", text, fence]
