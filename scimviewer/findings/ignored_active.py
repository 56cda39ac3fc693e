"""Whose deactivation was answered with success, although the user stayed active?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, lasting, listed

# What was asked → what it is called, and what the answer says instead.
ASKED = {0: ("deactivation", "active"), 1: ("activation", "inactive")}


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each target and wish: whose `active` was asked for, and read otherwise later."""
    asked, answered = traffic["active_asked"], traffic["active_answered"]
    tells = (asked >= 0) & traffic.succeeded & traffic.writes & (traffic.resource != 0)
    reads = (answered >= 0) & traffic.succeeded & (traffic.resource != 0)
    reads &= np.isin(traffic.resource, traffic.resource[tells])
    broken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for places in segments(traffic.resource, np.flatnonzero(tells | reads)):
        for place, proof in _broken(asked[places], answered[places], tells[places]):
            key = int(traffic["target"][places[0]]), int(asked[places[place]])
            broken.setdefault(key, []).append((int(places[place]), int(places[proof])))
    for (_, wish), pairs in sorted(broken.items()):
        yield _finding(traffic, wish, pairs)


def _broken(asked: np.ndarray, answered: np.ndarray, tells: np.ndarray) -> Iterator[tuple[int, int]]:
    """(write, what contradicts it): the write's own answer, or what is read before `active` is written again."""
    if not (tells & (asked >= 0)).any():
        return
    write = -1
    for at in range(len(asked)):
        if tells[at]:
            write = at
        if write >= 0 and answered[at] >= 0 and answered[at] != asked[write]:
            yield write, at
            write = -1  # told once; whoever changes it later may have done so elsewhere
        elif write >= 0 and answered[at] >= 0 and at > write:
            write = -1  # confirmed: what comes later is another story


def _finding(traffic: Traffic, wish: int, pairs: list[tuple[int, int]]) -> Finding:
    word, state = ASKED[wish]
    writes = [write for write, _ in pairs]
    names = traffic.names(writes)
    users = len({int(traffic.resource[write]) for write in writes})
    own = sum(write == proof for write, proof in pairs)
    waits = [int(traffic.times[proof] - traffic.times[write]) for write, proof in pairs if proof != write]
    told = f"{counted(len(writes), 'request')} asked for it and got success, for {listed(names)}."
    if own:
        told += f" In {own} of {len(writes)} cases the answer itself says {state}."
    if waits:
        told += f" In {len(waits)} a later read says so, the first {lasting(min(waits))} after."
    is_or_are = "is" if users == 1 else "are"
    return traffic.finding(
        FINDER,
        [place for pair in pairs for place in pair],
        f"{counted(users, 'user')} {is_or_are} still {state} after {word}",
        severity=FINDER.severity if wish == 0 else "medium",
        count=users,
        resources=names,
        explanation=told,
    )


FINDER = Finder(
    id="ignored-deactivation",
    title="Still active after deactivation",
    severity="high",
    explanation="The receiver answered success to a request for “active”, and its own answer or the next read holds the"
    " other value. The identity provider takes the account for closed and does not ask again.",
    advice='Close these accounts at the target by hand. Compare how “active” is sent (a text such as "False" is often'
    " not read as a boolean) with what the receiver takes, mend one of them, then have these users sent again.",
    disproved_by="Somebody changed “active” at the target between the request and the read, outside this log.",
    find=find,
)
