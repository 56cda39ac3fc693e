"""Who was refused again and again with 401 or 403?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.bursts import episodes
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import MINUTE, Traffic, segments
from scimviewer.findings.words import counted, lasting

LEAST, WINDOW_NS = 5, 5 * MINUTE


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each actor and status: all episodes of five or more within five minutes."""
    for status in (403, 401):
        refused = np.flatnonzero((traffic["status"] == status) & (traffic["actor"] != 0))
        for places in segments(traffic["actor"], refused):
            proof = [places[part] for part in episodes(traffic.times[places], LEAST, WINDOW_NS)]
            if proof:
                yield _finding(traffic, status, np.concatenate(proof), len(proof))


def _finding(traffic: Traffic, status: int, proof: np.ndarray, times: int) -> Finding:
    actor = traffic.word("actor", int(proof[0]))
    often = f", in {times} episodes" if times > 1 else ""
    span = lasting(int(traffic.times[proof[-1]] - traffic.times[proof[0]]))
    title = f"{actor} was refused with {status} {counted(len(proof), 'time')} within {span}{often}"
    return traffic.finding(FINDER, proof, title)


FINDER = Finder(
    id="repeated-denials",
    title="Refused again and again",
    severity="medium",
    explanation="Five or more answers 401 or 403 to one actor within five minutes. 401 says that the credentials were"
    " not accepted, 403 that they were, but do not allow this.",
    advice="Look at the first of them: what changed just before? With 401 renew the token; with 403"
    " compare the token's scopes with the operation, and ask whether anybody was to do this at all.",
    disproved_by="A change of permissions that was announced for that time, or a test of them.",
    find=find,
    needs=("time", "actor", "status"),
)
