"""What does a provider's record say under a name, in whatever case a copy of it writes the name?"""

from __future__ import annotations

import re
from typing import Any

from scimviewer.event import Json
from scimviewer.formats.aliases import folded
from scimviewer.formats.bodies import body_of

STATUS_NAMES = {
    "badrequest": 400, "unauthorized": 401, "forbidden": 403, "notfound": 404, "methodnotallowed": 405,
    "notacceptable": 406, "requesttimeout": 408, "conflict": 409, "gone": 410, "lengthrequired": 411,
    "preconditionfailed": 412, "requestentitytoolarge": 413, "requesturitoolong": 414, "unsupportedmediatype": 415,
    "expectationfailed": 417, "unprocessableentity": 422, "unprocessablecontent": 422, "locked": 423,
    "toomanyrequests": 429, "internalservererror": 500, "notimplemented": 501, "badgateway": 502,
    "serviceunavailable": 503, "gatewaytimeout": 504, "insufficientstorage": 507,
}  # fmt: skip
SCIM_TYPE = re.compile(r'\\*"scimType\\*"\s*:\s*\\*"(\w{1,60})', re.ASCII)


def named(record: Json) -> dict[str, Json]:
    """A record's members by their folded names; nothing where it is no object. JSON kept as text is decoded."""
    record = body_of(record) if isinstance(record, str) else record
    if not isinstance(record, dict):
        return {}
    known: dict[str, Json] = {}
    for name, value in record.items():
        if value is not None:
            known.setdefault(folded(name), value)
    return known


def listed(value: Json) -> list[Any]:
    """A list, also where it is kept as text; one object is a list of one."""
    value = body_of(value) if isinstance(value, str) else value
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


def text_in(known: dict[str, Json], *names: str) -> str | None:
    """The first of these names that holds text or a number."""
    for name in names:
        value = known.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return None


def status_named(word: str) -> int | None:
    """The HTTP status that a number, a reason phrase, or the name of one in .NET stands for."""
    if word.isdecimal() and len(word) == 3:
        return int(word) if 100 <= int(word) <= 599 else None
    return STATUS_NAMES.get(word.replace(" ", "").lower())


def scim_type_in(text: str | None) -> str | None:
    """The scimType of a SCIM error that stands in a text."""
    match = SCIM_TYPE.search(text) if text else None
    return match[1] if match else None
