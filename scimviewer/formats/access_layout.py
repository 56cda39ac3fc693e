"""What do the fields mean that an access log has behind the usual ones? Learnt from its first lines, or unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median_low

from scimviewer.formats.access_line import Field, Line, request_of
from scimviewer.formats.aliases import ALIASES, folded
from scimviewer.formats.bodies import body_of
from scimviewer.formats.durations import US, S, unit_told_by

OTHER_NAMES = {
    "rt": "duration", "reqtime": "duration", "resptime": "duration", "rid": "request_id", "req": "request_id",
    "xff": "address", "forwardedfor": "address", "vhost": "target", "h": "target",
    "respbody": "response_body", "reqbody": "request_body",
}  # fmt: skip
NAMED = ("request_id", "address", "user_agent", "target", "duration", "user", "request_body", "response_body")
NAMES = {alias: field for field in reversed(NAMED) for alias in ALIASES[field]} | OTHER_NAMES
ADDRESSES = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)(?:, ?[\w.:]+)*", re.ASCII)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?::\d{1,5})?", re.ASCII)
REQUEST_ID = re.compile(r"(?i)(?:[\da-f]{16,64}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|req[-_]\w{6,})", re.ASCII)
WITH_UNIT = re.compile(r"\d+(?:\.\d+)?[nuµμm]?s", re.ASCII)
THREE_DECIMALS, SIX_DECIMALS = re.compile(r"\d+\.\d{3}", re.ASCII), re.compile(r"\d+\.\d{6}", re.ASCII)
WHOLE = re.compile(r"\d{1,12}", re.ASCII)
BOTH = re.compile(r"(\d{1,6})/(\d{1,12})", re.ASCII)  # Apache's %T/%D
NOTHING = ("", "-")
# From these on whole numbers are microseconds: as milliseconds half of all requests would take ten seconds and more,
# or some more than the minute after which servers and proxies give up while half take a second.
TYPICAL_US, LONG_US, TYPICAL_BESIDE_LONG_US = 10_000, 60_000, 1_000
ENOUGH = 8  # values that can show a counter
MOST_HEADERS = 2000  # bytes; an answer is as much longer than its body
DURATION = "duration"


def learnt(lines: Sequence[Line]) -> dict[str, str]:
    """field → what it is; a duration says its microseconds, and by which rule they are known: `duration 1000 why`."""
    columns: dict[str, list[tuple[Line, Field]]] = {}
    for line in lines:
        for field in line.fields:
            columns.setdefault(field.key, []).append((line, field))
    roles = _usual(columns)
    for key, column in columns.items():
        if key not in roles:
            role = _named(key, column) if not key.isdecimal() else _unnamed(column)
            if role is not None:
                roles[key] = role
    _settle_durations(roles, columns)
    _settle_bodies(roles, columns)
    return roles


def _usual(columns: dict[str, list[tuple[Line, Field]]]) -> dict[str, str]:
    """The referrer and the User-Agent of the combined format are the first two fields, in quotes."""
    if not all(field.quoted for _, field in columns.get("0", ())) or "0" not in columns:
        return {}
    if "1" in columns and all(field.quoted for _, field in columns["1"]):
        return {"0": "referer", "1": "user_agent"}
    texts = _texts(columns["0"])
    return {"0": "referer" if texts and all("://" in text for text in texts) else "user_agent"}


def _texts(column: list[tuple[Line, Field]]) -> list[str]:
    return [field.text for _, field in column if field.text not in NOTHING]


def _named(name: str, column: list[tuple[Line, Field]]) -> str | None:
    role = NAMES.get(folded(name))
    if role != DURATION:
        return role
    unit = unit_told_by(name)
    return f"{DURATION} {unit:g} its name" if unit else _duration(column)


def _unnamed(column: list[tuple[Line, Field]]) -> str | None:
    texts = _texts(column)
    if not texts:
        return None
    if all(isinstance(body_of(text), dict | list) for text in texts):
        return "body"
    for role, pattern in (("request_id", REQUEST_ID), ("address", ADDRESSES), ("target", HOST)):
        if all(pattern.fullmatch(text) for text in texts):
            return role if role != "request_id" or len(set(texts)) == len(texts) else None
    return _duration(column)


def _duration(column: list[tuple[Line, Field]]) -> str | None:
    """Microseconds in one unit, and the rule that proves it; None where nothing does."""
    texts = _texts(column)
    if not texts:
        return None
    if all(WITH_UNIT.fullmatch(text) for text in texts):
        return f"{DURATION} {S:g} unit written"
    if all(THREE_DECIMALS.fullmatch(text) for text in texts):
        return f"{DURATION} {S:g} three decimals"
    if all(SIX_DECIMALS.fullmatch(text) for text in texts):
        return f"{DURATION} {S:g} six decimals"
    pairs = [BOTH.fullmatch(text) for text in texts]
    if all(pair and int(pair[2]) // 1_000_000 == int(pair[1]) for pair in pairs):
        return f"{DURATION} {US:g} seconds/microseconds"
    if all(WHOLE.fullmatch(text) for text in texts) and _are_microseconds([int(text) for text in texts]):
        return None if _are_sizes(column) else f"{DURATION} {US:g} too large for milliseconds"
    return None


def _are_microseconds(values: list[int]) -> bool:
    typical = median_low(values)
    if len(values) >= ENOUGH and values == sorted(values):
        return False  # a counter
    return typical >= TYPICAL_US or (typical >= TYPICAL_BESIDE_LONG_US and max(values) >= LONG_US)


def _are_sizes(column: list[tuple[Line, Field]]) -> bool:
    """Whether these are the bytes of the answers, headers included."""
    known = [(line.size, field.text) for line, field in column if WHOLE.fullmatch(line.size) and field.text != "-"]
    return bool(known) and all(0 <= int(value) - int(size) <= MOST_HEADERS for size, value in known)


def _settle_durations(roles: dict[str, str], columns: dict[str, list[tuple[Line, Field]]]) -> None:
    """Of several times of equal rank the longest is that of the request; it covers those of the servers behind."""
    found = [key for key, role in roles.items() if role.startswith(DURATION)]
    named = [key for key in found if not key.isdecimal()]
    whole = [key for key in found if roles[key].endswith("too large for milliseconds")]
    if not named and len(whole) > 1:  # bytes, ports, counters may be among them
        found = [key for key in found if key not in whole]
    best = max(named or found, key=lambda key: sum(map(_number, _texts(columns[key]))), default=None)
    for key in [key for key, role in roles.items() if role.startswith(DURATION)]:
        if key != best:
            del roles[key]


def _number(text: str) -> float:
    digits = re.match(r"\d{1,12}(?:\.\d{1,9})?", text)
    return float(digits[0]) if digits else 0.0


def _settle_bodies(roles: dict[str, str], columns: dict[str, list[tuple[Line, Field]]]) -> None:
    """The first of two bodies is the request's; one alone too, but not where requests have it that send none."""
    found = [key for key, role in roles.items() if role == "body"]
    for place, key in enumerate(found):
        methods = {request_of(line.request)[0] for line, field in columns[key] if field.text not in NOTHING}
        is_answer = place == 1 or (len(found) == 1 and bool(methods & {"GET", "HEAD"}))
        roles[key] = "response_body" if is_answer else "request_body" if place == 0 else "unknown"
