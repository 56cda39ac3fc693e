"""Who was told to wait (429), how long, and did they?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.attempts import request_keys
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import HOUR, Traffic, segments
from scimviewer.findings.words import counted, lasting, percent
from scimviewer.query.table import Array
from scimviewer.quirks.call import header
from scimviewer.times import SECOND, instant

TOO_MANY = 429
LEAST, MANY, SHARE = 3, 10, 0.1
MOST_DECODED = 300


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each sender at each target, and for each stretch without a 429 for hours."""
    sender = traffic["target"].astype("<i8") << 32 | traffic["actor"].astype("<i8")
    keys = request_keys(traffic)
    throttled = np.flatnonzero(traffic["status"] == TOO_MANY)
    for places in segments(sender, throttled):
        for part in np.split(places, np.flatnonzero(np.diff(traffic.times[places]) > 6 * HOUR) + 1):
            if len(part) >= LEAST:
                mine = np.flatnonzero(sender == sender[part[0]])
                yield _finding(traffic, part, mine, keys)


def _finding(traffic: Traffic, part: Array, mine: Array, keys: Array) -> Finding:
    waited, given_up = _waits(traffic, part, mine, keys)
    asked = _asked(traffic, part)
    inside = mine[(mine >= part[0]) & (mine <= part[-1])]
    told = f"{percent(len(part) / len(inside))} of the {counted(len(inside), 'request')} in this stretch."
    real = [float(one) for one in waited.values()]
    kept = [waited[place] >= wait - 1 for place, wait in asked.items() if place in waited]
    honoured = not kept or sum(kept) >= len(kept) / 2
    if asked:
        told += f" Asked to wait {_seconds(list(asked.values()))}"
    else:
        told += " No Retry-After said how long to wait"
    told += f", waited {_seconds(real)} (median)." if real else "; none of them was sent again."
    if given_up:
        told += f" {counted(given_up, 'change')} never went through afterwards."
    actor, target = traffic.word("actor", int(part[0])), traffic.word("target", int(part[0]))
    who = f"{actor or 'a sender'}{f' at {target}' if target else ''}"
    title = f"{who} was throttled {counted(len(part), 'time')}"
    title += "" if honoured else ", and did not wait as long as asked"
    serious = not honoured or (len(part) >= MANY and len(part) >= SHARE * len(inside))
    return traffic.finding(FINDER, part, title, severity="medium" if serious else "low", explanation=told)


def _waits(traffic: Traffic, part: Array, mine: Array, keys: Array) -> tuple[dict[int, float], int]:
    """429 → seconds until the same request came again, and how many requests never succeeded after it."""
    waited: dict[int, float] = {}
    given_up = set()
    mine = mine[np.isin(keys[mine], keys[part])]
    series = {int(key): places for places in segments(keys, mine) for key in keys[places[:1]]}
    for place in part.tolist():
        if not keys[place]:
            continue
        later = series[int(keys[place])]
        later = later[later > place]
        if len(later):
            waited[place] = float(traffic.times[later[0]] - traffic.times[place]) / SECOND
        if not traffic.succeeded[later].any():
            given_up.add(int(keys[place]))
    return waited, len(given_up)


def _asked(traffic: Traffic, part: Array) -> dict[int, float]:
    """429 → seconds that Retry-After says (RFC 9110 §10.2.3: a number, or a date)."""
    some = part[np.unique(np.linspace(0, len(part) - 1, min(len(part), MOST_DECODED)).astype(int))].tolist()
    asked = {}
    for place, exchange in zip(some, traffic.exchanges(some), strict=True):
        text = header(exchange.response_headers, "retry-after") or ""
        moment = None if text.strip().isdigit() else instant(text)
        if text.strip().isdigit() and len(text.strip()) < 9:
            asked[place] = float(text)
        elif moment is not None:
            asked[place] = max(0.0, (moment.ns - int(traffic.times[place])) / SECOND)
    return asked


def _seconds(values: list[float]) -> str:
    return lasting(int(float(np.median(values)) * SECOND))


FINDER = Finder(
    id="throttling",
    title="Throttled",
    severity="medium",
    explanation="The receiver answered 429: too many requests. What was asked is Retry-After, what was done is the time"
    " until the same request came again.",
    advice="Ask the receiver for its limits and lower the sender's rate below them. A sender that does not keep to"
    " Retry-After makes it worse: that is a matter for its maker.",
    disproved_by="A test of the limits.",
    find=find,
    needs=("time", "status"),
)
