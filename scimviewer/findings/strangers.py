"""Who provisions here that never did before, or with another program than the known one?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import HOUR, Traffic, segments
from scimviewer.findings.words import counted, lasting, percent
from scimviewer.query.table import Array

FEWEST_BEFORE, SHARE_BEFORE, LEAST_BEFORE_NS = 50, 0.25, HOUR
KNOWN_SHARE, STRANGE_SHARE = 0.9, 0.02
ADDRESS = "address"


def find_actors(traffic: Traffic) -> Iterator[Finding]:
    """Actors whose first event at a target comes late, and who changed something."""
    for places in segments(traffic["target"], np.flatnonzero(traffic["actor"] != 0)):
        span = traffic.times[places[-1]] - traffic.times[places[0]]
        begin = traffic.times[places[0]] + max(LEAST_BEFORE_NS, int(SHARE_BEFORE * span))
        _, firsts = np.unique(traffic["actor"][places], return_index=True)
        for first in np.sort(firsts).tolist():
            mine = places[traffic["actor"][places] == traffic["actor"][places[first]]]
            wrote = mine[traffic.writes[mine] & traffic.succeeded[mine]]
            if first >= FEWEST_BEFORE and traffic.times[places[first]] >= begin and len(wrote):
                yield _actor(traffic, places, first, mine, wrote)


def _actor(traffic: Traffic, places: Array, first: int, mine: Array, wrote: Array) -> Finding:
    start = int(mine[0])
    actor, basis = traffic.word("actor", start), traffic.word("actor_basis", start)
    before = places[:first]
    what = "address" if basis == ADDRESS else "actor"
    where = f" at {target}" if (target := traffic.word("target", start)) else ""
    title = (
        f"New {what}{where}: {actor}, never seen in the {lasting(int(traffic.times[start] - traffic.times[before[0]]))}"
    )
    title += f" before, made {counted(len(wrote), 'change')}"
    told = ""
    if basis == "token":
        told = "The actor is known by a token alone: it may be the same sender with a new one."
    return traffic.finding(ACTOR, [start, *wrote.tolist()], title, count=len(wrote), explanation=told)


def find_clients(traffic: Traffic) -> Iterator[Finding]:
    """Changes at a target by a program that sends hardly anything there, beside one that sends nearly everything."""
    for places in segments(traffic["target"], np.flatnonzero(traffic["client"] != 0)):
        codes, counts = np.unique(traffic["client"][places], return_counts=True)
        largest = int(codes[np.argmax(counts)])
        if len(places) < FEWEST_BEFORE or counts.max() < KNOWN_SHARE * len(places):
            continue
        for code in codes[counts <= STRANGE_SHARE * len(places)].tolist():
            mine = places[traffic["client"][places] == code]
            wrote = mine[traffic.writes[mine] & traffic.succeeded[mine]]
            if len(wrote) and code != largest:
                yield _client(traffic, mine, wrote, largest, float(counts.max() / len(places)))


def _client(traffic: Traffic, mine: Array, wrote: Array, largest: int, share: float) -> Finding:
    client, usual = traffic.word("client", int(mine[0])), traffic.words("client")[largest]
    where = f" at {target}" if (target := traffic.word("target", int(mine[0]))) else ""
    title = f"{counted(len(wrote), 'change')}{where} by {client}, outside the known client"
    told = f"{percent(share)} of the requests there come from {usual}."
    return traffic.finding(CLIENT, wrote, title, count=len(wrote), explanation=told)


ACTOR = Finder(
    id="new-actor",
    title="An actor never seen before",
    severity="low",
    explanation="The actor appears late in the log, at a target that others have used since its beginning, and changes"
    " something at once.",
    advice="Ask whether a new token, administrator or job was meant to start then.",
    disproved_by="A token that was renewed, or a part of the log before that is missing.",
    find=find_actors,
    needs=("time", "actor"),
)
CLIENT = Finder(
    id="unknown-client",
    title="Provisioning outside the known client",
    severity="medium",
    explanation="Nearly all requests at this target come from one program; these few changes come from another.",
    advice="Find out who ran it and whose credentials it used. If nobody did, renew the token and undo the changes.",
    disproved_by="A script or test of the administrators that is known.",
    find=find_clients,
)
