"""Which changes were answered with success and no body, and never looked at again?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, percent

NO_CONTENT = 204


def find(traffic: Traffic) -> Iterator[Finding]:
    """One finding for each target: changes answered 204 whose resource no later answer tells of."""
    changes = traffic.has("operation", "patch", "replace") & (traffic.resource != 0)
    bare = np.flatnonzero(changes & (traffic["status"] == NO_CONTENT))
    looks = np.flatnonzero((traffic.resource != 0) & (traffic["status"] == 200))
    last = dict(zip(traffic.resource[looks].tolist(), looks.tolist(), strict=True))
    unseen = np.array([place for place in bare.tolist() if last.get(int(traffic.resource[place]), -1) < place], "<i8")
    for mine in segments(traffic["target"], unseen):
        total = int((traffic["target"][bare] == traffic["target"][mine[0]]).sum())
        where = f" at {target}" if (target := traffic.word("target", int(mine[0]))) else ""
        title = f"{counted(len(mine), 'change')}{where} answered 204 and never looked at again"
        told = f"{percent(len(mine) / total)} of the changes that were answered so."
        yield traffic.finding(FINDER, mine, title, count=len(mine), explanation=told)


FINDER = Finder(
    id="unverified-changes",
    title="204, and nobody looked",
    severity="info",
    explanation="204 has no body: the log cannot show whether the change was made. Nothing speaks against it either.",
    advice="Where it matters, read the resource at the target and compare.",
    disproved_by="A read of the resource outside this log.",
    find=find,
)
