"""What does a later read prove about a write?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scimviewer.event import Exchange, Json
from scimviewer.quirks import found
from scimviewer.quirks.chaining import is_projected
from scimviewer.quirks.quirk import Found, Quirk
from scimviewer.quirks.situation import Situation
from scimviewer.scim.compare import STATES, differences
from scimviewer.scim.facts import attribute
from scimviewer.scim.sentences import shown as shown_value

WRITES = ("create", "replace", "patch", "delete")
READS = ("read", "search")
MOST_TOLD = 3


def proven(write: Situation, later: Sequence[Exchange]) -> list[tuple[Quirk, Found]]:
    """The patterns of a write that the next read of the resource shows; their evidence points into /later too.

    `later` are exchanges about the same resource. After another write a read proves nothing about this one.
    """
    if write.operation not in WRITES or not write.succeeded:
        return []
    for n, one in enumerate(later):
        read = Situation(one, None, (*write.history, write.exchange, *later[:n]), schemas=write.schemas)
        if read.operation in WRITES and not read.failed:
            return []
        if read.operation in READS and read.succeeded and read.answered is not None:
            return list(about_earlier(found(read), len(write.history), n))
    return []


def contradicted(write: Situation, later: Sequence[Exchange], after: Json) -> str:
    """What the next read shows otherwise than a write should have left it, in words; "" for nothing."""
    shown = _next_shown(write, later) if write.succeeded and isinstance(after, dict) else None
    if shown is None:
        return ""
    kind, schemas = write.resource_type, write.server_schemas
    real = [one for one in differences(after, shown, schemas, ignored=STATES, resource_type=kind) if one.is_real]
    names = list(dict.fromkeys(one.path if one.path[:4].lower() == "urn:" else one.path.split(".")[0] for one in real))
    told = [_told(name, attribute(after, name), attribute(shown, name)) for name in names[:MOST_TOLD]]
    more = f" and {len(names) - MOST_TOLD} more differ" if len(names) > MOST_TOLD else ""
    return f"the next read shows something else: {', '.join(told)}{more}" if told else ""


def _next_shown(write: Situation, later: Sequence[Exchange]) -> dict[str, Json] | None:
    """The resource as the next whole answer has it, if nothing was written in between."""
    for one in later:
        read = Situation(one, schemas=write.schemas)
        if read.operation in WRITES and not read.failed:
            return None
        if read.operation == "read" and read.resource is not None and not is_projected(read):
            return read.resource if read.resource_id == write.resource_id else None
    return None


def _told(name: str, expected: Json, there: Json) -> str:
    if isinstance(expected, list) or isinstance(there, list):
        counts = [len(one) if isinstance(one, list) else int(one is not None) for one in (there, expected)]
        return f"{name} has {counts[0]} where {counts[1]} were expected"
    if there is None or expected is None:
        return f"{name} is {'not there' if there is None else shown_value(there)}"
    return f"{name} is {shown_value(there)}, not {shown_value(expected)}"


def about_earlier(hits: Sequence[tuple[Quirk, Found]], place: int, n: int = 0) -> list[tuple[Quirk, Found]]:
    """Those patterns of a read that have the exchange at a place of its history as evidence, told from there."""
    at = f"/history/{place}/"
    told = []
    for quirk, hit in hits:
        if any(one.startswith(at) for one in hit.evidence):
            evidence = tuple(_seen_from(one, place, n) for one in hit.evidence)
            told.append((quirk, replace(hit, evidence=evidence)))
    return told


def _seen_from(pointer: str, place: int, n: int) -> str:
    """A pointer of a read, as the write at this place of its history has it."""
    if not pointer.startswith("/history/"):
        return f"/later/{n}{pointer}"
    number, _, rest = pointer.removeprefix("/history/").partition("/")
    index = int(number)
    if index == place:
        return f"/{rest}"
    return pointer if index < place else f"/later/{index - place - 1}/{rest}"
