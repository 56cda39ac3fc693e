"""How is a situation told as one JSON document? (`explain -`)"""

from __future__ import annotations

from scimviewer.event import Exchange, Headers, Json
from scimviewer.quirks.situation import Situation
from scimviewer.scim.facts import attribute
from scimviewer.times import instant

MOST_HISTORY = 10_000


def situation_of(told: Json) -> Situation:
    """The situation in a document `{request, response, time?, before?, history?}`; whatever is odd in it is unknown."""
    told = told if isinstance(told, dict) else {}
    history = attribute(told, "history")
    earlier = [one for one in history[:MOST_HISTORY] if isinstance(one, dict)] if isinstance(history, list) else []
    request = _part(told, "request")
    url_name = "url" if _text(attribute(request, "url")) or "path" not in request else "path"
    return Situation(
        _exchange(told),
        attribute(told, "before"),
        tuple(_exchange(one) for one in earlier),
        url_name,
        url_at=f"/request/{url_name}",
    )


def _exchange(told: dict[str, Json]) -> Exchange:
    request, response = _part(told, "request"), _part(told, "response")
    moment = instant(attribute(told, "time"))
    headers = _headers(attribute(request, "headers"))
    url = _text(attribute(request, "url")) or _text(attribute(request, "path"))
    return Exchange(
        time_ns=moment.ns if moment else None,
        method=_text(attribute(request, "method")),
        url=url,
        request_headers=headers,
        request_body=attribute(request, "body"),
        status=_status(attribute(response, "status")),
        response_headers=_headers(attribute(response, "headers")),
        response_body=attribute(response, "body"),
        no_answer=None if isinstance(attribute(told, "response"), dict) else "no answer was recorded",
        user_agent=next((value for name, value in headers if name.lower() == "user-agent"), None),
    )


def _part(told: dict[str, Json], name: str) -> dict[str, Json]:
    part = attribute(told, name)
    return part if isinstance(part, dict) else {}


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _status(value: Json) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) == 3:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000 else None


def _headers(told: Json) -> Headers:
    """Headers as an object of texts or lists, as [name, value] pairs, or as {name, value} objects."""
    found: Headers = []
    if isinstance(told, dict):
        for name, value in told.items():
            found.extend((str(name), str(one)) for one in (value if isinstance(value, list) else [value]))
    for one in told if isinstance(told, list) else []:
        if isinstance(one, dict):
            one = [attribute(one, "name"), attribute(one, "value")]
        if isinstance(one, list) and len(one) == 2 and isinstance(one[0], str):
            found.append((one[0], str(one[1])))
    return found
