"""Show one event whole, as JSON or as text."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from scimviewer.event import Exchange, Headers, Json, Step
from scimviewer.output.terminal import safe
from scimviewer.query.columns import COLUMNS
from scimviewer.query.sentences import sentence


def event_json(
    row: dict[str, Any], exchange: Exchange, records: list[bytes], quirks: Json = None, step: Step | None = None
) -> dict[str, Any]:
    """The document of `show --json`; `quirks` is null where nobody looked for any, `step` of an HTTP exchange."""
    return {
        **{column.key: row[column.key] for column in COLUMNS},
        "sentence": sentence(row, exchange),
        "actor_basis": row["actor_basis"],
        "zone_assumed": row["zone_assumed"],
        "request": {
            "method": exchange.method,
            "url": exchange.url,
            "headers": headers_json(exchange.request_headers),
            "body": exchange.request_body,
        },
        "response": {
            "status": exchange.status,
            "headers": headers_json(exchange.response_headers),
            "body": exchange.response_body,
        },
        "step": None if step is None else step_json(step),
        "quirks": quirks,
        "raw_sha256": hashlib.sha256(b"\n".join(records)).hexdigest(),
    }


def step_json(step: Step) -> dict[str, Any]:
    """What a step tells beside its row; `written` are values that were written, and no before and after."""
    return {
        "native": step.native,
        "status": step.status,
        "source_id": step.source_id,
        "request_id": step.request_id,
        "cycle": step.cycle,
        "in_failure_rates": not step.outside_rates and step.outcome in ("success", "failure"),
        "written": [one._asdict() for one in step.written],
        "stages": [one._asdict() for one in step.stages],
        "told": step.told,
    }


def headers_json(headers: Headers) -> dict[str, str | list[str]]:
    """Names as in the log; a value is text, or a list where the header repeats."""
    found: dict[str, str | list[str]] = {}
    for name, value in headers:
        known = found.get(name)
        if known is None:
            found[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            found[name] = [known, value]
    return found


def event_text(row: dict[str, Any], exchange: Exchange, step: Step | None = None) -> str:
    """An event for a terminal."""
    lines = [sentence(row, exchange), ""]
    lines.extend(f"{column.key:14} {_value(row[column.key])}" for column in COLUMNS)
    if step is not None:
        return "\n".join(safe(line) for text in [*lines, *_step(step)] for line in text.split("\n"))
    lines.extend(_half("request", f"{exchange.method} {exchange.url}", exchange.request_headers, exchange.request_body))
    status = exchange.status if exchange.status is not None else exchange.no_answer or "unknown"
    lines.extend(_half("response", str(status), exchange.response_headers, exchange.response_body))
    return "\n".join(safe(line) for text in lines for line in text.split("\n"))


def _step(step: Step) -> list[str]:
    lines = ["", f"--- step: {step.native or step.operation}"]
    lines.extend(f"{one.name}: {one.outcome or 'unknown'} {one.text or ''}".rstrip() for one in step.stages)
    if step.written:
        lines.extend(["", "--- values written (what stood there before is only told where it says so)"])
    for one in step.written:
        before = "" if one.old is None else f" (before: {_json(one.old)})"
        lines.append(f"{one.attribute} = {_json(one.value)}{before}")
    return lines + [f"{name}: {_json(value)}" for name, value in step.told.items()]


def _json(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _value(value: Any) -> str:
    return "unknown" if value is None else str(value)


def _half(title: str, first: str, headers: Headers, body: Json) -> list[str]:
    lines = ["", f"--- {title}: {first}", *(f"{name}: {value}" for name, value in headers)]
    if body is not None:
        lines.append(body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, indent=2))
    return lines


def raw_text(data: bytes) -> str:
    """A record for a terminal: everything that a terminal could obey is written out."""
    return safe(data.decode("utf-8", "backslashreplace"), keep="\n")
