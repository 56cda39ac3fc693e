"""Whom did a look-up not find, although creating them was refused because they exist?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import MINUTE, Traffic, segments
from scimviewer.findings.words import counted, listed
from scimviewer.query.table import Array
from scimviewer.quirks.call import Call
from scimviewer.scim.facts import attribute
from scimviewer.scim.request import looked_up

WINDOW_NS = 10 * MINUTE
CONFLICT = 409
MOST_DECODED = 600


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each target: every look-up without a hit that a conflict follows."""
    searches = traffic.has("operation", "search") & (traffic["status"] == 200) & (traffic["resource_id_hash"] == 0)
    refused = traffic.has("operation", "create") & (traffic["status"] == CONFLICT)
    made = traffic.has("operation", "create") & traffic.succeeded
    by_target: dict[int, list[tuple[int, int]]] = {}
    decoded = 0
    for places in segments(_sender(traffic), np.flatnonzero(searches | refused | made)):
        for search, create in _neighbours(traffic, places, searches, refused):
            decoded += 1
            if decoded <= MOST_DECODED and _contradicts(traffic, search, create):
                by_target.setdefault(int(traffic["target"][create]), []).append((search, create))
    for _, pairs in sorted(by_target.items()):
        yield _finding(traffic, pairs)


def _sender(traffic: Traffic) -> Array:
    mixed: Array = traffic["target"].astype("<i8") << 32 | traffic["actor"].astype("<i8")
    return mixed


def _neighbours(traffic: Traffic, places: Array, searches: Array, refused: Array) -> Iterator[tuple[int, int]]:
    """Each refused create with the look-up before it: the last one of the same name, else the last one."""
    last, by_name = -1, dict[int, int]()
    names, times = traffic["resource_name_hash"], traffic.times
    for place in places.tolist():
        name = int(names[place])
        if searches[place]:
            last = by_name[name] = place
            continue
        if not refused[place]:  # created between: no contradiction
            last = -1
            by_name.pop(name, None)
            continue
        search = by_name.get(name, last) if name else last
        if search >= 0 and times[place] - times[search] <= WINDOW_NS:
            yield search, place


def _contradicts(traffic: Traffic, search: int, create: int) -> bool:
    """Whether the look-up had no hit and asked for what the create then sent."""
    looked, made = (Call(one) for one in traffic.exchanges([search, create]))
    wanted = looked_up(looked.filter)
    listed_ = looked.answered if isinstance(looked.answered, dict) else {}
    total = attribute(listed_, "totalResults")
    if wanted is None or (total not in (0, "0") and (total is not None or attribute(listed_, "Resources") != [])):
        return False
    name, value = wanted[0].rpartition(":")[2].lower(), wanted[1].casefold()
    sent = made.asked if isinstance(made.asked, dict) else {}
    if name.startswith("emails"):
        emails = attribute(sent, "emails")
        told = [attribute(one, "value") for one in emails if isinstance(one, dict)] if isinstance(emails, list) else []
        return value in {str(one).casefold() for one in told}
    return str(attribute(sent, name) or "").casefold() == value


def _finding(traffic: Traffic, pairs: list[tuple[int, int]]) -> Finding:
    creates = [create for _, create in pairs]
    names = traffic.names(creates)
    who = counted(max(len(names), 1), "user") if traffic.word("resource_type", creates[0]) == "User" else "resource"
    search, _ = pairs[0]
    wanted = looked_up(Call(next(traffic.exchanges([search]))).filter)
    by = wanted[0] if wanted else "a filter"
    title = f"{who} not found by {by}, and yet refused as existing ({counted(len(pairs), 'time')})"
    told = f"The look-up by {by} answered 0 results, the create that followed 409, for {listed(names)}."
    proof = [place for pair in pairs for place in pair]
    return traffic.finding(FINDER, proof, title, count=len(pairs), resources=names, explanation=told)


FINDER = Finder(
    id="lookup-contradicts-create",
    title="Not found, and yet there",
    severity="medium",
    explanation="The filter cannot see the record that the check for uniqueness sees: an inactive or deleted account,"
    " another tenant, another case, or one that was made by hand without the attribute that is looked up.",
    advice="Find the existing account by the user name at the target. Give it the attribute by which the provider looks"
    " (often externalId), or match by userName instead.",
    disproved_by="Somebody created the account between the two requests.",
    find=find,
    needs=("time", "status"),
)
